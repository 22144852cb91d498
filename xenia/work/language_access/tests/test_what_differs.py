"""Before a translation is delivered, and for its second reader: what differs that no language changes."""

import re
from collections.abc import Iterator

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.language_access.models.text_work import TextStatus
from xenia.work.language_access.operations.message_texts import message_mark
from xenia.work.language_access.operations.text_reading import document_mark
from xenia.work.language_access.operations.text_work import accept_text, take_back_text
from xenia.work.language_access.queries.text_differences import differences
from xenia.work.language_access.tests.test_text_pages import HERE, page, signed_in
from xenia.work.language_access.tests.text_makers import (
    MONDAY,
    ARoom,
    a_request,
    a_room,
    a_translator,
    as_now,
    taken,
    the_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(name="room")
def the_room() -> Iterator[ARoom]:
    with a_room() as room:
        yield room


SPOKEN = (
    "Come on November 3, 2026.\n\nCall 617-555-0159 or write to help@clinic.example.\n\nIt is free."
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Vini 3 novanm 2026.\n\nRele (617) 555-0159, help@clinic.example.\n\nLi gratis.", ()),
        ("Vini ٣ novanm ٢٠٢٦.\n\nRele 617.555.0159, help@clinic.example.\n\nLi gratis.", ()),
        (
            "Vini 4 novanm 2026.\n\nRele 617-555-0151, ed@clinic.example.",
            (
                "number of paragraphs",
                "only in the source: 3 617-555-0159",
                "only in the source: help@clinic.example",
                "only in the translation: ed@clinic.example",
            ),
        ),
    ],
)
def test_before_it_is_delivered_what_differs_is_said(text: str, told: tuple[str, ...]) -> None:
    translator, user = a_translator()
    work = taken(a_request(text=SPOKEN), translator, user)
    said = {"text": text, "mark": document_mark(work), "act": "deliver"}
    where = f"{HERE}mine/document/{work.pk}/"
    answer = signed_in(user).post(where, said)
    if not told:
        assert the_work(work.request).status == TextStatus.DELIVERED
        return
    content = shown(answer.content.decode())
    assert answer.status_code == 422
    assert [one for one in told if one not in content] == []
    assert the_work(work.request).status == TextStatus.TAKEN
    signed_in(user).post(where, said | {"act": "all_the_same"})
    assert the_work(work.request).status == TextStatus.DELIVERED
    content = shown(page(a_translator(name="Jean Pierre")[1], f"mine/read/{work.pk}/"))
    assert [one for one in told if one not in content] == []


def shown(content: str) -> str:
    """What is read on a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>| · ", " ", content).split())


def test_what_differs_says_nothing_of_a_message_that_is_not_hers_any_more(room: ARoom) -> None:
    _translator, user = a_translator()
    letter = room.asked("Rele 617-555-0159")
    accept_text(work=letter, by=user, at=MONDAY)
    where = f"{HERE}mine/message/{letter.pk}/"
    mark = message_mark(as_now(letter), room.words[letter.about_id])
    said = {"text": "Call me", "mark": mark, "act": "deliver"}
    assert "617-555-0159" in signed_in(user).post(where, said).content.decode()
    take_back_text(work=as_now(letter), by=a_user(Role.DIRECTOR), at=MONDAY)
    answer = signed_in(user).post(where, said)
    assert "617-555-0159" not in answer.content.decode()


@pytest.mark.parametrize(
    ("source", "text", "lacking"),
    [
        ("It costs $1,000.50.", "Li koute 1.000,50 $.", ()),
        ("Room 07, 2 pages", "Sal 7", ("2",)),
        ("See www.city.example/form.", "Gade www.city.example/form", ()),
        ("Call (617) 555-0100 or 617-555-0101", "Rele 617 555 0101", ("(617) 555-0100",)),
        ("Call 617-555-0100", "", ("617-555-0100",)),
    ],
)
def test_numbers_are_the_same_however_they_are_written(
    source: str, text: str, lacking: tuple[str, ...]
) -> None:
    found = differences(source, text)
    assert found.numbers + found.addresses == lacking
