"""A sealed year says what it said before, from what was stored; sums are corrected, people are not."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry, SealedFigure, Year
from xenia.ground.ledger.operations.correction import NotAdditive, correct_figure
from xenia.ground.ledger.operations.sealing import NotYet
from xenia.ground.ledger.operations.year import lock_year
from xenia.ground.ledger.queries.sealed import figures, sum_measure
from xenia.ground.ledger.tests.makers import a_sealed_year
from xenia.insight.reports.engine import measure, measure_all, packages
from xenia.insight.reports.engine.sources import SOURCES
from xenia.insight.reports.figures import TOTAL, Measured
from xenia.insight.reports.measures import MEASURES, Measure, Unit
from xenia.insight.reports.tests.ledgers import a_ledger
from xenia.insight.reports.tests.test_every_source_says_the_same import (
    CAME,
    OWN,
    a_measure,
    people_by,
    sums_by,
    the_split,
)

pytestmark = pytest.mark.django_db
YEAR: Final = 2025
LATER: Final = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)
PEOPLE, SUMS = OWN[1], OWN[4]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    """Files that nobody else writes."""
    settings.LEDGER_FOLDER = tmp_path / "ledger"


@pytest.fixture
def own_alone(monkeypatch: pytest.MonkeyPatch) -> tuple[Measure, ...]:
    """Few measures, so that a year is sealed quickly."""
    few = (PEOPLE, SUMS, a_measure("test.none", Unit.EVENTS, sums_by(), kinds=("test.never",)))
    for place in ("sealing", "measuring"):
        registry = {one.code: one for one in few}
        monkeypatch.setattr(f"xenia.insight.reports.engine.{place}.MEASURES", registry)
    return few


def the_years() -> None:
    """So that they can be closed."""
    for year in (2024, 2025, 2026, 2027):
        Year.objects.get_or_create(year=year)


def said(found: dict[str, Measured]) -> dict[str, Any]:
    return {code: (one.numbers, one.unnamed, one.has_data) for code, one in found.items()}


def test_every_measure_says_the_same_before_and_after_the_year_is_sealed() -> None:
    a_ledger(MEASURES.values(), seed=5)
    the_years()
    before = measure_all(YEAR)
    a_sealed_year(YEAR, LATER)
    assert not Entry.objects.filter(on__year=YEAR).exclude(token=None).exists()
    after = measure_all(YEAR)
    assert said(after) == said(before)
    assert list(after) == list(MEASURES)
    assert {one.state for one in after.values()} == {"sealed"}
    assert {one.version for one in after.values()} == {1}


@pytest.mark.both_databases
def test_few_measures_say_the_same_on_both_databases(own_alone: tuple[Measure, ...]) -> None:
    a_ledger(OWN, seed=6)
    the_years()
    lock_year(year=Year.objects.get(year=YEAR), by=a_user(Role.DIRECTOR), at=LATER)
    before = measure_all(YEAR, own_alone)
    assert before[PEOPLE.code].unnamed[TOTAL, TOTAL, TOTAL]
    Year.objects.update(status="open", locked_at=None)
    a_sealed_year(YEAR, LATER)
    assert said(measure_all(YEAR, own_alone)) == said(before)


def test_a_sealed_year_is_read_without_its_entries(
    own_alone: tuple[Measure, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    a_ledger(OWN, seed=7)
    the_years()
    a_sealed_year(YEAR, LATER)
    monkeypatch.setattr("xenia.insight.reports.engine.facts.SOURCES", {})
    found = measure_all(YEAR, own_alone)
    assert [one.has_data for one in found.values()] == [True, True, False]


def test_a_corrected_sum_changes_every_sum_it_is_part_of(own_alone: tuple[Measure, ...]) -> None:
    a_ledger(OWN, seed=8)
    the_years()
    a_sealed_year(YEAR, LATER)
    before = measure(SUMS, YEAR).numbers
    place = next(one for one in sorted(before) if TOTAL not in one and before[one] > 0)
    cell = dict(zip(("case_type", "outcome"), place, strict=True))
    figure = figures(YEAR).get(measure=f"report {SUMS.code}", cell=cell)
    for change in (5, -1):
        director = a_user(Role.DIRECTOR)
        correct_figure(figure=figure, change=change, reason="A list.", by=director, at=LATER)
    after = measure(SUMS, YEAR)
    changed = {
        at: after.numbers[at] - before[at] for at in before if after.numbers[at] != before[at]
    }
    case_type, outcome = place
    around = [place, (case_type, TOTAL), (TOTAL, outcome), (TOTAL, TOTAL)]
    assert changed == dict.fromkeys(around, 4)
    assert after.version == 3


def test_a_sum_of_sums_and_people_are_not_corrected(own_alone: tuple[Measure, ...]) -> None:
    a_ledger(OWN, seed=9)
    the_years()
    a_sealed_year(YEAR, LATER)
    of_sums = SealedFigure.objects.filter(measure=f"report {SUMS.code}")
    total = of_sums.get(cell={"case_type": TOTAL, "outcome": TOTAL})
    somebody = SealedFigure.objects.filter(measure=f"report {PEOPLE.code}").first()
    for figure in (total, somebody):
        assert figure
        with pytest.raises(NotAdditive):
            correct_figure(
                figure=figure, change=1, reason="One.", by=a_user(Role.DIRECTOR), at=LATER
            )


def test_of_a_measure_newer_than_the_sealing_sums_are_known_and_people_are_not(
    own_alone: tuple[Measure, ...],
) -> None:
    a_ledger(OWN, seed=10)
    the_years()
    sums = a_measure("test.new_sums", Unit.EVENTS, sums_by("area"), the_split("area"))
    people = a_measure("test.new_people", Unit.PEOPLE, people_by("area"), the_split("area"))
    before = measure(sums, YEAR)
    a_sealed_year(YEAR, LATER)
    assert measure(sums, YEAR).numbers == before.numbers
    assert measure(sums, YEAR).has_data
    assert not measure(people, YEAR).has_data


def test_a_correction_of_the_ledger_is_brought_forward(own_alone: tuple[Measure, ...]) -> None:
    a_ledger(OWN, seed=11)
    the_years()
    a_sealed_year(YEAR, LATER)
    forward = OWN[-1]
    before = {name: measure(forward, YEAR + 1, source=name).numbers for name in SOURCES}
    # The kind of these tests is registered nowhere, so the ledger itself kept no sum of it.
    figure = SealedFigure.objects.create(
        year=YEAR,
        measure=sum_measure(CAME, "service"),
        cell={"month": f"{YEAR}-03"},
        cell_key="-",
        value=3,
        is_additive=True,
    )
    correct_figure(figure=figure, change=7, reason="A list.", by=a_user(Role.DIRECTOR), at=LATER)
    for name in SOURCES:
        after = measure(forward, YEAR + 1, source=name).numbers
        assert after["TOTAL",] == before[name]["TOTAL",] + 7
        assert after["",] == before[name]["",] + 7


def test_no_year_is_sealed_while_its_report_cannot_be_stored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    the_years()
    monkeypatch.setattr(packages, "NEEDED", ("a_package_nobody_has",))
    with pytest.raises(NotYet, match=r"stored when it is sealed.*\./run --full"):
        a_sealed_year(2026, LATER)
