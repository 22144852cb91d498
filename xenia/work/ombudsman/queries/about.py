"""What a complaint may be about: the city's services, its departments and their places, as somebody finds them by words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from xenia.ground.common.dates import local_day, now
from xenia.ground.common.text import fold, index_tokens
from xenia.registers.directory.models import Location, Organization, Service
from xenia.registers.directory.search.index import NoIndex
from xenia.registers.directory.search.office import open_office_index
from xenia.registers.directory.search.query import search
from xenia.registers.directory.search.request import Relaxed, SearchRequest
from xenia.work.departments.queries.statements import CITY_KINDS, city_services, with_names

MOST: Final = 8
SERVICE, DEPARTMENT, PLACE = "service", "department", "place"


@dataclass(frozen=True, slots=True)
class About:
    """One service, department or place. beneath: whose it is."""

    name: str
    beneath: str = ""
    department: Organization | None = None
    service: Service | None = None
    place: Location | None = None

    @property
    def value(self) -> str:
        """How a form names it, such as "service:0190…"."""
        if self.service:
            return f"{SERVICE}:{self.service.pk}"
        if self.place:
            return f"{PLACE}:{self.place.pk}"
        assert self.department
        return f"{DEPARTMENT}:{self.department.pk}"


def found_by(words: str, reader: str) -> list[About]:
    """What the words name, and what the search for services understands by them; the best first."""
    wanted = set(index_tokens(words))
    if not wanted:
        return []
    services = list(_services(city_services(), reader))
    everything = [*services, *_departments(_all_departments()), *_places(_all_places())]
    named = [one for one in everything if wanted <= _tokens(one)]
    meant = _meant(words, reader, services)
    return list({one.value: one for one in [*named, *meant]}.values())[:MOST]


def about(value: str, reader: str) -> About | None:
    """What a form names; None for what residents cannot see."""
    kind, _mark, written = value.partition(":")
    try:
        pk = UUID(written)
    except ValueError:
        return None
    found: Iterable[About] = {
        SERVICE: lambda: _services(city_services().filter(pk=pk), reader),
        DEPARTMENT: lambda: _departments(_all_departments().filter(pk=pk)),
        PLACE: lambda: _places(_all_places().filter(pk=pk)),
    }.get(kind, lambda: iter(()))()
    return next(iter(found), None)


def _all_departments() -> "QuerySet[Organization]":
    rows = Organization.objects.filter(kind__in=CITY_KINDS, status=Organization.Status.ACTIVE)
    return rows.order_by("name", "pk")


def _all_places() -> "QuerySet[Location]":
    """A safe house stands in no list of places, nor does what has no name."""
    rows = Location.objects.filter(
        organization__in=_all_departments(),
        location_type=Location.Type.PHYSICAL,
        is_confidential=False,
    )
    return rows.exclude(name="").select_related("organization").order_by("name", "pk")


def _services(rows: "QuerySet[Service]", reader: str) -> Iterator[About]:
    for one in with_names(rows):
        name = (one.names or {}).get(reader) or one.name
        yield About(name, one.organization.name, one.organization, service=one)


def _departments(rows: "QuerySet[Organization]") -> Iterator[About]:
    for one in rows:
        yield About(one.name, department=one)


def _places(rows: "QuerySet[Location]") -> Iterator[About]:
    for one in rows:
        assert one.organization
        yield About(one.name, one.organization.name, one.organization, place=one)


def _tokens(one: About) -> set[str]:
    names: list[Any] = [one.name, one.beneath]
    if one.service:
        names += [one.service.name, *(getattr(one.service, "names", None) or {}).values()]
    return {token for name in names for token in index_tokens(fold(str(name)))}


def _meant(words: str, reader: str, services: list[About]) -> Iterator[About]:
    """The city's services among all that the search finds; none before its first index is made."""
    asked = SearchRequest(words=words, language=reader, page_size=60)
    try:
        found = search(asked, open_office_index(), today=local_day(now()))
    except NoIndex:
        return
    if found.relaxed is Relaxed.HELPERS:
        return
    by_pk = {one.service.pk: one for one in services if one.service}
    yield from (by_pk[hit.id] for hit in found.hits if hit.id in by_pk)
