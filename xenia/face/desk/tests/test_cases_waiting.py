"""Cases on the day of those whose work they are: what cannot wait first, drafts, matters with a day."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.face.desk.rows import parts_for
from xenia.face.desk.tests.scenes import MONDAY, a_person, an_office
from xenia.ground.accounts.roles import Role
from xenia.work.casework import operations
from xenia.work.casework.tests.makers import a_caseworker, a_matter, an_intake

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(db: None) -> None:
    an_office()


def part(code: str, person: Any, *, days: int = 0) -> Any:
    found = parts_for(person, at=MONDAY + timedelta(days=days), reader="en")
    return next((one for one in found if one.code == code), None)


def test_what_cannot_wait_stands_first_and_no_name_is_there() -> None:
    an_intake(called="Linh", at=MONDAY)
    an_intake(called="Amina", needs=("shelter",), at=MONDAY)
    first, second = part("cases", a_person(Role.CASEWORKER)).tasks
    assert "helter" in first.title
    assert "Linh" not in f"{first}{second}"
    assert second.lang == "vi"


def test_a_draft_waits_for_who_began_it_alone() -> None:
    desk = a_person(Role.FRONT_DESK)
    operations.start_intake(channel="phone", draft={"called": "Linh"}, by=desk, at=MONDAY)
    (task,) = part("cases", desk).tasks
    assert task.title.startswith("Draft")
    assert part("cases", a_person(Role.CASEWORKER)).tasks == ()


def test_what_a_colleague_took_is_on_her_day_and_on_no_other() -> None:
    rosa, sam = a_caseworker(), a_caseworker("Sam Ode")
    operations.take(intake=an_intake(at=MONDAY), by=rosa, at=MONDAY)
    assert len(part("cases", rosa).tasks) == 1
    assert part("cases", sam).tasks == ()


def test_a_matter_nobody_moved_for_long_comes_back() -> None:
    rosa = a_person(Role.CASEWORKER)
    a_matter(by=rosa, at=MONDAY)
    assert part("matters", rosa, days=30) is None
    assert len(part("matters", rosa, days=91).tasks) == 1


def test_counsel_has_no_cases() -> None:
    an_intake(at=MONDAY)
    assert part("cases", a_person(Role.COUNSEL)) is None
