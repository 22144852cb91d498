"""A service as a text message: counted as a phone counts, phone and address always in it, in twelve languages."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from xenia.face.home.short import service_path
from xenia.face.home.texting import (
    GSM,
    GSM_TWICE,
    length_of,
    list_message,
    text_message,
)

LANGUAGES = {
    "en": "English class for beginners",
    "es": "Clase de inglés para principiantes",
    "zh-hans": "初级英语班",
    "zh-hant": "初級英語班",
    "ht": "Klas anglè pou moun k ap kòmanse",
    "vi": "Lớp tiếng Anh cho người mới bắt đầu",
    "kea": "Aula di inglês",
    "pt-br": "Aula de inglês para iniciantes",
    "ru": "Английский для начинающих",
    "ar": "درس الإنجليزية للمبتدئين",
    "fr": "Cours d’anglais pour débutants",
    "so": "Fasalka Ingiriisiga ee bilowga",
}
MONDAY = date(2026, 11, 16)
ADDRESS = "https://lindenport.example/s/7k3m9qwxe/"
HOURS = {
    "byday": "MO,WE",
    "opens_at": "18:00",
    "closes_at": "20:00",
    "description": "",
}


def a_document(name: dict[str, str], *, hours: int = 1) -> dict[str, Any]:
    """A listing with a name in some languages."""
    return {
        "id": "5b1e0f3a-c111-4aaa-8aaa-aaaaaaaaaaaa",
        "name": name,
        "phones": [{"number": "617-555-0142"}],
        "schedules": [HOURS] * hours,
        "places": [],
    }


@pytest.mark.parametrize("reader", LANGUAGES)
def test_a_service_fits_in_one_message_or_two_parts(reader: str) -> None:
    document = a_document({"en": "English class", reader: LANGUAGES[reader]})
    with override(reader):
        address = f"https://lindenport.example{service_path(document['id'], reader)}"
        message = text_message(document, reader, address, today=MONDAY)
    length = length_of(message.text)
    assert length.fits
    assert message.messages == length.messages <= 2
    assert message.text.startswith(LANGUAGES[reader].replace("’", "'"))
    assert "617-555-0142" in message.text
    assert message.text.endswith(f"-{reader}/")
    if length.is_gsm:
        assert length.units <= 160
    else:
        assert length.units <= 134


@pytest.mark.parametrize("reader", ["en", "ht", "so"])
def test_letters_gsm_has_are_paid_for_once(reader: str) -> None:
    document = a_document({reader: LANGUAGES[reader]})
    with override(reader):
        message = text_message(document, reader, ADDRESS, today=MONDAY)
    assert length_of(message.text).is_gsm
    assert message.messages == 1


@pytest.mark.parametrize("reader", LANGUAGES)
def test_a_long_name_is_cut_and_the_number_stays(reader: str) -> None:
    document = a_document({reader: f"{LANGUAGES[reader]} " * 30}, hours=3)
    with override(reader):
        message = text_message(document, reader, ADDRESS, today=MONDAY)
    assert length_of(message.text).fits
    assert "..." in message.text
    assert "617-555-0142" in message.text
    assert message.text.endswith("https://lindenport.example/s/7k3m9qwxe/")


def test_hours_leave_before_the_name_does() -> None:
    name = "n" * 70
    document = a_document({"en": name}, hours=2)
    with override("en"):
        text = text_message(document, "en", ADDRESS, today=MONDAY).text
    assert name in text
    assert text.count("PM") == 2, "one line of hours is left: from and to"


def a_closure(**said: Any) -> dict[str, Any]:
    """A notice over a whole service, for two days."""
    posted = {"kind": "closed", "from": "2026-11-16", "to": "2026-11-17", "words": {}, "place": ""}
    return {"id": "n", **posted, **said}


@pytest.mark.parametrize("reader", LANGUAGES)
def test_that_it_is_closed_today_stands_before_its_hours(reader: str) -> None:
    open_again = a_document({reader: LANGUAGES[reader]})
    closed = open_again | {"status": "active", "notices": [a_closure()]}
    with override(reader):
        before, during, after = (
            text_message(document, reader, ADDRESS, today=day)
            for document, day in (
                (open_again, MONDAY),
                (closed, MONDAY),
                (closed, date(2026, 11, 18)),
            )
        )
    assert len(during.text.splitlines()) >= 4
    assert during.text != before.text == after.text
    assert length_of(during.text).fits


def test_an_alert_is_told_whole_where_it_fits_and_else_that_there_is_one() -> None:
    document = a_document({"en": "English class"}) | {"status": "active"}
    alert = {"kind": "alert", "words": {"en": "Use the side door."}}
    with override("en"):
        short = text_message(
            document | {"notices": [a_closure(**alert)]}, "en", ADDRESS, today=MONDAY
        )
        alert["words"] = {"en": "Use the side door. " * 20}
        long = text_message(
            document | {"notices": [a_closure(**alert)]}, "en", ADDRESS, today=MONDAY
        )
    assert short.text.splitlines()[1] == "Use the side door."
    assert long.text.splitlines()[1] == "Important"
    assert long.text.endswith(ADDRESS)


def test_lengths_are_those_of_the_standard() -> None:
    """Worked out by hand from 3GPP TS 23.038: 160 and 153 letters, 70 and 67 wide ones, escapes count twice."""
    for text, expected in {
        "": (True, 0, 1),
        "a" * 160: (True, 160, 1),
        "a" * 161: (True, 161, 2),
        "a" * 306: (True, 306, 2),
        "a" * 307: (True, 307, 3),
        "€" * 80: (True, 160, 1),
        "€" * 81: (True, 162, 2),
        "èòàñÇ": (True, 5, 1),
        "ç": (False, 1, 1),
        "á": (False, 1, 1),
        "好" * 70: (False, 70, 1),
        "好" * 71: (False, 71, 2),
        "好" * 134: (False, 134, 2),
        "好" * 135: (False, 135, 3),
        "😀": (False, 2, 1),
    }.items():
        found = length_of(text)
        assert (found.is_gsm, found.units, found.messages) == expected, text[:5]


def test_the_alphabet_has_all_its_letters() -> None:
    """127 letters beside the escape, and ten written with it."""
    assert len(GSM) == 127
    assert len(GSM_TWICE) == 10
    assert not GSM & GSM_TWICE


@given(st.lists(st.text(min_size=1, max_size=80), max_size=30))
def test_a_list_always_ends_with_its_address(names: list[str]) -> None:
    address = "https://lindenport.example/l/7k3m9qwxe.0zc44h1tb-ht/"
    message = list_message(names, address)
    assert message.text.endswith(address)
    assert length_of(message.text).fits


def test_the_phones_own_messages_open_with_the_text() -> None:
    message = list_message([], "https://lindenport.example/l/x/")
    assert message.url.startswith("sms:?&body=")
    assert "%0A" in message.url
    assert " " not in message.url
