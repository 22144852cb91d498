"""What a complaint may be about: the city's services, its departments and their places, as somebody finds them by words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
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

MOST: Final = 10
# Of them, departments and places that are called so themselves; many branches leave room for services.
CALLED_SO: Final = 6
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
    """What the words name, and what the search for services understands by them.

    Departments and places that are called so come first, then services and whose they are: in a language that has no
    name for a department, its services lead to it. A place whose department alone is called so comes last.
    """
    wanted = set(index_tokens(words))
    if not wanted:
        return []
    every_service = list(_services(city_services(), reader))
    every_place = list(_places(_all_places()))
    called = [
        one
        for one in [*_departments(_all_departments()), *every_place]
        if wanted <= _tokens(one.name)
    ]
    services = [one for one in every_service if wanted <= _tokens_of(one)]
    services += _meant(words, reader, every_service)
    first = called[:CALLED_SO]
    best = _each_once(services)[: MOST - len(first) - 1]
    whose = [
        About(one.department.name, department=one.department) for one in best if one.department
    ]
    beneath = [one for one in every_place if wanted <= _tokens_of(one)]
    return _each_once([*first, *best, *whose, *called, *beneath])[:MOST]


def _each_once(found: Iterable[About]) -> list[About]:
    return list({one.value: one for one in found}.values())


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
        name = _names(one).get(reader) or one.name
        yield About(name, one.organization.name, one.organization, service=one)


def _departments(rows: "QuerySet[Organization]") -> Iterator[About]:
    for one in rows:
        yield About(one.name, department=one)


def _places(rows: "QuerySet[Location]") -> Iterator[About]:
    for one in rows:
        assert one.organization
        yield About(one.name, one.organization.name, one.organization, place=one)


def _tokens(*names: str) -> set[str]:
    return {token for name in names for token in index_tokens(fold(name))}


def _tokens_of(one: About) -> set[str]:
    """By what a service or a place is found: its name in any language, and whose it is."""
    of_service = [one.service.name, *_names(one.service).values()] if one.service else []
    return _tokens(one.name, one.beneath, *map(str, of_service))


def _names(service: Service) -> dict[str, str]:
    return getattr(service, "names", None) or {}


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
