"""A long meeting takes two interpreters, who relieve each other; whoever asks may say otherwise."""

from datetime import date
from typing import Any

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.operations import NoSeatLeft
from xenia.work.language_access.terms import team_for
from xenia.work.language_access.tests.asking import THURSDAY, a_request, as_it_stands
from xenia.work.language_access.tests.makers import MONDAY, a_coordinator, an_interpreter

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "mode", "minutes", "team"),
    [
        ("kea", "in_person", 120, 1),
        ("kea", "in_person", 135, 2),
        ("kea", "video", 180, 2),
        ("kea", "phone", 180, 1),
        ("ase", "in_person", 60, 1),
        ("ase", "in_person", 75, 2),
    ],
)
def test_how_many_a_meeting_takes_where_nobody_said_it(
    language: str, mode: str, minutes: int, team: int
) -> None:
    assert team_for(language=language, mode=mode, minutes=minutes) == team
    request = a_request(language=language, mode=mode, length_minutes=minutes)
    assert request.team == team


def test_whoever_asks_says_otherwise() -> None:
    assert a_request(mode="in_person", length_minutes=180, team=1).team == 1
    assert a_request(mode="phone", length_minutes=60, team=2).team == 2


def test_a_team_is_there_once_both_seats_are_taken_by_two_people() -> None:
    by, people = a_coordinator(), [an_interpreter("kea", rank=1) for _one in range(3)]
    request = a_request(mode="video", length_minutes=180)
    said: dict[str, Any] = {
        "start": THURSDAY,
        "mode": "video",
        "why": "agreed",
        "by": by,
        "at": MONDAY,
    }
    operations.assign(request=request, interpreter=people[0], **said)
    assert as_it_stands(request).status != Status.FILLED
    operations.assign(request=as_it_stands(request), interpreter=people[1], **said)
    assert as_it_stands(request).status == Status.FILLED
    seats = request.bookings.standing().values_list("seat", "interpreter_id")
    assert set(seats) == {(1, people[0].pk), (2, people[1].pk)}
    with pytest.raises((NoSeatLeft, WrongState)):
        operations.assign(request=as_it_stands(request), interpreter=people[2], **said)


def test_the_plan_of_a_week_sends_two_or_nobody() -> None:
    an_interpreter("kea", rank=1)
    request = a_request(mode="video", length_minutes=180)
    operations.run_matching(week=date(2026, 11, 2), by=None, at=MONDAY)
    assert not request.bookings.standing().exists()
    an_interpreter("kea", rank=1)
    operations.run_matching(week=date(2026, 11, 2), by=None, at=MONDAY)
    assert request.bookings.standing().count() == 2
