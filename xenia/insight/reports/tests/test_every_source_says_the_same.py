"""Every measure says the same from the files, from the tables of both databases, from the entries, and by hand."""

from pathlib import Path
from typing import Any, Final

import pytest

from xenia.ground.ledger.streams import register_stream
from xenia.insight.reports.engine import Facts, facts_of, measure, measure_all
from xenia.insight.reports.engine.sources import SOURCES
from xenia.insight.reports.measures import MEASURES, Measure, Split, Unit
from xenia.insight.reports.tests.by_hand import numbers_by_hand
from xenia.insight.reports.tests.ledgers import FUND, YEARS, Drawn, a_ledger

CAME: Final = "casework.test_of_a_report"
register_stream(FUND, "A funder of a report's tests, whose year begins in July.", first_month=7)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    """Files that nobody else writes."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"


def the_split(name: str, *values: str, **more: Any) -> Split:
    """A way to tell apart, without words."""
    return Split(name, name, lambda: dict.fromkeys(values, ""), **more)


def a_measure(code: str, unit: Unit, expression: Any, *splits: Split, **more: Any) -> Measure:
    """One question about the kind of these tests."""
    said: dict[str, Any] = {"title": code, "definition": "", "counting": "", "clause": ""}
    asked: dict[str, Any] = {"kinds": (CAME,), "population": code, **said, **more}
    return Measure(code=code, unit=unit, expression=expression, splits=splits, **asked)


def people_by(*names: str) -> Any:
    """Who came, told apart by what entries say."""

    def rows(facts: Facts) -> Any:
        found = facts.entries
        found = found.filter(found["kind"] == CAME)
        return found.select(*names, who="person", is_named="is_named", number="quantity")

    return rows


def sums_by(*names: str) -> Any:
    """How often they came."""

    def rows(facts: Facts) -> Any:
        found = facts.entries
        return found.filter(found["kind"] == CAME).select(*names, number="quantity")

    return rows


def by_month(facts: Facts) -> Any:
    """By the month, which an entry of a quarter does not know."""
    found = facts.entries
    found = found.filter(found["kind"] == CAME)
    month = (found["grain"] == "quarter").ifelse("", found["on"].month().cast("string"))
    return found.select(month=month, number=found["quantity"])


def those_before(facts: Facts) -> Any:
    """All that came before the year."""
    found = facts.before
    return found.filter(found["kind"] == CAME).select("is_new", number="quantity")


OWN: Final = (
    a_measure("test.people", Unit.PEOPLE, people_by()),
    a_measure(
        "test.people_split",
        Unit.PEOPLE,
        people_by("language", "area", "is_new"),
        *(the_split(name) for name in ("language", "area", "is_new")),
    ),
    a_measure(
        "test.people_ranked",
        Unit.PEOPLE,
        people_by("outcome", "need"),
        the_split("outcome", "served", "accepted", ranked=True),
        the_split("need"),
    ),
    a_measure("test.fund", Unit.PEOPLE, people_by("program"), the_split("program"), stream=FUND),
    a_measure(
        "test.legal",
        Unit.EVENTS,
        sums_by("case_type", "outcome"),
        the_split("case_type"),
        the_split("outcome"),
        stream="legal",
    ),
    a_measure("test.months", Unit.EVENTS, by_month, the_split("month"), stream="legal"),
    a_measure("test.before", Unit.EVENTS, those_before, the_split("is_new"), reads_before=True),
)


def rows_by_hand(one: Measure, drawn: Drawn, year: int) -> list[dict[str, Any]]:
    """What the expressions of OWN say, in a plain loop over what was drawn."""
    is_before = one.code == "test.before"
    first, last = (day.isoformat() for day in _span(one, year))
    return [
        row
        | {"number": row["quantity"], "who": drawn.person(row), "is_named": drawn.is_named(row)}
        | {split.name: _in_letters(row, split.name) for split in one.splits}
        for row in drawn.rows
        if row["kind"] == CAME
        and row["stream"] == one.stream
        and (row["on"].isoformat() < first if is_before else first <= row["on"].isoformat() <= last)
    ]


def _span(one: Measure, year: int) -> Any:
    from xenia.ground.ledger.streams import STREAMS

    return STREAMS[one.stream].span(year)


def _in_letters(row: dict[str, Any], name: str) -> str:
    if name == "month":
        return "" if row["grain"] == "quarter" else str(row["on"].month)
    value = row.get(name)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value or "")


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_every_measure_says_the_same_from_every_source() -> None:
    measures, year = [*OWN, *MEASURES.values()], YEARS[1]
    drawn = a_ledger(measures, seed=1)
    said = {name: measure_all(year, measures, source=name) for name in SOURCES}
    for one in measures:
        from_files = said["extract"][one.code]
        for name, found in said.items():
            assert found[one.code].has_data, (name, one.code)
            assert found[one.code].numbers == from_files.numbers, (name, one.code)
            assert found[one.code].unnamed == from_files.unnamed, (name, one.code)
    for one in OWN:
        by_hand = numbers_by_hand(one, rows_by_hand(one, drawn, year))
        assert (said["extract"][one.code].numbers, said["extract"][one.code].unnamed) == by_hand
        assert len(by_hand[0]) > 1 or not one.splits
    assert sum(sum(said["extract"][code].numbers.values()) > 0 for code in MEASURES) > 30


@pytest.mark.django_db
def test_every_sum_of_every_measure_is_what_its_rows_say_by_hand() -> None:
    measures = list(MEASURES.values())
    a_ledger(measures, seed=3)
    with facts_of(2025, source="entries") as facts:
        found = measure_all(2025, measures)
        for one in measures:
            own = facts.of(one.stream)
            rows = own.source.connection.to_pyarrow(one.expression(own)).to_pylist()
            names = [split.name for split in one.splits]
            told = [row | {name: _letters(row[name]) for name in names} for row in rows]
            numbers, unnamed = numbers_by_hand(one, told)
            assert found[one.code].numbers == numbers, one.code
            assert found[one.code].unnamed == unnamed, one.code


def _letters(value: Any) -> str:
    return "" if value is None else str(value)


@pytest.mark.django_db
def test_a_measure_without_entries_has_no_data() -> None:
    for source in SOURCES:
        for found in measure_all(2026, [*OWN, *MEASURES.values()], source=source).values():
            assert (found.has_data, found.numbers, found.unnamed) == (False, {}, {})


@pytest.mark.django_db
def test_a_measure_whose_entries_take_each_other_back_says_nothing_is_left() -> None:
    a_ledger(OWN, seed=4, count=0)
    from datetime import date

    from xenia.ground.ledger.models import Entry

    for quantity in (1, -1):
        Entry.objects.create(kind=CAME, on=date(2026, 3, 2), quantity=quantity)
    found = measure(OWN[0], 2026)
    assert (found.has_data, found.numbers) == (True, {(): 0})


def test_true_numbers_stand_in_no_text() -> None:
    from xenia.insight.reports.figures import Measured

    assert "77" not in repr(Measured(OWN[0], 2026, {(): 77}))


def test_an_unknown_source_is_told() -> None:
    with pytest.raises(ValueError, match="unknown source 'spark'"), facts_of(2026, source="spark"):
        pass
