"""Today says that the office asks for counts, and to the office who has not answered."""

from datetime import UTC, datetime

import pytest

from xenia.face.desk.counts_waiting import counts_waiting
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.insight.reports.operations import call as operations
from xenia.insight.reports.tests.call_makers import TUESDAY, a_call, a_partner, answered

pytestmark = pytest.mark.django_db
# The day after counts were due.
LATE = datetime(2027, 3, 5, 15, tzinfo=UTC)


def waiting(user: User, at: datetime = TUESDAY) -> dict[str, list[tuple[str, str, bool]]]:
    """What waits, by part: what, with which verb, and whether it is late."""
    return {
        one.code: [(task.title, task.verb, task.is_late) for task in one.tasks]
        for one in counts_waiting(user, at=at, reader="en")
    }


def test_an_organization_and_the_office_see_what_is_not_answered() -> None:
    partner, manager = a_partner()
    other, _manager = a_partner("Saltmarsh House")
    director = a_user(Role.DIRECTOR)
    assert waiting(manager) == waiting(director) == {}
    call = a_call(partner, other)
    asks = waiting(manager)["own_counts"]
    assert asks[0][0].startswith("The office asks for your counts by ")
    assert asks[0][1:] == ("Answer", False)
    assert "March 4" in asks[0][0]
    assert waiting(manager, LATE)["own_counts"][0][2]
    assert waiting(director)["call_for_counts"] == [("2 of 2 have not answered", "Look", False)]
    request = call.requests.get(organization=partner)
    answered(request, manager)
    assert waiting(manager) == {}
    assert waiting(director, LATE)["call_for_counts"] == [("1 of 2 has not answered", "Look", True)]
    operations.close_call(call=call, by=director, at=TUESDAY)
    assert waiting(director) == {}


def test_who_neither_answers_nor_prepares_sees_nothing() -> None:
    partner, _manager = a_partner()
    a_call(partner)
    assert waiting(a_user(Role.CASEWORKER)) == {}
