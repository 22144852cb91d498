"""Business days: never a weekend, never a closure; and an old deadline is explained by its own calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.reference.calendar import (
    add_business_days,
    closed_days,
    current_version,
    is_business_day,
    next_closure,
)
from xenia.ground.reference.models import CalendarVersion, Closure
from xenia.ground.reference.operations import close_office, open_office_again, seed_closures

AT = datetime(2026, 11, 16, 15, tzinfo=UTC)
MONDAY = date(2026, 11, 16)
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))
SPANS = st.lists(st.tuples(DAYS, st.integers(min_value=0, max_value=20)), max_size=6)


def close(first: date, last: date | None = None, name: str = "Closed") -> Closure:
    return close_office(first_day=first, last_day=last or first, name=name, by=None, at=AT)


class RandomCalendars(TestCase):
    """Whatever the office enters, the rules hold."""

    @given(start=DAYS, count=st.integers(min_value=0, max_value=40), spans=SPANS)
    def test_a_deadline_is_a_business_day_with_the_right_number_before_it(
        self, start: date, count: int, spans: list[tuple[date, int]]
    ) -> None:
        for first, length in spans:
            close(first, first + timedelta(days=length))
        deadline = add_business_days(start, count)
        closed = closed_days(start, deadline.due_on)
        assert deadline.due_on.weekday() < 5
        assert deadline.due_on not in closed
        # Counted one by one, the slow way.
        passed = [start + timedelta(days=n) for n in range(1, (deadline.due_on - start).days + 1)]
        business = [day for day in passed if day.weekday() < 5 and day not in closed]
        assert len(business) == count or (count == 0 and len(business) <= 1)

    @given(start=DAYS, count=st.integers(min_value=0, max_value=15), later=SPANS)
    def test_what_is_closed_later_does_not_move_an_old_deadline(
        self, start: date, count: int, later: list[tuple[date, int]]
    ) -> None:
        close(start + timedelta(days=2))
        old = add_business_days(start, count)
        for first, length in later:
            close(first, first + timedelta(days=length))
        assert add_business_days(start, count, version=old.calendar_version) == old


@pytest.mark.django_db
def test_five_business_days_over_thanksgiving() -> None:
    # Mon 23 Nov 2026 + 5: Tue 24, Wed 25, (Thu 26, Fri 27 closed, Sat, Sun), Mon 30, Tue 1, Wed 2 December.
    close(date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving")
    assert add_business_days(date(2026, 11, 23), 5).due_on == date(2026, 12, 2)


@pytest.mark.django_db
def test_zero_business_days_from_a_saturday_is_monday() -> None:
    assert add_business_days(date(2026, 11, 14), 0).due_on == MONDAY


@pytest.mark.django_db
def test_business_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="expected 0 or more"):
        add_business_days(MONDAY, -1)


@pytest.mark.django_db
def test_a_deadline_can_be_counted_past_a_long_closure() -> None:
    close(MONDAY, MONDAY + timedelta(days=365), "Flood")
    deadline = add_business_days(MONDAY, 1)
    # The office opens on Wed 17 November 2027, the first business day after the flood.
    assert deadline.due_on == date(2027, 11, 17)


@pytest.mark.both_databases
@pytest.mark.django_db
def test_an_old_deadline_is_explained_by_its_version() -> None:
    before = add_business_days(MONDAY, 1)
    snow = close(date(2026, 11, 17), name="Snow day")
    during = add_business_days(MONDAY, 1)
    open_office_again(closure=snow, by=None, at=AT)
    after = add_business_days(MONDAY, 1)
    assert [deadline.calendar_version for deadline in (before, during, after)] == [0, 1, 2]
    assert [deadline.due_on.day for deadline in (before, during, after)] == [17, 18, 17]
    assert add_business_days(MONDAY, 1, version=1) == during
    assert not is_business_day(date(2026, 11, 17), version=1)


@pytest.mark.django_db
def test_a_closure_is_taken_back_once() -> None:
    snow = close(date(2026, 11, 17))
    open_office_again(closure=snow, by=None, at=AT)
    open_office_again(closure=snow, by=None, at=AT)
    assert current_version() == 2
    assert AuditEvent.objects.filter(action="reference.closure_taken_back").count() == 1


@pytest.mark.django_db
def test_the_next_closure_is_the_one_that_is_on() -> None:
    close(date(2026, 12, 25), name="Christmas Day")
    taken_back = close(date(2026, 11, 17), name="Snow day")
    open_office_again(closure=taken_back, by=None, at=AT)
    flood = close(date(2026, 11, 10), date(2026, 11, 20), "Flood")
    assert next_closure(MONDAY) == flood
    christmas = next_closure(date(2026, 11, 21))
    assert christmas is not None
    assert christmas.name == "Christmas Day"
    assert next_closure(date(2026, 12, 26)) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "name", "day"),
    [
        # Patriots' Day: the third Monday of April. Source: Massachusetts G.L. c. 4, s. 7.
        ("MA", "Patriots' Day", date(2027, 4, 19)),
        # The Friday after Thanksgiving. Source: Maryland, General Provisions 1-111.
        ("MD", "American Indian Heritage Day", date(2027, 11, 26)),
        ("", "Juneteenth National Independence Day", date(2027, 6, 19)),
    ],
)
def test_public_holidays_follow_the_state(state: str, name: str, day: date) -> None:
    seed_closures(years=[2027], state=state, by=None, at=AT)
    assert Closure.objects.get(name=name).first_day == day


@pytest.mark.django_db
def test_maryland_works_on_patriots_day() -> None:
    seed_closures(years=[2027], state="MD", by=None, at=AT)
    assert is_business_day(date(2027, 4, 19))


@pytest.mark.django_db
def test_a_year_of_holidays_is_one_version_and_added_once() -> None:
    added = seed_closures(years=[2026, 2027], state="MA", by=None, at=AT)
    assert added == Closure.objects.count() > 20
    assert seed_closures(years=[2027], state="MA", by=None, at=AT) == 0
    assert CalendarVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_holiday_the_office_works_on_stays_open_when_the_year_is_added_again() -> None:
    seed_closures(years=[2027], state="MA", by=None, at=AT)
    columbus = Closure.objects.get(name="Columbus Day")
    open_office_again(closure=columbus, by=None, at=AT)
    assert is_business_day(columbus.first_day)
