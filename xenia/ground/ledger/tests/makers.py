"""Kinds, days and people for tests of the ledger."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.kinds import register
from xenia.ground.ledger.models import Entry, Year
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.sealing import seal_year
from xenia.ground.ledger.operations.year import lock_year, propose_sealing
from xenia.ground.ledger.streams import register_stream

HELPED = "casework.test_helped"
LEGAL_HELPED = "casework.test_legal_help"
COUNTED = "test.visited"
FUND = "test.fund"

register_stream(FUND, "A funder of tests, whose year begins in July.", first_month=7)
register(
    HELPED,
    "A person a test helps.",
    dimensions=("language", "area", "program", "is_new"),
    streams=("service", FUND),
    counts_persons=True,
)
register(
    LEGAL_HELPED,
    "A person a test helps with the law.",
    dimensions=("service_type", "language", "area", "program", "case_type", "outcome"),
    streams=("service", "legal"),
    counts_persons=True,
)
register(COUNTED, "Somebody visits a test.", dimensions=("mode",))

MONDAY = date(2026, 3, 16)
# Noon in the city, on days long after the year 2026.
NEW_YEAR = datetime(2027, 1, 4, 17, 0, tzinfo=UTC)


def at_noon(year: int, month: int, day: int) -> datetime:
    """Noon of a day in the city, or about."""
    return datetime(year, month, day, 17, 0, tzinfo=UTC)


def people(count: int) -> list[UUID]:
    """Somebody, known by a random id."""
    return [uuid4() for _ in range(count)]


def help_somebody(person: UUID | None = None, on: date = MONDAY, **said: Any) -> Entry:
    """A person is helped."""
    return record(kind=HELPED, on=on, subject=person or uuid4(), **said)


def keepers() -> tuple[User, User]:
    """Two people who may close a year."""
    return a_user(Role.DIRECTOR), a_user(Role.COUNSEL)


def a_locked_year(by: User, year: int = 2026, at: datetime = NEW_YEAR) -> Year:
    """A year that takes no entry any more."""
    return lock_year(year=Year.objects.get(year=year), by=by, at=at)


def a_sealed_year(year: int = 2026, at: datetime = NEW_YEAR) -> Year:
    """A year two people sealed."""
    one, other = keepers()
    locked = a_locked_year(one, year, at)
    propose_sealing(year=locked, by=one, at=at)
    return seal_year(year=locked, by=other, at=at)
