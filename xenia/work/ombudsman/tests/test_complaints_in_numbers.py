"""What everybody may read of a year: how long, what came of it, what was told to departments. Figures worked out by hand."""

from datetime import date
from uuid import uuid4

import pytest

from xenia.ground.ledger.measures import MEASURES
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.models.complaint import Closing, Kind
from xenia.work.ombudsman.models.finding import Finding
from xenia.work.ombudsman.queries.handling import Handling, days_each, years_told
from xenia.work.ombudsman.queries.posted import Posted, Step
from xenia.work.ombudsman.tests.counted import TODAY, closed, filed, found, met, posted

pytestmark = pytest.mark.django_db
UPHELD, NOT = Finding.Outcome.UPHELD, Finding.Outcome.NOT_UPHELD
MAY = date(2026, 5, 4)
Told = dict[tuple[tuple[str, str], ...], int | None]


def test_a_year_is_told_once_it_is_over() -> None:
    assert years_told(TODAY) == [2025, 2024, 2023, 2022, 2021]
    assert years_told(date(2027, 1, 1))[0] == 2026


def test_half_of_them_knew_after_so_many_days() -> None:
    """Eleven complaints: 1 2 3 4 5 | 8 | 9 10 11 12 40. The sixth took 8 days; of twelve, the middle of 8 and 9 is 8.5."""
    found(MAY, UPHELD, 11, days=(40, 1, 12, 2, 11, 3, 10, 4, 9, 5, 8))
    assert Handling(2026).median_days() == 8
    found(MAY, NOT, 1, days=(41,))
    assert Handling(2026).median_days() == 8.5


def test_ten_complaints_do_not_say_how_long_it_takes() -> None:
    found(MAY, UPHELD, 10, days=tuple(range(1, 11)))
    assert Handling(2026).median_days() is None


def test_what_was_taken_back_counts_no_more() -> None:
    found(MAY, UPHELD, 3, days=(4, 4, 9, -4))
    assert days_each(date(2026, 1, 1), date(2026, 12, 31)) == [4, 9]


def test_what_a_report_told_is_told_again_and_nothing_else() -> None:
    """Of the answers 70 were in time; how many were due is hidden in the report, and so it is here."""
    answer, review = ("mode", "answer"), ("mode", "review")
    in_time = ("outcome", "in_time")
    told: Told = {(answer, in_time): 70, (answer,): None, (review, in_time): 0, (review,): 0}
    met(date(2025, 5, 4), Clock.Which.ANSWER, "in_time", 70)
    assert list(Posted(2025).steps()) == []
    posted("steps of complaints", 2025, {**told, (): 205})
    assert list(Posted(2025).steps()) == [Step("answer", 70, None)]
    assert list(Posted(2024).steps()) == []


def test_what_was_found_is_what_the_last_version_says() -> None:
    first: Told = {(("outcome", UPHELD),): 40, (("outcome", NOT),): 25, (): 65}
    inner: Told = {(("outcome", UPHELD), ("reason", "delay")): 22}
    posted("complaints found", 2025, {**first, **inner})
    assert Posted(2025).findings().rows == [(UPHELD, 40), (NOT, 25)]
    posted("complaints found", 2025, {**first, (("outcome", NOT),): None, (): None})
    table = Posted(2025).findings()
    assert (table.rows, table.total) == ([(UPHELD, 40), (NOT, None)], None)


def test_why_complaints_were_closed_hides_small_numbers_and_one_beside_them() -> None:
    """40, 3 and 25: 3 is small; with it goes the smallest other, else 68 - 65 would tell it."""
    three = (Closing.FINISHED, Closing.WITHDRAWN, Closing.DUPLICATE)
    for closing, count in zip(three, (40, 3, 25), strict=True):
        closed(MAY, closing, count)
    table = Handling(2026).closings()
    assert table.rows[0] == (Closing.FINISHED, 40)
    assert {number for _closing, number in table.rows[1:]} == {None}
    assert table.total == 68


def test_a_sealed_year_keeps_what_the_report_says() -> None:
    clerk = uuid4()
    filed(MAY, 12, department=clerk, kind=Kind.DELAY, area="bay")
    found(MAY, UPHELD, 2, days=(4, 9, 4))
    closed(MAY, Closing.FINISHED, 2)
    figures = {
        name: list(measure(2026)) for name, measure in MEASURES.items() if "complaints" in name
    }
    by_department = figures["complaints by department and kind"]
    assert [(one.cell, one.value) for one in by_department] == [
        ({"department": str(clerk), "reason": "delay"}, 12)
    ]
    assert [
        (one.cell["days"], one.value)
        for one in figures["complaints by business days to what was found"]
    ] == [
        ("4", 2),
        ("9", 1),
    ]
    assert figures["complaints by area and kind"][0].cell == {"area": "bay", "reason": "delay"}
    both = {"language", "area"}
    for found_figures in figures.values():
        assert not any("department" in one.cell and both & one.cell.keys() for one in found_figures)
