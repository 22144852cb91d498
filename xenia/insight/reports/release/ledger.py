"""The publication ledger as an attacker reads it, and as we write into it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby, product
from typing import Any, Final

from xenia.ground.disclosure import (
    TOTAL,
    Adds,
    Dimension,
    Grows,
    Holds,
    Percent,
    Policy,
    Publications,
    Table,
)
from xenia.ground.disclosure.publications import Place
from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.publications import SUPPRESSED

from .spans import Woven, is_by_week, spans_of, woven
from .ties import is_by_quarter, ties_of

Known = dict[frozenset[tuple[str, str]], int]


def published() -> Publications:
    """Everything the office ever published.

    What was said again with other numbers, as of a year that was still open, stands as a population of its own that
    holds the earlier one: who came between is attacked too.
    """
    return releases_so_far().publications()


def releases_so_far() -> "Releases":
    """The publication ledger, release by release."""
    releases = Releases()
    for _, together in groupby(Publication.objects.order_by("number"), _release_of):
        publications = list(together)
        releases.add_all(table for each in publications for table in _tables_of(each))
        for each in publications:
            releases.percents += _percents_of(each, releases.state_of(each.population))
    return releases


def _release_of(publication: Publication) -> str:
    """What was counted at one moment has one certificate."""
    return str(publication.certificate.get("sha256", publication.number))


@dataclass(slots=True)
class Releases:
    """Tables in the order they went out, each under the state of its population it speaks of."""

    tables: list[Table] = field(default_factory=list)
    percents: list[Percent] = field(default_factory=list)
    grows: list[Grows] = field(default_factory=list)
    holds: list[Holds] = field(default_factory=list)
    states: dict[str, list[Known]] = field(default_factory=dict)

    def state_of(self, population: str) -> str:
        """How its last state is named."""
        return _named(population, max(1, len(self.states.get(population, []))))

    def stated(self, population: str, places: Mapping[Place, int]) -> dict[Place, int | None]:
        """What is out of these places, where the last state of the population says the same as they do."""
        state = self.state_of(population)
        found: dict[Place, int | None] = {}
        for table in self.tables:
            if table.population == state:
                for (_, values), count in table.places():
                    place = (population, values)
                    if place in places:
                        if count not in (None, places[place]):
                            return {}
                        found[place] = count
        return found

    def said_last(self, names: Collection[str]) -> dict[Place, int]:
        """What was shown last of each place of these populations, however long ago."""
        return {
            (name, values): count
            for name in names
            for state in self.states.get(name, ())
            for values, count in state.items()
        }

    def said(self, names: Collection[str]) -> dict[Place, set[int]]:
        """What was ever shown of each place of these populations, however long ago."""
        found: dict[Place, set[int]] = defaultdict(set)
        for name in names:
            for state in self.states.get(name, ()):
                for values, count in state.items():
                    found[name, values].add(count)
        return dict(found)

    def changed_by_few(self, tables: Iterable[Table], policy: Policy) -> Iterator[Place]:
        """What these tables would show of a place that was shown before with a few people more, or fewer."""
        for table in tables:
            before = self.said([table.population])
            for place, count in table.places():
                shown = before.get(place, ())
                if count is not None and any(differs_by_few(n, count, policy) for n in shown):
                    yield place

    def stated_elsewhere(
        self, ties: Iterable[Holds], places: Mapping[Place, int]
    ) -> dict[Place, int | None]:
        """What is out of these places under the name of another population that has the same people there."""
        out = {at: count for at, count in self._last() if at not in places}
        both = places.keys() | out.keys()
        found: dict[Place, int | None] = {}
        for pair in (pair for tie in ties if tie.is_same for pair in tie.pairs(both)):
            for here, there in (pair, pair[::-1]):
                if here in places and there in out and out[there] in (None, places[here]):
                    found[here] = out[there]
        return found

    def last_tables(self, names: Collection[str]) -> list[Table]:
        """The tables of the last state of these populations, under their plain names."""
        states = {self.state_of(name): name for name in names}
        return [
            Table(states[each.population], each.dimensions, each.cells)
            for each in self.tables
            if each.population in states
        ]

    def _last(self) -> Iterator[tuple[Place, int | None]]:
        """Everything the last state of each population says."""
        for table in self.last_tables(self.states.keys()):
            yield from table.places()

    def add_all(self, tables: Iterable[Table], corrected: Collection[str] = ()) -> dict[str, str]:
        """Take in tables that were counted at one moment; {population: the state of it they speak of}.

        corrected: populations of which something was taken back, though the tables may not show it: they did not grow.
        """
        by_population: dict[str, list[Table]] = defaultdict(list)
        for table in tables:
            by_population[table.population].append(table)
        for population, together in by_population.items():
            self._add(population, together, may_grow=population not in corrected)
        self._tie(by_population.keys())
        return {population: self.state_of(population) for population in by_population}

    def _add(self, population: str, together: Sequence[Table], *, may_grow: bool) -> None:
        said: Known = {}
        for table in together:
            said.update(_known_from(table))
        # What a state shows it goes on showing: what is hidden now has changed.
        hidden = {values for each in together for (_, values), n in each.places() if n is None}
        states = self.states.setdefault(population, [])
        is_new = (
            not states
            or hidden & states[-1].keys()
            or any(states[-1].get(at, number) != number for at, number in said.items())
        )
        if is_new:
            states.append({})
        states[-1].update(said)
        state = self.state_of(population)
        self.tables += [Table(state, each.dimensions, each.cells) for each in together]
        if is_new and may_grow:
            self._link(population, said)

    def _tie(self, said: Set[str]) -> None:
        """What was counted at one moment hangs together; another year, or a quarter, with the last that is out of it."""
        for tie in ties_of(self.states):
            ends = {tie.whole[0], tie.part[0]}
            if ends <= said or (ends & said and _is_over(ends)):
                (holder, of_whole), (held, of_part) = tie.whole, tie.part
                named = replace(
                    tie,
                    whole=(self.state_of(holder), of_whole),
                    part=(self.state_of(held), of_part),
                )
                if named not in self.holds and self._can_be_true(named):
                    self.holds.append(named)

    def _can_be_true(self, tie: Holds) -> bool:
        """Whether what is out does not deny it: a year may have been corrected since."""
        return self._may_be_true({tie.whole[0], tie.part[0]}, Publications((), holds=(tie,)))

    def _may_be_true(self, ends: Set[str], links: Publications) -> bool:
        from xenia.ground.disclosure.attack import possible
        from xenia.ground.disclosure.knowledge import Contradiction
        from xenia.ground.disclosure.solver import NoAnswer

        tables = tuple(table for table in self.tables if table.population in ends)
        try:
            possible(replace(links, tables=tables))
        except Contradiction:
            return False
        except NoAnswer:
            return True
        return True

    def _link(self, population: str, said: Known) -> None:
        """A later state holds the earlier one, unless its numbers say otherwise: then something was corrected."""
        states = self.states[population]
        if len(states) < 2:
            return
        last = {at: number for state in states[:-1] for at, number in state.items()}
        if all(said[at] >= last[at] for at in last.keys() & said.keys()):
            later, earlier = (
                _named(population, number) for number in (len(states), len(states) - 1)
            )
            grows = Grows(later, earlier, f"{later}, came since")
            if self._may_be_true({later, earlier}, Publications((), grows=(grows,))):
                self.grows.append(grows)

    def publications(self) -> Publications:
        """Everything that is out, and how it hangs together."""
        spans = [each for each in self._woven() if self._is_possible(each)]
        return Publications(
            tuple(self.tables),
            tuple(self.percents),
            grows=tuple(self.grows),
            holds=tuple(self.holds),
            falls=tuple(link for each in spans for link in each.falls),
            rests=tuple(rest for each in spans for rest in each.rests),
        )

    def told(self, populations: Collection[str]) -> dict[Place, Place]:
        """Everything that is said of these populations, marks included: under which name it was said last."""
        return {
            (plain, values): (table.population, values)
            for table in self.tables
            if (plain := table.population.partition(STATE)[0]) in populations
            for (_, values), _ in table.places()
        }

    def _woven(self) -> Iterator[Woven]:
        """Years and quarters with their weeks, in every state they were told in."""
        weeks = self.told([name for name in self.states if is_by_week(name)])
        for span in spans_of(self.states, weeks):
            states = [
                [
                    (_named(name, number), values)
                    for number in range(1, 1 + max(1, len(self.states.get(name, ()))))
                ]
                for name, values in span.wholes
            ]
            for wholes in product(*states):
                is_last = all(
                    each[0] == self.state_of(whole[0])
                    for each, whole in zip(wholes, span.wholes, strict=True)
                )
                tag = "" if is_last else ", ".join(name for name, _ in wholes)
                yield woven(span, weeks, wholes, tag)

    def _is_possible(self, span: Woven) -> bool:
        """Whether what is out does not deny it: what was written down late stands in no week."""
        ends = {population for link in span.falls for population, _ in (link.whole, *link.parts)}
        return self._may_be_true(ends, Publications((), falls=span.falls))


def releases_of(out: Publications) -> Releases:
    """The states of what is out, so that more can be added."""
    releases = Releases(list(out.tables), list(out.percents), list(out.grows), list(out.holds))
    for table in out.tables:
        population, _, _ = table.population.partition(STATE)
        number = int(table.population.partition(STATE)[2].rstrip(")") or 1)
        states = releases.states.setdefault(population, [])
        while len(states) < number:
            states.append({})
        states[number - 1].update(_known_from(table))
    return releases


def differs_by_few(before: int, now: int, policy: Policy) -> bool:
    """Whether so few people came, or were taken back, that nobody may be told. After nobody, all who came are counted."""
    return before > 0 and policy.need(abs(now - before)) is not None


STATE: Final = " (as of release "


def _named(population: str, number: int) -> str:
    return population if number == 1 else f"{population}{STATE}{number})"


def _year_of(population: str) -> str:
    return population.rpartition(", ")[2]


def _is_over(ends: Set[str]) -> bool:
    """Whether one of them did not grow any more while the other went out."""
    return len({_year_of(each) for each in ends}) > 1 or any(map(is_by_quarter, ends))


def _known_from(table: Table) -> Known:
    return {values: count for (_, values), count in table.places() if count is not None}


def dimensions_as_data(dimensions: Iterable[Dimension]) -> list[dict[str, Any]]:
    """Dimensions as the ledger keeps them."""
    return [
        {
            "name": each.name,
            "values": list(each.values),
            "groups": {code: list(parts) for code, parts in each.groups.items()},
            "adds": each.adds.value,
            "at_most_beside": {
                name: sorted(values) for name, values in each.at_most_beside.items()
            },
        }
        for each in dimensions
    ]


def _dimensions_of(publication: Publication) -> tuple[Dimension, ...]:
    return tuple(
        Dimension(
            each["name"],
            tuple(each["values"]),
            {code: tuple(parts) for code, parts in each["groups"].items()},
            Adds(each["adds"]),
            {name: frozenset(its) for name, its in each.get("at_most_beside", {}).items()},
        )
        for each in publication.dimensions
    )


def _tables_of(publication: Publication) -> Iterator[Table]:
    """Its table. What a cell says beside the dimensions names a population of its own: an organization's measure."""
    dimensions = _dimensions_of(publication)
    names = [dimension.name for dimension in dimensions]
    whose = publication.population or publication.period
    found: dict[str, dict[tuple[str, ...], int | None]] = {}
    for each in publication.cells:
        beside = {name: value for name, value in each["cell"].items() if name not in names}
        if isinstance(each["value"], float):
            # A mean or a share, and no count.
            continue
        population = _with(whose, beside)
        at = tuple(each["cell"].get(name, TOTAL) for name in names)
        found.setdefault(population, {})[at] = _count_of(each["value"])
    for population, cells in found.items():
        yield Table(population, dimensions, cells)


def _with(population: str, beside: Mapping[str, str]) -> str:
    said = ", ".join(f"{name} {value}" for name, value in sorted(beside.items()))
    return f"{population}: {said}" if said else population


def _count_of(value: int | str) -> int | None:
    return None if value == SUPPRESSED else int(value)


def _percents_of(publication: Publication, population: str) -> Iterator[Percent]:
    for each in publication.percents:
        part, whole = ((population, frozenset(each[side].items())) for side in ("part", "whole"))
        yield Percent(part, whole, Fraction(each["percent"]), Fraction(each["step"]))


def cells_as_data(table: Table) -> Iterator[tuple[dict[str, str], int | None]]:
    """Each cell with what it says; what is taken together is not said."""
    for (_, values), count in table.places():
        yield dict(sorted(values)), count
