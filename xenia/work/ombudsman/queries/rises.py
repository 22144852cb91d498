"""Where there are more complaints than usual. A rise shows itself; nobody has to look for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from xenia.ground.common.control_chart import Chart, Point, Rule, chart_of
from xenia.ground.disclosure.columns import is_small
from xenia.work.ombudsman.queries.contacts import STANDS_FOR, Contacts
from xenia.work.ombudsman.queries.counts import (
    ALL,
    AREA,
    DEPARTMENT,
    KIND,
    LANGUAGE,
    Counts,
    Months,
    quarter_of,
)

CHARTED: Final = (KIND, DEPARTMENT, LANGUAGE, AREA)
WIDEST_FIRST: Final = (DEPARTMENT, KIND, LANGUAGE, AREA)
# A rare language or a small area points at people, so of these a small number is not even said to be a rise.
MUST_BE_LARGE: Final = (LANGUAGE, AREA)


@dataclass(frozen=True, slots=True)
class Rise:
    """More than usual of one value, in a month or a quarter. value: "" of "kind" is every complaint."""

    look: str
    value: str
    first: date
    is_quarter: bool
    rules: frozenset[Rule]


@dataclass(frozen=True, slots=True)
class Line:
    """A rise, and what else rose in the same quarter: the parts it is made of."""

    rise: Rise
    parts: tuple[Rise, ...] = ()


class Judgement:
    """What is usual of each value, and what is more."""

    def __init__(self, counts: Counts) -> None:
        """Departments that report how many people they serve are judged by that; the others by their own past alone."""
        self.counts = counts
        # A quarter that began before the first complaint is left out; its last months are not.
        years = {one.year for one in (*counts.window.quarters, *counts.window.months)}
        self.years = sorted(years)
        self._contacts = Contacts(range(min(years) - STANDS_FOR, max(years) + 1))

    def by_quarter(self, look: str, value: str) -> Chart:
        """One value quarter by quarter, each judged by the first two thirds of them."""
        return self._judged(look, value, self.counts.by_quarter(look, value), quarters=True)

    def by_month(self, look: str, value: str) -> Chart:
        """The same month by month."""
        return self._judged(look, value, self.counts.by_month(look, value), quarters=False)

    def _judged(self, look: str, value: str, counted: Months, *, quarters: bool) -> Chart:
        spans = self.counts.window.quarters if quarters else self.counts.window.months
        served = self.people(look, value) or dict.fromkeys(self.years, 1)
        # What was taken back of another month may leave less than nothing there.
        points = [Point(max(0, counted.get(one, 0)), served[one.year]) for one in spans]
        return chart_of(points, before=2 * len(points) // 3)

    def people(self, look: str, value: str) -> dict[int, int] | None:
        """How many people a department serves in each year; None where nobody knows."""
        return self._contacts.for_each_year(value, self.years) if look == DEPARTMENT else None

    @property
    def is_known(self) -> bool:
        """Whether there was enough before to say what is usual."""
        return self.by_month(KIND, ALL).is_known

    def rises(self) -> list[Rise]:
        """Every rise of the last whole month or quarter, or of the one that is not over; every complaint first."""
        found = (self.rise(look, value) for look, value in _series(self.counts))
        return [rise for rise in found if rise]

    def rise(self, look: str, value: str) -> Rise | None:
        """The newest rise of one value; a month says more than the quarter it lies in."""
        window = self.counts.window
        for spans, chart, is_quarter in (
            (window.months, self.by_month(look, value), False),
            (window.quarters, self.by_quarter(look, value), True),
        ):
            for first, judged in list(zip(spans, chart.points, strict=True))[:-3:-1]:
                if judged.is_more and not (look in MUST_BE_LARGE and is_small(judged.point.count)):
                    return Rise(look, value, first, is_quarter, judged.rules)
        return None


def as_lines(found: Iterable[Rise]) -> list[Line]:
    """Rises as somebody reads them, the newest quarter first: the widest of a quarter, the others below it.

    Every complaint is wider than a department, and that than a kind. Several as wide as each other stand each for itself.
    """
    quarters: dict[date, list[Rise]] = {}
    for one in found:
        quarters.setdefault(quarter_of(one.first), []).append(one)
    return [line for first in sorted(quarters, reverse=True) for line in _lines(quarters[first])]


def _lines(together: list[Rise]) -> list[Line]:
    if not together:
        return []
    widest = min(_width(one) for one in together)
    heads = [one for one in together if _width(one) == widest]
    rest = sorted((one for one in together if _width(one) > widest), key=_width)
    if len(heads) == 1:
        return [Line(heads[0], tuple(rest))]
    return [*map(Line, heads), *_lines(rest)]


def _width(rise: Rise) -> int:
    """0 for the widest."""
    return 0 if (rise.look, rise.value) == (KIND, ALL) else WIDEST_FIRST.index(rise.look) + 1


def _series(counts: Counts) -> Iterator[tuple[str, str]]:
    yield KIND, ALL
    for look in CHARTED:
        yield from ((look, value) for value in counts.values(look) if value)
