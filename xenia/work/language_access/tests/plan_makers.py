"""Departments, their plans and papers, with honest defaults."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.reference.models import LegalBasis
from xenia.ground.reference.operations import enter_law
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access.models import AccessPlan, VitalDocument
from xenia.work.language_access.models.plan_line import FourFactor, PlanLanguage, PlanLine
from xenia.work.language_access.operations import plans as operations
from xenia.work.language_access.operations.plan_lines import keep_line
from xenia.work.language_access.operations.vital_documents import Paper, add_document
from xenia.work.language_access.queries.plans import with_lines

VIEWS = ("plans", "plan_documents", "plan_sections", "plan_year", "plans_public")
FORMS = ("plan_lines", "plan_papers")
MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
ON = date(2026, 11, 2)
BEGINS, RENEW = date(2026, 1, 1), date(2029, 1, 1)


def stop_the_clock(patch: pytest.MonkeyPatch, at: datetime = TUESDAY) -> None:
    """On the pages of plans it is this moment."""
    for drawer, files in (("views", VIEWS), ("forms", FORMS)):
        for file in files:
            patch.setattr(f"xenia.work.language_access.{drawer}.{file}.now", lambda: at)


def signed_in(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def a_department(name: str = "Public Health") -> tuple[Organization, User]:
    """A department and its coordinator."""
    department = an_organization(name=name, kind="city")
    somebody = a_user(Role.DEPARTMENT_COORDINATOR, department.pk, name=f"Coordinator of {name}")
    return department, somebody


def the_office() -> User:
    """Somebody of the language access office."""
    return a_user(Role.LANGUAGE_ACCESS_OFFICE, name="Grace Tesfamariam")


def a_plan(department: Organization | None = None, **said: Any) -> AccessPlan:
    """A plan being written, for three years."""
    days: dict[str, Any] = {"begins_on": BEGINS, "renew_by": RENEW}
    who = department or a_department()[0]
    return operations.start_plan(organization=who, by=None, at=MONDAY, **{**days, **said})


def a_line(plan: AccessPlan, kind: type[PlanLine], **said: Any) -> PlanLine:
    """A line of a plan."""
    return keep_line(plan=plan, kind=kind, said=said, by=None, at=MONDAY)


def promised(plan: AccessPlan, *languages: str) -> None:
    """The department chose some languages."""
    for tag in languages:
        a_line(plan, PlanLanguage, language=tag, why="chosen", reason="People here speak it.")


def answered(plan: AccessPlan) -> None:
    """All four questions are answered."""
    for factor in FourFactor.Factor:
        a_line(plan, FourFactor, factor=factor, answer="Many.", source="Counted at intake.")


def in_force(plan: AccessPlan, *, at: datetime = MONDAY) -> AccessPlan:
    """The same plan, read and signed by two."""
    office = the_office()
    head = a_user(Role.DEPARTMENT_COORDINATOR, plan.organization_id)
    operations.consult(plan=plan, by=office, at=at)
    operations.sign_plan(plan=plan, side="department", by=head, at=at)
    return operations.sign_plan(plan=plan, side="office", by=office, at=at)


def a_paper(department: Organization, title: str = "Consent form", **said: Any) -> VitalDocument:
    """A paper people act on."""
    usual = {"purpose": "Without it nobody is vaccinated."}
    paper = Paper(title=title, **{**usual, **said})
    return add_document(organization=department, paper=paper, by=None, at=MONDAY)


def now_of(plan: AccessPlan) -> AccessPlan:
    """The plan with everything it says."""
    (found,) = with_lines(AccessPlan.objects.filter(pk=plan.pk))
    return found


def a_law(code: str = "our-law", **said: Any) -> LegalBasis:
    """An invented law of ours that names its languages."""
    usual: dict[str, Any] = {
        "title": "Our ordinance (invented)",
        "citation": "Ord. 1",
        "jurisdiction": "local",
        "place": "Lindenport, MA",
        "scope": "departments",
        "duty": "Translate.",
        "source": "Invented.",
        "is_invented": True,
        "from_on": date(2020, 1, 1),
        "rule": "named",
        "languages": ["ht", "es"],
    }
    return enter_law(by=None, at=MONDAY, code=code, **{**usual, **said})
