"""What Lindenport's departments promise people who speak another language. All of it is invented."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sample_city.data import Row, rows
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import local_day
from xenia.ground.reference.models import LegalBasis
from xenia.registers.directory.models import Organization, Service
from xenia.work.language_access.models import AccessPlan
from xenia.work.language_access.models.plan_line import (
    FourFactor,
    Goal,
    PlanBudget,
    PlanService,
    PlanVendor,
    Signage,
    StaffSkill,
    Training,
)
from xenia.work.language_access.operations import plans, reports, vital_documents
from xenia.work.language_access.operations.plan_lines import keep_line, promise_owed_languages
from xenia.work.language_access.operations.plans import longest

ORDINANCE = "lindenport-2019-14"


def make_plans(
    *,
    at: datetime,
    people: Mapping[str, User],
    organizations: Mapping[str, Organization],
    services: Mapping[str, Service],
) -> None:
    """Twelve departments' plans and a provider's: in force, late, being written, read, sent back, half signed."""
    office, basis = people["grace-tesfamariam"], LegalBasis.objects.get(code=ORDINANCE)
    coordinators = {
        row["organization"]: people[row["key"]]
        for row in rows("people")
        if row["role"] in (Role.DEPARTMENT_COORDINATOR, Role.PARTNER_MANAGER)
    }
    for row in rows("plans"):
        department, head = organizations[row["organization"]], coordinators[row["organization"]]
        plan = _begun(row, department, head, at)
        _lines(plan, row, services, at)
        promise_owed_languages(plan=plan, basis=basis, by=head, at=at)
        _papers(department, row, head, at)
        _go_on(plan, row, head, office, at)
        _year(department, row, head, at)


def _begun(row: Row, department: Organization, head: User, at: datetime) -> AccessPlan:
    begins = local_day(at) + timedelta(days=row["begins_in_days"])
    renew = row.get("renew_in_days")
    plan = plans.start_plan(
        organization=department,
        begins_on=begins,
        renew_by=longest(begins) if renew is None else local_day(at) + timedelta(days=renew),
        is_invented=True,
        by=head,
        at=at,
    )
    said = {"coordinator": head, "coordinator_reach": row["reach"], "summary": row["summary"]}
    return plans.describe_plan(plan=plan, said=said, by=head, at=at)


def _lines(plan: AccessPlan, row: Row, services: Mapping[str, Service], at: datetime) -> None:
    """What goes into the plan, section by section."""
    today = local_day(at)
    keep = partial(keep_line, plan=plan, by=None, at=at)
    for one in row["factors"]:
        keep(kind=FourFactor, said=_factor(one, at))
    for one in row["services"]:
        ways = dict.fromkeys(one["ways"], True)
        service = services[one["service"]]
        keep(
            kind=PlanService,
            said={"service": service, "name": service.name, "how": one["how"], **ways},
        )
    for language, speak, tested, test in row["staff"]:
        said = {"language": language, "speak": speak, "tested": tested, "test": test}
        keep(kind=StaffSkill, said={**said, "counted_on": today - timedelta(days=60)})
    for where, has_sign in row["signs"]:
        keep(kind=Signage, said={"where": where, "has_sign": has_sign})
    for name, gives in row["vendors"]:
        keep(kind=PlanVendor, said={"name": name, "gives": gives})
    _work(keep, row, at)


def _factor(said: list[Any], at: datetime) -> dict[str, Any]:
    """factor, answer, source; then, where there is a number: the number, how it was counted, days ago."""
    found = dict(zip(("factor", "answer", "source", "figure", "method"), said, strict=False))
    if "figure" in found:
        found["counted_on"] = local_day(at) - timedelta(days=said[5])
    return found


def _work(keep: Any, row: Row, at: datetime) -> None:
    """Money, trainings, goals."""
    today = local_day(at)
    if row["budget"]:
        keep(kind=PlanBudget, said={"year": today.year, "amount_cents": row["budget"] * 100})
    for days_ago, topic, came in row["trainings"]:
        day = today - timedelta(days=days_ago)
        keep(kind=Training, said={"held_on": day, "topic": topic, "people": came})
    for what, in_days, state in row["goals"]:
        day = today + timedelta(days=in_days)
        keep(kind=Goal, said={"what": what, "by_on": day, "state": state})


def _papers(department: Organization, row: Row, head: User, at: datetime) -> None:
    """Vital documents in the languages they exist in; of some the English text has changed since."""
    for one in row["papers"]:
        paper = vital_documents.Paper(one["title"], one["purpose"], published_where=one["where"])
        document = vital_documents.add_document(
            organization=department, paper=paper, by=head, at=at
        )
        for status in ("reviewed", "draft"):
            for language in one.get(status, ()):
                vital_documents.note_translation(
                    document=document, language=language, status=status, by=head, at=at
                )
        if one.get("changed"):
            vital_documents.change_document(
                document=document, paper=paper, is_new_version=True, by=head, at=at
            )


def _go_on(plan: AccessPlan, row: Row, head: User, office: User, at: datetime) -> None:
    """As far as the plan is: asked, sent back, read, signed by one or by both, ended."""
    state = row["state"]
    if state == "draft":
        return
    when = signed_at(row["begins_in_days"], at)
    plans.ask_to_read(plan=plan, by=head, at=when)
    if state == "waiting":
        return
    if state == "sent_back":
        plans.send_back(plan=plan, words=row["sent_back"], by=office, at=at)
        return
    plans.consult(plan=plan, by=office, at=when)
    plans.sign_plan(plan=plan, side="department", by=head, at=when)
    if state != "half_signed":
        signed = plans.sign_plan(plan=plan, side="office", by=office, at=when)
        _hold(signed, row, head, at)


def signed_at(begins_in_days: int, at: datetime) -> datetime:
    """What holds already was signed before its first day."""
    # Two days: so many times 24 hours before a winter evening may be past midnight of a summer day.
    return at + timedelta(days=min(begins_in_days, -3) - 2)


def _hold(plan: AccessPlan, row: Row, head: User, at: datetime) -> None:
    """It comes into force, ends, or the next one is begun from it."""
    if row["state"] in ("in_force", "expired"):
        plans.come_into_force(plan=plan, at=at)
    if row["state"] == "expired":
        plans.end_plan(plan=plan, at=at)
    if row.get("next"):
        begins = plan.renew_by
        plans.start_plan(
            organization=plan.organization,
            begins_on=begins,
            renew_by=longest(begins),
            previous=plan,
            is_invented=True,
            by=head,
            at=at,
        )


def _year(department: Organization, row: Row, head: User, at: datetime) -> None:
    """The reports of years that are over, and what happened when somebody asked."""
    for one in row.get("reports", ()):
        year = local_day(at).year - one["years_ago"]
        report = reports.open_report(organization=department, year=year, by=head, at=at)
        for what, language, value, method in one["figures"]:
            said = {"what": what, "language": language, "value": value, "method": method}
            reports.keep_figure(report=report, said=said, by=head, at=at)
        reports.describe_report(report=report, words=one["words"], by=head, at=at)
        reports.send_report(report=report, by=head, at=at)
    for days_ago, *told in row.get("checks", ()):
        names = ("language", "asked_by", "way", "asked", "outcome", "waited_minutes")
        said = dict(zip(names, told, strict=True))
        day = local_day(at) - timedelta(days=days_ago)
        reports.record_spot_check(
            organization=department, said={**said, "held_on": day}, by=None, at=at
        )
