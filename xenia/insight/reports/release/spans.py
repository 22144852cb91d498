"""Weeks beside the year and the quarter they lie in: whoever has both subtracts.

A year is the sum of its weeks: of those that were told, of those that were not, and of the days of a week that lies in two
years. What is left of a year beside the weeks that were told is a rest, which is attacked too.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from xenia.ground.disclosure import FallsInto
from xenia.ground.disclosure.publications import Place
from xenia.ground.ledger.streams import STREAMS
from xenia.insight.reports.measures import MEASURES
from xenia.insight.reports.weeks import DAY, KINDS, WEEK, monday_of

from .populations import QUARTER, population_by_quarter, population_named
from .quarter_days import quarter_of, quarters_of

WEEK_OF: Final = "week"
BY_WEEK: Final = " by week"


@dataclass(frozen=True, slots=True)
class Span:
    """A year or a quarter of a kind that is counted by week: where it is counted, and its days."""

    code: str
    wholes: tuple[Place, ...]
    name: str
    first: date
    last: date

    @property
    def mondays(self) -> list[date]:
        """Of every week that has a day in it."""
        first, last = monday_of(self.first), monday_of(self.last)
        return [first + WEEK * number for number in range((last - first).days // 7 + 1)]

    @property
    def populations(self) -> frozenset[str]:
        """Where it and its weeks are counted."""
        weeks = {week_place(self.code, monday)[0] for monday in self.mondays}
        return frozenset({population for population, _ in self.wholes} | weeks)


@dataclass(frozen=True, slots=True)
class Woven:
    """How a span falls into its weeks, and what is left of it beside those that were told."""

    falls: tuple[FallsInto, ...]
    rests: tuple[Place, ...]


def population_by_week(code: str) -> str:
    """What the weeks of a kind are called as a population."""
    return f"{code}{BY_WEEK}"


def is_by_week(population: str) -> bool:
    """Whether weeks are told of it."""
    return population.rpartition(", ")[0].endswith(BY_WEEK)


def week_place(code: str, monday: date) -> Place:
    """Where a week is counted: in the year it ends in."""
    population = population_named(population_by_week(code), (monday + WEEK - DAY).year)
    return population, frozenset({(WEEK_OF, monday.isoformat())})


def spans_of(populations: Collection[str], told: Collection[Place]) -> Iterator[Span]:
    """Every year and quarter that is counted in one of these populations, and of which a week was told."""
    said = {name.rpartition(", ")[2] for name in populations}
    years = sorted(int(year) for year in said if year.isdigit())
    for code, kind in KINDS.items():
        names = [MEASURES[one].population for one in kind.year]
        for year in years:
            for span in _spans(code, names, year):
                is_counted = any(population in populations for population, _ in span.wholes)
                if is_counted and any(week_place(code, each) in told for each in span.mondays):
                    yield span


def _spans(code: str, names: Sequence[str], year: int) -> Iterator[Span]:
    wholes = tuple((population_named(name, year), frozenset[tuple[str, str]]()) for name in names)
    yield Span(code, wholes, str(year), *STREAMS["service"].span(year))
    for first, last in quarters_of(year):
        quarter = quarter_of(first)
        within = frozenset({(QUARTER, quarter)})
        of_quarter = tuple(
            (population_named(population_by_quarter(name), year), within) for name in names
        )
        yield Span(code, of_quarter, quarter, first, last)


def woven(
    span: Span, told: Mapping[Place, Place], wholes: Sequence[Place] = (), tag: str = ""
) -> Woven:
    """A span falls into its weeks.

    told: weeks that are out, and under which name. wholes: under which names the span is out. tag: tells one state of
    it from another, of which nobody knows that the weeks it leaves untold are the same.
    """
    population = population_named(population_by_week(span.code), span.last.year)
    falls, parts, untold = [], [], []
    for monday in span.mondays:
        week = told.get(week_place(span.code, monday))
        here = week or _beside(week_place(span.code, monday), ("as of", tag))
        if span.first <= monday and monday + WEEK - DAY <= span.last:
            part = here
        else:
            before, after = _cut(here, monday, span, tag)
            falls.append(FallsInto(here, (before, after)))
            part, week = (after if monday < span.first else before), None
        parts.append(part)
        if week is None:
            untold.append(part)
    whole = (population, frozenset({("within", span.name), ("as of", tag)}))
    more = [_beside(whole, ("is", "more"))] if KINDS[span.code].has_more else []
    falls += [FallsInto(whole, tuple(parts)), FallsInto(whole, (*(wholes or span.wholes), *more))]
    if not untold:
        return Woven(tuple(falls), ())
    rest = _beside(whole, ("is", "what no week says"))
    return Woven((*falls, FallsInto(rest, tuple(untold))), (rest,))


def _cut(week: Place, monday: date, span: Span, tag: str) -> tuple[Place, Place]:
    """The days of a week before and after the span's end that lies in it."""
    first_after = span.first if monday < span.first else span.last + DAY
    day = first_after.isoformat()
    before, after = (_beside(week, (side, day), ("as of", tag)) for side in ("before", "from"))
    return before, after


def _beside(place: Place, *said: tuple[str, str]) -> Place:
    population, values = place
    return population, values | {each for each in said if each[1]}
