"""A measure: what is counted, of whom, in which time, and how nobody is counted twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.utils.functional import Promise

from xenia.ground.ledger.streams import STREAMS

if TYPE_CHECKING:
    from xenia.insight.reports.engine import Facts

Words = str | Promise
# The rule by which everything here is counted; a change to a definition makes it one more.
RULES: Final = 1


class Unit(StrEnum):
    """What one of it is. Different units are never added."""

    PEOPLE = "people"
    EVENTS = "events"
    # What an office or a department did: no person stands behind one.
    ACTS = "acts"
    MATTERS = "matters"
    PLACES = "places"
    MINUTES = "minutes"
    DAYS = "days"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Split:
    """One way a measure is told apart.

    name: the column of the expression. values: every value it may have, with its words, in the order of the report;
    what the ledger says beside stands last under its code. adds_up: whether a person stands in one value alone, so
    that the parts make the whole. ranked: an earlier value beats a later one: in each place of the other splits, their
    sums too, a person stands in the first value she has there. groups: values that may be taken together first where
    numbers are small, {code: (words, values)}. parts: which values of other tables of the same population are made of which
    of these, the values given; by it one table protects the other. is_closed: its values are all there are, also where a
    table says few of them.
    """

    name: str
    title: Words
    values: Callable[[], dict[str, Words]]
    adds_up: bool = True
    ranked: bool = False
    groups: Callable[[], dict[str, tuple[Words, tuple[str, ...]]]] = dict
    parts: Callable[[Sequence[str]], dict[str, tuple[str, ...]]] = lambda _values: {}
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """What everybody can know of two populations: whoever stands `here` stands `there` too.

    population: where `there` is. here, there: values of splits, and so with whatever else both say; all of them without.
    years: how many years later that is. is_same: and nobody else stands there.
    """

    population: str
    here: Mapping[str, str] = field(default_factory=dict)
    there: Mapping[str, str] = field(default_factory=dict)
    years: int = 0
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One question of the report.

    code: such as "served.by_service_type"; it names the figures of a sealed year, so it never changes.
    clause: of the ordinance, such as "(B)(4)(c)"; "" for what the office adds. title, definition, counting: in plain
    words; counting says how nobody and nothing is counted twice. population: who or what could be in it; two measures
    of one population are attacked together. kinds: of the ledger. stream: whose year. splits: the columns beside the
    number. expression: from the facts to a table of any rows, with a column for each split and `number`; of people
    `who` and `is_named` too. In each place, sums included, numbers are added up; people are added up each for herself,
    and counted are those who have more than nothing left: with a name where one of these rows has, else as unnamed.
    among: what an entry of these kinds must say to be one of them, {"method": ("invoice",)}; where none does there is no
    data. reads_before: the years before count too, so that they are data as well. ties: how its population hangs together
    with others; by them one table protects the other.
    """

    code: str
    clause: str
    title: Words
    definition: Words
    counting: Words
    unit: Unit
    population: str
    kinds: tuple[str, ...]
    expression: "Callable[[Facts], Any]"
    splits: tuple[Split, ...] = ()
    stream: str = "service"
    among: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reads_before: bool = False
    ties: tuple[Tie, ...] = ()
    rules: int = RULES

    @property
    def counts_people(self) -> bool:
        """Whether each person counts once in a cell, however often she came."""
        return self.unit is Unit.PEOPLE

    @property
    def is_additive(self) -> bool:
        """Whether a sealed figure of it may be corrected later."""
        return not self.counts_people

    def window(self, year: int) -> tuple[str, str]:
        """The first and last day of its year, as ISO 8601."""
        first, last = STREAMS[self.stream].span(year)
        return first.isoformat(), last.isoformat()
