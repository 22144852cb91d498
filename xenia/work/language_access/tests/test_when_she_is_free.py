"""When an interpreter is free, worked out by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.reference.operations import close_office
from xenia.work.language_access import operations
from xenia.work.language_access.models import WeeklyHours
from xenia.work.language_access.operations import NotHours, Otherwise, SaidAlready, Stretch
from xenia.work.language_access.queries.candidates import candidates, windows
from xenia.work.language_access.queries.free import Free, _without, free_times
from xenia.work.language_access.spans import joined
from xenia.work.language_access.tests.makers import (
    FIVE,
    MONDAY,
    NINE,
    ON,
    an_interpreter,
)

SUNDAY = ON + timedelta(days=6)
WEDNESDAY = ON + timedelta(days=2)
TEN, NOON = 10 * 60, 12 * 60


def differs(somebody: Any, **said: Any) -> Any:
    """One day is otherwise."""
    return operations.add_exception(
        interpreter=somebody, said=Otherwise(**said), by=None, at=MONDAY
    )


@pytest.mark.django_db
def test_a_week_is_as_its_pattern_says() -> None:
    somebody = an_interpreter("ht")
    assert free_times(somebody, ON, SUNDAY) == [
        Free(ON + timedelta(days=day), NINE, FIVE) for day in range(5)
    ]


@pytest.mark.django_db
def test_away_wins_over_there_and_what_is_added_counts() -> None:
    somebody = an_interpreter("ht")
    differs(somebody, on=ON, is_available=False, from_minute=TEN, to_minute=NOON)
    differs(somebody, on=WEDNESDAY, is_available=False)
    differs(somebody, on=WEDNESDAY, is_available=True, from_minute=TEN, to_minute=NOON)
    differs(somebody, on=SUNDAY, is_available=True, from_minute=TEN, to_minute=NOON)
    free = [one for one in free_times(somebody, ON, SUNDAY) if one.on in (ON, WEDNESDAY, SUNDAY)]
    assert free == [Free(ON, NINE, TEN), Free(ON, NOON, FIVE), Free(SUNDAY, TEN, NOON)]


@pytest.mark.django_db
def test_staff_are_away_when_the_office_is_closed_and_others_are_not() -> None:
    close_office(first_day=WEDNESDAY, last_day=WEDNESDAY, name="Snow day", by=None, at=MONDAY)
    staff, contractor = an_interpreter("ht", kind="staff"), an_interpreter("ht")
    assert free_times(staff, WEDNESDAY, WEDNESDAY) == []
    assert free_times(contractor, WEDNESDAY, WEDNESDAY) == [Free(WEDNESDAY, NINE, FIVE)]
    differs(staff, on=WEDNESDAY, is_available=True, from_minute=TEN, to_minute=NOON)
    assert free_times(staff, WEDNESDAY, WEDNESDAY) == [Free(WEDNESDAY, TEN, NOON)]


@pytest.mark.django_db
def test_a_new_week_holds_from_its_day_and_the_old_one_until_then() -> None:
    somebody = an_interpreter("ht")
    operations.set_weekly_hours(
        interpreter=somebody, hours=[Stretch(2, TEN, NOON)], from_day=WEDNESDAY, by=None, at=MONDAY
    )
    assert free_times(somebody, ON, SUNDAY) == [
        Free(ON, NINE, FIVE),
        Free(ON + timedelta(days=1), NINE, FIVE),
        Free(WEDNESDAY, TEN, NOON),
    ]


@pytest.mark.django_db
def test_a_pattern_set_twice_for_one_day_is_the_second() -> None:
    somebody = an_interpreter("ht")
    for start in (NINE, TEN):
        operations.set_weekly_hours(
            interpreter=somebody, hours=[Stretch(0, start, NOON)], from_day=ON, by=None, at=MONDAY
        )
    assert free_times(somebody, ON, ON) == [Free(ON, TEN, NOON)]


@pytest.mark.parametrize(
    "wrong",
    [
        [Stretch(7, NINE, FIVE)],
        [Stretch(0, FIVE, NINE)],
        [Stretch(0, NINE, 1441)],
        [Stretch(0, NINE, NOON), Stretch(0, TEN, FIVE)],
    ],
)
@pytest.mark.django_db
def test_hours_that_cannot_be_are_refused_and_the_old_ones_stay(wrong: list[Stretch]) -> None:
    somebody = an_interpreter("ht")
    with pytest.raises(NotHours):
        operations.set_weekly_hours(
            interpreter=somebody, hours=wrong, from_day=ON, by=None, at=MONDAY
        )
    assert len(free_times(somebody, ON, SUNDAY)) == 5


@pytest.mark.both_databases
@pytest.mark.django_db
def test_the_database_refuses_hours_that_cannot_be() -> None:
    somebody = an_interpreter("ht")
    for weekday, start, end in ((7, 0, 60), (0, 60, 60), (0, 0, 1441)):
        row = WeeklyHours(
            interpreter=somebody,
            weekday=weekday,
            from_minute=start,
            to_minute=end,
            valid_from=ON,
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.django_db
def test_an_exception_is_said_once_and_can_be_dropped_once() -> None:
    somebody = an_interpreter("ht")
    one = differs(somebody, on=ON, is_available=False)
    with pytest.raises(SaidAlready):
        differs(somebody, on=ON, is_available=True)
    operations.drop_exception(exception=one, by=None, at=MONDAY)
    with pytest.raises(SaidAlready):
        operations.drop_exception(exception=one, by=None, at=MONDAY)
    with pytest.raises(NotHours):
        differs(somebody, on=ON, is_available=True, from_minute=NOON, to_minute=TEN)


@pytest.mark.django_db
def test_nine_stays_nine_when_the_clocks_change() -> None:
    # In 2026 the clocks go back on Sunday, 1 November.
    somebody = an_interpreter("ht", hours=tuple(Stretch(day, NINE, FIVE) for day in range(7)))
    found = free_times(somebody, date(2026, 10, 31), ON)
    assert {(one.from_minute, one.to_minute) for one in found} == {(NINE, FIVE)}


@pytest.mark.django_db
def test_a_week_is_told_to_the_matching_in_quarters_of_an_hour() -> None:
    # Monday 9:00 is slot 36, 17:00 is slot 68; Tuesday begins at slot 96. A cap of 125 minutes is 8 whole slots.
    somebody = an_interpreter("ht", rank=2, weekly_cap_minutes=125, gender="female")
    (one,) = candidates(ON, days=2)
    assert (one.id, one.cap, one.gender) == (somebody.pk, 8, "female")
    assert one.windows == ((36, 68), (132, 164))
    assert one.languages == {"ht>en": 2, "en>ht": 2, "ht": 2}
    assert one.modes == {"in_person", "video", "phone"}


@pytest.mark.django_db
def test_who_does_one_direction_is_not_offered_for_both(
    django_assert_max_num_queries: Any,
) -> None:
    an_interpreter("ht", rank=1)
    half = an_interpreter()
    operations.add_language_pair(
        interpreter=half,
        pair=operations.Pair("ht", "en", ["phone"]),
        by=None,
        at=MONDAY,
    )
    for _one in range(5):
        an_interpreter("so")
    with django_assert_max_num_queries(9):
        found = {one.id: one for one in candidates(ON)}
    assert found[half.pk].languages == {"ht>en": 0}
    assert len(found) == 7


def test_night_work_is_one_window_and_odd_minutes_are_cut_to_whole_slots() -> None:
    tuesday = ON + timedelta(days=1)
    night = [Free(ON, 22 * 60, 1440), Free(tuesday, 0, 125), Free(tuesday, 605, 655)]
    assert windows(night, ON) == ((88, 104), (96 + 41, 96 + 43))


SPANS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(1, 60)).map(lambda one: (one[0], sum(one)))
)


@given(SPANS, SPANS)
def test_free_minutes_are_those_there_and_not_away(there: Any, away: Any) -> None:
    free = joined(there)
    for one in away:
        free = _without(free, one)
    minutes = {minute for span in there for minute in range(*span)}
    minutes -= {minute for span in away for minute in range(*span)}
    assert sorted(minutes) == [minute for span in free for minute in range(*span)]
