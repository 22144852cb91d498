"""Messages are laid into the outbox, tried again, done by hand, and forgotten."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.db import models, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.catalogue import template_of
from xenia.ground.notifications.models import HeardCall, OutboxMessage
from xenia.ground.notifications.operations.heard import note_heard, was_heard
from xenia.ground.notifications.recipients import OFFICE, check_recipient

Status = OutboxMessage.Status
_UNTOLD: ContextVar[bool] = ContextVar("untold", default=False)
KEPT = timedelta(days=30)
REPORT_WITHIN = timedelta(days=3)
NOBODY: Mapping[str, object] = {
    "recipient_id": None,
    "recipient_type": "",
    "record_id": None,
    "record_type": "",
    "reference": "",
    "claim": None,
    "claimed_until": None,
    "not_before": None,
}


@contextmanager
def nobody_is_told() -> Iterator[None]:
    """What happens in this block is written down about the past: no message leaves about it."""
    before = _UNTOLD.set(True)
    try:
        yield
    finally:
        _UNTOLD.reset(before)


def queue(
    template: str, about: models.Model, *, to: models.Model | None = None, on: date
) -> OutboxMessage:
    """Lay a message in the outbox, in the caller's transaction; it leaves after the commit.

    template: a code of the catalogue. to: a ContactPoint, a User, or a record of a room that fills CONTACTS_OF; None
    means the office's own mailbox. Raises UnknownTemplate, and UnknownRecipient.
    """
    template_of(template)
    recipient = to._meta.label_lower if to else OFFICE
    check_recipient(recipient)
    message = OutboxMessage(
        template=template,
        record_type=about._meta.label_lower,
        record_id=about.pk,
        recipient_type=recipient,
        recipient_id=to.pk if to else None,
        queued_on=on,
    )
    if not _UNTOLD.get():
        message.save(force_insert=True)
    return message


@transaction.atomic
def try_again(*, message: OutboxMessage, by: User, at: datetime) -> OutboxMessage:
    """A colleague lets a message that did not leave be tried again. Raises WrongState."""
    transition(
        message,
        to=Status.WAITING,
        at=at,
        tries=0,
        reason="",
        not_before=None,
        done_on=None,
        queued_on=local_day(at),
        reference="",
    )
    audit.record(by, "notifications.tried_again", message, at=at)
    return message


@transaction.atomic
def note_done_by_hand(*, message: OutboxMessage, by: User, at: datetime) -> OutboxMessage:
    """A colleague has called, or has sent the letter. Raises WrongState."""
    channel = message.channel
    transition(message, to=Status.SENT, at=at, done_on=local_day(at), **NOBODY)
    audit.record(by, "notifications.done_by_hand", message, at=at)
    count(kind="notifications.sent", on=local_day(at), mode=channel)
    return message


@transaction.atomic
def note_not_reached(*, message: OutboxMessage, by: User, at: datetime) -> OutboxMessage:
    """A colleague called and reached nobody, or the letter came back. Raises WrongState."""
    transition(message, to=Status.FAILED, at=at, done_on=local_day(at), reason="not_reached")
    audit.record(by, "notifications.not_reached", message, at=at)
    return message


@transaction.atomic
def hear_delivery(*, reference: str, is_delivered: bool, reason: str, at: datetime) -> bool:
    """The provider reports what became of a message. A report heard before changes nothing.

    Returns False for a message that is not, or not yet, known by this reference.
    """
    report = f"{reference} {is_delivered}"
    if was_heard(report):
        return True
    sent = OutboxMessage.objects.filter(reference=reference, status=Status.SENT)
    message = sent.select_for_update().first() if reference else None
    if message is None:
        return False
    if is_delivered:
        transition(message, to=Status.DELIVERED, at=at, **NOBODY)
    else:
        transition(message, to=Status.FAILED, at=at, reason=reason, reference="")
    note_heard(report, at)
    return True


@transaction.atomic
def forget_old_messages(at: datetime) -> int:
    """Blank what was sent and never reported, and erase what is thirty days old. How many rows went."""
    today = local_day(at)
    OutboxMessage.objects.filter(status=Status.SENT, done_on__lte=today - REPORT_WITHIN).exclude(
        recipient_id=None, record_id=None, reference=""
    ).update(**NOBODY)
    OutboxMessage.objects.filter(status=Status.BY_HAND, queued_on__lte=today - KEPT).update(
        status=Status.FAILED, reason="nobody_did_it", done_on=today
    )
    HeardCall.objects.filter(heard_on__lte=today - KEPT).delete()
    return OutboxMessage.objects.filter(done_on__lte=today - KEPT).delete()[0]
