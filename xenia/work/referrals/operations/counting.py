"""Referrals in the ledger: sent, answered, ended. A closed year keeps what it said."""

import contextlib
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Step
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.vault.fields import is_shredded
from xenia.work.referrals.deadlines import business_days_between
from xenia.work.referrals.ledger_kinds import ANSWERED, CLOSED, DAYS_TO_ANSWER, SENT
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Status
from xenia.work.referrals.models.referral import ENDED

ANSWERS = (Status.ACCEPTED, Status.DECLINED)
Count = Callable[[Referral, date, int], object]
# {room: function}: who counts something of her own whenever it is counted how a referral ended, and takes it back with it.
# A room fills in its own when it starts.
ENDING_COUNTED_BY: Final[dict[str, Count]] = {}


def count_step(step: Step) -> None:
    """Count a step, in its transaction. Reopening takes back only how it ended: it was sent once."""
    referral, on = step.record, local_day(step.at)
    if (step.before, step.after) == (Status.DRAFT, Status.SENT):
        _count(SENT, referral, on, mode=referral.way)
    if step.after in ANSWERS and _is_first_answer(referral):
        _count(ANSWERED, referral, on, outcome=step.after, reason=referral.decline_reason)
        _count_days(referral, on)
    if step.after in ENDED and step.before != Status.DRAFT:
        count_ended(referral, on=on)


def count_ended(referral: Referral, *, on: date, times: int = 1) -> None:
    """How it ended; -1 takes it back, where its year is still open. Rooms above count theirs of it on the same day."""
    for count in ENDING_COUNTED_BY.values():
        count(referral, on, times)
    outcome = referral.outcome or referral.status
    reason = referral.outcome_reason or referral.decline_reason or referral.ending
    if times > 0:
        _count(CLOSED, referral, on, outcome=outcome, reason=reason)
        return
    with contextlib.suppress(YearIsClosed):
        _count(CLOSED, referral, on, quantity=times, outcome=outcome, reason=reason)


def _is_first_answer(referral: Referral) -> bool:
    """The step itself is noted already."""
    return bool(referral.steps_taken.filter(after__in=ANSWERS).count() == 1)


def _count_days(referral: Referral, on: date) -> None:
    days = business_days_between(local_day(referral.sent_at), on) if referral.sent_at else 0
    if days:
        record(kind=DAYS_TO_ANSWER, on=on, quantity=days, provider=referral.organization_id)


def _count(kind: str, referral: Referral, on: date, quantity: int = 1, **more: Any) -> None:
    client = referral.client
    said = {"language": client.spoken_language, "area": client.area}
    record(
        kind=kind,
        on=on,
        quantity=quantity,
        subject=referral.subject_id,
        is_named=client.is_named,
        provider=referral.organization_id,
        need=referral.need,
        **{name: str(value) for name, value in said.items() if not is_shredded(value)},
        **more,
    )
