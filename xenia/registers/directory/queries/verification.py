"""Which entries an organisation answers for, which of them are due, and which organisations are asked next."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import (
    Contact,
    Location,
    Organization,
    Service,
    VerificationRequest,
)
from xenia.registers.directory.upkeep import ASK_AGAIN_AFTER, due_before, stale_on

Entry = Organization | Location | Service
SHOWN = (Service.Status.ACTIVE, Service.Status.TEMPORARILY_CLOSED)
# How a letter found nobody at its address.
FOUND_NOBODY = (
    VerificationRequest.Status.UNREACHABLE,
    VerificationRequest.Status.WRONG_PERSON,
)
KINDS: dict[str, type[Entry]] = {
    "organization": Organization,
    "location": Location,
    "service": Service,
}


def entries_of(organization: Organization) -> list[Entry]:
    """All an organisation answers for: itself, its places, its open services."""
    places = organization.locations.order_by("name", "pk")
    services = organization.services.filter(status__in=SHOWN).order_by("name", "pk")
    return [organization, *places, *services]


def is_answered_for(entry: Entry) -> bool:
    """Whether its organisation still answers for an entry: what closed is nobody's to confirm."""
    if isinstance(entry, Service):
        return entry.status in SHOWN
    return not isinstance(entry, Organization) or entry.status == Organization.Status.ACTIVE


def said_on(entry: Entry) -> date | None:
    """The day somebody last confirmed an entry; None when nobody has."""
    return entry.assured_date if isinstance(entry, Service) else entry.verified_on


def confirmed_on(entry: Entry) -> date | None:
    """The day an entry was last confirmed; the day it came in when nobody has."""
    return said_on(entry) or entry.listed_on


def is_stale(entry: Entry, *, on: date) -> bool:
    """Whether nobody has confirmed an entry for a year."""
    since = confirmed_on(entry)
    return since is None or on >= stale_on(since)


def due(model: type[Entry], before: date) -> Q:
    """Entries last confirmed before a day."""
    said = "assured_date" if model is Service else "verified_on"
    return Q(**{f"{said}__lt": before}) | Q(
        Q(**{f"{said}__isnull": True}), Q(listed_on__lt=before) | Q(listed_on__isnull=True)
    )


def organizations_due(today: date) -> QuerySet[Organization]:
    """Open organisations with an entry that is due, those waiting longest first, whoever was asked already."""
    before = due_before(today)
    services = Service.objects.filter(organization=OuterRef("pk"), status__in=SHOWN)
    places = Location.objects.filter(organization=OuterRef("pk"))
    return Organization.objects.filter(
        Q(due(Organization, before))
        | Q(Exists(services.filter(due(Service, before))))
        | Q(Exists(places.filter(due(Location, before)))),
        status=Organization.Status.ACTIVE,
    ).order_by(Coalesce("verified_on", "listed_on").asc(nulls_first=True), "pk")


def is_due(organization: Organization, *, today: date) -> bool:
    """Whether one of an organisation's entries is due."""
    return organizations_due(today).filter(pk=organization.pk).exists()


def organizations_to_ask(today: date) -> QuerySet[Organization]:
    """Organisations with a due entry, an e-mail address, and no request that is open or younger than half a year."""
    asked = VerificationRequest.objects.filter(organization=OuterRef("pk")).filter(
        Q(status=VerificationRequest.Status.OPEN) | Q(asked_on__gt=today - ASK_AGAIN_AFTER)
    )
    people = Contact.objects.filter(organization=OuterRef("pk")).exclude(email="")
    return organizations_due(today).filter(~Q(email="") | Exists(people)).filter(~Exists(asked))


def address_of(organization: Organization) -> str:
    """The e-mail address an organisation is asked at: its own, else that of one of its people; "" for none."""
    if organization.email:
        return organization.email
    people = organization.contacts.exclude(email="").order_by("name", "pk")
    return people.values_list("email", flat=True).first() or ""


def mark_of(address: str) -> str:
    """By what an e-mail address is known again, without keeping it twice."""
    return hashlib.sha256(address.strip().casefold().encode()).hexdigest()


def last_to(organization: Organization, address: str) -> VerificationRequest | None:
    """The request that last went from us to one address of an organisation; None when none did."""
    return (
        VerificationRequest.objects.filter(organization=organization, address_mark=mark_of(address))
        .order_by("-asked_on", "-pk")
        .first()
    )


def finds_nobody(organization: Organization) -> str:
    """How the last letter to the address an organisation has now found nobody, as a request's status; "" when it did not."""
    last = last_to(organization, address_of(organization))
    return last.status if last is not None and last.status in FOUND_NOBODY else ""


def language_of(address: str) -> str:
    """The language its reader chose, where she has a desk of her own; else English."""
    reader = User.objects.filter(email__iexact=address, is_active=True).first()
    return reader.language if reader else "en"


@dataclass(frozen=True, slots=True)
class Freshness:
    """How an organisation's entries stand. oldest: the day the one waiting longest was confirmed."""

    entries: int
    stale: int
    oldest: date | None


def freshness_of(entries: Iterable[Entry], *, on: date) -> Freshness:
    """How some entries stand on a day."""
    all_entries = list(entries)
    days = [day for one in all_entries if (day := confirmed_on(one))]
    stale = sum(is_stale(one, on=on) for one in all_entries)
    return Freshness(len(all_entries), stale, min(days, default=None))


def last_request(organization: UUID) -> VerificationRequest | None:
    """The request made last, open or ended."""
    return (
        VerificationRequest.objects.filter(organization=organization)
        .order_by("-asked_on", "-pk")
        .first()
    )
