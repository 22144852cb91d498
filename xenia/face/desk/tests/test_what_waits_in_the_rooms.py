"""Papers, second persons and messages wait on the day of those whose work they are."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.face.desk.rows import parts_for
from xenia.face.desk.tests.scenes import MONDAY, a_person, an_office
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations.open_year import open_year
from xenia.ground.ledger.streams import STREAMS
from xenia.ground.vault.models import RetentionRule
from xenia.ground.vault.operations.glass import break_glass
from xenia.ground.vault.subjects import new_subject
from xenia.work.records.operations import receive_request
from xenia.work.records.operations.receiving import Paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(db: None) -> None:
    an_office()
    open_year(STREAMS["service"], local_day(MONDAY))


def part(code: str, person: Any) -> Any:
    found = parts_for(person, at=MONDAY + timedelta(days=30), reader="en")
    return next((one for one in found if one.code == code), None)


def test_a_late_paper_waits_for_counsel_and_not_for_the_front_desk() -> None:
    paper = Paper(
        kind="subpoena",
        judge_signed="unclear",
        authority="other",
        received_on=local_day(MONDAY),
        requester="Somebody",
    )
    clerk = a_person(Role.FRONT_DESK)
    request = receive_request(paper=paper, by=clerk, at=MONDAY)
    (task,) = part("records", a_person(Role.COUNSEL)).tasks
    assert request.number in task.title
    assert "Somebody" not in task.title + task.who
    assert task.is_late
    assert part("records", clerk) is None


def test_an_opening_in_an_emergency_waits_for_somebody_else() -> None:
    supervisor, director = a_person(Role.SUPERVISOR), a_person(Role.DIRECTOR)
    reason = "The hospital asked at night"
    break_glass(subject=new_subject(), by=supervisor, reason=reason, at=MONDAY)
    assert [task.is_late for task in part("second_person", director).tasks] == [True]
    assert part("second_person", supervisor).tasks == ()


def test_a_rule_waits_until_two_approved_it() -> None:
    counsel, director = a_person(Role.COUNSEL), a_person(Role.DIRECTOR)
    RetentionRule.objects.create(
        record_class="people.person",
        version=1,
        keep_days=365,
        since="closed_on",
        source="City schedule 12",
        in_effect_on=local_day(MONDAY),
        proposed_by_id=director.pk,
        proposed_at=MONDAY,
        first_approved_by_id=counsel.pk,
        first_approved_at=MONDAY,
    )
    assert part("second_person", counsel).count == 0, "she approved it already"
    assert part("second_person", director).count == 1


def test_nothing_waits_on_a_quiet_day() -> None:
    director = a_person(Role.DIRECTOR)
    for code in ("records", "second_person", "messages"):
        assert part(code, director).count == 0
        assert part(code, director).nothing
