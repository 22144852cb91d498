"""What each department promises and what is missing, side by side; who is late, and who is reminded."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from xenia.ground.notifications.models import OutboxMessage
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.models.plan_line import (
    Goal,
    PlanBudget,
    PlanLanguage,
    PlanService,
    Signage,
    StaffSkill,
    Training,
)
from xenia.work.language_access.operations.plan_round import keep_plans
from xenia.work.language_access.operations.plans import describe_plan, end_plan
from xenia.work.language_access.operations.reports import keep_figure, open_report, send_report
from xenia.work.language_access.operations.vital_documents import note_translation
from xenia.work.language_access.queries.plans import (
    checklist,
    compared,
    gaps,
    leading_plans,
    missed_by,
)
from xenia.work.language_access.tests.plan_makers import (
    BEGINS,
    MONDAY,
    ON,
    TUESDAY,
    a_department,
    a_law,
    a_line,
    a_paper,
    a_plan,
    answered,
    in_force,
    now_of,
    promised,
    signed_in,
    stop_the_clock,
    the_office,
)

pytestmark = pytest.mark.django_db
PLANS = "/en/desk/plans/"


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday."""
    stop_the_clock(monkeypatch)


def a_whole_plan(name: str = "Public Health") -> AccessPlan:
    """A plan in which nothing is missing."""
    department, head = a_department(name)
    plan = a_plan(department)
    describe_plan(plan=plan, said={"coordinator": head}, by=None, at=MONDAY)
    answered(plan)
    promised(plan, "ht")
    a_line(plan, PlanService, name="Clinic", by_staff=True)
    a_line(plan, StaffSkill, language="ht", speak=2, tested=2, test="Oral", counted_on=BEGINS)
    a_line(plan, Signage, where="Front desk", has_sign=True)
    a_line(plan, PlanBudget, year=2026, amount_cents=5_000_00)
    a_line(plan, Training, held_on=BEGINS, topic="By phone", people=3)
    a_line(plan, Goal, what="A second nurse", by_on=date(2027, 1, 1))
    paper = a_paper(department)
    note_translation(document=paper, language="ht", status="reviewed", by=None, at=MONDAY)
    plan.refresh_from_db()
    return in_force(plan)


def codes(plan: AccessPlan, on: date = ON) -> set[str]:
    """What is missing."""
    return {one.code for one in gaps(now_of(plan), on)}


def test_in_a_whole_plan_nothing_is_missing_and_every_point_is_met() -> None:
    plan = a_whole_plan()
    assert codes(plan) == set()
    assert all(one.is_met for one in checklist(now_of(plan), ON))


def test_an_empty_plan_misses_everything_it_could_say() -> None:
    found = codes(a_plan())
    assert found == {
        "no_coordinator", "no_answer", "no_language", "no_service", "no_document", "no_training", "no_budget",
    }  # fmt: skip
    assert not any(one.is_met for one in checklist(now_of(a_plan(a_department("Housing")[0])), ON)
                   if one.code != "in_time")  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "kind", "said"),
    [
        ("no_way", PlanService, {"name": "Van", "has_signage": True}),
        ("untested", StaffSkill, {"language": "so", "speak": 2, "tested": 1, "test": "Oral", "counted_on": BEGINS}),
        ("no_sign", Signage, {"where": "Back door"}),
        ("goal_late", Goal, {"what": "Old goal", "by_on": date(2026, 10, 1)}),
    ],
)  # fmt: skip
def test_one_thing_that_is_missing_is_named(gap: str, kind: Any, said: dict[str, Any]) -> None:
    plan = a_plan(a_department("Housing")[0])
    assert gap not in codes(plan)
    a_line(plan, kind, **said)
    assert gap in codes(plan)


def test_a_training_of_last_year_and_a_budget_of_another_year_do_not_count() -> None:
    plan = a_whole_plan()
    assert codes(plan, date(2027, 1, 2)) >= {"no_training", "no_budget", "goal_late"}


def test_a_language_whose_law_has_ended_is_named() -> None:
    plan = a_plan()
    law = a_law()
    a_line(
        plan,
        PlanLanguage,
        language="ht",
        why="owed",
        basis=law,
        certainty="named",
    )
    assert "law_ended" not in codes(plan)
    assert "law_ended" in codes(plan, date(2019, 1, 1))


def test_a_coordinator_who_left_coordinates_nothing() -> None:
    plan = a_whole_plan()
    coordinator = plan.coordinator
    assert coordinator is not None
    coordinator.is_active = False
    coordinator.save()
    assert "no_coordinator" in codes(plan)


def test_a_report_is_late_from_february_on() -> None:
    plan = a_whole_plan()
    assert "report_late" not in codes(plan, date(2027, 1, 31))
    assert "report_late" in codes(plan, date(2027, 2, 1))
    report = open_report(organization=plan.organization, year=2026, by=None, at=MONDAY)
    keep_figure(
        report=report, said={"what": "phone", "value": 3, "method": "records"}, by=None, at=MONDAY
    )
    assert "report_late" in codes(plan, date(2027, 2, 1))
    head = plan.coordinator
    assert head is not None
    send_report(report=report, by=head, at=datetime(2027, 1, 5, 14, 0, tzinfo=UTC))
    assert "report_late" not in codes(plan, date(2027, 2, 1))


def test_departments_stand_side_by_side_with_what_they_have_and_lack() -> None:
    whole, empty = a_whole_plan(), in_force(a_plan(a_department("Housing")[0]))
    rows = {one.plan.pk: one for one in compared(leading_plans(), ON)}
    assert (rows[whole.pk].gaps, rows[whole.pk].unmet) == (0, ())
    assert rows[whole.pk].papers == {"reviewed": 1}
    assert (rows[whole.pk].speak, rows[whole.pk].tested) == (2, 2)
    assert rows[empty.pk].met == 2, "it is in time, and signed"
    missed = missed_by(rows.values())
    assert {one.name for one in missed["training"]} == {"Housing"}
    content = signed_in(the_office()).get(PLANS).content.decode()
    assert "What departments have not done yet" in content
    assert "Staff were trained within a year" in content


def test_the_office_sees_who_has_no_plan_and_who_is_late() -> None:
    late = in_force(a_plan())
    end_plan(plan=late, at=TUESDAY)
    a_department("Assessing")
    content = signed_in(the_office()).get(PLANS).content.decode()
    assert "Departments without a plan" in content
    assert "Assessing" in content
    assert 'id="late"' in content


def test_the_spreadsheet_has_a_line_for_each_department() -> None:
    a_whole_plan()
    in_force(a_plan(a_department("=Housing")[0]))
    sheet = signed_in(the_office()).get(f"{PLANS}plans.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert {one["department"] for one in rows} == {"Public Health", "'=Housing"}
    assert {one["things_missing"] for one in rows if one["department"] == "Public Health"} == {"0"}


def test_twenty_departments_cost_as_many_questions_as_two(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(20):
        plan = a_plan(a_department(f"Department {number}")[0])
        promised(plan, "ht", "es")
        a_paper(plan.organization)
    client = signed_in(the_office())
    client.get(PLANS)
    with django_assert_max_num_queries(34):
        assert "Department 19" in client.get(PLANS).content.decode()


def test_the_coordinator_is_reminded_at_six_months_two_months_and_two_weeks_once_each() -> None:
    plan = a_whole_plan()
    told = OutboxMessage.objects.filter(template="language_access.plan_ends")
    for days, times in ((181, 0), (180, 1), (179, 1), (60, 2), (30, 2), (14, 3), (1, 3)):
        day = plan.renew_by - timedelta(days=days)
        keep_plans(datetime(day.year, day.month, day.day, 15, 0, tzinfo=UTC))
        assert told.count() == times, days
    assert {one.recipient_id for one in told} == {plan.coordinator_id}


def test_a_plan_begins_and_ends_on_its_day_by_itself() -> None:
    before = in_force(a_plan(renew_by=date(2027, 3, 1)))
    after = in_force(
        a_plan(before.organization, begins_on=date(2027, 3, 1), renew_by=date(2029, 3, 1))
    )
    keep_plans(datetime(2027, 2, 28, 15, 0, tzinfo=UTC))
    assert AccessPlan.objects.in_force().get() == before
    keep_plans(datetime(2027, 3, 1, 15, 0, tzinfo=UTC))
    assert AccessPlan.objects.in_force().get() == after
    keep_plans(datetime(2029, 3, 1, 15, 0, tzinfo=UTC))
    assert not AccessPlan.objects.in_force().exists()
    assert OutboxMessage.objects.filter(template="language_access.plans_late").count() == 1


def test_a_report_that_is_not_sent_is_called_for_twice() -> None:
    in_force(a_plan())
    told = OutboxMessage.objects.filter(template="language_access.report_due_soon")
    for day, times in ((1, 0), (2, 1), (20, 1), (25, 2), (31, 2)):
        keep_plans(datetime(2027, 1, day, 15, 0, tzinfo=UTC))
        assert told.count() == times, day
