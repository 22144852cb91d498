"""Programs, people in them and people who wait, with honest defaults."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from xenia.ground.accounts.models import User
from xenia.registers.clients.models import Client
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.programs import operations
from xenia.work.programs.models import Capacity, Enrolment, Offering, Program, RunBy
from xenia.work.programs.operations import Meets, Planned

# 9:00 in the city.
MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
NEXT_WEEK = MONDAY + timedelta(days=7)
BEGINS, ENDS = date(2026, 11, 3), date(2026, 12, 15)
EVENING = time(18, 30)
# The first session, an hour and a half.
MEETS = Meets(BEGINS, EVENING, 90)


def a_program(
    *,
    organization: Organization | None = None,
    name: str = "English, level 1",
    run_by: str = RunBy.OFFICE,
    at: datetime = MONDAY,
    **said: Any,
) -> Program:
    """A class our own office runs."""
    return operations.begin_program(
        organization=organization or an_organization(name=f"Runs {name}"),
        run_by=run_by,
        name=name,
        by=None,
        at=at,
        **said,
    )


def planned(**said: Any) -> Planned:
    """Two seats from November to December, given at once to who is next."""
    usual: dict[str, Any] = {
        "name": "Fall evenings",
        "capacity_type": Capacity.SEATS,
        "places": 2,
        "begins_on": BEGINS,
        "ends_on": ENDS,
    }
    return Planned(**usual | said)


def an_offering(
    *,
    program: Program | None = None,
    meets: tuple[Meets, ...] = (),
    by: User | None = None,
    at: datetime = MONDAY,
    is_open: bool = True,
    **said: Any,
) -> Offering:
    """An offering into which people can be brought."""
    offering = operations.plan_offering(
        program=program or a_program(), planned=planned(**said), meets=meets, by=by, at=at
    )
    return operations.open_offering(offering=offering, by=by, at=at) if is_open else offering


def enrolled(
    offering: Offering,
    client: Client | None = None,
    *,
    by: User | None = None,
    at: datetime = MONDAY,
    **said: Any,
) -> Enrolment:
    """Somebody is brought in: she takes part, or waits."""
    her = client or a_client(at=at)
    return operations.enrol(offering=offering, client=her, by=by, at=at, **said)


def full(offering: Offering, *, at: datetime = MONDAY) -> list[Enrolment]:
    """Every place is taken."""
    return [enrolled(offering, at=at) for _place in range(offering.places - offering.taken)]
