"""What is missing or dead in services."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from xenia.registers.directory.models import (
    Language,
    Phone,
    Schedule,
    ServiceAtLocation,
)
from xenia.registers.directory.queries.problems.problem import (
    Only,
    Problem,
    of_services,
    open_services,
)


def no_languages(_today: date, only: Only) -> Iterator[Problem]:
    """Nobody said which languages are spoken, neither of the service nor of its places."""
    here = Language.objects.filter(location__services_here__service=OuterRef("pk"))
    own = Language.objects.filter(service=OuterRef("pk"))
    return of_services(open_services(only).filter(~Exists(own), ~Exists(here)))


def no_phone(_today: date, only: Only) -> Iterator[Problem]:
    """There is no number to call: not its own, not its places', not its organisation's."""
    seen = Phone.objects.filter(is_confidential=False)
    found = open_services(only)
    for held in (
        seen.filter(service=OuterRef("pk")),
        seen.filter(organization=OuterRef("organization")),
        seen.filter(service_at_location__service=OuterRef("pk")),
        seen.filter(location__services_here__service=OuterRef("pk")),
    ):
        found = found.filter(~Exists(held))
    return of_services(found)


def no_hours(_today: date, only: Only) -> Iterator[Problem]:
    """Nobody said when it is open."""
    found = open_services(only)
    for held in _schedules():
        found = found.filter(~Exists(held))
    return of_services(found)


def dead_hours(today: date, only: Only) -> Iterator[Problem]:
    """All its hours are past: they ended, or were for a season."""
    past = Q(valid_to__lt=today) | Q(until__lt=today)
    any_at_all = Q(pk__in=[])
    found = open_services(only)
    for held in _schedules():
        any_at_all |= Q(Exists(held))
        found = found.filter(~Exists(held.exclude(past)))
    return of_services(found.filter(any_at_all))


def _schedules() -> tuple[QuerySet[Schedule], ...]:
    """The hours of a service, of the service at a place, and of its places."""
    return (
        Schedule.objects.filter(service=OuterRef("pk")),
        Schedule.objects.filter(service_at_location__service=OuterRef("pk")),
        Schedule.objects.filter(location__services_here__service=OuterRef("pk")),
    )


def no_organization(_today: date, only: Only) -> Iterator[Problem]:
    """Nobody gives it: nobody can be asked whether it is still right."""
    return of_services(open_services(only).filter(organization=None))


def no_place(_today: date, only: Only) -> Iterator[Problem]:
    """It is given nowhere, and not by phone or video either."""
    places = ServiceAtLocation.objects.filter(service=OuterRef("pk"))
    found = open_services(only).filter(~Exists(places), is_remote=False)
    return of_services(found)
