"""Complaints with honest defaults."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.ombudsman.codes import code_for
from xenia.work.ombudsman.models import Complaint, Recommendation, Remedy
from xenia.work.ombudsman.operations import filing, working
from xenia.work.ombudsman.operations.filing import Report
from xenia.work.ombudsman.operations.recommendations import recommend
from xenia.work.ombudsman.operations.working import About, Agreed

# 9:00 in the city.
MONDAY = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
SOMALI = "Waxay ii sheegeen inaanan kaarka heli karin."
_numbers = count(1)


def an_officer(name: str = "Officer") -> User:
    """A colleague who works on complaints."""
    return a_user(Role.OMBUDSMAN_OFFICER, name=name)


def a_supervisor(name: str = "Supervisor") -> User:
    """A colleague who says who has a complaint."""
    return a_user(Role.SUPERVISOR, name=name)


def a_department(name: str = "City Clerk") -> tuple[Organization, User]:
    """A department and its coordinator."""
    department = an_organization(name=name, kind="city")
    head = a_user(Role.DEPARTMENT_COORDINATOR, department.pk, name=f"Coordinator of {name}")
    return department, head


def a_city_service(department: Organization | None = None, name: str = "City ID card") -> Service:
    """A service of the city that residents see."""
    return a_service(name=name, organization=department or a_department()[0])


def a_token() -> str:
    """What came with a form of its own."""
    return f"complaint {next(_numbers)}"


def a_report(**said: Any) -> Report:
    """Somebody writes in Somali that she was turned away; she says neither who nor where she is."""
    return replace(Report(words=SOMALI, language="so", kind="access"), **said)


def a_complaint(
    *, token: str = "", at: datetime = MONDAY, held: bool = False, **said: Any
) -> Complaint:
    """A complaint that came in and waits."""
    return filing.file_complaint(
        report=a_report(**said), token=token or a_token(), at=at, held=held
    )


def with_its_code(**said: Any) -> tuple[Complaint, str]:
    """A complaint, and the code somebody holds."""
    token = a_token()
    return a_complaint(token=token, **said), code_for(token)


def assessed(
    complaint: Complaint,
    by: User,
    *,
    department: Organization | None = None,
    kind: str = "",
    at: datetime = TUESDAY,
) -> Complaint:
    """She heard that we have it, it is said what it is about, and we look into it."""
    said: dict[str, Any] = {"complaint": complaint, "by": by, "at": at}
    working.acknowledge(version=complaint.state_version, **said)
    about = About(kind or complaint.kind, department or complaint.department, complaint.service)
    return working.assess(about=about, version=complaint.state_version, **said)


def an_assessed(by: User, *, at: datetime = MONDAY, **said: Any) -> Complaint:
    """A complaint this colleague looks into, about a city service."""
    if not {"department", "service"} & set(said):
        said["service"] = a_city_service()
    return assessed(a_complaint(at=at, **said), by, at=at)


def asked(
    by: User,
    *,
    at: datetime = TUESDAY,
    words: str = "Which paper do you ask for at counter 3?",
    **said: Any,
) -> Complaint:
    """A complaint about which the office asks the department."""
    complaint = an_assessed(by, at=at, **said)
    return working.ask_department(
        complaint=complaint,
        words=words,
        names_nobody=True,
        version=complaint.state_version,
        by=by,
        at=at,
    )


def found(
    complaint: Complaint, by: User, *, outcome: str = "upheld", at: datetime = WEDNESDAY
) -> Complaint:
    """We said what we found."""
    return working.find(
        complaint=complaint,
        outcome=outcome,
        words="Waad saxnayd.",
        english="You were right.",
        version=complaint.state_version,
        by=by,
        at=at,
    )


def remedied(complaint: Complaint, by: User, *, at: datetime = WEDNESDAY) -> Remedy:
    """The department gives her what she was refused, within ten days."""
    agreed = Agreed("service", "She gets the card.", local_day(at) + timedelta(days=10))
    return working.agree_remedy(
        complaint=complaint,
        agreed=agreed,
        words="Kaarka waad heli doontaa.",
        version=complaint.state_version,
        by=by,
        at=at,
    )


def closed(
    complaint: Complaint,
    by: User,
    *,
    closing: str = "resolved_early",
    at: datetime = WEDNESDAY,
    **said: Any,
) -> Complaint:
    """It is over."""
    words = {"words": "Waa la xaliyay.", "english": "It was put right."}
    return working.close(
        complaint=complaint,
        closing=closing,
        version=complaint.state_version,
        by=by,
        at=at,
        **(words | said),
    )


def a_recommendation(
    department: Organization, by: User, *, at: datetime = MONDAY
) -> Recommendation:
    """What a department should change."""
    return recommend(
        department=department,
        kind="access",
        text="Ask for no paper that the law does not ask for.",
        names_nobody=True,
        by=by,
        at=at,
    )
