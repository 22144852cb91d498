"""What became of a need: met, unmet for a reason, or open again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, take_step
from xenia.work.casework.models import Need
from xenia.work.casework.models.need import Status, Unmet
from xenia.work.casework.operations.thread import id_of
from xenia.work.referrals.operations import settle_with_need


@transaction.atomic
def meet_need(*, need: Need, version: int | None = None, by: User | None, at: datetime) -> Need:
    """She got what she needed. Raises Crossed, WrongState."""
    return _step(need, Status.MET, version, by, at)


@transaction.atomic
def leave_unmet(
    *, need: Need, why: str, version: int | None = None, by: User | None, at: datetime
) -> Need:
    """She did not get it, for a reason of `Unmet`. Raises Crossed, WrongState."""
    return _step(need, Status.UNMET, version, by, at, reason=why, why=Unmet(why))


@transaction.atomic
def reopen_need(*, need: Need, version: int | None = None, by: User | None, at: datetime) -> Need:
    """It is not settled after all. Raises Crossed, WrongState."""
    return _step(need, Status.OPEN, version, by, at, why="")


def _step(
    need: Need,
    to: str,
    version: int | None,
    by: User | None,
    at: datetime,
    *,
    reason: str = "",
    **fields: Any,
) -> Need:
    if by is not None and to != Status.OPEN and need.referral_id:
        # Before the need, as where its organization answers: so nobody waits in a circle.
        settle_with_need(referral_id=need.referral_id, by=by, at=at)
    take_step(
        need,
        to=to,
        at=at,
        version=version,
        by=id_of(by),
        reason=reason,
        moved_on=local_day(at),
        **fields,
    )
    audit.record(by, f"casework.need_{to}", need, at=at)
    return need


@transaction.atomic
def lay_on(*, need: Need, referral_id: UUID, by: User | None, at: datetime) -> Need:
    """A referral was sent for it. Raises WrongState when the need is settled."""
    current: Need = Need.objects.select_for_update().get(pk=need.pk)
    if current.status != Status.OPEN:
        raise WrongState(current, current.status, Status.OPEN)
    current.referral_id = referral_id
    current.moved_on = local_day(at)
    current.state_version += 1
    current.save(update_fields=["referral_id", "moved_on", "state_version"])
    audit.record(by, "casework.need_laid_on", current, at=at, fields=["referral_id"])
    return current
