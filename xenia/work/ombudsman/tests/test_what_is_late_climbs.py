"""What is due soon is reminded of; what is late climbs to the director by itself, in office hours, each step once."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.notifications.answer_by import AnswerBy
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.notifications.operations.reach import Way
from xenia.ground.notifications.safety import Safety
from xenia.ground.reference.operations import close_office
from xenia.work.ombudsman.limits import FROM_HOUR, TO_DIRECTOR, TO_SUPERVISOR
from xenia.work.ombudsman.models import Clock, Complaint, DepartmentWord, OfficeLimit
from xenia.work.ombudsman.models.complaint import Kind, Status
from xenia.work.ombudsman.operations import clocks
from xenia.work.ombudsman.operations.climbing import keep_clocks
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    a_complaint,
    a_department,
    a_supervisor,
    an_officer,
)

pytestmark = pytest.mark.django_db
Told = set[tuple[str, UUID | None]]


def on(month: int, day: int, hour: int = 10) -> datetime:
    """An hour of a day of 2026 in the city, in November and December: five hours behind."""
    return datetime(2026, month, day, hour + 5, tzinfo=UTC)


def told() -> Told:
    """Who was told what, but for her."""
    rows = OutboxMessage.objects.exclude(recipient_type=Complaint._meta.label_lower)
    return {(row.template.removeprefix("ombudsman."), row.recipient_id) for row in rows}


def she_was_told() -> int:
    return OutboxMessage.objects.filter(recipient_type=Complaint._meta.label_lower).count()


def with_officer(officer: User, which: str = "acknowledge", **said: Any) -> Complaint:
    """Filed on Monday 16 November 2026; due on Monday the 23rd when it waits to be acknowledged."""
    complaint = a_complaint(**said)
    complaint.officer_id = officer.pk
    complaint.save(update_fields=["officer_id"])
    Clock.objects.filter(complaint=complaint).delete()
    clocks.start_clock(complaint=complaint, which=which, at=MONDAY)
    OutboxMessage.objects.all().delete()
    return complaint


def by_email() -> dict[str, Any]:
    way = Way(ContactPoint.Kind.EMAIL, "nadifa@lindenport.example", Safety(may_email=True))
    return {"level": "confidential", "answer_by": AnswerBy.EMAIL, "way": way}


def test_whoever_has_it_is_reminded_once_two_days_before() -> None:
    officer = an_officer()
    with_officer(officer)
    assert keep_clocks(on(11, 18)) == 0
    assert keep_clocks(on(11, 19)) == 1
    assert told() == {("day_is_near", officer.pk)}
    assert keep_clocks(on(11, 20)) + keep_clocks(on(11, 23)) == 0


def test_what_is_late_climbs_to_the_director_step_by_step() -> None:
    officer, supervisor = an_officer(), a_supervisor()
    director = a_user(Role.DIRECTOR)
    complaint = with_officer(officer)
    keep_clocks(on(11, 23))
    steps: list[Told] = []
    for day in (24, 25, 26, 27, 30):
        OutboxMessage.objects.all().delete()
        keep_clocks(on(11, day))
        keep_clocks(on(11, day, 15))
        steps.append(told())
    assert steps == [
        {("day_is_over", officer.pk)},
        {("climbed", supervisor.pk)},
        set(),
        set(),
        {("climbed", director.pk)},
    ]
    clock = Clock.objects.get(complaint=complaint)
    assert (clock.climbed, clock.climbed_on) == (3, date(2026, 11, 30))
    assert AuditEvent.objects.filter(action="ombudsman.climbed").count() == 3


def test_after_a_week_without_a_worker_everybody_is_told_at_once_and_she_once() -> None:
    officer, supervisor = an_officer(), a_supervisor()
    director = a_user(Role.DIRECTOR)
    with_officer(officer, **by_email())
    assert keep_clocks(on(12, 7)) == 1
    assert told() == {
        ("day_is_over", officer.pk),
        ("climbed", supervisor.pk),
        ("climbed", director.pk),
    }
    assert she_was_told() == 1
    assert keep_clocks(on(12, 8)) == 0


def test_she_is_told_at_each_step() -> None:
    a_supervisor()
    a_user(Role.DIRECTOR)
    with_officer(an_officer(), **by_email())
    counts = []
    for day in (19, 24, 25, 30):
        keep_clocks(on(11, day))
        counts.append(she_was_told())
    assert counts == [0, 1, 2, 3]


def test_nobody_is_told_outside_office_hours() -> None:
    with_officer(an_officer())
    close_office(
        first_day=date(2026, 11, 26), last_day=date(2026, 11, 27), name="", by=None, at=MONDAY
    )
    for moment in (on(11, 24, 8), on(11, 24, 17), on(11, 28), on(11, 29), on(11, 26), on(11, 27)):
        assert keep_clocks(moment) == 0
    assert keep_clocks(on(11, 24, 9)) == 1


@pytest.mark.parametrize(
    ("moment", "is_told"),
    [
        # On Friday 30 October 13:30 UTC is 9:30 in the city; on Monday 2 November, after clocks went back, 8:30.
        (datetime(2026, 10, 30, 13, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 2, 13, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 2, 14, 0, tzinfo=UTC), True),
        # Sunday 14 March 2027 they go forward: 13:30 UTC is 8:30 on Friday, 9:30 on Monday.
        (datetime(2027, 3, 12, 13, 30, tzinfo=UTC), False),
        (datetime(2027, 3, 15, 13, 30, tzinfo=UTC), True),
    ],
)
def test_office_hours_are_those_of_the_city_when_clocks_change(
    moment: datetime, is_told: bool
) -> None:
    complaint = with_officer(an_officer())
    Clock.objects.filter(complaint=complaint).update(due_on=date(2026, 10, 20))
    assert keep_clocks(moment) == is_told


def test_a_clock_that_stands_still_neither_reminds_nor_climbs() -> None:
    complaint = with_officer(an_officer(), "answer")
    complaint.status = Status.WAITS_FOR_HER
    complaint.save(update_fields=["status"])
    clocks.pause_clocks(complaint=complaint, at=MONDAY)
    assert keep_clocks(on(12, 21)) == 0


def test_what_waits_in_the_held_queue_does_not_climb() -> None:
    complaint = with_officer(an_officer())
    Complaint.objects.filter(pk=complaint.pk).update(status=Status.HELD)
    assert keep_clocks(on(12, 21)) == 0


def test_an_extension_is_reminded_of_anew() -> None:
    officer = an_officer()
    complaint = with_officer(officer, "answer")  # due on Monday 30 November
    assert keep_clocks(on(11, 26)) == 1
    clocks.extend_clock(complaint=complaint, which="answer", days=5, why="papers", at=on(11, 27))
    OutboxMessage.objects.all().delete()
    assert keep_clocks(on(11, 30)) == 0
    # The new day is Monday 7 December.
    assert keep_clocks(on(12, 3)) == 1
    assert told() == {("day_is_near", officer.pk)}


def test_the_department_is_reminded_and_what_it_leaves_climbs_in_the_office() -> None:
    officer, supervisor = an_officer(), a_supervisor()
    department, coordinator = a_department()
    complaint = with_officer(officer, "department", department=department)  # due on 25 November
    DepartmentWord.objects.create(
        subject_id=complaint.subject_id,
        complaint=complaint,
        department=department,
        number=1,
        kind="request",
        text="What happened?",
        on=MONDAY.date(),
    )
    keep_clocks(on(11, 23))
    assert told() == {("department_soon", coordinator.pk)}
    keep_clocks(on(11, 26))
    assert told() > {("department_late", coordinator.pk), ("day_is_over", officer.pk)}
    OutboxMessage.objects.all().delete()
    keep_clocks(on(11, 27))
    assert told() == {("climbed", supervisor.pk)}


def test_a_department_that_punished_her_hears_nothing() -> None:
    department, coordinator = a_department()
    complaint = with_officer(
        an_officer(), "department", department=department, kind=Kind.RETALIATION
    )
    DepartmentWord.objects.create(
        subject_id=complaint.subject_id,
        complaint=complaint,
        department=department,
        number=1,
        kind="request",
        text="What happened?",
        on=MONDAY.date(),
    )
    keep_clocks(on(11, 26))
    keep_clocks(on(12, 21))
    assert coordinator.pk not in {who for _what, who in told()}


def test_what_nobody_has_is_told_to_everybody_who_may_take_it() -> None:
    officer, other = an_officer(), an_officer("Other")
    complaint = with_officer(officer)
    Complaint.objects.filter(pk=complaint.pk).update(officer_id=None)
    keep_clocks(on(11, 19))
    assert told() == {("day_is_near", officer.pk), ("day_is_near", other.pk)}


def test_where_nobody_holds_a_role_the_office_itself_is_told() -> None:
    officer = an_officer()
    with_officer(officer)
    keep_clocks(on(12, 21))
    assert told() == {("day_is_over", officer.pk), ("climbed", None)}


def test_an_office_says_when_it_climbs_and_from_which_hour_on() -> None:
    officer, supervisor = an_officer(), a_supervisor()
    with_officer(officer)
    for code, days in ((TO_SUPERVISOR, 1), (TO_DIRECTOR, 10), (FROM_HOUR, 7)):
        OfficeLimit.objects.create(code=code, days=days, set_on=MONDAY.date())
    keep_clocks(on(11, 24, 7))
    assert told() == {("day_is_over", officer.pk), ("climbed", supervisor.pk)}


def test_a_snow_day_on_its_last_day_makes_nobody_late() -> None:
    officer = an_officer()
    with_officer(officer)
    keep_clocks(on(11, 20))
    day = date(2026, 11, 23)
    close_office(first_day=day, last_day=day, name="Snow day", by=None, at=MONDAY)
    assert keep_clocks(on(11, 24)) == 0
    assert keep_clocks(on(11, 25)) == 1


def test_whether_she_is_asked_how_she_is_she_need_not_watch() -> None:
    with_officer(an_officer(), "follow_up", **by_email())
    keep_clocks(on(12, 21))
    assert she_was_told() == 0
