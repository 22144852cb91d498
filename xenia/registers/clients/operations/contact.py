"""How a person may be reached without harm: she says it, says it anew, or takes it back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.notifications.models import ConsentNote, ContactPoint
from xenia.ground.notifications.models.contact import Channel
from xenia.ground.notifications.operations import (
    add_contact_point,
    change_contact_point,
    give_consent,
    recheck_safety,
    remove_contact_point,
    withdraw_consent,
)
from xenia.ground.notifications.queries import agreed_purposes, consent_of
from xenia.ground.notifications.safety import Safety
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations.client import ClientCrossed, locked
from xenia.registers.clients.queries.people import points_of

EMAIL, PHONE = ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE
# What she agrees to when she says that we may write to her. News is asked for elsewhere.
OWN_MATTERS = ("appointment_reminders", "service_updates")
CHANNEL_OF = {EMAIL: Channel.EMAIL, PHONE: Channel.SMS}


@dataclass(frozen=True, slots=True, repr=False)
class Ways:
    """How she may be reached. Nothing needs to be said. first: the kind she wants us to try first."""

    phone: str = ""
    email: str = ""
    first: str = PHONE
    safety: Safety = field(default_factory=lambda: Safety(may_mail=False))

    def address(self, kind: str) -> str:
        """What she gave of this kind."""
        return self.email if kind == EMAIL else self.phone

    def may_write(self, kind: str) -> bool:
        """Whether we may send her messages there."""
        return self.safety.may_email if kind == EMAIL else self.safety.may_text


@transaction.atomic
def say_ways(
    *, client: Client, ways: Ways, state_version: int, by: User | None, at: datetime
) -> Client:
    """From now on she is reached this way, and no other.

    Raises ClientGone, ClientCrossed, NotAnAddress, vault.subjects.UnderHold.
    """
    current = locked(client)
    if current.state_version != state_version:
        raise ClientCrossed(current)
    points = {point.kind: point for point in _said(current, ways, by, at)}
    current.contact = points.get(ways.first) or next(iter(points.values()), None)
    current.state_version = state_version + 1
    current.save(update_fields=["contact", "state_version"])
    return current


def _said(client: Client, ways: Ways, by: User | None, at: datetime) -> Iterator[ContactPoint]:
    known = {point.kind: point for point in points_of(client)}
    for kind in (PHONE, EMAIL):
        point, address = known.get(kind), ways.address(kind)
        if point is not None and not address:
            remove_contact_point(contact=point, by=by, at=at)
        elif address:
            yield _one_way(client, kind, point, ways, by, at)


def _one_way(
    client: Client,
    kind: str,
    point: ContactPoint | None,
    ways: Ways,
    by: User | None,
    at: datetime,
) -> ContactPoint:
    tongues = {
        "spoken": client.spoken_language or "en",
        "written": client.written_language or client.spoken_language or "en",
    }
    if point is None:
        point = add_contact_point(
            subject=client.subject_id,
            kind=kind,
            address=ways.address(kind),
            safety=ways.safety,
            by=by,
            at=at,
            **tongues,
        )
    else:
        point = change_contact_point(
            contact=point, address=ways.address(kind), by=by, at=at, **tongues
        )
        point = recheck_safety(contact=point, safety=ways.safety, by=by, at=at)
    _agree(point, ways.may_write(kind), by, at)
    return point


def _agree(point: ContactPoint, may_write: bool, by: User | None, at: datetime) -> None:
    """What she said of messages about her own matters stands in the consent ledger too."""
    channel = CHANNEL_OF[ContactPoint.Kind(point.kind)]
    agreed = set(agreed_purposes(consent_of(point), channel))
    missing = [purpose for purpose in OWN_MATTERS if purpose not in agreed]
    oral = ConsentNote.How.ORAL
    if may_write and missing:
        give_consent(contact=point, channel=channel, purposes=missing, how=oral, by=by, at=at)
    elif not may_write and agreed & set(OWN_MATTERS):
        withdraw_consent(
            contact=point,
            channel=channel,
            purposes=sorted(agreed & set(OWN_MATTERS)),
            how=oral,
            by=by,
            at=at,
        )
