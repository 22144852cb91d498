"""Requests for records, and the people who work on them, with honest defaults."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.records import operations
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import Authority, Decision, RequestKind, Signed
from xenia.work.records.operations.receiving import Paper

MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
NEXT_WEEK = MONDAY + timedelta(days=7)


def a_paper(**said: Any) -> Paper:
    """A subpoena that came on Monday, signed by nobody who is a judge."""
    return replace(
        Paper(
            kind=RequestKind.ADMINISTRATIVE,
            judge_signed=Signed.NO,
            authority=Authority.IMMIGRATION,
            received_on=date(2026, 11, 2),
            requester="Agent Marsh, Enforcement Office",
            contact="1 Federal Plaza, Lindenport",
            about="all records of one Marisol Quispe",
        ),
        **said,
    )


def a_request(*, by: User | None = None, at: datetime = MONDAY, **said: Any) -> RecordsRequest:
    """A request that came in and waits."""
    taken_by = by or a_user(Role.FRONT_DESK)
    return operations.receive_request(paper=a_paper(**said), by=taken_by, at=at)


def a_decided_request(
    *people: UUID, decision: str = Decision.FULL, counsel: User | None = None, **said: Any
) -> RecordsRequest:
    """A request about these people that counsel decided."""
    request = a_request(**said)
    decider = counsel or a_user(Role.COUNSEL)
    for person in people:
        operations.name_person(request=request, subject=person, by=decider, at=MONDAY)
    operations.hand_to_counsel(request=request, by=decider, at=MONDAY)
    return operations.decide_request(request=request, decision=decision, by=decider, at=MONDAY)
