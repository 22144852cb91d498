"""All measures of a year, protected as one and attacked together with everything that is out.

HiGHS is loaded when something is protected, and not before.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
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
    joined,
    linked,
    place_of,
)
from xenia.ground.disclosure.publications import Place as Anywhere
from xenia.ground.disclosure.publications import words
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.parquet import ReportSetMissing
from xenia.insight.reports.figures import Measured, Shown
from xenia.insight.reports.policy import policy_of_office

from . import ledger
from .ledger import Releases, differs_by_few, releases_of
from .merging import Merged, merged
from .other_releases import ends_of, other_releases
from .populations import (
    IS_NAMED,
    NAMED,
    UNNAMED,
    Counted,
    counted,
    is_together,
    needs_protection,
)
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
    """What is hidden of the tables of populations that hang together.

    needs: how well each place must stay protected. corrected: populations of which something was taken back.
    """

    places: frozenset[Anywhere]
    needs: Mapping[Anywhere, Need | None]
    suppression: "Suppression"
    corrected: frozenset[str]


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
    rule = policy or policy_of_office()
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
        for populations in _hanging_together(by_population, ends_of(ties, by_population, before))
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
            policy.need(number, table.from_one.get(cell, 0)) is not None
            for table in self.tables
            for cell, number in table.counts.items()
        )

    def world(self) -> Linked:
        """All counts as one."""
        worlds = [
            linked(
                name,
                [(each.dimensions, each.counts) for each in self.tables if each.population == name],
                self._from_one(name),
            )
            for name in self.names
        ]
        return joined(worlds, self.ties)

    def _from_one(self, name: str) -> dict[Anywhere, int]:
        """Where two tables tell of one place, the more that one organization may have brought."""
        most: dict[Anywhere, int] = {}
        for table in self.tables:
            for cell, number in table.from_one.items() if table.population == name else ():
                place = place_of(name, table.dimensions, cell)
                most[place] = max(number, most.get(place, 0))
        return most


def _hanging_together(names: Iterable[str], ends: Iterable[Set[str]]) -> list[list[str]]:
    """The populations in groups that no tie goes out of. ends: of each tie."""
    group = {name: {name} for name in names}
    for each in ends:
        one: set[str] = set().union(*(group.get(name, ()) for name in each))
        group |= dict.fromkeys(one, one)
    return sorted(sorted(its) for its in {id(its): its for its in group.values()}.values())


def _hide_together(together: Together, policy: Policy, before: Releases, seconds: float) -> Hidden:
    own = together.world()
    other = other_releases(together.names, together.tables, together.ties, before)
    forgotten = other.forgotten
    world = joined([own, *other.worlds], together.ties, other.falls)
    first, second = _always(together.tables)
    stated = before.stated_elsewhere(together.ties, own.counts)
    for name in together.names:
        stated |= before.stated(name, own.counts)
    out = {place for place, count in stated.items() if count is not None}
    out |= world.counts.keys() - own.counts.keys() - forgotten
    gone = {place for place, count in stated.items() if count is None}
    gone |= set(_untold(together.tables)) - out
    since = dict(_changed_by_few(own, before.said(together.names), policy))
    asked = {place: Need(world.counts[place], world.counts[place]) for place in forgotten} | since
    wide = other.still_wide(policy)
    suppression = _suppressed(
        world,
        policy,
        [first | second | out, second | out, out],
        gone,
        [asked | its for its in (*wide, {})],
        seconds,
    )
    hidden = suppression.hidden & own.counts.keys()
    needs = {place: policy.need(own.counts[place], own.from_one.get(place, 0)) for place in hidden}
    last = before.said_last(together.names)
    corrected = {place[0] for place, number in own.counts.items() if number < last.get(place, 0)}
    return Hidden(hidden, needs | since, suppression, frozenset(corrected))


def _untold(tables: Iterable[Counted]) -> Iterator[Anywhere]:
    """What is counted and does not leave: who has a name and who has none are told apart, and never together."""
    for table in tables:
        told = table.counts.keys() if table.told is None else table.told
        apart = {cell for cell in told if not is_together(table.dimensions, cell)}
        for cell in table.counts.keys() - apart:
            yield place_of(table.population, table.dimensions, cell)


def _changed_by_few(
    own: Linked, before: Mapping[Anywhere, Set[int]], policy: Policy
) -> Iterator[tuple[Anywhere, Need]]:
    """Places where fewer came, or were taken back, since a release than may be told: nobody may learn that anybody was."""
    for place, number in own.counts.items():
        room = policy.threshold
        needs = [
            Need(last, last + room) if last < number else Need(max(0, last - room), last)
            for last in before.get(place, ())
            if differs_by_few(last, number, policy)
        ]
        if needs:
            own_need = policy.need(number, own.from_one.get(place, 0))
            needs += [own_need] if own_need else []
            yield place, Need(min(each.low for each in needs), max(each.high for each in needs))


def _always(tables: Iterable[Counted]) -> tuple[set[Anywhere], set[Anywhere]]:
    """Totals by service and by case type, and the totals of all."""
    by_one: set[Anywhere] = set()
    everybody: set[Anywhere] = set()
    for table in tables:
        names = [dimension.name for dimension in table.dimensions]
        for cell in table.counts:
            said = {name for name, value in zip(names, cell, strict=True) if value != TOTAL}
            if is_together(table.dimensions, cell):
                continue
            if cell[-1:] == (NAMED,):
                said.discard(IS_NAMED)
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
    asked: Sequence[Mapping[Anywhere, Need]],
    seconds: float,
) -> "Suppression":
    """With all that is asked or with less, and as many totals shown as can be; what is out already cannot be hidden."""
    from xenia.ground.disclosure.mending import CannotBeProtected
    from xenia.ground.disclosure.suppress import suppress

    for needs, shown in product(asked, wishes):
        try:
            return suppress(
                world,
                policy,
                shown=shown - gone - needs.keys(),
                hidden=gone,
                asked=needs,
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
    told = [cell for cell in numbers if table.tells(cell[:width])]
    return replace(
        shown,
        numbers={cell[:width]: numbers[cell] for cell in told if cell[width:] in ((), (NAMED,))},
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

    tables = [table for each in shown for table in tables_of(each)]
    changed = list(before.changed_by_few(tables, policy))
    states = before.add_all(tables, set().union(*(its.corrected for its in hidden)))
    needs = {
        (states[name], values): need for its in hidden for (name, values), need in its.needs.items()
    }
    others = [
        {(before.state_of(name), values): count for (name, values), count in other.items()}
        for its in hidden
        for other in its.suppression.others
    ]
    out = before.publications()
    try:
        finding = attack(out, needs, policy, others=others)
    except (NoAnswer, Contradiction) as unsure:
        raise Refused([str(unsure)]) from None
    breaches = [*changed, *finding.breaches, *narrow_rests(finding, out, policy)]
    if breaches:
        raise Refused(dict.fromkeys(map(words, breaches)))
    return _certificate(shown, hidden, finding, policy)


def narrow_rests(finding: "Finding", published: Publications, policy: Policy) -> Iterator[Anywhere]:
    """Who came between two releases, or in no week that was told, is nobody, or so many that any number is possible."""
    grown = {grows.rest for grows in published.grows}
    for place, interval in finding.intervals.items():
        high = interval.whole_high
        is_rest = place[0] in grown or place in published.rests
        if is_rest and high is not None and 0 < high < policy.threshold:
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
