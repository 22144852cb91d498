"""What is wrong with places: without a service, without coordinates, or with impossible ones."""

from collections.abc import Iterator
from datetime import date
from math import cos, hypot, radians
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Address, Location, ServiceAtLocation
from xenia.registers.directory.queries.problems.problem import Only, Problem

MILES_PER_DEGREE: Final = 69.1
# A city's own places, those of its neighbours, and the state's offices lie nearer than this.
FAR_MILES: Final = 150.0


def no_service(_today: date, only: Only) -> Iterator[Problem]:
    """Nothing is given there: residents never see it."""
    here = ServiceAtLocation.objects.filter(location=OuterRef("pk"))
    return _problems(_places(only).filter(~Exists(here)))


def no_coordinates(_today: date, only: Only) -> Iterator[Problem]:
    """It is on no map: it has no point of its own, and its ZIP code is none of the city's."""
    known = [code for code in office_facts().zips if code]
    zipped = Address.objects.filter(location=OuterRef("pk"), postal_code__in=known)
    found = _seen(only).filter(latitude=None, location_type=Location.Type.PHYSICAL)
    return _problems(found.filter(~Exists(zipped)))


def far_away(_today: date, only: Only) -> Iterator[Problem]:
    """Its point lies far from the city: two numbers changed places, or a sign is missing."""
    points = list(office_facts().zips.values())
    if not points:
        return
    middle = (
        sum(one.latitude for one in points) / len(points),
        sum(one.longitude for one in points) / len(points),
    )
    found = _seen(only).exclude(latitude=None)
    for one in found.iterator(chunk_size=1000):
        if _miles(middle, (one.latitude or 0.0, one.longitude or 0.0)) > FAR_MILES:
            yield from _problems_of(one)


def _places(only: Only) -> QuerySet[Location]:
    found = Location.objects.order_by()
    return found if only is None else found.filter(pk__in=only)


def _seen(only: Only) -> QuerySet[Location]:
    """Places that are on a map: not the confidential ones."""
    secret = Address.objects.filter(location=OuterRef("pk"), is_confidential=True)
    return _places(only).filter(~Exists(secret), is_confidential=False)


def _problems(found: QuerySet[Location]) -> Iterator[Problem]:
    for one in found.iterator(chunk_size=1000):
        yield from _problems_of(one)


def _problems_of(one: Location) -> Iterator[Problem]:
    yield Problem("location", one.pk, one.organization_id, one.name, "", str(one.changed_at))


def _miles(one: tuple[float, float], other: tuple[float, float]) -> float:
    """A flat earth is near enough to tell a wrong number."""
    up = one[0] - other[0]
    along = (one[1] - other[1]) * cos(radians(one[0]))
    return MILES_PER_DEGREE * hypot(up, along)
