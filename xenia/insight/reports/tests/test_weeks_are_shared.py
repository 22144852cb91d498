"""Two shares on two days, and whatever else is out, never give a small number away."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.ground.disclosure import THRESHOLD, is_small
from xenia.ground.ledger.models import Entry, Publication
from xenia.ground.ledger.operations import record
from xenia.insight.reports.models import WeekFigure
from xenia.insight.reports.operations.sharing import NothingToShare, share_board
from xenia.insight.reports.operations.weeks import keep_sums
from xenia.insight.reports.queries.shares import days_shared, shared_on
from xenia.insight.reports.queries.weeks import weeks_until
from xenia.insight.reports.release.weekly import last_quarter, weekly
from xenia.insight.reports.weeks import DAY, KINDS, WEEK, span_of, spans_between

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 15, tzinfo=UTC)
# The weeks that end in July, August or September.
MONDAYS = [date(2026, 6, 29) + WEEK * number for number in range(13)]


def counted(numbers: Sequence[int], kind: str = "questions") -> None:
    """What each of these weeks holds of a kind; of a week in two months all lies in the second."""
    sums = {}
    for monday, number in zip(MONDAYS, numbers, strict=True):
        for span in spans_between(monday, monday + WEEK - DAY):
            sums[span.monday, span.month, kind] = (
                number if span == span_of(monday + WEEK - DAY) else 0
            )
    keep_sums(sums, through=TODAY - DAY)


def shown_of(today: date, kind: str = "questions") -> dict[str, int | None]:
    found = weekly(weeks_until(today, how_many=28), last_quarter(today))
    each = {one.measure.code: one for one in found}[f"weeks.{kind}"]
    return {monday: number for (monday,), number in each.numbers.items()}


def test_the_last_quarter_that_is_over() -> None:
    assert last_quarter(TODAY) == (date(2026, 7, 1), date(2026, 9, 30))
    assert last_quarter(date(2027, 2, 1)) == (date(2026, 10, 1), date(2026, 12, 31))


def test_a_small_week_takes_another_with_it() -> None:
    counted([20, 21, 22, 3, 24, 25, 26, 27, 28, 29, 30, 31, 32])
    hidden = [monday for monday, number in shown_of(TODAY).items() if number is None]
    assert hidden == ["2026-06-29", "2026-07-20"]


@given(numbers=st.lists(st.integers(0, 40), min_size=13, max_size=13), days=st.integers(1, 44))
@settings(max_examples=60, deadline=None)
def test_two_shares_on_two_days_never_give_a_small_number_away(
    numbers: list[int], days: int
) -> None:
    WeekFigure.objects.all().delete()
    counted(numbers)
    first, second = shown_of(TODAY), shown_of(min(TODAY + timedelta(days=days), date(2026, 12, 31)))
    assert first == second
    assert not any(number and is_small(number) for number in first.values())
    # Who knows the sum of the quarter learns the sum of what is hidden, and no part of it.
    hidden = [
        number for number, shown in zip(numbers, first.values(), strict=True) if shown is None
    ]
    everything = [number for number in numbers if number]
    assert hidden == everything or not hidden or (len(hidden) > 1 and sum(hidden) >= THRESHOLD)


def unmet(quantity: int, need: str = "shelter", on: date = date(2026, 8, 4)) -> None:
    about: dict[str, Any] = {"need": need, "outcome": "unmet", "reason": "no_capacity"}
    record(kind="casework.need", on=on, quantity=quantity, **about)


def test_a_share_is_written_down_with_nothing_small_and_once_a_day() -> None:
    counted([20, 21, 22, 3, 24, 25, 26, 27, 28, 29, 30, 31, 32])
    unmet(40)
    unmet(30, "job-search")
    assert share_board(by=None, at=AT) == TODAY
    tables = {one.measure: one for one in shared_on(TODAY)}
    assert {"weeks.questions", "needs.ended", "needs.unmet_reasons"} <= tables.keys()
    numbers = [number for one in tables.values() for number in one.cells.values()]
    assert not any(number is not None and is_small(number) for number in numbers)
    before = Publication.objects.count()
    share_board(by=None, at=AT + timedelta(hours=2))
    assert Publication.objects.count() == before
    assert days_shared() == [TODAY]


def test_three_needs_more_the_next_day_are_not_given_away() -> None:
    """40 and then 43: the second share hides what changed by so few, and all that would tell it."""
    unmet(40)
    unmet(30, "job-search")
    share_board(by=None, at=AT)
    before = Publication.objects.count()
    unmet(3, on=TODAY)
    share_board(by=None, at=AT + timedelta(days=1))
    later = Publication.objects.order_by("number")[before:]
    told = {each["value"] for one in later for each in one.cells}
    assert told.isdisjoint({3, 43, 73})
    assert "suppressed" in told


def test_many_more_the_next_month_can() -> None:
    counted([20, 21, 22, 3, 24, 25, 26, 27, 28, 29, 30, 31, 32])
    unmet(40)
    unmet(30, "job-search")
    share_board(by=None, at=AT)
    unmet(25, on=date(2026, 12, 1))
    share_board(by=None, at=AT + timedelta(days=30))
    first, second = (
        next(one.cells for one in shared_on(day) if one.measure == "weeks.questions")
        for day in reversed(days_shared())
    )
    assert first == second


def test_an_office_that_counted_nothing_has_nothing_to_share() -> None:
    assert not Entry.objects.exists()
    with pytest.raises(NothingToShare):
        share_board(by=None, at=AT)
    assert set(KINDS) >= {"questions"}
