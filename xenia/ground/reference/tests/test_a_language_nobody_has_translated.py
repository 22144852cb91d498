"""A city adds a language that neither CLDR nor any catalogue has, such as Marshallese: its pages work, and say so."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import get_language, get_language_bidi, gettext, override

from xenia.ground.reference.office import forget_office, office_facts
from xenia.ground.reference.operations import choose_languages

MONDAY = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)


@pytest.fixture
def an_office_with_marshallese(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    choose_languages(codes=["en", "mh", "ar", "kea"], by=None, at=MONDAY)
    forget_office()


def test_its_words_are_english_and_run_from_left_to_right() -> None:
    with override("mh"):
        assert get_language() == "mh"
        assert gettext("This field is required.") == "This field is required."
        assert not get_language_bidi()


@pytest.mark.django_db
@pytest.mark.usefixtures("an_office_with_marshallese")
def test_its_pages_open_under_its_own_address_and_say_what_is_missing() -> None:
    page = Client().get("/mh/")
    assert page.status_code == 200
    assert page.headers["Content-Language"] == "mh"
    text = page.content.decode()
    assert "Not every word here is in Marshallese yet." in text
    assert 'dir="ltr"' in text


@pytest.mark.django_db
@pytest.mark.usefixtures("an_office_with_marshallese")
def test_an_incomplete_language_says_so_and_english_says_nothing() -> None:
    assert "is in Kabuverdianu yet" in Client().get("/kea/").content.decode()
    assert "Not every word here" not in Client().get("/en/").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("an_office_with_marshallese")
def test_a_language_that_is_dropped_has_no_pages() -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    assert office_facts().codes == ("en", "ar")
    assert Client().get("/mh/").status_code == 404
