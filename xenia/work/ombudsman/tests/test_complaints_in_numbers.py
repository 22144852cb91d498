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


@pytest.mark.parametrize(
    ("in_time", "late", "told"),
    [
        (45, 15, Share(7, 60)),
        (57, 3, Share(9, 60)),
        (60, 0, Share(9, 60)),
        (3, 57, Share(0, 60)),
        (18, 2, Share(9, 20)),
        (18, 1, Share(None, 19)),
        (4, 4, Share(None, None)),
        (0, 0, Share(None, 0)),
    ],
)
def test_most_steps_are_in_time_and_so_many_of_ten_say_so(
    in_time: int, late: int, told: Share
) -> None:
    """45 of 60 are 7.5 of ten: at least 7."""
    for outcome, count in (("in_time", in_time), ("late", late)):
        if count:
            met(MAY, Clock.Which.ANSWER, outcome, count)
    assert Handling(2026).clocks()[Clock.Which.ANSWER] == told


def test_few_steps_of_each_kind_are_told_as_one_until_one_kind_has_enough() -> None:
    """16 of 18 and 12 of 12 are 28 of 30: at least 9 of 10."""
    met(MAY, Clock.Which.ANSWER, "in_time", 16)
    met(MAY, Clock.Which.ANSWER, "late", 2)
    assert Handling(2026).all_clocks() is None
    met(MAY, Clock.Which.ACKNOWLEDGE, "in_time", 12)
    assert Handling(2026).all_clocks() == Share(9, None)
    met(MAY, Clock.Which.ACKNOWLEDGE, "in_time", 8)
    assert Handling(2026).all_clocks() is None


def test_what_was_found_hides_small_numbers_and_one_beside_them() -> None:
    """Upheld 40, partly 3, not upheld 25: 3 is small; with it goes the smallest other, else 68 - 65 would tell it."""
    for outcome, count in ((UPHELD, 40), (PARTLY, 3), (NOT, 25)):
        found(MAY, outcome, count)
    table = Handling(2026).findings()
    assert table.rows == [(UPHELD, 40), (NOT, None), (PARTLY, None)]
    assert table.total == 68


def test_a_finding_that_was_changed_by_a_second_look_counts_once() -> None:
    found(MAY, NOT, 30)
    found(MAY, UPHELD, 12)
    found(date(2026, 8, 3), NOT, -1)
    found(date(2026, 8, 3), UPHELD, 1)
    table = Handling(2026).findings()
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
