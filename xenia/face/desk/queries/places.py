"""Places of programs that were planned and given: this month, this year so far, and which programs are full or empty."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from xenia.ground.ledger.queries.spans import Counted, counted_within
from xenia.insight.reports.weeks import end_of_month
from xenia.work.programs.ledger_kinds import CAPACITY
from xenia.work.programs.models import Capacity, Program

PLANNED, GIVEN = "planned", "delivered"
# Of programs, so many on each end.
ENDS: Final = 3


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one kind. given: None while nobody has said it."""

    planned: int
    given: int | None

    @property
    def percent(self) -> int | None:
        """What was given, in percent of the plan."""
        if self.given is None or self.planned <= 0:
            return None
        return round(100 * self.given / self.planned)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place, this month and this year so far."""

    title: str
    month: Places
    year: Places

    @property
    def spans(self) -> tuple[Places, Places]:
        """Both, in the order of the page."""
        return self.month, self.year


@dataclass(frozen=True, slots=True)
class Used:
    """A program, and how much of one kind of its places was given this year so far."""

    program: UUID
    name: str
    kind: str
    percent: int


@dataclass(frozen=True, slots=True)
class PlacesUsed:
    """Every kind of place that is planned, and the programs at both ends."""

    kinds: tuple[Kind, ...]
    fullest: tuple[Used, ...]
    emptiest: tuple[Used, ...]


def places_used(today: date) -> PlacesUsed:
    """Kinds of place apart. A seat counts once for each month it stands, as in the yearly report."""
    by = ("program", "service_type")
    first, last = today.replace(day=1), end_of_month(today)
    month = counted_within((CAPACITY,), first, last, by=by)
    year = counted_within((CAPACITY,), first.replace(month=1), last, by=by)
    kinds = tuple(
        Kind(str(kind.label), _sum(month, kind.value), _sum(year, kind.value))
        for kind in Capacity
        if _sum(year, kind.value).planned or _sum(year, kind.value).given
    )
    used = _by_program(year)
    return PlacesUsed(
        kinds, tuple(used[:ENDS]), tuple(reversed(used[max(ENDS, len(used) - ENDS) :]))
    )


def _sum(found: Iterable[Counted], kind: str) -> Places:
    sums: Counter[str] = Counter()
    for one in found:
        if one.cell["service_type"] == kind:
            sums[one.method] += int(one.quantity)
    return Places(sums[PLANNED], sums.get(GIVEN))


def _by_program(found: Iterable[Counted]) -> list[Used]:
    """The fullest first; programs that said nothing yet of what they gave are left out."""
    sums: dict[tuple[str, str], Counter[str]] = {}
    for one in found:
        key = one.cell["program"], one.cell["service_type"]
        sums.setdefault(key, Counter())[one.method] += int(one.quantity)
    shares = {
        key: Places(each[PLANNED], each.get(GIVEN)).percent for key, each in sums.items() if key[0]
    }
    names = Program.objects.in_bulk([UUID(program) for program, _kind in shares])
    labels = dict(Capacity.choices)
    used = [
        Used(UUID(program), names[UUID(program)].name, str(labels.get(kind, kind)), percent)
        for (program, kind), percent in shares.items()
        if percent is not None and UUID(program) in names
    ]
    return sorted(used, key=lambda one: (-one.percent, one.name))
