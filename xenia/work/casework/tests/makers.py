"""Intakes and those who work on them, with honest defaults."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.clients.operations import Said
from xenia.work.casework import operations
from xenia.work.casework.codes import code_for
from xenia.work.casework.models import Intake, Matter
from xenia.work.casework.operations import Request, Told

# 9:00 in the city.
MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
VIETNAMESE = "Tôi cần tìm lớp học tiếng Anh."
_numbers = count(1)


def a_caseworker(name: str = "Rosa Lind") -> User:
    """A colleague who decides."""
    return a_user(Role.CASEWORKER, name=name)


def told(called: str = "Linh", **said: Any) -> Told:
    """Linh came in. She speaks Vietnamese, needs an English class, and agrees to a record."""
    usual: dict[str, Any] = {"needs": ("adult-education",), "agrees": True}
    if "client" not in said:
        usual["said"] = Said(called=called, spoken_language="vi", written_language="vi", area="")
    return Told(**usual | said)


def an_intake(*, by: User | None = None, at: datetime = MONDAY, **said: Any) -> Intake:
    """An intake that waits for a first look."""
    by = by or a_user(Role.FRONT_DESK)
    return operations.submit_intake(told=told(**said), by=by, at=at).intake


def screened(*, by: User, at: datetime = MONDAY, **said: Any) -> Intake:
    """An intake a colleague has looked at."""
    return operations.screen(intake=an_intake(by=by, at=at, **said), by=by, at=at)


def accepted(*, by: User, at: datetime = MONDAY, **said: Any) -> Intake:
    """An intake the office helps with."""
    return operations.accept(intake=screened(by=by, at=at, **said), by=by, at=at)


def a_matter(*, by: User, issue: str = "housing", at: datetime = MONDAY, **said: Any) -> Matter:
    """A matter about a home, just opened."""
    intake = accepted(by=by, at=at, **said)
    assert intake.client
    return operations.open_matter(client=intake.client, issue=issue, intake=intake, by=by, at=at)


def a_request(**said: Any) -> Request:
    """Somebody asks in Vietnamese for an English class; she says neither who nor where she is."""
    usual: dict[str, Any] = {
        "language": "vi",
        "words": VIETNAMESE,
        "needs": ("adult-education",),
    }
    return Request(**usual | said)


def a_token() -> str:
    """What came with a form of its own."""
    return f"token {next(_numbers)}"


def asked_online(*, at: datetime = MONDAY, **said: Any) -> tuple[Intake, str]:
    """A request that came in online, and the code somebody holds."""
    token = a_token()
    return operations.ask_for_help(request=a_request(**said), token=token, at=at), code_for(token)
