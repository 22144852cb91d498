"""A clerk asks for an interpreter: which languages are offered, and which fields are needed."""

import pytest

from xenia.work.language_access.tests.asking import a_request
from xenia.work.language_access.tests.makers import a_clinic
from xenia.work.language_access.tests.test_asking_pages import LIST
from xenia.work.language_access.tests.test_roster_pages import page

pytestmark = pytest.mark.django_db


def test_spoken_languages_are_offered_and_no_written_form() -> None:
    clinic, clerk = a_clinic()
    for where in ("ask/", "now/"):
        content = page(clerk, f"{LIST}{where}")
        assert "Mandarin" in content
        assert "Cantonese" in content
        assert "Chinese (" not in content
    # What was asked before the list was set right can still be changed.
    request = a_request(clinic, by=clerk, language="zh-hans")
    assert "Chinese (Simplified)" in page(clerk, f"{LIST}{request.pk}/change/")


def test_where_is_not_optional() -> None:
    _clinic, clerk = a_clinic()
    where = page(clerk, f"{LIST}ask/").split("Where", 1)[1][:80]
    assert "optional" not in where
