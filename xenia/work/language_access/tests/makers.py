"""Interpreters, their languages, papers and hours, with honest defaults."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import Credential, Interpreter
from xenia.work.language_access.models.credential import Evidence, Level
from xenia.work.language_access.operations import Described, Pair, Proof, Stretch

# 9:00 in the city.
MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
ON = date(2026, 11, 2)
NINE, FIVE = 9 * 60, 17 * 60
OFFICE_HOURS = tuple(Stretch(day, NINE, FIVE) for day in range(5))
EVERYWHERE = ("in_person", "video", "phone")


def a_described(**said: Any) -> Described:
    """Somebody who interprets for a fee."""
    usual = Described(
        name="Ana Tavares",
        kind="contractor",
        phone="617-555-0142",
        email="ana@interpreters.example",
        home_note="near the Saltmarsh ferry",
    )
    return replace(usual, **said)


def an_interpreter(
    *languages: str,
    rank: int = 0,
    ways: tuple[str, ...] = EVERYWHERE,
    dialect: str = "",
    hours: tuple[Stretch, ...] = OFFICE_HOURS,
    at: datetime = MONDAY,
    **said: Any,
) -> Interpreter:
    """An active interpreter between English and some languages, both ways, from nine to five. rank: what is proved."""
    made = operations.add_interpreter(said=a_described(**said), by=None, at=at)
    for code in languages:
        pair = Pair(code, "en", ways, dialect)
        operations.add_language_pair(interpreter=made, pair=pair, both_ways=True, by=None, at=at)
        if rank:
            checked(made, at=at, **BY_RANK[rank] | {"from_language": code})
    if hours:
        operations.set_weekly_hours(
            interpreter=made, hours=hours, from_day=date(2026, 1, 1), by=None, at=at
        )
    return operations.begin(interpreter=made, by=None, at=at)


BY_RANK: dict[int, dict[str, Any]] = {
    1: {"level": Level.BEST_AVAILABLE, "evidence": Evidence.TEST},
    2: {"level": Level.NATIONAL_BODY},
    3: {"level": Level.STATE_COURT},
}


def a_proof(**said: Any) -> Proof:
    """A certificate of a national body for Haitian Creole, both ways."""
    usual = Proof(
        issuer="Invented Board of Interpreters",
        level=Level.NATIONAL_BODY,
        evidence=Evidence.CERTIFICATE,
        from_language="ht",
        to_language="en",
    )
    return replace(usual, **said)


def recorded(interpreter: Interpreter, *, at: datetime = MONDAY, **said: Any) -> Credential:
    """A credential nobody checked yet."""
    return operations.record_credential(
        interpreter=interpreter, proof=a_proof(**said), by=None, at=at
    )


def checked(interpreter: Interpreter, *, at: datetime = MONDAY, **said: Any) -> Credential:
    """A credential a colleague stands for."""
    credential = recorded(interpreter, at=at, **said)
    return operations.check_credential(credential=credential, by=a_coordinator(), at=at)


def a_coordinator() -> User:
    """Who keeps the roster."""
    return a_user(Role.LANGUAGE_ACCESS_OFFICE, name="Grace Tesfamariam")


def a_clinic() -> tuple[Organization, User]:
    """The health department, and somebody there who looks for an interpreter."""
    clinic = an_organization(name="Public Health")
    return clinic, a_user(Role.DEPARTMENT_MEMBER, clinic.pk, name="Lourdes Peralta")
