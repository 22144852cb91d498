"""Complaints on the page of today."""

from datetime import UTC, datetime
from typing import Any

import pytest

from xenia.face.desk.complaints_waiting import complaints_waiting
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.operations.climbing import keep_clocks
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    a_complaint,
    a_supervisor,
    an_officer,
)

pytestmark = pytest.mark.django_db


def part_of(user: User, at: Any = TUESDAY) -> Any:
    return next(complaints_waiting(user, at=at, reader="en"), None)


def test_an_officer_sees_hers_and_nobodys_and_what_waits_to_be_let_in() -> None:
    officer, other = an_officer(), an_officer("Other")
    urgent, nobodys = a_complaint(kind="retaliation", at=TUESDAY), a_complaint()
    others, held = a_complaint(), a_complaint(held=True)
    working.assign(complaint=others, to=other, version=0, by=other, at=MONDAY)
    part = part_of(officer)
    assert [task.title.rsplit(" ", 1)[-1] for task in part.tasks] == [
        one.label for one in (urgent, nobodys, held)
    ]
    assert part.count == 3
    assert part.tasks[0].who == "Urgent"
    assert part.tasks[2].who == "Waits to be let in"


def test_a_supervisor_sees_what_is_late_with_others() -> None:
    officer, complaint = an_officer(), a_complaint()
    working.assign(complaint=complaint, to=officer, version=0, by=officer, at=MONDAY)
    late = MONDAY.replace(month=12)
    assert part_of(a_supervisor()).count == 0
    part = part_of(a_supervisor(), at=late)
    assert part.count == 1
    assert part.tasks[0].is_late
    assert part.tasks[0].when == "17 working days late"


def test_the_director_reads_who_was_told_and_when_apart_from_what_is_in_time() -> None:
    officer, director = an_officer(), a_user(Role.DIRECTOR)
    late, in_time = a_complaint(), a_complaint(at=datetime(2026, 11, 30, 15, tzinfo=UTC))
    for one in (late, in_time):
        working.assign(complaint=one, to=officer, version=0, by=officer, at=MONDAY)
    # Due on Monday the 23rd, and on Monday the 7th.
    for day in (24, 25, 30):
        keep_clocks(datetime(2026, 11, day, 15, tzinfo=UTC))
    first, second = complaints_waiting(
        officer, at=datetime(2026, 12, 1, 15, tzinfo=UTC), reader="en"
    )
    assert [task.title.rsplit(" ", 1)[-1] for task in first.tasks] == [late.label]
    assert [task.title.rsplit(" ", 1)[-1] for task in second.tasks] == [in_time.label]
    part = part_of(director, at=datetime(2026, 12, 1, 15, tzinfo=UTC))
    assert part.title == "Complaints that are late"
    assert part.tasks[0].who.endswith(
        "Whoever has it was told on November 24, 2026 that it is late."
        " The supervisor was told on November 25, 2026 that it is late."
        " The director was told on November 30, 2026 that it is late."
    )


def test_whoever_reads_no_complaints_sees_none() -> None:
    a_complaint()
    assert part_of(a_user(Role.FRONT_DESK)) is None
    assert part_of(a_user(Role.CASEWORKER)) is None
