"""Requests for interpreters, with honest defaults: the clinic wants an hour of Kriolu by phone, Thursday at ten."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.operations import Asked
from xenia.work.language_access.tests.makers import MONDAY

WEEK = date(2026, 11, 2)
# 10:00 in the city.
THURSDAY = datetime(2026, 11, 5, 15, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def asked(organization: Organization | None = None, **said: Any) -> Asked:
    """What the clinic asks for."""
    usual = Asked(
        organization=organization or an_organization(name="Public Health"),
        language="kea",
        preferred_at=THURSDAY,
        length_minutes=60,
        mode="phone",
        least_rank=0,
    )
    return replace(usual, **said)


def a_request(
    organization: Organization | None = None, *, at: datetime = MONDAY, by: Any = None, **said: Any
) -> InterpreterRequest:
    """The clinic asked."""
    return operations.request_interpreter(asked=asked(organization, **said), by=by, at=at)


def as_it_stands(request: InterpreterRequest) -> InterpreterRequest:
    """The request as it is now."""
    found: InterpreterRequest = InterpreterRequest.objects.get(pk=request.pk)
    return found
