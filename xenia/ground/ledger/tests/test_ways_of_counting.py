"""Figures counted in different ways are never added together."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger import measures
from xenia.ground.ledger.digests import digest_of_year
from xenia.ground.ledger.kinds import register
from xenia.ground.ledger.models import Entry, SealedFigure
from xenia.ground.ledger.operations import Fact, record, record_all
from xenia.ground.ledger.operations.correction import correct_figure
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.ledger.queries.counting import quantities
from xenia.ground.ledger.queries.methods import MethodsNotAdded
from xenia.ground.ledger.queries.overview import totals
from xenia.ground.ledger.queries.sealed import sum_measure
from xenia.ground.ledger.queries.spans import added_up, counted_within
from xenia.ground.ledger.tests.makers import COUNTED, NEW_YEAR, a_locked_year, a_sealed_year

pytestmark = pytest.mark.django_db
CALLS = "test.calls"
register(CALLS, "Somebody calls a test.", dimensions=("language", "method", "department"))
MARCH, APRIL = date(2026, 3, 16), date(2026, 4, 2)
SPRING = (date(2026, 3, 1), date(2026, 4, 30))


@pytest.fixture(autouse=True)
def nothing_in_the_way(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """No upper room has a say, and the files lie apart."""
    for name, empty in (("BEFORE_SEALING", {}), ("MEASURES", {}), ("QUESTIONS", set())):
        monkeypatch.setattr(measures, name, empty)
        monkeypatch.setattr(f"xenia.ground.ledger.operations.sealing.{name}", empty)
    settings.LEDGER_FOLDER = tmp_path


def ours_and_the_vendors() -> None:
    """Five calls we counted, of which the vendor billed seven: the same calls, counted otherwise."""
    record(kind=CALLS, on=MARCH, quantity=3, language="ht", method="records")
    record(kind=CALLS, on=APRIL, quantity=2, language="es", method="records")
    record(kind=CALLS, on=MARCH, quantity=7, language="ht", method="invoice")


def test_a_sum_over_two_ways_of_counting_is_refused() -> None:
    ours_and_the_vendors()
    splits: tuple[list[str], ...] = ([], ["language"], ["month"], ["quarter", "language"])
    for by in splits:
        with pytest.raises(MethodsNotAdded, match="records"):
            quantities(CALLS, 2026, by=by)
    with pytest.raises(MethodsNotAdded):
        added_up(counted_within([CALLS], *SPRING, by=["language"]), "language")


def test_each_way_has_its_own_sum() -> None:
    ours_and_the_vendors()
    assert {one.cell[0]: one.quantity for one in quantities(CALLS, 2026, by=["method"])} == {
        "invoice": 7,
        "records": 5,
    }
    (ours,) = quantities(CALLS, 2026, method="records")
    assert (len(ours.cell), ours.quantity, ours.entries) == (0, Decimal(5), 2)
    by_language = quantities(CALLS, 2026, by=["language"], method="records")
    assert {one.cell: one.quantity for one in by_language} == {("es",): 2, ("ht",): 3}
    said = {(one.method, one.cell["language"]): one.quantity for one in counted_within([CALLS], *SPRING, by=["language"])}  # fmt: skip
    assert said == {("records", "ht"): 3, ("records", "es"): 2, ("invoice", "ht"): 7}


def test_what_was_counted_before_there_were_ways_is_not_added_to_them() -> None:
    record(kind=CALLS, on=MARCH, language="ht")
    record(kind=CALLS, on=MARCH, language="ht", method="records")
    with pytest.raises(MethodsNotAdded):
        quantities(CALLS, 2026)


def test_a_year_without_entries_still_says_zero() -> None:
    (nothing,) = quantities(CALLS, 2026)
    assert (nothing.quantity, nothing.entries) == (Decimal(0), 0)
    assert quantities(CALLS, 2026, by=["language"]) == []


def test_the_overview_shows_each_way_in_a_line_of_its_own() -> None:
    ours_and_the_vendors()
    record(kind=COUNTED, on=MARCH)
    assert [(one.kind, one.method, one.quantity) for one in totals(2026)] == [
        (CALLS, "invoice", 7),
        (CALLS, "records", 5),
        (COUNTED, "", 1),
    ]


def test_a_sealed_year_keeps_the_ways_apart_and_a_correction_stays_in_its_own() -> None:
    ours_and_the_vendors()
    a_sealed_year()
    stored = SealedFigure.objects.filter(measure=sum_measure(CALLS, "service"))
    cells = {(one.cell["month"], one.cell["method"]): one.value for one in stored}
    assert cells == {
        ("2026-03", "records"): 3,
        ("2026-04", "records"): 2,
        ("2026-03", "invoice"): 7,
    }
    billed = stored.get(cell={"month": "2026-03", "method": "invoice"})
    by = a_user(Role.DIRECTOR)
    correct_figure(figure=billed, change=Decimal(-1), reason="Billed twice.", by=by, at=NEW_YEAR)
    assert {one.cell[0]: one.quantity for one in quantities(CALLS, 2026, by=["method"])} == {
        "invoice": 6,
        "records": 5,
    }
    march = counted_within([CALLS], date(2026, 3, 1), date(2026, 3, 31))
    sums = {method: sum(one.quantity for one in march if one.method == method) for method in ("records", "invoice")}  # fmt: skip
    assert sums == {"records": 3, "invoice": 6}


def test_a_span_of_part_of_a_month_has_no_answer() -> None:
    for first, last in (
        (MARCH, date(2026, 3, 31)),
        (date(2026, 3, 1), MARCH),
        (date(2026, 4, 1), date(2026, 3, 31)),
    ):
        with pytest.raises(ValueError, match="whole months"):
            counted_within([CALLS], first, last)


def test_a_year_locked_before_there_were_ways_has_the_digest_it_had() -> None:
    """The digest as it was made then: every field but the three that came later, in the order of their names."""
    record(kind=COUNTED, on=MARCH, mode="desk")
    record(kind=COUNTED, on=APRIL)
    later = {"id", "turn", "dialect", "method", "service"}
    names = sorted(field.name for field in Entry._meta.local_fields if field.name not in later)
    lines = sorted(
        hashlib.sha256(repr(tuple(map(str, row))).encode()).digest()
        for row in Entry.objects.values_list(*names)
    )
    assert digest_of_year(2026) == (2, hashlib.sha256(b"".join(lines)).hexdigest())


def test_the_digest_sees_a_way_of_counting_that_changed() -> None:
    record(kind=CALLS, on=MARCH, method="records")
    before = digest_of_year(2026)
    Entry.objects.update(method="invoice")
    assert digest_of_year(2026) != before


def test_many_facts_are_counted_at_once_or_none() -> None:
    about = {"language": "ht", "method": "records"}
    facts = [Fact(CALLS, MARCH, 3, about), Fact(CALLS, APRIL, 0, about), Fact(COUNTED, APRIL)]
    assert record_all(facts) == 2
    assert quantities(CALLS, 2026)[0].quantity == 3
    with pytest.raises(ValueError, match="does not carry"):
        record_all([Fact(CALLS, MARCH, 1, about), Fact(CALLS, MARCH, 1, {"area": "east"})])
    with pytest.raises(KeyError):
        record_all([Fact("test.unknown", MARCH)])
    assert Entry.objects.count() == 2
    assert record_all([]) == 0


def test_many_facts_do_not_come_into_a_locked_year() -> None:
    record(kind=COUNTED, on=MARCH)
    a_locked_year(a_user(Role.DIRECTOR))
    with pytest.raises(YearIsClosed):
        record_all([Fact(COUNTED, date(2027, 1, 3)), Fact(COUNTED, MARCH)])
    assert Entry.objects.count() == 1
