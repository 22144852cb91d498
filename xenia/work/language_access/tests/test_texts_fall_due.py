"""A translator is reminded a day before, and the office is told once of what is late."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from xenia.ground.notifications.models import OutboxMessage
from xenia.work.language_access.models import SetPhrase
from xenia.work.language_access.operations.text_round import keep_texts
from xenia.work.language_access.operations.text_work import accept_text
from xenia.work.language_access.tests.text_makers import (
    MONDAY,
    ARoom,
    a_request,
    a_room,
    a_translator,
    as_now,
    brought,
    taken,
)
from xenia.work.language_access.text_messages import TEXT_TO_LOOK_AT, TEXT_WANTED_SOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(name="room")
def the_room() -> Iterator[ARoom]:
    with a_room() as room:
        yield room


def reminders() -> int:
    return OutboxMessage.objects.filter(template=TEXT_WANTED_SOON).count()


def late_ones() -> int:
    return OutboxMessage.objects.filter(template=TEXT_TO_LOOK_AT).count()


def test_a_translator_is_reminded_the_day_before_and_once() -> None:
    translator, user = a_translator()
    taken(a_request(), translator, user)  # wanted on Friday
    keep_texts(MONDAY + 2 * DAY)
    assert reminders() == 0
    keep_texts(MONDAY + 3 * DAY)
    keep_texts(MONDAY + 3 * DAY)
    assert reminders() == 1


def test_whoever_is_asked_on_the_last_day_has_one_message_that_day(room: ARoom) -> None:
    a_translator()
    work = room.asked(wanted_on=(MONDAY + DAY).date())
    keep_texts(MONDAY)
    assert (as_now(work).status, reminders()) == ("asked", 0)
    keep_texts(MONDAY + DAY)
    assert reminders() == 1


def test_the_office_is_told_once_of_what_is_late() -> None:
    translator, user = a_translator()
    taken(a_request(), translator, user)
    before = late_ones()
    keep_texts(MONDAY + 4 * DAY)
    assert late_ones() == before
    keep_texts(MONDAY + 5 * DAY)
    keep_texts(MONDAY + 6 * DAY)
    assert late_ones() == before + 1


def test_a_message_that_is_there_is_nobodys_reminder(room: ARoom) -> None:
    _translator, user = a_translator()
    work = room.asked()
    accept_text(work=work, by=user, at=MONDAY)
    brought(room, as_now(work), user)
    keep_texts(MONDAY + 9 * DAY)
    assert (reminders(), late_ones()) == (0, 0)


def test_the_set_phrases_come_in_by_themselves_and_only_once() -> None:
    keep_texts(MONDAY)
    keep_texts(MONDAY + DAY)
    assert SetPhrase.objects.count() == 16
