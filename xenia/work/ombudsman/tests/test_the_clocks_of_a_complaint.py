"""A complaint's clocks start, stand still where they may, get longer once, and are counted when they are met."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from xenia.ground.ledger.models import Entry
from xenia.ground.reference.calendar import add_business_days
from xenia.ground.reference.operations import close_office, open_office_again
from xenia.work.ombudsman.clocks import calendar_in_force
from xenia.work.ombudsman.models import Clock, Complaint, OfficeLimit
from xenia.work.ombudsman.models.complaint import Status
from xenia.work.ombudsman.operations import clocks, filing
from xenia.work.ombudsman.tests.makers import MONDAY, a_complaint

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)
DAYS = st.integers(min_value=0, max_value=700)


def days_later(count: int) -> datetime:
    return MONDAY + timedelta(days=count)


def a_quiet_complaint() -> Complaint:
    """One whose clocks the test starts itself."""
    complaint = a_complaint()
    Clock.objects.filter(complaint=complaint).delete()
    return complaint


def in_state(complaint: Complaint, status: str) -> Complaint:
    Complaint.objects.filter(pk=complaint.pk).update(status=status)
    complaint.refresh_from_db()
    return complaint


def counted() -> list[tuple[str, str]]:
    return sorted(
        Entry.objects.filter(kind="ombudsman.clock").values_list("mode", "outcome"),
    )


class TheOfficesCalendar(TestCase):
    """It counts as every other deadline of the office is counted."""

    @given(
        start=DAYS,
        count=st.integers(0, 40),
        spans=st.lists(st.tuples(DAYS, st.integers(0, 9)), max_size=6),
    )
    def test_it_finds_the_same_day(
        self, start: int, count: int, spans: list[tuple[int, int]]
    ) -> None:
        for first, length in spans:
            day = FIRST + timedelta(days=first)
            close_office(
                first_day=day, last_day=day + timedelta(days=length), name="", by=None, at=MONDAY
            )
        on = FIRST + timedelta(days=start)
        told = add_business_days(on, count)
        calendar = calendar_in_force()
        assert (calendar.after(on, count), calendar.version) == (
            told.due_on,
            told.calendar_version,
        )
        assert calendar.between(on, told.due_on) == count or count == 0


@pytest.mark.parametrize(
    ("which", "due"),
    [
        # From Monday 16 November 2026, with no day closed.
        ("acknowledge", date(2026, 11, 23)),
        ("answer", date(2026, 11, 30)),
        # Before our own answer is due, so that the office keeps days to weigh it.
        ("department", date(2026, 11, 25)),
        ("review", date(2026, 12, 14)),
    ],
)
def test_each_clock_has_its_usual_limit(which: str, due: date) -> None:
    clock = clocks.start_clock(complaint=a_quiet_complaint(), which=which, at=MONDAY)
    assert (clock.due_on, clock.calendar_version, clock.round) == (due, 0, 1)


def test_what_came_late_on_saturday_night_is_counted_from_saturday() -> None:
    # 4:30 UTC on Sunday is 23:30 on Saturday 14 November in the city.
    at = datetime(2026, 11, 15, 4, 30, tzinfo=UTC)
    clock = clocks.start_clock(complaint=a_quiet_complaint(), which="acknowledge", at=at)
    assert (clock.started_on, clock.due_on) == (date(2026, 11, 14), date(2026, 11, 20))


@pytest.mark.parametrize("hour", [5, 6])
def test_the_hour_that_comes_twice_is_one_day(hour: int) -> None:
    # 1:30 in the city, before and after clocks go back on Sunday 1 November 2026.
    at = datetime(2026, 11, 1, hour, 30, tzinfo=UTC)
    clock = clocks.start_clock(complaint=a_quiet_complaint(), which="acknowledge", at=at)
    assert (clock.started_on, clock.due_on) == (date(2026, 11, 1), date(2026, 11, 6))


def test_what_was_held_is_counted_from_the_day_she_wrote() -> None:
    clock = clocks.start_clock(
        complaint=a_quiet_complaint(),
        which="acknowledge",
        at=days_later(3),
        since=MONDAY.date(),
    )
    assert (clock.started_on, clock.due_on) == (date(2026, 11, 16), date(2026, 11, 23))


def test_an_office_sets_its_own_limit_and_a_running_clock_keeps_its_own() -> None:
    before = clocks.start_clock(complaint=a_quiet_complaint(), which="acknowledge", at=MONDAY)
    OfficeLimit.objects.create(code="acknowledge", days=2, set_on=MONDAY.date())
    after = clocks.start_clock(complaint=a_quiet_complaint(), which="acknowledge", at=MONDAY)
    before.refresh_from_db()
    assert (before.limit, before.due_on.day) == (5, 23)
    assert (after.limit, after.due_on.day) == (2, 18)


def test_a_clock_runs_once_and_later_in_another_round() -> None:
    complaint = a_quiet_complaint()
    clocks.start_clock(complaint=complaint, which="department", at=MONDAY)
    with pytest.raises(clocks.ClockRuns):
        clocks.start_clock(complaint=complaint, which="department", at=MONDAY)
    clocks.stop_clock(complaint=complaint, which="department", at=days_later(1))
    again = clocks.start_clock(complaint=complaint, which="department", at=days_later(2))
    assert again.round == 2


def test_a_clock_met_on_its_day_is_in_time_and_a_day_later_late() -> None:
    for later in (14, 15):
        complaint = a_quiet_complaint()
        clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)
        clocks.stop_clock(complaint=complaint, which="answer", at=days_later(later))
    assert counted() == [("answer", "in_time"), ("answer", "late")]
    assert clocks.stop_clock(complaint=complaint, which="answer", at=days_later(16)) is None


@pytest.mark.parametrize(("day", "was_counted"), [(7, []), (8, [("acknowledge", "late")])])
def test_what_was_late_when_she_took_it_back_was_late(day: int, was_counted: list[Any]) -> None:
    # Five business days from Monday 16 November 2026: until Monday the 23rd.
    complaint = a_complaint()
    filing.withdraw_own(complaint=complaint, at=days_later(day))
    assert counted() == was_counted
    (clock,) = complaint.clocks.all()
    assert clock.dropped_on
    assert not clock.met_on


def test_what_nobody_waits_for_is_not_counted_unless_it_was_late() -> None:
    complaint = a_quiet_complaint()
    clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)
    clocks.start_clock(complaint=complaint, which="department", at=days_later(-7))
    assert clocks.drop_clock(complaint=complaint, at=days_later(10)) == 2
    assert counted() == [("department", "late")]
    assert clocks.drop_clock(complaint=complaint, at=days_later(11)) == 0


@pytest.mark.parametrize(
    "status", sorted(set(Status) - {Status.WAITS_FOR_HER, Status.HELD, Status.DISCARDED})
)
def test_no_clock_stands_still_but_while_we_wait_for_her(status: str) -> None:
    complaint = a_quiet_complaint()
    clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)
    complaint.status = status
    with pytest.raises(clocks.NoPauseHere):
        clocks.pause_clocks(complaint=complaint, at=MONDAY)


def test_a_clock_stands_still_while_we_wait_for_her_and_goes_on() -> None:
    complaint = a_quiet_complaint()
    for which in ("acknowledge", "answer"):
        clocks.start_clock(complaint=complaint, which=which, at=MONDAY)
    in_state(complaint, Status.WAITS_FOR_HER)
    # That we have it, we say all the same.
    assert clocks.pause_clocks(complaint=complaint, at=days_later(2)) == 1
    # From Wednesday 18 to Wednesday 25 November: five days. From Monday 30 that is Monday 7 December.
    assert clocks.go_on_clocks(complaint=complaint, at=days_later(9)) == 1
    clock = clocks.running_clock(complaint, "answer")
    assert clock is not None
    assert (clock.due_on, clock.paused_for, clock.paused_on) == (date(2026, 12, 7), 5, None)
    assert clocks.go_on_clocks(complaint=complaint, at=days_later(9)) == 0


def test_what_was_answered_while_it_stood_still_is_in_time() -> None:
    complaint = a_quiet_complaint()
    clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)
    in_state(complaint, Status.WAITS_FOR_HER)
    clocks.pause_clocks(complaint=complaint, at=days_later(14))
    clock = clocks.stop_clock(complaint=complaint, which="answer", at=days_later(40))
    assert clock is not None
    assert clock.paused_on is None
    assert counted() == [("answer", "in_time")]


def test_a_corrected_calendar_is_used_from_the_next_pause_on() -> None:
    complaint = a_quiet_complaint()
    told = clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)
    day = date(2026, 11, 26)
    thanksgiving = close_office(
        first_day=day, last_day=day, name="Thanksgiving", by=None, at=MONDAY
    )
    clock = Clock.objects.get(pk=told.pk)
    assert (clock.due_on, clock.calendar_version) == (date(2026, 11, 30), 0)
    in_state(complaint, Status.WAITS_FOR_HER)
    clocks.pause_clocks(complaint=complaint, at=days_later(9))  # Wednesday 25
    clocks.go_on_clocks(
        complaint=complaint, at=days_later(11)
    )  # Friday 27: one day, the 26th was closed
    clock.refresh_from_db()
    assert (clock.due_on, clock.calendar_version) == (date(2026, 12, 1), 1)
    open_office_again(closure=thanksgiving, by=None, at=MONDAY)
    clock.refresh_from_db()
    assert (clock.due_on, clock.calendar_version) == (date(2026, 12, 1), 1)


def test_a_clock_gets_longer_once_with_a_reason() -> None:
    complaint = a_quiet_complaint()
    clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)
    clock = clocks.extend_clock(
        complaint=complaint, which="answer", days=10, why="language", at=days_later(14)
    )
    assert (clock.due_on, clock.extended_by) == (date(2026, 12, 14), 10)
    assert clock.get_extended_why_display() == "Something must be translated first"
    with pytest.raises(clocks.ExtendedBefore):
        clocks.extend_clock(
            complaint=complaint, which="answer", days=1, why="papers", at=days_later(15)
        )


@pytest.mark.parametrize(
    ("which", "days", "later", "wrong"),
    [
        ("answer", 11, 1, clocks.TooLong),
        ("answer", 0, 1, clocks.TooLong),
        ("answer", 5, 15, clocks.TooLateToExtend),
        ("review", 5, 1, clocks.NoClock),
    ],
)
def test_a_clock_that_may_not_get_longer_stays(
    which: str, days: int, later: int, wrong: type[clocks.CannotExtend]
) -> None:
    complaint = a_quiet_complaint()
    clock = clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)
    with pytest.raises(wrong):
        clocks.extend_clock(
            complaint=complaint, which=which, days=days, why="papers", at=days_later(later)
        )
    clock.refresh_from_db()
    assert (clock.due_on, clock.extended_by) == (date(2026, 11, 30), 0)


def test_a_reason_in_words_of_her_own_case_is_not_taken() -> None:
    complaint = a_quiet_complaint()
    clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)
    with pytest.raises(ValueError, match="is not a valid"):
        clocks.extend_clock(
            complaint=complaint, which="answer", days=3, why="Nadifa is ill", at=MONDAY
        )
