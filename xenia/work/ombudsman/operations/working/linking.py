"""One complaint follows another; a clock gets more days."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import ENDED, Kind
from xenia.work.ombudsman.operations.clocks import NoClock, extend_clock
from xenia.work.ombudsman.operations.counting import Counted, count_anew
from xenia.work.ombudsman.operations.standing import answer_clock, protect
from xenia.work.ombudsman.operations.telling import tell_her
from xenia.work.ombudsman.operations.thread import (
    as_its_handler,
    change,
    hold_as_seen,
    refuse_unless,
)
from xenia.work.ombudsman.operations.working.hearing import BEFORE_FOUND, LET_IN


class Circular(ValueError):
    """A complaint does not follow itself, nor one that follows it."""


class Link(StrEnum):
    """Why one complaint follows another."""

    DUPLICATE = "duplicate"
    RETALIATION = "retaliation"


@transaction.atomic
def link(
    *, complaint: Complaint, to: Complaint, why: str, version: int, by: User, at: datetime
) -> Complaint:
    """It repeats another complaint, or she was punished for the other one: that is urgent, and kept from the department.

    What repeats another is closed afterwards, as `duplicate`; until then nobody has it who had it not before.
    Raises Crossed, WrongState, NotYours, Circular.
    """
    is_punishment = Link(why) == Link.RETALIATION
    refuse_unless(hold_as_seen(complaint, version), BEFORE_FOUND)
    refuse_unless(to, LET_IN)
    _refuse_circle(complaint, to)
    before = Counted.of(complaint)
    hers = as_its_handler(complaint, by)
    fields: dict[str, Any] = {"follows": to}
    if is_punishment:
        department = complaint.department or to.department
        fields |= {**hers, "kind": Kind.RETALIATION, "is_urgent": True, "department": department}
    change(complaint, version=version, at=at, **fields)
    audit.record(by, "ombudsman.linked", complaint, at=at, fields=list(fields))
    if is_punishment and before.kind != Kind.RETALIATION:
        protect(complaint, at)
    count_anew(complaint, before)
    return complaint


@transaction.atomic
def unlink(*, complaint: Complaint, version: int, by: User, at: datetime) -> Complaint:
    """It belongs to no other complaint after all, as long as nothing was found or closed since. What protects her stays.

    Raises Crossed, WrongState, NotYours.
    """
    refuse_unless(hold_as_seen(complaint, version), BEFORE_FOUND)
    if complaint.follows_id is None:
        raise WrongState(complaint, complaint.status, complaint.status)
    as_its_handler(complaint, by)
    change(complaint, version=version, at=at, follows=None)
    audit.record(by, "ombudsman.unlinked", complaint, at=at, fields=["follows"])
    return complaint


def _refuse_circle(complaint: Complaint, to: Complaint) -> None:
    seen: Complaint | None = to
    passed = {complaint.pk}
    while seen is not None:
        if seen.pk in passed:
            raise Circular(f"complaint {to.pk} follows {complaint.pk} itself")
        passed.add(seen.pk)
        seen = seen.follows


@transaction.atomic
def extend(
    *, complaint: Complaint, days: int, why: str, version: int, by: User, at: datetime
) -> Clock:
    """What we found comes some business days later, once, and she is told why. why: a Clock.Why.

    Raises Crossed, NotYours, and CannotExtend.
    """
    if hold_as_seen(complaint, version).status in ENDED:
        raise NoClock(f"complaint {complaint.pk} is over")
    change(complaint, version=version, at=at, **as_its_handler(complaint, by))
    which = answer_clock(complaint)
    clock = extend_clock(complaint=complaint, which=which, days=days, why=why, at=at)
    audit.record(by, "ombudsman.extended", complaint, at=at)
    tell_her(complaint, at)
    return clock
