"""An organization's quarter, from the ledger alone: new and served, target and actual, outcomes, what changed since."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from xenia.ground.disclosure.columns import is_small
from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.publications import SUPPRESSED
from xenia.ground.ledger.queries.spans import Counted, counted_within
from xenia.work.language_access.queries.periods import Period, Span, periods
from xenia.work.programs import ledger_kinds as programs
from xenia.work.programs.models import STANDING_PLACES, Capacity
from xenia.work.programs.queries.months import months_of
from xenia.work.referrals import ledger_kinds as referrals

BY: Final = ("outcome", "service_type")
KINDS: Final = (
    referrals.SENT, referrals.ANSWERED, referrals.CLOSED, referrals.DAYS_TO_ANSWER, referrals.HANDED_OFF,
    programs.ENROLLED, programs.WAITED, programs.ATTENDED, programs.ENDED,
)  # fmt: skip
PLANNED, DELIVERED = "planned", "delivered"
Test = Callable[[Counted], bool]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a quarter: which entries it adds up. is_protected: from 1 to 10 it is not shown."""

    code: str
    kind: str
    outcome: str = ""
    is_protected: bool = False

    def takes(self, one: Counted) -> bool:
        """Whether an entry belongs to it."""
        return one.kind == self.kind and self.outcome in ("", one.cell["outcome"])


# In the order in which a funder asks: who came, who is new, who was served, and what came of it.
MEASURES: Final = (
    Measure("sent", referrals.SENT),
    Measure("accepted", referrals.ANSWERED, "accepted"),
    Measure("declined", referrals.ANSWERED, "declined"),
    Measure("served", referrals.CLOSED, "served"),
    Measure("partly", referrals.CLOSED, "partly"),
    Measure("not_served", referrals.CLOSED, "not_served"),
    Measure("unknown", referrals.CLOSED, "unknown"),
    Measure("enrolled", programs.ENROLLED),
    Measure("began_to_wait", programs.WAITED, "waiting"),
    Measure("attended", programs.ATTENDED, "attended"),
    Measure("completed", programs.ENDED, "completed"),
    Measure("left", programs.ENDED, "left"),
    # A victim service learns how many came by paper, never who.
    Measure("handed_off", referrals.HANDED_OFF, is_protected=True),
)


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one kind in a quarter: what was planned, what was given. percent: None without a plan."""

    kind: str
    planned: int
    delivered: int

    @property
    def percent(self) -> int | None:
        """How much of the plan was given."""
        return round(100 * self.delivered / self.planned) if self.planned > 0 else None


@dataclass(frozen=True, slots=True)
class Numbers:
    """What was counted of one organization in one period. A number that may not be shown is None."""

    counts: Mapping[str, int | None]
    places: tuple[Places, ...]
    days: float | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted."""
        return not self.places and all(number == 0 for number in self.counts.values())

    def cells(self) -> Iterator[tuple[str, int | None]]:
        """Every number with its code, as it is handed in."""
        yield from self.counts.items()
        for one in self.places:
            yield f"{PLANNED}_{one.kind}", one.planned
            yield f"{DELIVERED}_{one.kind}", one.delivered


@dataclass(frozen=True, slots=True)
class Change:
    """A number of an earlier quarter that is not any more what was handed in."""

    period: Period
    code: str
    handed_in: int | None
    now: int | None
    handed_in_on: date


def numbers_of(organization: UUID, period: Period) -> Numbers:
    """An organization's numbers of a period."""
    found = counted_within(KINDS, period.first, period.until, by=BY, providers=[organization])
    counts = {one.code: _shown(one, found) for one in MEASURES}
    days = _sum(found, lambda one: one.kind == referrals.DAYS_TO_ANSWER)
    answered = _sum(found, lambda one: one.kind == referrals.ANSWERED)
    return Numbers(
        counts, _places(organization, period), round(days / answered, 1) if answered > 0 else None
    )


def _sum(found: list[Counted], takes: Test) -> int:
    return int(sum(one.quantity for one in found if takes(one)))


def _shown(measure: Measure, found: list[Counted]) -> int | None:
    number = _sum(found, measure.takes)
    return None if measure.is_protected and is_small(number) else number


def _places(organization: UUID, period: Period) -> tuple[Places, ...]:
    """Each kind of place apart: seats and hours are never added together.

    A seat stands in every month: of a program, the month with the most counts. Hours are used up: they are added.
    """
    by_month: dict[tuple[str, str, str], list[int]] = {}
    for first, _days in months_of(period.first, period.until):
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found = counted_within(
            (programs.CAPACITY,),
            first,
            last,
            by=("program", "service_type"),
            providers=[organization],
        )
        for one in found:
            which = (one.cell["program"], one.cell["service_type"], one.method)
            by_month.setdefault(which, []).append(int(one.quantity))
    sums: Counter[tuple[str, str]] = Counter()
    for (_program, kind, method), figures in by_month.items():
        sums[kind, method] += max(figures) if kind in STANDING_PLACES else sum(figures)
    kinds = [kind for kind in Capacity.values if sums[kind, PLANNED] or sums[kind, DELIVERED]]
    return tuple(Places(kind, sums[kind, PLANNED], sums[kind, DELIVERED]) for kind in kinds)


def quarters(today: date) -> list[Period]:
    """The quarters that can be chosen, the newest first."""
    return [one for one in periods(today) if one.span == Span.QUARTER]


def quarter_named(code: str, today: date) -> Period:
    """The quarter an address names; the running one for any other."""
    offered = quarters(today)
    return next((one for one in offered if one.code == code), offered[0])


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A quarter as it left the office: its numbers by their codes, None where one was protected, and when."""

    numbers: Mapping[str, int | None]
    on: date


def handed_in(organization: UUID) -> dict[str, HandedIn]:
    """What the organization handed in last for each quarter, by the quarter's code."""
    rows = Publication.objects.filter(cells__0__cell__provider=str(organization))
    found: dict[str, HandedIn] = {}
    for row in rows.order_by("number"):
        before = found[row.period].numbers if row.period in found else {}
        now = {_code_of(row, each["cell"]): _number(each["value"]) for each in row.cells}
        found[row.period] = HandedIn({**before, **now}, row.released_on)
    return found


def _code_of(publication: Publication, cell: Mapping[str, str]) -> str:
    """The code of a number: places say it, the others say their kind and what came of it."""
    if "measure" in cell:
        return cell["measure"]
    outcome = cell.get("outcome", "")
    kind, _by, _year = publication.population.partition(" by ")
    return next(one.code for one in MEASURES if (one.kind, one.outcome) == (kind, outcome))


def changes_since(organization: UUID, before: Period, today: date) -> list[Change]:
    """Numbers of quarters before this one that changed after they were handed in, the newest quarter first."""
    out = handed_in(organization)
    earlier = [one for one in quarters(today) if one.first < before.first and one.code in out]
    return [change for one in earlier for change in _changes(organization, one, out[one.code])]


def _changes(organization: UUID, period: Period, said: HandedIn) -> Iterator[Change]:
    now = dict(numbers_of(organization, period).cells())
    for code in dict.fromkeys([*said.numbers, *now]):
        then, today = said.numbers.get(code, 0), now.get(code, 0)
        # A number that was protected was not told: nobody can be told how it changed.
        if then is not None and then != today:
            yield Change(period, code, then, today, said.on)


def _number(value: int | str) -> int | None:
    return None if value == SUPPRESSED else int(value)
