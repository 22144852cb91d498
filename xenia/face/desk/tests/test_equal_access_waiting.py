"""Today says what a department has not confirmed, and what it is asked."""

import pytest

from xenia.face.desk.departments_waiting import departments_waiting
from xenia.ground.accounts.models import User
from xenia.work.departments.tests.makers import (
    NEXT_YEAR,
    TUESDAY,
    a_city_service,
    a_department,
    confirmed,
    written,
)
from xenia.work.ombudsman.operations.recommendations import decline
from xenia.work.ombudsman.tests.makers import a_recommendation, an_officer, asked

pytestmark = pytest.mark.django_db


def waiting(user: User, at: object = TUESDAY) -> dict[str, list[tuple[str, str, bool]]]:
    """What waits, by part: what, with which verb, and whether it is late."""
    parts = departments_waiting(user, at=at, reader="en")  # type: ignore[arg-type]
    return {
        one.code: [(task.title, task.verb, task.is_late) for task in one.tasks] for one in parts
    }


def test_a_department_sees_what_is_not_confirmed_and_what_it_is_asked() -> None:
    department, head = a_department()
    service = a_city_service(department)
    assert waiting(head)["statements"] == [("City ID card", "Write it", False)]
    written(a_city_service(department, "Birth papers"), by=head)
    confirmed(a_city_service(department, "Permit"), head)
    complaint = asked(an_officer(), service=service, at=TUESDAY)
    found = waiting(head)
    assert {verb for _title, verb, _late in found["statements"]} == {"Write it", "Confirm"}
    assert "Permit" not in {title for title, _verb, _late in found["statements"]}
    title = f"Complaint {complaint.label}"
    assert found["asked_about_complaints"] == [(title, "Answer", False)]
    assert waiting(head, NEXT_YEAR)["asked_about_complaints"] == [(title, "Answer", True)]
    late = waiting(head, NEXT_YEAR)["statements"]
    assert ("Permit", "Confirm", True) in late


def test_a_department_sees_what_is_recommended_until_it_answers() -> None:
    department, head = a_department()
    _parks, stranger = a_department("Parks")
    told = a_recommendation(department, an_officer())
    asked(an_officer(), service=a_city_service(department), at=TUESDAY)
    part = next(iter(departments_waiting(head, at=TUESDAY, reader="en")))
    assert (part.count, [task.title for task in part.tasks][1:]) == (
        2,
        ["What the office recommends"],
    )
    assert str(told.pk) in part.tasks[1].url
    assert waiting(stranger)["asked_about_complaints"] == []
    decline(answer="No.", recommendation=told, version=told.state_version, by=head, at=TUESDAY)
    assert len(waiting(head)["asked_about_complaints"]) == 1


def test_nobody_sees_what_waits_for_another_department() -> None:
    a_city_service()
    _parks, stranger = a_department("Parks")
    asked(an_officer(), at=TUESDAY)
    assert waiting(stranger) == {"asked_about_complaints": [], "statements": []}
