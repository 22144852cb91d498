"""Departments side by side: what is confirmed, what is not, how often people were refused."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from xenia.ground.disclosure.columns import Hidden, hidden_of
from xenia.registers.directory.models import Organization, Service
from xenia.work.departments.models import Statement
from xenia.work.departments.queries.measures import refused_by_service
from xenia.work.departments.queries.statements import (
    BY_OFFICE,
    CONFIRMED,
    DUE,
    UNSAID,
    WRITTEN,
    services_of,
    state_shown,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One department: its services by how far their statements may be relied on."""

    department: Organization
    states: Counter[str]

    @property
    def services(self) -> int:
        """How many services it has."""
        return self.states.total()

    @property
    def confirmed(self) -> int:
        """Those it answers for today."""
        return self.states[CONFIRMED]

    @property
    def unconfirmed(self) -> int:
        """Those with words that nobody of the department confirmed."""
        return self.states[WRITTEN] + self.states[BY_OFFICE]

    @property
    def due(self) -> int:
        """Those whose year is over."""
        return self.states[DUE]

    @property
    def unsaid(self) -> int:
        """Those of which nothing is said."""
        return self.states[UNSAID]

    @property
    def is_late(self) -> bool:
        """Whether anything is not confirmed."""
        return self.confirmed < self.services


def standings(today: date) -> list[Standing]:
    """Every department, those with most to confirm first."""
    found: dict[UUID, Standing] = {}
    for service in services_of(None):
        department = service.organization
        assert department  # a city service has one
        row = found.setdefault(department.pk, Standing(department, Counter()))
        row.states[state_shown(statement_of(service), today)] += 1
    return sorted(
        found.values(), key=lambda one: (one.confirmed - one.services, one.department.name)
    )


def statement_of(service: Service) -> Statement | None:
    """The statement of a service read with it; None where there is none."""
    return getattr(service, "access_statement", None)


@dataclass(frozen=True, slots=True)
class Refused:
    """How often a service refused somebody in a year. times: None where the number is too small to be shown."""

    service: Service | None
    times: int | None


@dataclass(frozen=True, slots=True)
class RefusedInYear:
    """All services with a report in a year. total: None where it is too small, or would give a small one away."""

    rows: list[Refused]
    total: int | None


def refused_in(year: int) -> RefusedInYear:
    """Refusals of a year by service, small numbers protected; the most frequent first."""
    counts = refused_by_service(year)
    hidden: Hidden = hidden_of(counts)
    services = _named(counts)
    rows = [
        Refused(services.get(pk), None if pk in hidden.rows else times)
        for pk, times in counts.items()
    ]
    rows.sort(key=lambda one: (-(one.times or 0), one.service.name if one.service else ""))
    return RefusedInYear(rows, None if hidden.total else sum(counts.values()))


def _named(ids: Iterable[str]) -> dict[str, Service]:
    rows = Service.objects.filter(pk__in=[UUID(one) for one in ids if one])
    return {str(one.pk): one for one in rows.select_related("organization")}


def refused_shown(services: Iterable[UUID], year: int) -> dict[UUID, int | None]:
    """For a department's own services: how often somebody reported a refusal. None: too small to be shown."""
    wanted = {str(one): one for one in services}
    counts = refused_by_service(year)
    hidden = hidden_of(counts)
    return {pk: None if key in hidden.rows else counts.get(key, 0) for key, pk in wanted.items()}
