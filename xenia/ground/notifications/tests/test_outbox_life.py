"""A message waits, is tried again, is given up, is done by hand, and is forgotten."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.notifications.catalogue import CATALOGUE
from xenia.ground.notifications.channels import WAYS
from xenia.ground.notifications.channels.outgoing import Outgoing, Receipt, TryLater
from xenia.ground.notifications.hours import Hours, next_moment, office_hours_for_messages
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import remove_contact_point
from xenia.ground.notifications.operations.by_hand import CannotBeDone, open_task
from xenia.ground.notifications.operations.outbox import (
    forget_old_messages,
    note_done_by_hand,
    note_not_reached,
    try_again,
)
from xenia.ground.notifications.operations.sending import CLAIM, WAITS, send_messages, take_up
from xenia.ground.notifications.safety import Safety
from xenia.ground.notifications.tests.makers import (
    LATE_EVENING,
    LETTER,
    MONDAY,
    REMINDER,
    TEXTS,
    TUESDAY,
    a_mailbox,
    a_phone,
    a_reminder,
)

pytestmark = pytest.mark.django_db
Status = OutboxMessage.Status


@pytest.fixture
def nobody_answers(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A way of sending that is always busy; the moments it was asked at."""
    asked: list[datetime] = []

    def busy(_message: Outgoing) -> Receipt:
        asked.append(MONDAY)
        raise TryLater("busy")

    monkeypatch.setitem(WAYS, "file", busy)
    return asked


def send(at: datetime = MONDAY) -> dict[str, int]:
    return dict(send_messages(clock=lambda: at))


def test_the_waits_grow_and_then_we_give_up_and_say_why(nobody_answers: list[datetime]) -> None:
    message = a_reminder(to=a_mailbox())
    at, waits = MONDAY, []
    for _wait in WAITS:
        assert send(at) == {"waiting": 1}
        message.refresh_from_db()
        assert message.not_before
        waits.append(message.not_before - at)
        assert send(message.not_before - timedelta(seconds=1)) == {}
        at = next_moment(message.not_before, [office_hours_for_messages()]) or at
    assert tuple(waits) == WAITS
    assert list(waits) == sorted(waits)
    assert send(at) == {"failed": 1}
    message.refresh_from_db()
    assert (message.status, message.reason) == (Status.FAILED, "busy")
    assert len(nobody_answers) == len(WAITS) + 1


def test_a_colleague_lets_it_be_tried_again(nobody_answers: list[datetime]) -> None:
    message = a_reminder(to=a_mailbox())
    OutboxMessage.objects.filter(pk=message.pk).update(
        status=Status.FAILED, reason="busy", tries=7, done_on=MONDAY.date()
    )
    message.refresh_from_db()
    try_again(message=message, by=a_user(), at=TUESDAY)
    message.refresh_from_db()
    assert (message.status, message.tries, message.reason) == (Status.WAITING, 0, "")
    assert send(TUESDAY) == {"waiting": 1}
    message.refresh_from_db()
    with pytest.raises(WrongState):
        try_again(message=message, by=a_user(), at=TUESDAY)


def test_a_message_in_the_night_waits_for_the_morning() -> None:
    message = a_reminder(to=a_mailbox())
    assert send(LATE_EVENING) == {"waiting": 1}
    message.refresh_from_db()
    assert message.reason == "safe_hours"
    assert message.tries == 0
    assert message.not_before
    assert send(message.not_before) == {"sent": 1}


def test_hours_that_never_meet_are_told_to_colleagues() -> None:
    from datetime import time

    message = a_reminder(to=a_phone(safety=Safety(may_text=True, hours=Hours(time(22), time(23)))))
    assert send() == {"failed": 1}
    message.refresh_from_db()
    assert message.reason == "no_safe_hour"


@pytest.mark.parametrize(
    ("safety", "reason"),
    [(Safety(), "not_safe"), (TEXTS, "no_consent")],
)
def test_what_is_not_safe_or_not_agreed_to_does_not_leave(safety: Safety, reason: str) -> None:
    message = a_reminder(to=a_phone(safety=safety, agrees_to=[]))
    assert send() == {"failed": 1}
    message.refresh_from_db()
    assert message.reason == reason


def test_a_removed_address_gets_nothing() -> None:
    contact = a_mailbox()
    message = a_reminder(to=contact)
    remove_contact_point(contact=contact, by=None, at=MONDAY)
    assert send() == {"failed": 1}
    message.refresh_from_db()
    assert message.reason == "no_address"


def test_a_message_that_would_tell_too_much_does_not_leave(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The words may come from a record: the title of a class, say."""
    told = replace(
        CATALOGUE[REMINDER], facts=lambda _record, _language: {"day": "the citizenship class"}
    )
    monkeypatch.setitem(CATALOGUE, REMINDER, told)
    message = a_reminder(to=a_mailbox())
    assert send() == {"failed": 1}
    message.refresh_from_db()
    assert message.reason == "tells_too_much"


def test_a_message_whose_words_are_gone_does_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    message = a_reminder(to=a_mailbox())
    monkeypatch.delitem(CATALOGUE, REMINDER)
    assert send() == {"failed": 1}
    message.refresh_from_db()
    assert message.reason == "no_words"


def test_a_message_about_something_past_does_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = replace(CATALOGUE[REMINDER], facts=lambda _record, _language: None)
    monkeypatch.setitem(CATALOGUE, REMINDER, gone)
    message = a_reminder(to=a_mailbox())
    assert send() == {"failed": 1}
    message.refresh_from_db()
    assert message.reason == "no_point_any_more"


def test_who_was_told_is_forgotten_three_days_after_and_the_line_after_thirty() -> None:
    message = a_reminder(to=a_phone())
    OutboxMessage.objects.filter(pk=message.pk).update(
        status=Status.SENT, channel="sms", reference="SM1", done_on=MONDAY.date()
    )
    assert forget_old_messages(MONDAY + timedelta(days=2)) == 0
    message.refresh_from_db()
    assert message.recipient_id is not None
    forget_old_messages(MONDAY + timedelta(days=3))
    blank = OutboxMessage.objects.get(pk=message.pk)
    assert (blank.recipient_id, blank.record_id, blank.reference) == (None, None, "")
    assert (blank.template, blank.channel) == ("tests.reminder", "sms")
    assert forget_old_messages(MONDAY + timedelta(days=30)) == 1
    assert not OutboxMessage.objects.exists()


def test_a_call_is_made_by_a_person_who_sees_only_what_she_needs() -> None:
    contact = a_phone(
        "617-555-0101",
        safety=Safety(note="ask for Amina"),
        channel="call",
        written="ht",
        agrees_to=["service_updates"],
    )
    message = a_reminder(to=contact, template=LETTER)
    assert send() == {"by_hand": 1}
    message.refresh_from_db()
    colleague = a_user()
    task = open_task(message, by=colleague, at=MONDAY)
    assert (task.address, task.language, task.text) == ("+16175550101", "ht", "We have news.")
    assert task.safety.note == "ask for Amina"
    with pytest.raises(CannotBeDone, match="safe_hours"):
        open_task(message, by=colleague, at=LATE_EVENING)
    note_done_by_hand(message=message, by=colleague, at=MONDAY)
    message.refresh_from_db()
    assert (message.status, message.recipient_id, message.channel) == (Status.SENT, None, "call")
    with pytest.raises(WrongState):
        note_done_by_hand(message=message, by=colleague, at=MONDAY)


def test_a_call_is_not_made_after_a_stop() -> None:
    from xenia.ground.notifications.operations import withdraw_consent

    contact = a_phone(safety=Safety(), channel="call", agrees_to=["service_updates"])
    message = a_reminder(to=contact, template=LETTER)
    send()
    withdraw_consent(contact=contact, channel="call", how="oral", by=None, at=MONDAY)
    message.refresh_from_db()
    with pytest.raises(CannotBeDone, match="no_consent"):
        open_task(message, by=a_user(), at=MONDAY)
    note_not_reached(message=message, by=a_user(), at=MONDAY)
    message.refresh_from_db()
    assert (message.status, message.reason) == (Status.FAILED, "not_reached")


def test_what_nobody_does_for_thirty_days_is_told_to_colleagues() -> None:
    contact = a_phone(safety=Safety(), channel="call", agrees_to=["service_updates"])
    message = a_reminder(to=contact, template=LETTER)
    send()
    forget_old_messages(MONDAY + timedelta(days=30))
    message.refresh_from_db()
    assert (message.status, message.reason) == (Status.FAILED, "nobody_did_it")


def test_a_worker_that_died_leaves_its_message_to_another() -> None:
    message = a_reminder(to=a_mailbox())
    assert [one.pk for one in take_up(at=MONDAY)] == [message.pk]
    assert send(MONDAY + CLAIM - timedelta(seconds=1)) == {}
    assert send(MONDAY + CLAIM) == {"sent": 1}


def test_a_round_that_takes_too_long_puts_the_rest_back() -> None:
    for _each in range(3):
        a_reminder(to=a_mailbox())
    minutes = count()

    def clock() -> datetime:
        return MONDAY + timedelta(minutes=next(minutes))

    # Asked before each message and when it is sent: the second message comes too late.
    ended = send_messages(clock=clock, until=MONDAY + timedelta(minutes=3))
    assert ended == {"sent": 1, "put back": 2}
    waiting = OutboxMessage.objects.filter(status=Status.WAITING)
    assert [(one.tries, one.claim) for one in waiting] == [(0, None), (0, None)]
    assert send() == {"sent": 2}


def test_a_worker_that_was_too_slow_does_not_send_what_another_took() -> None:
    from xenia.ground.notifications.operations.sending import send_one

    a_reminder(to=a_mailbox())
    [slow] = take_up(at=MONDAY)
    later = MONDAY + CLAIM
    [_quick] = take_up(at=later)
    assert send_one(slow, clock=lambda: later) == "lost"


@pytest.mark.both_databases
def test_the_database_keeps_the_promises() -> None:
    message = a_reminder(to=a_phone())
    for broken in (
        {"status": Status.LEAVING},
        {"status": Status.DELIVERED, "done_on": MONDAY.date()},
        {"status": Status.FAILED},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMessage.objects.filter(pk=message.pk).update(**broken)


def test_a_fault_of_ours_is_tried_again_and_says_nothing_personal(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    def broken(message: Outgoing) -> Receipt:
        raise RuntimeError(message.to)

    monkeypatch.setitem(WAYS, "file", broken)
    message = a_reminder(to=a_mailbox("ana@lindenport.example"))
    assert send() == {"waiting": 1}
    message.refresh_from_db()
    assert message.reason == "unexpected"
    as_written = import_string(settings.LOGGING["formatters"]["lines"]["()"])()
    lines = [as_written.format(record) for record in caplog.records]
    assert lines
    assert not any("ana@" in line for line in lines)
