"""What everybody may read of a year: how long, what came of it, what was told to departments. Figures worked out by hand."""

from datetime import date
from uuid import uuid4

import pytest

from xenia.ground.ledger.measures import MEASURES
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.models.complaint import Closing, Kind
from xenia.work.ombudsman.models.finding import Finding
from xenia.work.ombudsman.queries.handling import (
    Handling,
    Share,
    days_each,
    whole_until,
    years_told,
)
from xenia.work.ombudsman.tests.counted import TODAY, closed, filed, found, met

pytestmark = pytest.mark.django_db
UPHELD, PARTLY, NOT = (
    Finding.Outcome.UPHELD,
    Finding.Outcome.PARTLY,
    Finding.Outcome.NOT_UPHELD,
)
MAY = date(2026, 5, 4)


def test_a_year_that_is_not_over_is_told_by_its_whole_quarters() -> None:
    assert whole_until(2026, TODAY) == date(2026, 9, 30)
    assert whole_until(2025, TODAY) == date(2025, 12, 31)
    assert whole_until(2026, date(2026, 3, 31)) is None
    assert whole_until(2026, date(2026, 4, 1)) == date(2026, 3, 31)
    assert years_told(date(2026, 3, 31))[0] == 2025
    assert years_told(TODAY) == [2026, 2025, 2024, 2023, 2022]


def test_what_came_this_quarter_is_told_later() -> None:
    filed(MAY, 20)
    filed(date(2026, 10, 5), 13)
    assert Handling(2026, TODAY).filed().total == 20
    assert Handling(2026, date(2027, 1, 4)).filed().total == 33


def test_half_of_them_knew_after_so_many_days() -> None:
    """Eleven complaints: 1 2 3 4 5 | 8 | 9 10 11 12 40. The sixth took 8 days; of twelve, the middle of 8 and 9 is 8.5."""
    found(MAY, UPHELD, 11, days=(40, 1, 12, 2, 11, 3, 10, 4, 9, 5, 8))
    assert Handling(2026, TODAY).median_days() == 8
    found(MAY, NOT, 1, days=(41,))
    assert Handling(2026, TODAY).median_days() == 8.5


def test_ten_complaints_do_not_say_how_long_it_takes() -> None:
    found(MAY, UPHELD, 10, days=tuple(range(1, 11)))
    assert Handling(2026, TODAY).median_days() is None


def test_what_was_taken_back_counts_no_more() -> None:
    found(MAY, UPHELD, 3, days=(4, 4, 9, -4))
    assert days_each(date(2026, 1, 1), date(2026, 12, 31)) == [4, 9]


def test_most_steps_are_in_time_and_the_share_says_so() -> None:
    """45 of 60 are 75 percent."""
    met(MAY, Clock.Which.ANSWER, "in_time", 45)
    met(MAY, Clock.Which.ANSWER, "late", 15)
    share = Handling(2026, TODAY).clocks()[Clock.Which.ANSWER]
    assert (share, share.percent) == (Share(45, 60), 75)
    assert Handling(2026, TODAY).clocks()[Clock.Which.REVIEW] == Share(0, 0)


@pytest.mark.parametrize(
    ("in_time", "late", "whole"), [(57, 3, 60), (3, 57, 60), (4, 4, None), (30, 0, 30)]
)
def test_a_share_tells_no_small_number(in_time: int, late: int, whole: int | None) -> None:
    met(MAY, Clock.Which.ANSWER, "in_time", in_time)
    if late:
        met(MAY, Clock.Which.ANSWER, "late", late)
    share = Handling(2026, TODAY).clocks()[Clock.Which.ANSWER]
    assert share.whole == whole
    assert share.percent == (100 if not late else None)


def test_what_was_found_hides_small_numbers_and_one_beside_them() -> None:
    """Upheld 40, partly 3, not upheld 25: 3 is small; with it goes the smallest other, else 68 - 65 would tell it."""
    for outcome, count in ((UPHELD, 40), (PARTLY, 3), (NOT, 25)):
        found(MAY, outcome, count)
    table = Handling(2026, TODAY).findings()
    assert table.rows == [(UPHELD, 40), (NOT, None), (PARTLY, None)]
    assert table.total == 68


def test_a_finding_that_was_changed_by_a_second_look_counts_once() -> None:
    found(MAY, NOT, 30)
    found(MAY, UPHELD, 12)
    found(date(2026, 8, 3), NOT, -1)
    found(date(2026, 8, 3), UPHELD, 1)
    table = Handling(2026, TODAY).findings()
    assert (dict(table.rows), table.total) == ({NOT: 29, UPHELD: 13}, 42)


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
