"""What nobody has confirmed, whom nobody can ask, and legal help nobody has evidence of."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q

from xenia.registers.directory.models import (
    Contact,
    Listing,
    Location,
    Organization,
    Service,
    VerificationRequest,
)
from xenia.registers.directory.queries.problems.problem import (
    Only,
    Problem,
    of_services,
    open_services,
)
from xenia.registers.directory.queries.verification import (
    FOUND_NOBODY,
    due,
    finds_nobody,
    organizations_due,
)
from xenia.registers.directory.upkeep import EVIDENCE_REMINDER, stale_before


def stale_services(today: date, only: Only) -> Iterator[Problem]:
    """Nobody has confirmed it for a year: residents read that."""
    return of_services(open_services(only).filter(due(Service, stale_before(today))))


def stale_organizations(today: date, only: Only) -> Iterator[Problem]:
    """Nobody has confirmed what is said of the organisation."""
    found = Organization.objects.filter(
        due(Organization, stale_before(today)), status=Organization.Status.ACTIVE
    )
    for one in found if only is None else found.filter(pk__in=only):
        yield Problem("organization", one.pk, one.pk, one.name, "", str(one.changed_at))


def stale_places(today: date, only: Only) -> Iterator[Problem]:
    """Nobody has confirmed the place."""
    found = Location.objects.filter(due(Location, stale_before(today)))
    for one in found if only is None else found.filter(pk__in=only):
        yield Problem("location", one.pk, one.organization_id, one.name, "", str(one.changed_at))


def dead_email(_today: date, only: Only) -> Iterator[Problem]:
    """The last letter found nobody at the address the organisation still has."""
    asked = VerificationRequest.objects.filter(organization=OuterRef("pk"), status__in=FOUND_NOBODY)
    found = Organization.objects.filter(Exists(asked)).order_by("pk")
    for one in found if only is None else found.filter(pk__in=only):
        if how := finds_nobody(one):
            yield Problem("organization", one.pk, one.pk, one.name, how, str(one.changed_at))


def no_email(today: date, only: Only) -> Iterator[Problem]:
    """An organisation whose entries are due, and nobody can ask by letter."""
    people = Contact.objects.filter(organization=OuterRef("pk")).exclude(email="")
    found = organizations_due(today).filter(~Exists(people), email="")
    for one in found if only is None else found.filter(pk__in=only):
        yield Problem("organization", one.pk, one.pk, one.name, "", str(one.changed_at))


def no_evidence(today: date, only: Only) -> Iterator[Problem]:
    """Legal help that is hidden until somebody looks up who gives it."""
    ended = Q(legal_until__isnull=True) | Q(legal_until__lte=today)
    waiting = Listing.objects.filter(ended, service=OuterRef("pk"), needs_evidence=True)
    return of_services(open_services(only).filter(Exists(waiting)))


def evidence_ending(today: date, only: Only) -> Iterator[Problem]:
    """Legal help whose evidence ends within sixty days: after that it is hidden."""
    soon = Listing.objects.filter(
        needs_evidence=True, legal_until__gt=today, legal_until__lte=today + EVIDENCE_REMINDER
    )
    until = {one.pk: str(one.legal_until) for one in soon.only("legal_until")}
    for problem in of_services(open_services(only).filter(pk__in=list(until))):
        yield Problem(
            "service",
            problem.record_id,
            problem.organization_id,
            problem.name,
            until[problem.record_id],
            problem.stamp,
        )
