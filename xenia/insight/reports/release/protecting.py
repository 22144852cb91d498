"""All measures of a year, protected as one and attacked together with everything that is out.

HiGHS is loaded when something is protected, and not before.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from xenia.ground.disclosure import (
    TOTAL,
    Holds,
    Linked,
    Need,
    Policy,
    Publications,
    Table,
    joined,
    linked,
    place_of,
)
from xenia.ground.disclosure.publications import Place as Anywhere
from xenia.ground.disclosure.publications import words
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports.figures import Measured, Place, Shown

from . import ledger
from .ledger import Releases, releases_of
from .merging import Merged, merged
from .populations import UNNAMED, Counted, counted, is_told, needs_protection
from .refused import Refused
from .tables import tables_of
from .ties import ties_of

if TYPE_CHECKING:
    from xenia.ground.disclosure.attack import Finding
    from xenia.ground.disclosure.suppress import Suppression

# How long to look for the fewest cells over all tables, in seconds.
SECONDS: Final = 30.0
# Totals by these are always shown, unless they are small themselves.
ALWAYS_BY: Final = frozenset({"service_type", "case_type"})


@dataclass(frozen=True, slots=True)
class Protected:
    """What may be shown of each measure, by its code, and the certificate over all of it."""

    shown: Mapping[str, Shown]
    certificate: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden of the tables of populations that hang together. needs: how well each must stay protected."""

    places: frozenset[Anywhere]
    needs: Mapping[Anywhere, Need | None]
    suppression: "Suppression"


def protect(
    measured: Sequence[Measured],
    *,
    policy: Policy | None = None,
    published: Publications | None = None,
    seconds: float = SECONDS,
    at: datetime | None = None,
) -> Protected:
    """Hide what must be hidden of all measures, and attack the outcome together with everything that is out.

    published: what is out already; the publication ledger without it. at: when the numbers were computed. Raises Refused
    with the cells that would be given away, and ReportSetMissing.
    """
    _load()
    rule = policy or Policy()
    before = releases_of(ledger.published() if published is None else published)
    tables = {
        one.measure.code: _redesigned(table, rule)
        for one in measured
        if one.has_data and (table := counted(one)) is not None
    }
    hidden = _hide([table for table, _ in tables.values()], rule, before, seconds)
    shown = {one.measure.code: _shown(one, tables, hidden, at) for one in measured}
    certificate = _attacked(list(shown.values()), hidden, before, rule)
    return Protected(
        {code: replace(each, certificate=certificate) for code, each in shown.items()}, certificate
    )


def _load() -> None:
    try:
        import highspy  # noqa: F401
    except ImportError:
        raise ReportSetMissing from None


def _redesigned(table: Counted, policy: Policy) -> tuple[Counted, Merged]:
    if not needs_protection(table.measure):
        return table, {}
    return merged(table, table.measure.splits, policy)


def _hide(
    tables: Iterable[Counted], policy: Policy, before: Releases, seconds: float
) -> list[Hidden]:
    """What is hidden, tables that hang together taken as one."""
    by_population: dict[str, list[Counted]] = defaultdict(list)
    for table in tables:
        if needs_protection(table.measure):
            by_population[table.population].append(table)
    ties = list(ties_of({*by_population, *before.states}))
    until = time.monotonic() + seconds
    together = [
        Together(populations, [each for name in populations for each in by_population[name]], ties)
        for populations in _hanging_together(by_population, ties)
    ]
    left = sorted(
        ((each.small(policy), each) for each in together), key=lambda pair: (pair[0], pair[1].names)
    )
    found: list[Hidden] = []
    for at, (small, each) in enumerate(left):
        if small or before.states:
            share = (small + 1) / sum(other + 1 for other, _ in left[at:])
            seconds_left = max(0.0, until - time.monotonic()) * share
            found.append(_hide_together(each, policy, before, seconds_left))
    return found


@dataclass(frozen=True, slots=True)
class Together:
    """Populations that hang together, their tables, and all ties."""

    names: list[str]
    tables: list[Counted]
    ties: list[Holds]

    def small(self, policy: Policy) -> int:
        """How many counts must not be shown."""
        return sum(
            policy.need(number) is not None
            for table in self.tables
            for number in table.counts.values()
        )

    def world(self) -> Linked:
        """All counts as one."""
        worlds = [
            linked(
                name,
                [(each.dimensions, each.counts) for each in self.tables if each.population == name],
            )
            for name in self.names
        ]
        return joined(worlds, self.ties)


def _hanging_together(names: Iterable[str], ties: Iterable[Holds]) -> list[list[str]]:
    """The populations in groups that no tie goes out of."""
    group = {name: {name} for name in names}
    for tie in ties:
        one, other = (group.get(place[0], set()) for place in (tie.whole, tie.part))
        if one and other and one is not other:
            one |= other
            group |= dict.fromkeys(other, one)
    return sorted(sorted(its) for its in {id(its): its for its in group.values()}.values())


def _hide_together(together: Together, policy: Policy, before: Releases, seconds: float) -> Hidden:
    own = together.world()
    other, forgotten = _other_years(together, before)
    world = joined([own, *other], together.ties)
    first, second = _always(together.tables)
    stated = before.stated_elsewhere(together.ties, own.counts)
    for name in together.names:
        stated |= before.stated(name, own.counts)
    out = {place for place, count in stated.items() if count is not None}
    out |= world.counts.keys() - own.counts.keys() - forgotten
    gone = {place for place, count in stated.items() if count is None}
    since = dict(_came_since(own, before.said(together.names), policy))
    asked = {place: Need(world.counts[place], world.counts[place]) for place in forgotten} | since
    suppression = _suppressed(
        world, policy, [first | second | out, second | out, out], gone, asked, seconds
    )
    hidden = suppression.hidden & own.counts.keys()
    needs = {place: policy.need(own.counts[place]) for place in hidden}
    return Hidden(hidden, needs | since, suppression)


def _came_since(
    own: Linked, before: Mapping[Anywhere, int], policy: Policy
) -> Iterator[tuple[Anywhere, Need]]:
    """Places where fewer came since the last release than may be told: nobody may learn that anybody did."""
    for place, number in own.counts.items():
        last = before.get(place, number)
        # After nobody, what came is all there is, and the policy looks at that anyway.
        since = policy.need(number - last) if 0 < last < number else None
        if since:
            yield place, Need(last, last + since.high)


def _other_years(together: Together, before: Releases) -> tuple[list[Linked], set[Anywhere]]:
    """What is out of years that hang together with these tables, and what is hidden of it.

    Nobody keeps the hidden counts: they are what they may be, together with the true counts of now.
    """
    from xenia.ground.disclosure.attack import possible
    from xenia.ground.disclosure.knowledge import Contradiction
    from xenia.ground.disclosure.solver import NoAnswer

    ends = [{tie.whole[0], tie.part[0]} for tie in together.ties]
    its = [each for each in ends if each & set(together.names)]
    names = set().union(*its).intersection(before.states) - set(together.names)
    tables = before.last_tables(names)
    now = [Table(each.population, each.dimensions, each.counts) for each in together.tables]
    try:
        counts = possible(Publications((*tables, *now), holds=tuple(together.ties)))
    except (Contradiction, NoAnswer):
        # Something was corrected: then what is out of the other year tells nothing for certain.
        return [], set()
    worlds, forgotten = [], set()
    for name in sorted(names):
        its_tables = [each for each in tables if each.population == name]
        worlds.append(
            linked(name, [(each.dimensions, _all_of(each, counts)) for each in its_tables])
        )
        shown = {place for each in its_tables for place, n in each.places() if n is not None}
        forgotten |= worlds[-1].counts.keys() - shown
    return worlds, forgotten


def _all_of(table: Table, counts: Mapping[Anywhere, int]) -> dict[Place, int]:
    """Every place of a table with every sum, also those that were not printed."""
    return {
        cell: counts[place_of(table.population, table.dimensions, cell)]
        for cell in product(*(dimension.places for dimension in table.dimensions))
    }


def _always(tables: Iterable[Counted]) -> tuple[set[Anywhere], set[Anywhere]]:
    """Totals by service and by case type, and the totals of all."""
    by_one: set[Anywhere] = set()
    everybody: set[Anywhere] = set()
    for table in tables:
        names = [dimension.name for dimension in table.dimensions]
        for cell in table.counts:
            said = {name for name, value in zip(names, cell, strict=True) if value != TOTAL}
            if not said:
                everybody.add(place_of(table.population, table.dimensions, cell))
            elif len(said) == 1 and said <= ALWAYS_BY:
                by_one.add(place_of(table.population, table.dimensions, cell))
    return by_one, everybody


def _suppressed(
    world: Linked,
    policy: Policy,
    wishes: Sequence[set[Anywhere]],
    gone: set[Anywhere],
    asked: Mapping[Anywhere, Need],
    seconds: float,
) -> "Suppression":
    """With as many totals shown as can be; what is out already cannot be hidden any more."""
    from xenia.ground.disclosure.mending import CannotBeProtected
    from xenia.ground.disclosure.suppress import suppress

    for shown in wishes:
        try:
            return suppress(
                world,
                policy,
                shown=shown - gone - asked.keys(),
                hidden=gone,
                asked=asked,
                seconds=seconds,
            )
        except CannotBeProtected as cannot:
            cell: Any = cannot.cell
    raise Refused([words(cell)])


def _shown(
    measured: Measured,
    tables: Mapping[str, tuple[Counted, Merged]],
    hidden: Iterable[Hidden],
    at: datetime | None,
) -> Shown:
    year = Year.objects.filter(year=measured.year, status=Year.Status.SEALED)
    shown = Shown(
        measured.measure,
        measured.year,
        {},
        has_data=measured.has_data,
        computed_at=at,
        state="sealed" if year.exists() else "computed",
    )
    if measured.measure.code not in tables:
        return shown
    table, done = tables[measured.measure.code]
    marks = {place for each in hidden for place in each.places}
    numbers = {
        cell: None if place_of(table.population, table.dimensions, cell) in marks else n
        for cell, n in table.counts.items()
    }
    width = len(measured.measure.splits)
    told = [cell for cell in numbers if is_told(measured.measure, cell[:width])]
    return replace(
        shown,
        numbers={cell[:width]: numbers[cell] for cell in told if cell[width:] in ((), (TOTAL,))},
        unnamed={cell[:width]: numbers[cell] for cell in told if cell[width:] == (UNNAMED,)},
        merged=done,
    )


def _attacked(
    shown: Sequence[Shown], hidden: Sequence[Hidden], before: Releases, policy: Policy
) -> dict[str, Any]:
    """The certificate. Raises Refused when the attack on everything finds too much."""
    from xenia.ground.disclosure.attack import attack
    from xenia.ground.disclosure.knowledge import Contradiction
    from xenia.ground.disclosure.solver import NoAnswer

    states = before.add_all(table for each in shown for table in tables_of(each))
    needs = {
        (states[name], values): need for its in hidden for (name, values), need in its.needs.items()
    }
    others = [
        {(before.state_of(name), values): count for (name, values), count in other.items()}
        for its in hidden
        for other in its.suppression.others
    ]
    try:
        finding = attack(before.publications(), needs, policy, others=others)
    except (NoAnswer, Contradiction) as unsure:
        raise Refused([str(unsure)]) from None
    breaches = [*finding.breaches, *_narrow_rests(finding, before, policy)]
    if breaches:
        raise Refused(dict.fromkeys(map(words, breaches)))
    return _certificate(shown, hidden, finding, policy)


def _narrow_rests(finding: "Finding", out: Releases, policy: Policy) -> Iterator[Anywhere]:
    """Who came between two releases is nobody, or so many that any number is possible."""
    rests = {grows.rest for grows in out.grows}
    for place, interval in finding.intervals.items():
        high = interval.whole_high
        if place[0] in rests and high is not None and 0 < high < policy.threshold:
            yield place


def _certificate(
    shown: Sequence[Shown], hidden: Sequence[Hidden], finding: "Finding", policy: Policy
) -> dict[str, Any]:
    from xenia.ground.disclosure.certificate import certify
    from xenia.ground.disclosure.suppress import Method

    cells = {
        (each.measure.code, half, *place): number
        for each in shown
        for half, numbers in (("", each.numbers), ("unnamed", each.unnamed))
        for place, number in numbers.items()
    }
    used = {its.suppression.method for its in hidden} or {Method.NOTHING_SMALL}
    method = next(each for each in reversed(Method) if each in used)
    return certify(
        cells,
        finding,
        policy=policy,
        dimensions=("measure", "half", "place"),
        method=method.value,
        spare=sum(its.suppression.spare for its in hidden),
        merged=tuple(
            f"{each.measure.code}: {code} = {', '.join(values)}"
            for each in shown
            for groups in each.merged.values()
            for code, values in groups.items()
        ),
    ).as_data()
