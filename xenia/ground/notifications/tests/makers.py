"""Invented people's phones and mailboxes, for the tests of messages."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from django.utils.functional import lazystr

from xenia.ground.notifications.catalogue import CATALOGUE, Template, add_message
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.notifications.operations import add_contact_point, give_consent, queue
from xenia.ground.notifications.safety import Safety
from xenia.ground.vault.subjects import new_subject

# Ten in the morning in the city.
MONDAY = datetime(2026, 11, 16, 15, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
LATE_EVENING = datetime(2026, 11, 17, 3, 0, tzinfo=UTC)  # 22:00
TEXTS = Safety(may_text=True)
REMINDER = "tests.reminder"
LETTER = "tests.letter"
_numbers = count(1)

for _template in (
    Template(
        code=REMINDER,
        title=lazystr("A reminder"),
        purpose="appointment_reminders",
        subject="Your day with us",
        texts={"email": lazystr("See you on %(day)s."), "sms": lazystr("See you on %(day)s.")},
        examples={"day": "Tuesday"},
        facts=lambda _record, _language: {"day": "Tuesday"},
    ),
    Template(
        code=LETTER,
        title=lazystr("A letter"),
        purpose="service_updates",
        texts={"mail": lazystr("We have news."), "call": lazystr("We have news.")},
    ),
):
    if _template.code not in CATALOGUE:
        add_message(_template)


def a_phone_number() -> str:
    """A number nobody else in the test has."""
    return f"+1617555{next(_numbers):04d}"


def a_phone(
    number: str = "",
    *,
    agrees_to: Iterable[str] = ("appointment_reminders",),
    safety: Safety = TEXTS,
    subject: UUID | None = None,
    written: str = "en",
    channel: str = "sms",
) -> ContactPoint:
    """A phone whose owner gets texts, and agreed to reminders."""
    return _agreed(
        add_contact_point(
            subject=subject or new_subject(),
            kind="phone",
            address=number or a_phone_number(),
            by=None,
            at=MONDAY,
            safety=safety,
            spoken=written,
            written=written,
        ),
        channel,
        agrees_to,
    )


def a_mailbox(
    address: str = "",
    *,
    agrees_to: Iterable[str] = ("appointment_reminders",),
    safety: Safety | None = None,
    subject: UUID | None = None,
    written: str = "en",
) -> ContactPoint:
    """A mailbox whose owner agreed to reminders."""
    return _agreed(
        add_contact_point(
            subject=subject or new_subject(),
            kind="email",
            address=address or f"person{next(_numbers)}@lindenport.example",
            by=None,
            at=MONDAY,
            safety=safety,
            spoken=written,
            written=written,
        ),
        "email",
        agrees_to,
    )


def _agreed(contact: ContactPoint, channel: str, purposes: Iterable[str]) -> ContactPoint:
    wanted = list(purposes)
    if wanted:
        give_consent(
            contact=contact, channel=channel, purposes=wanted, how="form", by=None, at=MONDAY
        )
    return contact


def a_reminder(to: ContactPoint, *, template: str = REMINDER) -> OutboxMessage:
    """A message about nothing in particular, in the outbox."""
    return queue(template, to, to=to, on=MONDAY.date())
