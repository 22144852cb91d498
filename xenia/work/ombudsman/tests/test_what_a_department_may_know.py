"""She lets a department know one thing about her, for a time, and takes it back; else it knows nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.ombudsman.models import Complaint, Release
from xenia.work.ombudsman.operations import filing, working
from xenia.work.ombudsman.operations.releasing import NotToThem, release, withdraw_release
from xenia.work.ombudsman.operations.working import About
from xenia.work.ombudsman.queries.asked import let_known
from xenia.work.ombudsman.queries.hers import releases
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_city_service,
    a_complaint,
    a_department,
    an_assessed,
    an_officer,
    closed,
    with_its_code,
)
from xenia.work.ombudsman.tests.test_a_complaint_through_its_life import acted

pytestmark = pytest.mark.django_db
PAGE = "/en/complaint/answer/"
NUMBER = "ID-4471"


def an_open_one() -> Complaint:
    return a_complaint(level="open", service=a_city_service())


def given(complaint: Complaint, value: str = NUMBER, days: int = 30) -> Release:
    return release(complaint=complaint, field="account", value=value, days=days, at=MONDAY)


def test_the_department_reads_it_until_its_day() -> None:
    complaint = an_open_one()
    until = given(complaint).until
    assert until == local_day(MONDAY) + timedelta(days=30)
    assert [one.value for one in releases(complaint, until)] == [NUMBER]
    assert not releases(complaint, until + timedelta(days=1))


def test_what_she_takes_back_is_gone_at_once() -> None:
    complaint = an_open_one()
    made = given(complaint)
    withdraw_release(complaint=complaint, field="account", at=TUESDAY)
    made.refresh_from_db()
    assert not made.value
    assert not releases(complaint, local_day(TUESDAY))


def test_what_she_gives_anew_replaces_what_was_there() -> None:
    complaint = an_open_one()
    given(complaint)
    given(complaint, value="ID-4472")
    assert [one.value for one in releases(complaint, local_day(MONDAY))] == ["ID-4472"]


@pytest.mark.parametrize(
    ("level", "kind", "is_about_one"),
    [("anonymous", "access", True), ("open", "retaliation", True), ("open", "access", False)],
)
def test_who_stays_unknown_or_was_punished_lets_nobody_know(
    level: str, kind: str, is_about_one: bool
) -> None:
    service = a_city_service() if is_about_one else None
    complaint = a_complaint(level=level, kind=kind, service=service)
    with pytest.raises(NotToThem):
        given(complaint)


@pytest.mark.parametrize("days", [0, 91])
def test_it_is_for_a_time_of_ours(days: int) -> None:
    with pytest.raises(ValueError, match="1 to 90 days"):
        given(an_open_one(), days=days)


def punished(complaint: Complaint, officer: Any) -> None:
    about = About("retaliation", complaint.department)
    working.assess(about=about, **acted(complaint, officer))


def punished_for_another(complaint: Complaint, officer: Any) -> None:
    working.link(to=a_complaint(), why="retaliation", **acted(complaint, officer))


def of_another_department(complaint: Complaint, officer: Any) -> None:
    about = About("access", a_department("Parks")[0])
    working.assess(about=about, **acted(complaint, officer))


def taken_back(complaint: Complaint, _officer: Any) -> None:
    filing.withdraw_own(complaint=complaint, at=WEDNESDAY)


@pytest.mark.parametrize(
    "what_happens", [punished, punished_for_another, of_another_department, taken_back, closed]
)
def test_it_ends_at_once_when_the_department_must_not_know_more(
    what_happens: Callable[..., Any],
) -> None:
    officer = an_officer()
    complaint = an_assessed(officer, level="open")
    made = given(complaint)
    before = Complaint.objects.select_related("department").get(pk=complaint.pk)
    assert let_known(before, local_day(WEDNESDAY))
    what_happens(complaint, officer)
    made.refresh_from_db()
    assert not made.value
    assert made.withdrawn_on == local_day(WEDNESDAY)
    # Nor where somebody had the page open before.
    assert not let_known(before, local_day(WEDNESDAY))
    assert not releases(complaint, local_day(WEDNESDAY))


def test_what_was_a_machines_lets_nobody_know() -> None:
    complaint = a_complaint(level="open", service=a_city_service(), held=True)
    made = given(complaint)
    working.discard(**acted(complaint, an_officer()))
    made.refresh_from_db()
    assert not made.value


def test_whoever_works_on_it_is_told_that_she_did_and_not_what() -> None:
    officer = an_officer()
    complaint = an_assessed(officer, level="open")
    given(complaint)
    told = OutboxMessage.objects.get(template="ombudsman.she_let_know")
    assert (told.recipient_id, told.record_id) == (officer.pk, complaint.pk)
    assert NUMBER not in str(vars(told))


def test_she_does_it_on_her_page_and_takes_it_back_there() -> None:
    complaint, code = with_its_code(level="open", service=a_city_service(), at=WEDNESDAY)
    form = {
        "code": code,
        "act": "release",
        "release-field": "account",
        "release-value": NUMBER,
        "release-days": "30",
    }
    page = Browser().post(PAGE, form).content.decode()
    assert "The department can read it now." in page
    assert NUMBER in page
    assert complaint.releases.count() == 1
    back = {"code": code, "act": "withdraw_release", "field": "account"}
    assert NUMBER not in Browser().post(PAGE, back).content.decode()


def test_a_value_that_is_missing_is_told() -> None:
    _complaint, code = with_its_code(level="open", service=a_city_service())
    answer = Browser().post(PAGE, {"code": code, "act": "release", "release-days": "30"})
    assert answer.status_code == 422
    assert "Write what the department may read." in answer.content.decode()
