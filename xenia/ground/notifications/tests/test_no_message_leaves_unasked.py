"""However people say yes and no, whatever hours they name: no message leaves that may not, and each that may does.

The machine keeps its own simple book of what everybody said, and compares each message that left with it.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import time, timedelta
from itertools import count
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from xenia.ground.common.dates import local_time
from xenia.ground.notifications.channels import WAYS
from xenia.ground.notifications.channels.outgoing import Outgoing, Receipt
from xenia.ground.notifications.hours import Hours
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.notifications.operations import (
    give_consent,
    queue,
    recheck_safety,
    withdraw_consent,
)
from xenia.ground.notifications.operations.replies import hear_reply
from xenia.ground.notifications.operations.sending import send_messages
from xenia.ground.notifications.safety import Safety
from xenia.ground.notifications.tests.makers import MONDAY, REMINDER, a_phone

FAMILY, ALONE = "+16175550101", "+16175550102"
PEOPLE = ("ana", "bo", "cy")
NUMBERS = {"ana": FAMILY, "bo": FAMILY, "cy": ALONE}
REMINDERS = "appointment_reminders"
ANSWERS = {"answers", "verification"}
# Mostly by day, or there is little to see.
HOURS = st.sampled_from([4, 8, 10, 10, 11, 12, 13, 15, 20, 21, 23])


class Book:
    """What one person said, kept as simply as it can be."""

    def __init__(self) -> None:
        self.agreed = set(ANSWERS)
        self.before: set[str] = set()
        self.is_stopped = False
        self.may_text = True
        self.window: tuple[int, int] | None = None

    def stop(self) -> None:
        if not self.is_stopped:
            self.before, self.agreed, self.is_stopped = set(self.agreed), set(), True

    def start(self) -> None:
        if self.is_stopped:
            self.agreed, self.is_stopped = self.before | ANSWERS, False

    def is_awake(self, hour: int) -> bool:
        if self.window is None:
            return True
        first, last = self.window
        return first <= hour < last if first < last else hour >= first or hour < last


class Office(RuleBasedStateMachine):
    """Three people, two of whom share a phone."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(patch.dict(WAYS, {"file": self.note}))
        self.stack.enter_context(transaction.atomic())
        self.at = MONDAY
        self.numbers = count(1)
        self.left: list[OutboxMessage] = []
        self.books = {name: Book() for name in PEOPLE}
        self.confirmations_owed = 0

    def note(self, outgoing: Outgoing) -> Receipt:
        """A message leaves: remember which."""
        self.left.append(OutboxMessage.objects.get(pk=outgoing.key))
        return Receipt()

    @initialize()
    def people_come(self) -> None:
        """Everybody may be texted and has agreed to reminders."""
        self.contacts: dict[str, ContactPoint] = {name: a_phone(NUMBERS[name]) for name in PEOPLE}
        for book in self.books.values():
            book.agreed.add(REMINDERS)
        self.names = {contact.pk: name for name, contact in self.contacts.items()}

    @rule(name=st.sampled_from(PEOPLE), act=st.data(), hour=HOURS)
    def a_day_goes_by(self, name: str, act: st.DataObject, hour: int) -> None:
        """Somebody says something; hours pass; everybody is to be reminded, and a worker comes."""
        act.draw(st.sampled_from(ACTS))(self, name)
        self.at += timedelta(hours=(hour - local_time(self.at).hour - 1) % 24 + 1)
        waiting = OutboxMessage.objects.filter(status="waiting", template=REMINDER)
        for contact in self.contacts.values():
            if not waiting.filter(recipient_id=contact.pk).exists():
                queue(REMINDER, contact, to=contact, on=self.at.date())
        may = {one.pk for one in waiting if self.may_leave_now(one)}
        self.left.clear()
        send_messages(clock=lambda: self.at)
        left = {one.pk for one in self.left if one.template == REMINDER}
        assert left == may, "what may leave does, and nothing else"
        for one in self.left:
            if one.template != REMINDER:
                self.check_answer(one)

    def says_yes(self, name: str, purpose: str) -> None:
        contact = self.contacts[name]
        give_consent(
            contact=contact, channel="sms", purposes=[purpose], how="form", by=None, at=self.at
        )
        self.books[name].agreed.add(purpose)
        self.books[name].is_stopped = False

    def says_no(self, name: str, *purposes: str) -> None:
        contact = self.contacts[name]
        withdraw_consent(
            contact=contact, channel="sms", purposes=purposes, how="oral", by=None, at=self.at
        )
        self.books[name].agreed -= set(purposes)
        if not purposes:
            self.books[name].stop()

    def answers_stop(self, name: str) -> None:
        hers = [self.books[one] for one in PEOPLE if NUMBERS[one] == NUMBERS[name]]
        is_news = any(not book.is_stopped for book in hers)
        self.confirmations_owed += is_news and any(book.may_text for book in hers)
        self.hear("توقف!", NUMBERS[name])
        for book in hers:
            book.stop()

    def answers_start(self, name: str) -> None:
        self.hear("start", NUMBERS[name])
        for one in PEOPLE:
            if NUMBERS[one] == NUMBERS[name]:
                self.books[one].start()

    def hear(self, text: str, number: str) -> None:
        hear_reply(sender=number, text=text, number=f"SM{next(self.numbers)}", at=self.at)

    def says_what_is_safe(self, name: str, **said: Any) -> None:
        book = self.books[name]
        vars(book).update(said)
        hours = Hours(*map(time, book.window)) if book.window else None
        safety = Safety(may_text=book.may_text, hours=hours)
        recheck_safety(contact=self.contacts[name], safety=safety, by=None, at=self.at)

    def may_leave_now(self, message: OutboxMessage) -> bool:
        """By the machine's own book."""
        assert message.recipient_id
        book = self.books[self.names[message.recipient_id]]
        hour = local_time(self.at).hour
        is_time = message.not_before is None or message.not_before <= self.at
        is_agreed = book.may_text and REMINDERS in book.agreed
        return is_time and is_agreed and 8 <= hour < 21 and book.is_awake(hour)

    def check_answer(self, message: OutboxMessage) -> None:
        """A confirmation may leave at night, but only by a safe way, in her hours, once for each stop."""
        assert message.recipient_id
        book = self.books[self.names[message.recipient_id]]
        hour = local_time(self.at).hour
        assert book.may_text
        assert book.is_awake(hour)
        if message.template == "notifications.stopped":
            self.confirmations_owed -= 1
        else:
            assert "answers" in book.agreed
            assert 8 <= hour < 21

    @invariant()
    def nobody_is_told_twice_that_it_stopped(self) -> None:
        assert self.confirmations_owed >= 0

    def teardown(self) -> None:
        """Nothing of this run stays."""
        transaction.set_rollback(True)
        self.stack.close()


ACTS: list[Callable[[Office, str], None]] = [
    lambda office, name: office.says_yes(name, REMINDERS),
    lambda office, name: office.says_yes(name, "events"),
    lambda office, name: office.says_no(name, REMINDERS),
    lambda office, name: office.says_no(name, "events"),
    lambda office, name: office.says_no(name),
    Office.answers_stop,
    Office.answers_start,
    lambda office, name: office.says_what_is_safe(name, may_text=False),
    lambda office, name: office.says_what_is_safe(name, may_text=True),
    lambda office, name: office.says_what_is_safe(name, window=None),
    lambda office, name: office.says_what_is_safe(name, window=(9, 12)),
    lambda office, name: office.says_what_is_safe(name, window=(20, 23)),
    lambda office, name: office.says_what_is_safe(name, window=(22, 5)),
    lambda _office, _name: None,
]


@pytest.mark.django_db
def test_no_message_leaves_that_may_not_and_each_that_may_does() -> None:
    examples = settings.default.max_examples // 3 if settings.default else 20
    chosen = settings(max_examples=examples, stateful_step_count=20, deadline=None)
    run_state_machine_as_test(Office, settings=chosen)
