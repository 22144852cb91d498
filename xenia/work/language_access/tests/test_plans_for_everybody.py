"""What everybody reads of the plans: what was signed, with a source and a day at each number, and nobody's name."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.models import Listing
from xenia.registers.directory.tests.makers import a_service
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.models.plan_line import (
    FourFactor,
    PlanBudget,
    PlanService,
    StaffSkill,
    Training,
)
from xenia.work.language_access.operations import plans as operations
from xenia.work.language_access.operations.plans import describe_plan
from xenia.work.language_access.operations.reports import (
    keep_figure,
    open_report,
    record_spot_check,
    send_report,
)
from xenia.work.language_access.operations.vital_documents import note_translation
from xenia.work.language_access.tests.plan_makers import (
    BEGINS,
    MONDAY,
    ON,
    TUESDAY,
    a_department,
    a_line,
    a_paper,
    a_plan,
    in_force,
    promised,
    stop_the_clock,
    the_office,
)

pytestmark = pytest.mark.django_db
TWELVE = ("es", "zh-hans", "zh-hant", "ht", "vi", "pt-br", "ru", "ar", "fr", "so", "kea", "am")


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday."""
    stop_the_clock(monkeypatch)


def page(plan: AccessPlan, part: str = "", language: str = "en") -> str:
    """What anybody reads there."""
    answer = Client().get(f"/{language}/plans/{plan.organization_id}/{part}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def words_of(content: str) -> str:
    """The same without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content))


def test_a_draft_is_nobodys_promise_yet() -> None:
    plan = a_plan()
    office = the_office()
    for step in (lambda: None, lambda: operations.consult(plan=plan, by=office, at=MONDAY)):
        step()
        assert Client().get(f"/en/plans/{plan.organization_id}/").status_code == 404
        assert Client().get(f"/en/plans/{plan.organization_id}/print/").status_code == 404
        assert "Public Health" not in Client().get("/en/plans/").content.decode()


def test_what_is_in_force_is_read_and_the_draft_that_follows_is_not() -> None:
    plan = a_plan()
    describe_plan(plan=plan, said={"summary": "We promise help."}, by=None, at=MONDAY)
    in_force(plan)
    following = a_plan(plan.organization, begins_on=ON.replace(year=2027), previous=plan)
    describe_plan(plan=following, said={"summary": "Not yet."}, by=None, at=MONDAY)
    assert "We promise help." in page(plan)
    assert "Not yet." not in page(plan)
    assert "Public Health" in Client().get("/en/plans/").content.decode()


def test_a_plan_that_ended_says_so() -> None:
    plan = in_force(a_plan())
    operations.end_plan(plan=plan, at=TUESDAY)
    assert "No new one is in force." in page(plan)
    assert "This plan has ended." in Client().get("/en/plans/").content.decode()


def test_the_public_reads_an_office_contact_and_no_name() -> None:
    department, head = a_department()
    plan = a_plan(department)
    said = {"coordinator": head, "coordinator_reach": "617-555-0170"}
    describe_plan(plan=plan, said=said, by=None, at=MONDAY)
    plan.refresh_from_db()
    in_force(plan)
    for content in (page(plan), page(plan, "print/")):
        assert "617-555-0170" in content
        assert head.name not in content
        assert "Grace Tesfamariam" not in content
        assert head.email not in content


def test_a_service_that_is_not_listed_is_named_neither_among_services_nor_among_gaps() -> None:
    department, _head = a_department()
    plan = a_plan(department)
    shown = a_service(name="Vaccines for school", organization=department)
    hidden = a_service(name="The house nobody knows", organization=department)
    for service in (shown, hidden):
        a_line(plan, PlanService, service=service, name=service.name)
    in_force(plan)
    Listing.objects.filter(pk=hidden.pk).update(is_public=False)
    content = page(plan)
    assert content.count("Vaccines for school") == 2
    assert "The house nobody knows" not in content


def test_every_number_has_its_source_and_its_day() -> None:
    department, head = a_department()
    plan = a_plan(department)
    a_line(plan, FourFactor, factor="number", answer="Many.", source="Count at the desk", figure=4120,
           method="intake", counted_on=BEGINS)  # fmt: skip
    a_line(plan, StaffSkill, language="ht", speak=9, tested=7, test="Oral test", counted_on=BEGINS)
    a_line(plan, PlanBudget, year=2026, amount_cents=86_000_00)
    a_line(plan, Training, held_on=BEGINS, topic="By phone", people=42)
    in_force(plan)
    report = open_report(organization=department, year=2025, by=head, at=MONDAY)
    keep_figure(
        report=report,
        said={"what": "phone", "value": 611, "method": "phone_line"},
        by=head,
        at=MONDAY,
    )
    send_report(report=report, by=head, at=MONDAY)
    check = {
        "language": "ht",
        "held_on": ON,
        "way": "phone",
        "asked": "Hours?",
        "outcome": "helped",
    }
    record_spot_check(organization=department, said=check, by=None, at=MONDAY)
    words = words_of(page(plan))
    for said in (
        "4,120 (Asked of everybody at intake, January 1, 2026) Source: Count at the desk",
        "9 speak it, 7 passed a test. Oral test Counted by the department on January 1, 2026",
        "$86,000.00 Written down by the department on November 2, 2026",
        "January 1, 2026, 42 people Counted by the department",
        "611 Calls with an interpreter Total of the phone line",
        "Source: the department’s own report of 2025, sent on November 2, 2026.",
        "Within a year: 1 of 1 were helped. Source: people who asked in a language, from November 3, 2025 to November 3, 2026.",
        "Found in the plan as it stands on November 3, 2026.",
    ):
        assert said in words, said
    assert "as they stand on November 3, 2026" in words_of(
        Client().get("/en/plans/").content.decode()
    )


def test_a_link_leads_to_reviewed_papers_only() -> None:
    department, head = a_department()
    plan = a_plan(department)
    promised(plan, "ht", "es")
    paper = a_paper(department)
    for tag, status in (("ht", "reviewed"), ("es", "draft")):
        note_translation(document=paper, language=tag, status=status, url=f"https://city.example/{tag}",
                         by=head, at=MONDAY)  # fmt: skip
    in_force(plan)
    content = page(plan)
    assert "https://city.example/ht" in content
    assert "https://city.example/es" not in content


def a_full_plan() -> AccessPlan:
    """Twelve languages, six papers, everything written down."""
    choose_languages(codes=["en", "ar", "ru"], by=None, at=MONDAY)
    department, head = a_department()
    plan = a_plan(department)
    promised(plan, *TWELVE)
    for number in range(6):
        paper = a_paper(department, title=f"Form number {number}")
        for tag in TWELVE[number::2]:
            note_translation(document=paper, language=tag, status="reviewed", by=head, at=MONDAY)
    for tag in TWELVE[:6]:
        a_line(
            plan, StaffSkill, language=tag, speak=3, tested=1, test="City test", counted_on=BEGINS
        )
    return in_force(plan)


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_a_plan_in_twelve_languages_is_light(language: str) -> None:
    # A first load of 60 kB: style, letters and mark take 45 of them.
    content = page(a_full_plan(), language=language)
    assert len(gzip.compress(content.encode())) < 12_000
    assert "<script" not in content


def test_a_plan_costs_few_questions_however_much_it_says(
    django_assert_max_num_queries: Any,
) -> None:
    plan = a_full_plan()
    page(plan)
    with django_assert_max_num_queries(22):
        page(plan)


def test_twenty_plans_cost_as_many_questions_as_two(django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        in_force(a_plan(a_department(f"Department {number}")[0]))
    with django_assert_max_num_queries(22):
        assert Client().get("/en/plans/").content.decode().count("Read the plan") == 20


def test_an_empty_list_says_what_one_can_do() -> None:
    assert "You can still ask for an interpreter" in Client().get("/en/plans/").content.decode()


def test_a_plan_reads_right_to_left_and_on_paper() -> None:
    plan = a_full_plan()
    assert 'dir="rtl"' in page(plan, language="ar")
    assert "Form number 3" in page(plan, "print/")


def test_what_stands_in_english_only_says_so_and_is_marked_for_who_reads_aloud() -> None:
    plan = a_plan()
    describe_plan(plan=plan, said={"summary": "We promise help."}, by=None, at=MONDAY)
    a_line(plan, FourFactor, factor="number", answer="Many people.", source="Counted at intake.")
    a_paper(plan.organization)
    in_force(plan)
    choose_languages(codes=["en", "ar", "ht"], by=None, at=MONDAY)
    content = page(plan, language="ar")
    for words in ("We promise help.", "Many people.", "Consent form"):
        assert re.search(f'lang="en">{words}', content), words
    assert 'class="small soft">' in content.split("We promise help.")[0].rsplit("<h1", 1)[1]
    assert "in English only" in page(plan, language="ht") or "anglè" in page(plan, language="ht")
    assert "in English only" not in page(plan)
