"""Calls for counts and recommendations, with honest defaults."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.insight.reports.models import DataCall, DataRequest
from xenia.insight.reports.operations import call as operations
from xenia.insight.reports.operations.call import Number
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization

# 9:00 in the city; the Council gets the report on a Thursday half a year later.
MONDAY = datetime(2026, 11, 16, 14, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 17, 14, 0, tzinfo=UTC)
COUNCIL = date(2027, 4, 15)
NUMBERS = (
    Number("people", 120),
    Number("people", 80, service_type="education"),
    Number("people", 40, service_type="housing"),
    Number("legal_direct", 30, case_type="naturalization"),
)


def a_partner(name: str = "Harbor Legal Aid") -> tuple[Organization, User]:
    """A partner and who answers for it."""
    partner = an_organization(name=name, kind="legal")
    return partner, a_user(Role.PARTNER_MANAGER, partner.pk, name=f"Manager of {name}")


def a_call(*organizations: Organization, year: int = 2026, council_on: date = COUNCIL) -> DataCall:
    """The call of a year, just opened."""
    return operations.open_call(
        year=year,
        council_on=council_on,
        organizations=organizations,
        by=a_user(Role.DIRECTOR),
        at=MONDAY,
    )


def a_request(name: str = "Harbor Legal Aid") -> tuple[DataRequest, User]:
    """One organization that is asked, and who answers for it."""
    partner, manager = a_partner(name)
    return a_call(partner).requests.get(), manager


def answered(
    request: DataRequest, by: User, numbers: Sequence[Number] = NUMBERS, *, at: datetime = TUESDAY
) -> DataRequest:
    """Counts that were sent."""
    return operations.answer(
        request=request,
        numbers=numbers,
        method="Each person once a year.",
        version=request.state_version,
        by=by,
        at=at,
    )
