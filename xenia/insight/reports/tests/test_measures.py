"""What the registry of measures promises of each of them."""

from datetime import date
from typing import Any

import pytest

from xenia.ground.disclosure import TOTAL
from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.kinds import KINDS
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.streams import STREAMS
from xenia.insight.reports.engine import facts_of, measure_all
from xenia.insight.reports.measures import MEASURES, Measure, Unit
from xenia.insight.reports.tests.ledgers import YEARS, a_ledger
from xenia.insight.reports.tests.reckoned import all_reckoned

pytestmark = pytest.mark.django_db
CLAUSES = {
    "(B)(2)": 3,
    "(B)(3)": 1,
    "(B)(4)(a)": 8,
    "(B)(4)(b)": 4,
    "(B)(4)(c)": 2,
    "(B)(4)(d)": 8,
    "(B)(4)(e)": 5,
}


def everyone() -> list[Measure]:
    return list(MEASURES.values())


def test_each_clause_has_its_measures() -> None:
    clauses = [one.clause for one in everyone() if one.clause]
    assert {clause: clauses.count(clause) for clause in clauses} == CLAUSES


def test_each_measure_says_what_it_is_in_whole_sentences() -> None:
    for one in everyone():
        assert str(one.title)[0].isupper(), one.code
        for words in (str(one.definition), str(one.counting)):
            assert words[0].isupper(), one.code
            assert words.endswith("."), one.code


def test_each_names_kinds_that_are_counted_in_its_stream_and_what_they_may_say() -> None:
    for one in everyone():
        for code in one.kinds:
            kind = KINDS[code]
            assert one.stream in kind.streams, one.code
            assert kind.counts_persons or not one.counts_people, one.code
            assert set(one.among) <= kind.dimensions & STREAMS[one.stream].carries, one.code


def test_measures_of_one_population_take_the_same_entries() -> None:
    """What is only some of them is a population of its own, tied to the other: else one number stands for two."""
    first: dict[str, Measure] = {}
    for one in everyone():
        other = first.setdefault(one.population, one)
        same = (one.kinds, one.stream, one.unit, one.among)
        assert same == (other.kinds, other.stream, other.unit, other.among), one.code


def test_each_tie_names_populations_and_values_there_are() -> None:
    populations: dict[str, dict[str, set[str]]] = {}
    for one in everyone():
        its = populations.setdefault(one.population, {})
        for split in one.splits:
            its.setdefault(split.name, set()).update(split.values())
            its[split.name].update(split.parts(list(split.values())))
    for one in everyone():
        for tie in one.ties:
            for name, value in tie.here.items():
                assert value in populations[one.population][name], one.code
            for name, value in tie.there.items():
                assert value in populations[tie.population][name], one.code


def test_tables_of_one_whole_say_the_same_wherever_they_meet() -> None:
    """The release gate refuses two numbers for one place: then what one table hides another could show."""
    a_ledger(everyone(), seed=9, count=1500)
    for year in YEARS:
        said: dict[Any, int] = {}
        found = measure_all(year, source="entries")
        for one in found.values():
            names = [split.name for split in one.measure.splits]
            for is_named, numbers in ((True, one.numbers), (False, one.unnamed)):
                for place, number in numbers.items():
                    values = frozenset(
                        at for at in zip(names, place, strict=True) if at[1] != TOTAL
                    )
                    cell = (one.measure.population, is_named, values)
                    assert said.setdefault(cell, number) == number, (one.measure.code, place)


def test_no_split_has_a_value_that_could_be_mistaken() -> None:
    for one in everyone():
        names = [split.name for split in one.splits]
        assert len(set(names)) == len(names)
        for split in one.splits:
            codes, groups = list(split.values()), split.groups()
            assert codes, (one.code, split.name)
            assert not {"", TOTAL} & set(codes)
            assert all(str(words) for words in split.values().values())
            grouped = [code for _words, part in groups.values() for code in part]
            assert len(set(grouped)) == len(grouped)
            assert set(grouped) <= set(codes)
            assert not set(groups) & set(codes)


def test_each_expression_has_the_columns_it_promises() -> None:
    with facts_of(2026, source="entries") as facts:
        for one in everyone():
            expression = one.expression(facts.of(one.stream))
            more = {"who", "is_named"} if one.counts_people else set()
            columns = {split.name for split in one.splits} | more | {"number"}
            assert set(expression.columns) == columns, one.code


def test_where_nothing_was_counted_there_is_no_data_and_never_0() -> None:
    record(kind="programs.capacity", on=date(2026, 5, 4), service_type="seats", method="planned")
    found = all_reckoned(2026)
    assert [code for code, one in found.items() if one.has_data] == ["capacity.seats.planned"]


def test_no_measure_counts_people_by_adding_up() -> None:
    for one in everyone():
        if one.unit is Unit.PEOPLE:
            assert not one.is_additive
            assert one.counts_people
        assert set(one.among) <= set(DIMENSIONS)
