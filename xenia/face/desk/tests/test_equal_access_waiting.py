"""Today says who was refused, and what a department has not confirmed or is asked."""

from datetime import timedelta

import pytest

from xenia.face.desk.departments_waiting import departments_waiting
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.departments.tests.makers import (
    MONDAY,
    NEXT_YEAR,
    TUESDAY,
    a_city_service,
    a_department,
    a_refusal,
    asked,
    confirmed,
    written,
)

pytestmark = pytest.mark.django_db


def waiting(user: User, at: object = TUESDAY) -> dict[str, list[tuple[str, str, bool]]]:
    """What waits, by part: what, with which verb, and whether it is late."""
    parts = departments_waiting(user, at=at, reader="en")  # type: ignore[arg-type]
    return {
        one.code: [(task.title, task.verb, task.is_late) for task in one.tasks] for one in parts
    }


def test_the_office_sees_who_was_refused_and_what_is_late() -> None:
    a_refusal(a_city_service(), at=MONDAY)
    desk = a_user(Role.FRONT_DESK)
    assert waiting(desk) == {"refusals": [("City ID card", "Look", False)]}
    assert waiting(desk, MONDAY + timedelta(days=9))["refusals"][0][2]
    assert waiting(a_user(Role.DIRECTORY_EDITOR)) == {}


def test_a_department_sees_what_is_not_confirmed_and_what_it_is_asked() -> None:
    department, head = a_department()
    service = a_city_service(department)
    assert waiting(head)["statements"] == [("City ID card", "Write it", False)]
    written(a_city_service(department, "Birth papers"), by=head)
    confirmed(a_city_service(department, "Permit"), head)
    asked(service, a_user(Role.FRONT_DESK))
    found = waiting(head)
    assert {verb for _title, verb, _late in found["statements"]} == {"Write it", "Confirm"}
    assert "Permit" not in {title for title, _verb, _late in found["statements"]}
    assert found["asked_about_refusals"] == [("City ID card", "Answer", False)]
    late = waiting(head, NEXT_YEAR)["statements"]
    assert ("Permit", "Confirm", True) in late


def test_nobody_sees_what_waits_for_another_department() -> None:
    a_city_service()
    _parks, stranger = a_department("Parks")
    assert waiting(stranger) == {"asked_about_refusals": [], "statements": []}
