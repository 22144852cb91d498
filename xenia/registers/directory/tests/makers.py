"""Organisations, places, services and colleagues for tests: functions with honest defaults.

Everything is made through the operations a real office uses, on a fixed Monday morning.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.operations.person import welcome_person
from xenia.ground.accounts.roles import WITHIN_ORGANIZATION, Role
from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import (
    LegalEvidence,
    Location,
    Notice,
    Organization,
    Proposal,
    Service,
    TaxonomyTerm,
)
from xenia.registers.directory.operations import add_location, add_organization, add_service
from xenia.registers.directory.operations.evidence import record_evidence
from xenia.registers.directory.operations.notices import post_notice
from xenia.registers.directory.operations.proposals import propose
from xenia.registers.directory.operations.taxonomy import load_own_taxonomy
from xenia.registers.directory.queries.evidence import needs_evidence

# 9 in the morning in the city.
MONDAY = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 18, 14, 0, tzinfo=UTC)

_numbers = count(1)


def an_organization(
    *,
    name: str = "Saltmarsh Community House",
    kind: str = Organization.Kind.COMMUNITY,
    by: User | None = None,
    at: datetime = MONDAY,
    **fields: Any,
) -> Organization:
    """An open community organisation."""
    return add_organization(name=name, kind=kind, by=by, at=at, **fields)


def a_location(
    *,
    name: str = "Saltmarsh House",
    organization: Organization | None = None,
    postal_code: str = "09901",
    is_confidential: bool = False,
    by: User | None = None,
    at: datetime = MONDAY,
    address: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Location:
    """A place on Pier Street; a confidential one keeps its address to itself."""
    return add_location(
        name=name,
        organization=organization,
        is_confidential=is_confidential,
        address=address
        or {
            "address_1": "12 Pier Street",
            "city": "Lindenport",
            "state_province": "MA",
            "postal_code": postal_code,
            "is_confidential": is_confidential,
        },
        by=by,
        at=at,
        **fields,
    )


def a_service(
    *,
    name: str = "English class for beginners",
    organization: Organization | None = None,
    terms: Iterable[str] = (),
    locations: Iterable[Location] = (),
    details: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
    translations: Mapping[str, Mapping[str, str]] | None = None,
    by: User | None = None,
    at: datetime = MONDAY,
    has_evidence: bool = True,
    **fields: Any,
) -> Service:
    """A free, open English class, checked on the day it was added. translations: {field: {language: text}}.

    Legal help gets an attorney's evidence; has_evidence=False leaves it waiting.
    """
    wanted = list(terms)
    owner = organization or an_organization()
    if has_evidence and needs_evidence(wanted):
        an_attorney(owner, at=at)
    if wanted and not TaxonomyTerm.objects.filter(own_code__in=wanted).exists():
        load_own_taxonomy(at=at)
    said: dict[str, Any] = {
        "description": "Learn to speak and read English.",
        "cost": Service.Cost.FREE,
        "assured_date": date(2026, 11, 16),
    }
    return add_service(
        organization=owner,
        name=name,
        terms=wanted,
        locations=locations,
        details=details,
        translations=translations,
        by=by,
        at=at,
        **(said | fields),
    )


def an_attorney(
    organization: Organization, *, at: datetime = MONDAY, **fields: Any
) -> LegalEvidence:
    """Evidence that holds for a year: an invented attorney on an invented list."""
    said: dict[str, Any] = {
        "jurisdiction": "MA",
        "reference": f"BBO 6{next(_numbers):05}",
        "source_url": "https://bar.example/lookup",
        "expires_on": local_day(at) + timedelta(days=365),
    }
    return record_evidence(
        organization=organization,
        kind=LegalEvidence.Kind.ATTORNEY,
        by=None,
        at=at,
        **(said | fields),
    )


def a_proposal(
    service: Service | None = None, *, by: User | None = None, at: datetime = MONDAY, **changes: str
) -> Proposal:
    """What its organisation asks to change of a service; without more, its description."""
    return propose(
        record=service or a_service(description="Learn English."),
        changes=changes or {"description": "Learn English at night."},
        origin=Proposal.Origin.PARTNER,
        by=by,
        at=at,
    )


def a_notice(service: Service, *, words: str = "Painters are here.") -> Notice:
    """A closure of two days."""
    return post_notice(
        about=service,
        kind=Notice.Kind.CLOSED,
        starts_on=MONDAY.date(),
        ends_on=TUESDAY.date(),
        words=words,
        by=None,
        at=MONDAY,
    )


def a_colleague(
    *,
    role: Role = Role.DIRECTORY_EDITOR,
    organization: Organization | None = None,
    name: str = "",
    at: datetime = MONDAY,
) -> User:
    """Somebody who works with the office: in it, or in a partner organisation."""
    number = next(_numbers)
    return welcome_person(
        email=f"{role.value}-{number}@lindenport.example",
        name=name or f"{role.label} {number}",
        role=role,
        organization_id=organization.pk if organization and role in WITHIN_ORGANIZATION else None,
        password=None,
        by=None,
        at=at,
    )


def desk_of(user: User) -> Client:
    """A browser in which this colleague is signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
