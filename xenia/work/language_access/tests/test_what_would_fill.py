"""What would fill a request that nobody can take, and what the roster lacks."""

from xenia.work.language_access.matching import (
    Gap,
    Hint,
    Lever,
    Mode,
    Reason,
    match,
    supply_gaps,
    what_would_fill,
)
from xenia.work.language_access.tests.scenes import (
    DAY,
    a_request,
    a_week,
    an_interpreter,
    held,
)

VENDOR = Hint(Lever.VENDOR)


def test_an_hour_later_would_fill_it() -> None:
    # Ana is on the telephone from 0 to 4: an hour after 0 she is free. The start nearest to what was asked is offered.
    ana = an_interpreter("ana", held=(held(0),))
    hints = what_would_fill(a_request("call"), a_week([ana]))
    assert hints == [Hint(Lever.SHIFT, ("ana",), 4), VENDOR]


def test_more_than_an_hour_is_no_shift() -> None:
    ana = an_interpreter("ana", held=(held(0, length=5),))
    assert what_would_fill(a_request("call"), a_week([ana])) == [VENDOR]


def test_a_shift_does_not_go_over_midnight() -> None:
    # Asked for at 48, the last hour of Monday; she works on Tuesday alone.
    ana = an_interpreter("ana", windows=((DAY, 2 * DAY),))
    hints = what_would_fill(a_request("call", (48,)), a_week([ana]))
    assert hints == [Hint(Lever.ASK_FOR_HOURS, ("ana",)), VENDOR]


def test_video_or_telephone_would_fill_what_nobody_can_come_to() -> None:
    ana = an_interpreter("ana", modes=frozenset({Mode.VIDEO}))
    beto = an_interpreter("beto", modes=frozenset({Mode.PHONE}))
    hints = what_would_fill(a_request("visit", mode=Mode.IN_PERSON), a_week([ana, beto]))
    assert hints == [Hint(Lever.VIDEO, ("ana",), 0), Hint(Lever.PHONE, ("beto",), 0), VENDOR]


def test_a_telephone_call_is_not_made_a_visit() -> None:
    ana = an_interpreter("ana", modes=frozenset({Mode.IN_PERSON, Mode.VIDEO}))
    assert what_would_fill(a_request("call"), a_week([ana])) == [VENDOR]


def test_moving_another_would_fill_it() -> None:
    ana = an_interpreter("ana", "es", "ht", held=(held(0, "spanish", is_locked=False),))
    week = a_week([ana, an_interpreter("beto")], [a_request("spanish")])
    hints = what_would_fill(a_request("kreyol", language="ht"), week)
    assert hints[0] == Hint(Lever.MOVE_OTHERS, ("ana",), 0)


def test_somebody_free_is_simply_booked() -> None:
    hints = what_would_fill(a_request("call"), a_week([an_interpreter("ana")]))
    assert hints[0] == Hint(Lever.BOOK, ("ana",), 0)


def test_a_full_week_could_be_raised() -> None:
    hints = what_would_fill(a_request("call"), a_week([an_interpreter("ana", cap=3)]))
    assert hints == [Hint(Lever.RAISE_THE_CAP, ("ana",)), VENDOR]


def test_where_nobody_speaks_it_the_office_recruits() -> None:
    hints = what_would_fill(a_request("call", language="mh"), a_week([an_interpreter("ana")]))
    assert hints == [VENDOR, Hint(Lever.RECRUIT)]


def test_a_team_of_two_would_be_free_an_hour_later() -> None:
    people = [an_interpreter("ana", held=(held(0),)), an_interpreter("beto", held=(held(0),))]
    hints = what_would_fill(a_request("hearing", team=2), a_week(people))
    assert hints[0] == Hint(Lever.SHIFT, ("ana", "beto"), 4)


def test_what_the_roster_lacks_is_added_up_by_language_mode_and_cause() -> None:
    # One Spanish hour is filled, one is not as Ana is busy; two of Marshallese, of an hour and of half an hour.
    needs = [
        a_request("first", (0,)),
        a_request("second", (0,)),
        a_request("long", language="mh"),
        a_request("short", language="mh", length=2),
    ]
    week = a_week([an_interpreter("ana")], needs)
    assert supply_gaps(week.after(match(week).assignments)) == [
        Gap("mh", Mode.PHONE, Reason.LANGUAGE, requests=2, slots=6),
        Gap("es", Mode.PHONE, Reason.BUSY, requests=1, slots=4),
    ]
