"""City services and what they say, with honest defaults."""

from datetime import UTC, date, datetime, timedelta

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.departments.models import Statement
from xenia.work.departments.models.statement import Rule
from xenia.work.departments.operations import statements
from xenia.work.departments.operations.statements import Law, Paper, Said

# 9:00 in the city.
MONDAY = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
NEXT_YEAR = datetime(2027, 11, 16, 14, 0, tzinfo=UTC)

OPEN = Said(Rule.OPEN)
# Source: 8 U.S.C. 1621, Public Law 104-193, section 411, enacted on August 22, 1996.
LAW = Said(
    Rule.LAW,
    law=Law(
        title="Personal Responsibility and Work Opportunity Reconciliation Act of 1996, section 411",
        citation="8 U.S.C. 1621",
        url="https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title8-section1621",
        begins=date(1996, 8, 22),
        restricts="Money from this fund goes to people whom that law names.",
        instead="The food pantries of the city ask nobody about papers.",
    ),
)
PAPERS = Said(
    Rule.PAPERS,
    papers=(
        Paper(
            "address", "The card is for people who live here.", "A letter from a school or shelter."
        ),
        Paper("who", "The card shows your picture.", "Two people with a card who know you."),
    ),
)


def a_department(name: str = "City Clerk") -> tuple[Organization, User]:
    """A department and its coordinator."""
    department = an_organization(name=name, kind="city")
    somebody = a_user(Role.DEPARTMENT_COORDINATOR, department.pk, name=f"Coordinator of {name}")
    return department, somebody


def a_city_service(department: Organization | None = None, name: str = "City ID card") -> Service:
    """A service of the city that residents see."""
    return a_service(name=name, organization=department or a_department()[0])


def written(
    service: Service, said: Said = OPEN, *, by: User | None = None, at: datetime = MONDAY
) -> Statement:
    """What a service says, written for the first time."""
    return statements.write_statement(service=service, said=said, by=by, at=at)


def confirmed(service: Service, by: User, said: Said = OPEN, *, at: datetime = MONDAY) -> Statement:
    """What a service says, confirmed by its department."""
    statement = written(service, said, by=by, at=at)
    return statements.confirm_statement(
        statement=statement, version=statement.state_version, by=by, at=at
    )
