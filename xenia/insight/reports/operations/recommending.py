"""A recommendation against a barrier is made, decided on, carried out, or taken back.

It is about no person, and nothing of it is counted in the ledger: the ledger counts the barriers themselves.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import begun, take_step
from xenia.ground.reference.vocabularies import vocabulary
from xenia.insight.reports.models import Recommendation
from xenia.registers.directory.models import Organization

Status = Recommendation.Status
# What the audit calls each step.
_SAID: Final[Mapping[str, str]] = {
    Status.MADE: "reports.recommended_again",
    Status.ACCEPTED: "reports.recommendation_accepted",
    Status.DECLINED: "reports.recommendation_declined",
    Status.UNDER_WAY: "reports.recommendation_under_way",
    Status.DONE: "reports.recommendation_done",
    Status.WITHDRAWN: "reports.recommendation_taken_back",
}
_DECIDED: Final = frozenset({Status.ACCEPTED, Status.DECLINED})


class UnknownBarrier(ValueError):
    """A barrier that is not on the office's list."""


class Unfinished(ValueError):
    """A recommendation says what should be done, and by whom."""


@transaction.atomic
def make(
    *,
    barrier: str,
    text: str,
    owner: Organization | None = None,
    owner_words: str = "",
    due_on: date | None = None,
    by: User | None,
    at: datetime,
) -> Recommendation:
    """Say what should be done about a barrier. owner: who acts; owner_words: the same where it is no organization.

    Raises UnknownBarrier, Unfinished.
    """
    if barrier not in {one.code for one in vocabulary("barriers")}:
        raise UnknownBarrier(f"unknown barrier {barrier!r}: expected a code such as 'transport'")
    if not text.strip() or (owner is None and not owner_words.strip()):
        raise Unfinished("expected words and an owner")
    made = Recommendation.objects.create(
        barrier=barrier,
        text=text.strip(),
        owner=owner,
        owner_words=owner_words.strip() or (owner.name[:120] if owner else ""),
        due_on=due_on,
        made_on=local_day(at),
        changed_at=at,
    )
    begun(made, at=at, by=by.pk if by else None)
    audit.record(by, "reports.recommended", made, at=at)
    return made


@transaction.atomic
def move(
    *,
    recommendation: Recommendation,
    to: str,
    version: int,
    by: User | None,
    at: datetime,
) -> Recommendation:
    """It is accepted, declined, under way, done, taken back, or made again.

    Two at once: one wins, the other gets Crossed. Raises WrongState for a step that does not follow.
    """
    fields: dict[str, Any] = {"decided_on": local_day(at)} if to in _DECIDED else {}
    if to == Status.MADE:
        fields = {"decided_on": None}
    who = by.pk if by else None
    take_step(recommendation, to=to, at=at, version=version, by=who, **fields)
    audit.record(by, _SAID[to], recommendation, at=at)
    return recommendation
