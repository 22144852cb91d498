"""Whoever else sees the screen learns nothing: every message, every language."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.functional import lazystr
from hypothesis import given
from hypothesis import strategies as st
from typer import Exit

from xenia.ground.notifications.case_words import case_words, case_words_in
from xenia.ground.notifications.catalogue import CATALOGUE, Template, add_message
from xenia.ground.notifications.checks import messages_tell_nothing
from xenia.ground.notifications.linter import faults_in_catalogue
from xenia.ground.notifications.rendering import written
from xenia.ground.notifications.sms_length import parts
from xenia.ground.translations.catalogues import compile_catalogues
from xenia.ground.translations.flat_files import SHIPPED
from xenia.ground.translations.tests.catalogues import a_catalogue, an_entry, an_office_that_speaks


@pytest.fixture
def shipped_words(settings: Any, tmp_path: Path) -> None:
    """The interface's own catalogues, as an office compiles them."""
    compile_catalogues(settings.LOCALE_SOURCES, tmp_path)
    settings.LOCALE_PATHS = [tmp_path]


def a_message(**changed: Any) -> Template:
    said: dict[str, Any] = {
        "code": "tests.told",
        "title": lazystr("A message"),
        "purpose": "events",
        "texts": {"sms": lazystr("See you on Tuesday.")},
    }
    return Template(**(said | changed))


def told(template: Template, language: str = "en") -> list[str]:
    return [str(one) for one in faults_in_catalogue([language], [template])]


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped_words")
def test_no_message_of_the_office_tells_why() -> None:
    assert len(CATALOGUE) >= 4
    assert faults_in_catalogue() == []
    assert messages_tell_nothing() == []
    call_command("check_messages")


def test_a_case_word_is_found_in_a_text_and_in_a_subject() -> None:
    said = a_message(texts={"sms": lazystr("Your visa is ready.")})
    assert told(said) == ["tests.told (sms, en): holds 'visa'"]
    said = a_message(subject="Your lawyer", texts={"email": lazystr("See you.")})
    assert told(said) == ["tests.told (email, en): its subject holds 'lawyer*'"]


def test_a_translation_that_tells_too_much_is_found(settings: Any, tmp_path: Path) -> None:
    from django.utils.translation import gettext_lazy

    entry = an_entry("See you there.", "À bientôt chez l'avocat.")
    an_office_that_speaks(settings, tmp_path, fr=a_catalogue("fr", entry))
    said = a_message(texts={"sms": gettext_lazy("See you there.")})
    assert told(said, "fr") == ["tests.told (sms, fr): holds 'avocat*'"]
    assert told(said) == []


def test_a_word_of_another_language_is_found_too() -> None:
    said = a_message(texts={"sms": lazystr("Su cita: abogado")})
    assert told(said) == ["tests.told (sms, en): holds 'abogad*'"]


def test_a_text_of_more_than_two_parts_is_refused() -> None:
    long = a_message(texts={"sms": lazystr("a" * 290)})
    assert told(long) == ["tests.told (sms, en): takes 3 parts: at most 2"]


def test_a_hole_without_an_example_is_refused() -> None:
    said = a_message(texts={"sms": lazystr("See you on %(day)s.")})
    assert "no example" in told(said)[0]


def test_the_command_ends_with_1(monkeypatch: pytest.MonkeyPatch) -> None:
    said = a_message(texts={"sms": lazystr("About your asylum.")})
    monkeypatch.setitem(CATALOGUE, said.code, said)
    with pytest.raises((Exit, CommandError, SystemExit)):
        call_command("check_messages")
    assert any("asylum" in one.msg for one in messages_tell_nothing())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "About your green card"),
        ("en", "ICE was here"),
        ("es", "Su caso de inmigración"),
        ("fr", "Votre carte verte"),
        ("pt-br", "O seu visto"),
        ("ht", "Kat vèt ou a"),
        ("vi", "Thẻ xanh của quý vị"),
        ("zh-hans", "您的绿卡"),
        ("zh-hant", "您的綠卡"),
        ("ru", "О вашем гражданстве"),
        ("ar", "طلب اللُّجوء"),
        ("so", "Dhalashada Mareykanka"),
        ("kea", "Skritori di imigrason: imigrason"),
    ],
)
def test_each_language_has_words_that_are_never_sent(language: str, text: str) -> None:
    assert case_words_in(text, language)


def test_ice_is_no_case_word_on_a_french_table() -> None:
    assert case_words_in("ice cream", "fr") == []


def test_every_language_of_the_house_has_its_table() -> None:
    counted = {code: sum(one.language == code for one in case_words()) for code in ("en", *SHIPPED)}
    assert all(number >= 25 for code, number in counted.items() if code != "kea"), counted


@given(
    word=st.sampled_from(case_words()),
    before=st.sampled_from(["", "Hello, ", "您好，", "Bonjou! "]),
    after=st.sampled_from(["", ".", " 3:00", "!"]),
)
def test_every_word_of_the_table_is_found_where_it_stands(
    word: Any, before: str, after: str
) -> None:
    text = before + word.word.rstrip("*").upper() + after
    assert case_words_in(text, word.language)


def test_a_code_is_given_once_and_a_purpose_exists() -> None:
    with pytest.raises(ValueError, match="already"):
        add_message(a_message(code="notifications.help"))
    with pytest.raises(ValueError, match="unknown purpose"):
        add_message(a_message(purpose="sales"))
    with pytest.raises(ValueError, match="needs a subject"):
        add_message(a_message(texts={"email": lazystr("See you.")}))
    with pytest.raises(ValueError, match="unknown channels"):
        add_message(a_message(texts={"fax": lazystr("See you.")}))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # each takes two letters' room
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 20, 2),  # the sign is not cut: 152 + 22
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("ж" * 134, 2),
        ("ж" * 135, 3),
        ("😀" * 35, 1),  # each takes two characters' room
        ("😀" * 36, 2),
    ],
)
def test_parts_are_counted_as_carriers_count_them(text: str, number: int) -> None:
    assert parts(text) == number


@pytest.mark.django_db
def test_a_text_is_signed_by_the_city_while_there_is_room_and_says_how_to_end() -> None:
    said = written(a_message(), "sms", "en", {}, sender="Lindenport")
    assert said.body == "Lindenport: See you on Tuesday. To end: reply STOP."
    long = a_message(texts={"sms": lazystr("a" * 280)})
    assert written(long, "sms", "en", {}, sender="Lindenport").body.startswith("aaa")
