"""The quarter of one organization, as it may be handed to its funder.

Its numbers are a part of what the office counts of all organizations in the year, and of what they have handed in: all of
it is protected together, though the numbers of this organization in this quarter alone leave.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from typing import Final
from uuid import UUID

from xenia.ground.disclosure import TOTAL
from xenia.ground.ledger.queries.spans import counted_within
from xenia.insight.reports.figures import Measured, Place, Shown
from xenia.insight.reports.measures import Measure, Split, Unit
from xenia.insight.reports.measures.rows import UNSAID

from .ledger import Releases, releases_so_far
from .populations import QUARTER, population_by_quarter, population_named
from .protecting import protect
from .quarter_days import quarter_of, quarters_of, year_of

QUARTERS: Final = "quarters."
PLACES: Final = "places"
# Every organization that handed nothing in.
OTHERS: Final = "others"
# How long to look for the fewest numbers to hide, in seconds: one organization has few.
SECONDS: Final = 5.0
OUTCOME, PROVIDER, MEASURE = "outcome", "provider", "measure"


@dataclass(frozen=True, slots=True)
class Asked:
    """One number of the quarter: what the entries of a kind add up to; outcome: of these alone."""

    code: str
    kind: str
    outcome: str = ""


def protect_quarter(
    asked: Sequence[Asked],
    *,
    provider: UUID,
    first: date,
    places: Mapping[str, int],
    at: datetime,
) -> tuple[Mapping[str, Shown], dict[str, int | None]]:
    """What may leave of a quarter, to be published, and the same by its codes: None where a number is protected.

    first: the first day of the quarter. places: how many of each kind were given, by code. Raises Refused with the cells
    that would be given away, and ReportSetMissing.
    """
    releases = releases_so_far()
    kinds = dict.fromkeys(one.kind for one in asked)
    measured = [_measured(kind, asked, str(provider), first, releases) for kind in kinds]
    measured += _places(places, str(provider), first)
    shown = protect(measured, published=releases.publications(), seconds=SECONDS, at=at).shown
    numbers = {
        one.code: shown[f"{QUARTERS}{one.kind}"].numbers[_place(one, str(provider), first)]
        for one in asked
    }
    given = shown[f"{QUARTERS}{PLACES}"].numbers if places else {}
    return shown, numbers | {code: given[str(provider), code] for code in places}


def _place(one: Asked, provider: str, first: date) -> Place:
    return (*([one.outcome] if one.outcome else []), provider, quarter_of(first))


def _measured(
    kind: str, asked: Sequence[Asked], provider: str, first: date, releases: Releases
) -> Measured:
    """The numbers of a kind in all quarters of the year, of all organizations, as an attacker may put them together."""
    year = year_of(first)
    own = [one for one in asked if one.kind == kind]
    told = frozenset(_place(one, provider, first) for one in own)
    names = [*([OUTCOME] if own[0].outcome else []), PROVIDER, QUARTER]
    said = releases.said_last([population_named(population_by_quarter(kind), year)])
    out = {
        tuple(dict(values)[name] for name in names): number for (_, values), number in said.items()
    }
    listed = dict.fromkeys([provider, *(place[-2] for place in out)])
    inner = Counter(dict.fromkeys(told, 0))
    for place, number in _true_numbers(kind, names, year):
        whose = place[-2] if place[-2] in listed else OTHERS
        inner[*place[:-2], whose, place[-1]] += number
    for place in out.keys() - told:
        # What is out stands, whatever was corrected since.
        inner[*place[:-2], OTHERS, place[-1]] += inner[place] - out[place]
        inner[place] = out[place]
    outcomes = list(dict.fromkeys(place[0] for place in inner))
    values = [*([outcomes] if own[0].outcome else []), [*listed, OTHERS], _quarters(year)]
    splits = [_split(name, its) for name, its in zip(names, values, strict=True)]
    numbers = _with_margins(inner, told)
    return Measured(_measure(kind, population_by_quarter(kind), splits), year, numbers, told=told)


def _true_numbers(kind: str, names: Sequence[str], year: int) -> Iterator[tuple[Place, int]]:
    for first, last in quarters_of(year):
        by = [name for name in names if name != QUARTER]
        for one in counted_within((kind,), first, last, by=by):
            said = tuple(one.cell[name] or UNSAID for name in by)
            yield (*said, quarter_of(first)), int(one.quantity)


def _with_margins(inner: Mapping[Place, int], told: frozenset[Place]) -> dict[Place, int]:
    """What a correction left below nothing stands as a small number, which is hidden."""
    sums: Counter[Place] = Counter()
    for place, number in inner.items():
        least = 1 if number < 0 and place in told else 0
        for cell in product(*((value, TOTAL) for value in place)):
            sums[cell] += max(number, least)
    return dict(sums)


def _places(given: Mapping[str, int], provider: str, first: date) -> Iterator[Measured]:
    """Places given: each kind by itself, for kinds of place are never added."""
    if given:
        inner: dict[Place, int] = {(provider, code): number for code, number in given.items()}
        population = f"places given, {provider}, {quarter_of(first)}"
        splits = [_split(PROVIDER, [provider]), _split(MEASURE, list(given))]
        measure = _measure(PLACES, population, splits)
        year = year_of(first)
        told = frozenset(inner)
        yield Measured(measure, year, _with_margins(inner, told), told=told)


def _split(name: str, values: Sequence[str]) -> Split:
    return Split(name, name, lambda: {value: value for value in values}, is_closed=True)


def _measure(code: str, population: str, splits: Sequence[Split]) -> Measure:
    """A kind by organization and quarter, as a measure that is released."""
    return Measure(
        code=f"{QUARTERS}{code}",
        clause="",
        title=code,
        definition="",
        counting="",
        unit=Unit.EVENTS,
        population=population,
        kinds=(),
        expression=lambda facts: facts.entries,
        splits=tuple(splits),
    )


def _quarters(year: int) -> list[str]:
    return [quarter_of(first) for first, _last in quarters_of(year)]
