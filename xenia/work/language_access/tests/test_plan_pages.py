"""Plans on the desk: who sees which, what a coordinator fills in, what the office answers, and two who write at once."""

from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.reference.operations import choose_languages
from xenia.registers.population.tests.makers import a_dataset, a_safe_harbor
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.models.plan_line import FourFactor, PlanBudget, StaffSkill
from xenia.work.language_access.operations import plans as operations
from xenia.work.language_access.operations.plan_lines import keep_line
from xenia.work.language_access.operations.plans import mark_of
from xenia.work.language_access.tests.plan_makers import (
    BEGINS,
    MONDAY,
    TUESDAY,
    a_department,
    a_line,
    a_paper,
    a_plan,
    answered,
    in_force,
    promised,
    signed_in,
    stop_the_clock,
    the_office,
)

pytestmark = pytest.mark.django_db
PLANS = "/en/desk/plans/"
SECTIONS = (
    "about", "factors", "languages", "services", "staff", "signs", "vendors", "money", "trainings", "goals",
    "documents", "report", "spot-checks", "notice",
)  # fmt: skip


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday."""
    stop_the_clock(monkeypatch)


def read(client: Client, plan: AccessPlan, part: str = "", status: int = 200) -> str:
    """What she reads there."""
    answer = client.get(f"{PLANS}{plan.pk}/{part}")
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def test_a_department_sees_its_own_plan_and_no_other() -> None:
    health, head = a_department()
    mine, theirs = a_plan(health), a_plan(a_department("Housing")[0])
    client = signed_in(head)
    overview = client.get(PLANS).content.decode()
    assert "Public Health" in overview
    assert "Housing" not in overview
    for part in ("", *(f"{code}/" for code in SECTIONS)):
        assert read(client, mine, part)
        read(client, theirs, part, status=403)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("goals/", {"what": "A phone line", "by_on": "2027-01-01", "state": "open"}),
        ("documents/", {"title": "Form", "purpose": "Without it nothing."}),
        ("ask/", {}),
        ("sign/", {}),
        ("office/", {"step": "consult"}),
        ("send-back/", {"words": "No."}),
        ("take-off/", {"section": "goals", "line": "0"}),
        ("languages/owed/", {}),
        ("report/", {"year": "2025", "what": "phone", "value": "3", "method": "intake"}),
        ("report/send/", {"year": "2025"}),
        ("spot-checks/new/", {}),
    ],
)
def test_another_department_changes_nothing(part: str, said: dict[str, str]) -> None:
    plan, stranger = a_plan(), a_department("Housing")[1]
    before = AccessPlan.objects.values().get(pk=plan.pk)
    assert signed_in(stranger).post(f"{PLANS}{plan.pk}/{part}", said).status_code == 403
    assert AccessPlan.objects.values().get(pk=plan.pk) == before
    assert not plan.goals.exists()


def test_a_department_neither_reads_for_the_office_nor_writes_down_its_own_spot_check() -> None:
    health, head = a_department()
    plan, client = a_plan(health), signed_in(head)
    for part in ("office/", "send-back/", "spot-checks/new/"):
        assert client.post(f"{PLANS}{plan.pk}/{part}", {"step": "consult"}).status_code == 403
    assert client.get(f"{PLANS}plans.csv").status_code == 403
    assert "We have read it" not in read(client, plan)


def test_the_office_does_not_sign_for_a_department_nor_a_colleague_who_only_writes() -> None:
    health, _head = a_department()
    plan = a_plan(health)
    operations.consult(plan=plan, by=the_office(), at=MONDAY)
    for somebody in (the_office(), a_user(Role.DEPARTMENT_MEMBER, health.pk)):
        assert signed_in(somebody).post(f"{PLANS}{plan.pk}/sign/").status_code == 403


def test_a_coordinator_fills_a_gap_and_it_is_gone() -> None:
    health, head = a_department()
    plan, client = a_plan(health), signed_in(head)
    assert "No answer yet: How often they come." in read(client, plan)
    said = {"factor": "frequency", "answer": "Each day.", "source": "The desk’s tally"}
    sent = client.post(f"{PLANS}{plan.pk}/factors/", said, follow=True)
    assert "Kept." in sent.content.decode()
    assert "How often they come" not in read(client, plan).split("section by section")[0]


def test_the_first_question_can_be_answered_with_the_estimates() -> None:
    # 2,300 + 1,100 + 100 people with limited English.
    dataset = a_dataset()
    health, head = a_department()
    plan, client = a_plan(health), signed_in(head)
    assert "?from=estimates" in read(client, plan, "factors/")
    offered = read(client, plan, "factors/?from=estimates")
    assert 'value="3500"' in offered
    assert "Spanish 2,300 (±329)" in offered
    said = {"factor": "number", "answer": "3,500 people.", "source": str(dataset), "figure": "3500",
            "method": "estimate", "counted_on": "2026-11-02", "dataset": str(dataset.pk)}  # fmt: skip
    assert client.post(f"{PLANS}{plan.pk}/factors/", said).status_code == 302
    assert "?from=estimates" not in read(client, plan, "factors/")


@pytest.mark.parametrize(
    ("part", "said", "told"),
    [
        ("factors", {"factor": "number", "answer": "Many", "source": "A count", "figure": "12"},
         "Write the number, and choose how it was counted."),
        ("factors", {"factor": "number", "answer": "Many", "source": "A count", "figure": "12", "method": "survey"},
         "Write the number, and the day it was counted."),
        ("languages", {"language": "ht"}, "Name the law that asks for it, or say why you chose it."),
        ("services", {"how": "Ask us"}, "Choose a service, or write what it is called."),
        ("staff", {"language": "ht", "speak": "2", "tested": "3", "test": "T", "counted_on": "2026-01-01"},
         "More were tested than speak the language. Look at both."),
        ("staff", {"language": "ht", "speak": "2", "tested": "1", "counted_on": "2026-01-01"},
         "Say which test they passed."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    part: str, said: dict[str, str], told: str
) -> None:
    health, head = a_department()
    plan = a_plan(health)
    answer = signed_in(head).post(f"{PLANS}{plan.pk}/{part}/", said)
    content = answer.content.decode()
    assert answer.status_code == 422
    assert told in content
    assert not [word for word in said.values() if word not in content]


def test_of_two_who_write_one_line_at_once_the_second_is_told_and_her_words_stay() -> None:
    health, head = a_department()
    plan = a_plan(health)
    line = a_line(plan, FourFactor, factor="number", answer="Many.", source="A count")
    seen = {"line": str(line.pk), "mark": mark_of(line), "factor": "number", "source": "A count"}
    where, client = f"{PLANS}{plan.pk}/factors/", signed_in(head)
    keep_line(
        plan=plan, kind=FourFactor, said={"answer": "Few."}, line=line.pk, by=None, at=TUESDAY
    )
    crossed = client.post(where, {**seen, "answer": "Very many."})
    content = crossed.content.decode()
    assert crossed.status_code == 409
    assert "Somebody else changed this while you wrote." in content
    assert "Very many." in content
    assert "Few." in content
    assert plan.fourfactors.get().answer == "Few."
    fresh = mark_of(plan.fourfactors.get())
    assert fresh in content
    assert client.post(where, {**seen, "answer": "Very many.", "mark": fresh}).status_code == 302
    assert plan.fourfactors.get().answer == "Very many."


def test_who_writes_when_the_office_has_read_it_is_told_and_her_words_stay() -> None:
    health, head = a_department()
    plan, client = a_plan(health), signed_in(head)
    operations.consult(plan=plan, by=the_office(), at=MONDAY)
    said = {"factor": "number", "answer": "Very many.", "source": "A count"}
    late = client.post(f"{PLANS}{plan.pk}/factors/", said)
    assert late.status_code == 409
    assert "Very many." in late.content.decode()
    told = client.post(f"{PLANS}{plan.pk}/about/", {
        "begins_on": "2026-01-01", "renew_by": "2027-01-01", "summary": "My long words."})  # fmt: skip
    assert told.status_code == 409
    assert "My long words." in told.content.decode()


def test_a_line_taken_off_meanwhile_can_be_sent_again() -> None:
    health, head = a_department()
    plan, client = a_plan(health), signed_in(head)
    line = a_line(plan, StaffSkill, language="ht", speak=2, counted_on=BEGINS)
    said = {"line": str(line.pk), "mark": mark_of(line), "language": "ht", "speak": "4", "tested": "0",
            "counted_on": "2026-01-01"}  # fmt: skip
    line.delete()
    gone = client.post(f"{PLANS}{plan.pk}/staff/", said)
    assert gone.status_code == 409
    assert "Somebody took this line off." in gone.content.decode()
    assert str(line.pk) not in gone.content.decode()
    again = client.post(f"{PLANS}{plan.pk}/staff/", {**said, "line": "", "mark": ""})
    assert again.status_code == 302
    assert plan.staffskills.get().speak == 4


def test_the_office_reads_sends_back_in_words_reads_again_and_both_sign() -> None:
    health, head = a_department()
    plan, office = a_plan(health), signed_in(the_office())
    hers, where = signed_in(head), f"{PLANS}{plan.pk}/"
    hers.post(f"{where}ask/")
    assert "Waits to be read" in office.get(PLANS).content.decode()
    empty = office.post(f"{where}send-back/", {"words": ""})
    assert empty.status_code == 422
    office.post(f"{where}send-back/", {"words": "Name the test your staff took."})
    assert "Name the test your staff took." in read(hers, plan)
    assert "Sent back" in office.get(PLANS).content.decode()
    hers.post(f"{where}ask/")
    office.post(f"{where}office/", {"step": "consult"})
    assert "Sign for the department" in read(hers, plan)
    assert "Sign for the department" not in read(office, plan)
    hers.post(f"{where}sign/")
    office.post(f"{where}office/", {"step": "sign"})
    plan.refresh_from_db()
    assert plan.status == "in_force"
    assert "Open the public page" in read(hers, plan)


def test_who_signs_or_sends_back_second_is_told_and_the_words_stay() -> None:
    health, head = a_department()
    plan, office = a_plan(health), signed_in(the_office())
    where = f"{PLANS}{plan.pk}/"
    late = office.post(f"{where}send-back/", {"words": "Name the test."})
    assert late.status_code == 409
    assert "Name the test." in late.content.decode()
    operations.consult(plan=plan, by=the_office(), at=MONDAY)
    client = signed_in(head)
    client.post(f"{where}sign/")
    second = client.post(f"{where}sign/", follow=True)
    assert "Somebody was here before you" in second.content.decode()


def test_the_next_plan_begins_with_what_this_one_says() -> None:
    health, head = a_department()
    plan = a_plan(health)
    promised(plan, "ht")
    in_force(plan)
    said = {
        "organization": str(health.pk),
        "begins_on": "2027-01-01",
        "renew_by": "2030-01-01",
        "from_last": "on",
    }
    client = signed_in(head)
    assert client.post(f"{PLANS}new/", said).status_code == 302
    following = AccessPlan.objects.under_way().get()
    assert [one.language for one in following.planlanguages.all()] == ["ht"]
    assert "Open the next plan" in read(client, plan)
    twice = client.post(f"{PLANS}new/", said)
    assert twice.status_code == 422
    assert "A plan is being written here." in twice.content.decode()


def test_a_plan_that_would_hold_too_long_is_refused_kindly() -> None:
    health, head = a_department()
    said = {"organization": str(health.pk), "begins_on": "2027-01-01", "renew_by": "2031-01-01"}
    answer = signed_in(head).post(f"{PLANS}new/", said)
    assert answer.status_code == 422
    assert "holds for three years at most" in answer.content.decode()


def test_a_department_begins_no_plan_for_another() -> None:
    _health, head = a_department()
    other, _theirs = a_department("Housing")
    said = {"organization": str(other.pk), "begins_on": "2027-01-01", "renew_by": "2029-01-01"}
    assert signed_in(head).post(f"{PLANS}new/", said).status_code == 422
    assert not AccessPlan.objects.exists()


def test_what_the_law_asks_for_is_promised_by_one_press() -> None:
    a_dataset()
    a_safe_harbor()
    health, head = a_department()
    plan, client = a_plan(health), signed_in(head)
    assert "The law asks for these languages today" in read(client, plan)
    client.post(f"{PLANS}{plan.pk}/languages/owed/")
    content = read(client, plan, "languages/")
    assert "The estimates are sure" in content
    assert "Too close to call" in content
    assert "The law asks for these languages today" not in read(client, plan)


def test_a_plan_costs_few_questions_however_much_it_says(
    django_assert_max_num_queries: Any,
) -> None:
    health, head = a_department()
    plan, client = a_plan(health), signed_in(head)
    answered(plan)
    promised(plan, "ht", "es", "vi", "so", "ar", "ru", "fr", "kea", "pt-br")
    for number in range(6):
        a_paper(health, title=f"Form {number}")
    read(client, plan)
    with django_assert_max_num_queries(32):
        read(client, plan)
    with django_assert_max_num_queries(34):
        read(client, plan, "documents/")


@pytest.mark.parametrize("part", ["", "documents/", "factors/", "spot-checks/", "report/"])
def test_a_plan_reads_right_to_left(part: str) -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    health, head = a_department()
    plan = a_plan(health)
    a_paper(health)
    promised(plan, "ar")
    answer = signed_in(head).get(f"/ar/desk/plans/{plan.pk}/{part}")
    assert answer.status_code == 200
    assert 'dir="rtl"' in answer.content.decode()


def test_with_one_signature_both_read_so_and_no_money_changes() -> None:
    health, head = a_department()
    plan, office = a_plan(health), signed_in(the_office())
    hers, where = signed_in(head), f"{PLANS}{plan.pk}/"
    money = {"year": "2026", "dollars": "86000"}
    office.post(f"{where}office/", {"step": "consult"})
    assert "One side has signed." not in read(hers, plan, "money/")
    hers.post(f"{where}sign/")
    for reader in (hers, office):
        after = read(reader, plan).split('id="next"', 1)[1]
        assert "Signed by the department" in after.split("</section>", 1)[0]
    content = read(hers, plan, "money/")
    assert "One side has signed. Nothing changes until" in content
    assert "Keep</" not in content
    answer = hers.post(f"{where}money/", money)
    assert answer.status_code in (409, 422)
    with pytest.raises(WrongState):
        keep_line(
            plan=plan, kind=PlanBudget, said={"year": 2026, "amount_cents": 1}, by=head, at=MONDAY
        )
    office.post(f"{where}office/", {"step": "sign"})
    assert "One side has signed." not in read(hers, plan, "money/")
