"""Questions about contact points, consent and the outbox."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from xenia.ground.notifications.hours import office_hours_for_messages
from xenia.ground.notifications.models import ConsentNote, ContactPoint, OutboxMessage, Reply
from xenia.ground.notifications.permission_to_send import (
    ALL_PURPOSES,
    Answer,
    consent_stands,
    may_leave,
)
from xenia.ground.notifications.purposes import Purpose, can_be_refused
from xenia.ground.vault.blind import candidates_with_merged

BLIND_USE = {ContactPoint.Kind.EMAIL: "email", ContactPoint.Kind.PHONE: "phone"}


def contacts_at(kind: str, address: str) -> list[ContactPoint]:
    """Every contact point with this e-mail or phone number, the newest first; `address` in its own form.

    The blind index only says who may have it: each address is opened and compared.
    """
    people = candidates_with_merged(BLIND_USE[ContactPoint.Kind(kind)], address)
    found = ContactPoint.objects.filter(subject_id__in=people, kind=kind)
    return [one for one in found.order_by("-added_on", "pk") if one.address == address]


def consent_of(contact: ContactPoint) -> list[ConsentNote]:
    """A contact point's lines of the consent ledger, oldest first."""
    return list(contact.consent_notes.order_by("number"))


def answer_for(contact: ContactPoint, channel: str, purpose: Purpose, at: datetime) -> Answer:
    """Whether a message may leave to a contact point on a channel, as everything stands now."""
    return may_leave(
        purpose=purpose,
        channel=channel,
        safety=contact.safe_ways(),
        notes=consent_of(contact),
        open_hours=office_hours_for_messages(),
        at=at,
    )


def agreed_purposes(notes: Iterable[ConsentNote], channel: str) -> list[str]:
    """The purposes a person says yes to on a channel."""
    lines = list(notes)
    return [one.code for one in can_be_refused() if consent_stands(one, channel, lines)]


def is_stopped(notes: Iterable[ConsentNote], channel: str) -> bool:
    """Whether a person said no to everything on a channel, and yes to nothing since."""
    for note in reversed([note for note in notes if note.channel == channel]):
        if note.is_given:
            return False
        if note.purpose == ALL_PURPOSES:
            return True
    return False


def agreed_before_stop(notes: Iterable[ConsentNote], channel: str) -> list[str]:
    """What a person had said yes to when she last said no to everything."""
    said = [note for note in notes if note.channel == channel]
    stops = [place for place, note in enumerate(said) if note.purpose == ALL_PURPOSES]
    return agreed_purposes(said[: stops[-1]], channel) if stops else []


def waits_to_be_read(contact: ContactPoint) -> bool:
    """Whether somebody at this number answered what may mean stop, and nobody has read it yet."""
    unread = Reply.objects.filter(may_mean_stop=True)
    if contact.kind != ContactPoint.Kind.PHONE or not unread.exists():
        return False
    same = [one.pk for one in contacts_at(contact.kind, contact.address)]
    return bool(unread.filter(contact__in=same).exists())


def messages_of_status(status: str) -> QuerySet[OutboxMessage]:
    """The messages in a state, the oldest first."""
    return OutboxMessage.objects.filter(status=status).order_by("queued_on", "pk")


def counts_by_status() -> dict[str, int]:
    """How many messages are in each state."""
    rows = OutboxMessage.objects.order_by().values_list("status").annotate(Count("pk"))
    return dict.fromkeys(OutboxMessage.Status.values, 0) | dict(rows)


def sent_on(day: date) -> dict[str, int]:
    """How many messages left on a day, by channel."""
    gone = (OutboxMessage.Status.SENT, OutboxMessage.Status.DELIVERED)
    rows = OutboxMessage.objects.filter(done_on=day, status__in=gone).order_by()
    return dict(rows.values_list("channel").annotate(Count("pk")))


def contact_point(pk: UUID) -> ContactPoint | None:
    """A contact point by its id; None when it was removed."""
    found: ContactPoint | None = ContactPoint.objects.filter(pk=pk).first()
    return found


def unread_replies() -> QuerySet[Reply]:
    """The replies nobody has dealt with, those that may mean stop first."""
    found: QuerySet[Reply] = Reply.objects.filter(dealt_with_on=None).order_by(
        "-may_mean_stop", "received_on", "pk"
    )
    return found
