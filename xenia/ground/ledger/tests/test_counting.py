"""Everybody is counted once, whoever she turns out to be."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from xenia.ground.ledger.models import Alias, Entry, Year
from xenia.ground.ledger.operations import alias, record, unalias
from xenia.ground.ledger.operations.alias import AlreadyAbsorbed, NotAbsorbed
from xenia.ground.ledger.operations.closing import close_and_rewrite
from xenia.ground.ledger.queries.counting import Individuals, Quantity, individuals, quantities
from xenia.ground.ledger.tests.makers import (
    COUNTED,
    FUND,
    HELPED,
    MONDAY,
    at_noon,
    help_somebody,
    people,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_person_who_comes_twice_is_one_person_and_two_visits() -> None:
    amara, binta = people(2)
    help_somebody(amara, language="ht")
    help_somebody(amara, language="ht")
    help_somebody(binta, language="fr")
    assert individuals(HELPED, 2026) == [Individuals((), 2, 0)]
    assert individuals(HELPED, 2026, by=["language"]) == [
        Individuals(("fr",), 1, 0),
        Individuals(("ht",), 1, 0),
    ]
    assert quantities(HELPED, 2026, by=["language"]) == [
        Quantity(("fr",), Decimal(1), 1),
        Quantity(("ht",), Decimal(2), 2),
    ]


def test_nobody_is_zero_people() -> None:
    assert individuals(HELPED, 2026) == [Individuals((), 0, 0)]
    assert individuals(HELPED, 2026, by=["language"]) == []
    assert quantities(HELPED, 2026) == [Quantity((), Decimal(0), 0)]


def test_a_person_stands_in_each_month_and_quarter_she_came_in() -> None:
    amara = uuid4()
    for month in (1, 2, 6):
        help_somebody(amara, on=date(2026, month, 10))
    by_month = individuals(HELPED, 2026, by=["month"])
    assert [one.cell for one in by_month] == [("2026-01",), ("2026-02",), ("2026-06",)]
    by_quarter = individuals(HELPED, 2026, by=["quarter"])
    assert by_quarter == [
        Individuals(("2026-01/2026-03",), 1, 0),
        Individuals(("2026-04/2026-06",), 1, 0),
    ]


def test_the_year_of_a_fund_begins_when_the_fund_says() -> None:
    amara, binta = people(2)
    help_somebody(amara, on=date(2026, 6, 30), stream=FUND)
    help_somebody(amara, on=date(2026, 7, 1), stream=FUND)
    help_somebody(binta, on=date(2027, 6, 30), stream=FUND)
    assert individuals(HELPED, 2026, stream=FUND) == [Individuals((), 1, 0)]
    assert individuals(HELPED, 2027, stream=FUND, by=["quarter"]) == [
        Individuals(("2026-07/2026-09",), 1, 0),
        Individuals(("2027-04/2027-06",), 1, 0),
    ]
    assert individuals(HELPED, 2026) == [Individuals((), 0, 0)]


def test_what_was_counted_by_mistake_is_taken_back() -> None:
    amara = uuid4()
    help_somebody(amara, language="ht")
    help_somebody(amara, language="fr")
    help_somebody(amara, language="fr", quantity=-1)
    assert individuals(HELPED, 2026, by=["language"]) == [Individuals(("ht",), 1, 0)]
    assert individuals(HELPED, 2026) == [Individuals((), 1, 0)]


def test_an_unnamed_contact_is_reported_apart_until_she_has_a_name() -> None:
    unnamed, amara = people(2)
    help_somebody(unnamed, is_named=False)
    help_somebody(amara)
    assert individuals(HELPED, 2026) == [Individuals((), 1, 1)]
    alias(unnamed, amara, is_named=True)
    assert individuals(HELPED, 2026) == [Individuals((), 1, 0)]


def test_a_contact_who_is_named_before_she_comes_again_has_a_name() -> None:
    unnamed, amara = people(2)
    help_somebody(unnamed, is_named=False)
    alias(unnamed, amara, is_named=True)
    assert individuals(HELPED, 2026) == [Individuals((), 1, 0)]
    unalias(unnamed, amara)
    assert individuals(HELPED, 2026) == [Individuals((), 0, 1)]


def test_a_merge_counts_in_every_stream_and_every_open_year_and_can_be_undone() -> None:
    amara, again = people(2)
    for on in (date(2025, 5, 4), MONDAY):
        for stream in ("service", FUND):
            help_somebody(amara, on=on, stream=stream)
            help_somebody(again, on=on, stream=stream)
    assert alias(again, amara) == 4
    for year in (2025, 2026):
        for stream in ("service", FUND):
            assert individuals(HELPED, year, stream=stream)[0].total == 1
    assert unalias(again, amara) == 4
    assert individuals(HELPED, 2025)[0].total == 2
    with pytest.raises(NotAbsorbed):
        unalias(again, amara)


def test_nobody_becomes_two_people_or_her_own() -> None:
    one, two, three = people(3)
    for person in (one, two, three):
        help_somebody(person)
    alias(one, two)
    alias(two, three)
    for absorbed, kept in ((one, three), (three, one), (one, one)):
        with pytest.raises(AlreadyAbsorbed):
            alias(absorbed, kept)
    assert individuals(HELPED, 2026)[0].total == 1


def test_values_are_written_alike_on_every_database() -> None:
    program = uuid4()
    help_somebody(program=program, is_new=True)
    help_somebody(program=program, is_new=False)
    help_somebody()
    found = quantities(HELPED, 2026, by=["program", "is_new"])
    assert [one.cell for one in found] == [
        ("", ""),
        (str(program), "false"),
        (str(program), "true"),
    ]


def test_things_that_are_no_people_are_only_summed() -> None:
    record(kind=COUNTED, on=MONDAY, quantity=30, mode="phone")
    record(kind=COUNTED, on=MONDAY, quantity=12)
    assert quantities([COUNTED, HELPED], 2026, by=["mode"]) == [
        Quantity(("",), Decimal(12), 1),
        Quantity(("phone",), Decimal(30), 1),
    ]
    assert individuals(COUNTED, 2026)[0].total == 0


def test_a_dimension_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown dimension 'token'"):
        individuals(HELPED, 2026, by=["token"])


@dataclass(slots=True)
class Told:
    """One entry, as somebody with a perfect memory remembers it."""

    person: UUID
    month: int
    language: str
    quantity: int
    is_named: bool


class Office(RuleBasedStateMachine):
    """People come, are merged and parted, and months end; a perfect memory counts along."""

    persons = Bundle("persons")

    @initialize()
    def begin(self) -> None:
        """An empty ledger."""
        for model in (Entry, Alias, Year):
            model.objects.all().delete()
        self.told: list[Told] = []
        self.kept: dict[UUID, tuple[UUID, bool]] = {}
        self.today = 1

    @rule(target=persons)
    def somebody_new(self) -> UUID:
        return uuid4()

    @rule(
        person=persons,
        month=st.integers(1, 4),
        language=st.sampled_from(["", "ht", "fr"]),
        is_named=st.booleans(),
        quantity=st.sampled_from([1, 1, 1, 2, -1]),
    )
    def help(self, person: UUID, month: int, language: str, is_named: bool, quantity: int) -> None:
        help_somebody(
            person,
            on=date(2026, month, 9),
            language=language,
            is_named=is_named,
            quantity=quantity,
        )
        self.told.append(Told(person, month, language, quantity, is_named))

    @rule(absorbed=persons, kept=persons, is_named=st.booleans())
    def merge(self, absorbed: UUID, kept: UUID, is_named: bool) -> None:
        if not self.told:
            return
        if absorbed in self.kept or self._root(kept) == absorbed:
            with pytest.raises(AlreadyAbsorbed):
                alias(absorbed, kept, is_named=is_named)
            return
        alias(absorbed, kept, is_named=is_named)
        self.kept[absorbed] = (kept, is_named)

    @rule(absorbed=persons)
    def part(self, absorbed: UUID) -> None:
        if absorbed in self.kept:
            unalias(absorbed, self.kept.pop(absorbed)[0])

    @rule()
    def a_month_ends(self) -> None:
        self.today = min(self.today + 1, 6)
        close_and_rewrite(at_noon(2026, self.today, 2))

    @invariant()
    def the_ledger_knows_what_we_remember(self) -> None:
        if not hasattr(self, "told"):
            return
        for by in ((), ("language",), ("month",), ("language", "month")):
            counted = {
                one.cell: (one.named, one.unnamed) for one in individuals(HELPED, 2026, by=by)
            }
            remembered = self._remembered(by)
            assert counted == (remembered or ({(): (0, 0)} if not by else {}))

    def _root(self, person: UUID) -> UUID:
        while person in self.kept:
            person = self.kept[person][0]
        return person

    def _names_on_the_way(self, person: UUID) -> Iterator[bool]:
        while person in self.kept:
            person, is_named = self.kept[person]
            yield is_named

    def _remembered(self, by: tuple[str, ...]) -> dict[tuple[str, ...], tuple[int, int]]:
        groups: dict[tuple[tuple[str, ...], UUID], list[Told]] = defaultdict(list)
        for one in self.told:
            said = {"language": one.language, "month": f"2026-{one.month:02}"}
            groups[tuple(said[name] for name in by), self._root(one.person)].append(one)
        found: dict[tuple[str, ...], tuple[int, int]] = {}
        for (cell, _person), told in groups.items():
            if sum(one.quantity for one in told) > 0:
                known, unknown = found.get(cell, (0, 0))
                is_named = any(
                    one.is_named or any(self._names_on_the_way(one.person)) for one in told
                )
                found[cell] = (known + is_named, unknown + (not is_named))
        return found


def test_the_ledger_counts_what_a_perfect_memory_would() -> None:
    run_state_machine_as_test(Office, settings=settings(stateful_step_count=30))
