"""An offering is planned, opened, changed, called off, and ends."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, WrongState, take_step
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.registers.directory.models import Location
from xenia.work.programs.models import Offering, Program
from xenia.work.programs.operations.capacity import lay_out, says_of_itself, take_back_plan
from xenia.work.programs.operations.line import end_everybody, let_go_of_held_places, settle
from xenia.work.programs.operations.locked import locked_offering
from xenia.work.programs.operations.sessions import Meets, add_sessions


class FewerThanTaken(ValueError):
    """People hold more places than that, or somebody waits for more at once. `taken`: how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(f"{taken} places are held or waited for")
        self.taken = taken


class NotInOrder(ValueError):
    """The last day lies before the first."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned: a name, so many places of one kind, from a day until a day."""

    name: str
    capacity_type: str
    places: int
    begins_on: date
    ends_on: date
    location: Location | None = None
    last_day_to_enrol: date | None = None
    hold_days: int = 0


@dataclass(frozen=True, slots=True)
class Changed:
    """What of an offering can be said anew while it runs. The kind of place stays, so that figures stay apart."""

    name: str
    places: int
    location: Location | None = None
    last_day_to_enrol: date | None = None
    hold_days: int = field(default=0)


@transaction.atomic
def plan_offering(
    *,
    program: Program,
    planned: Planned,
    by: User | None,
    at: datetime,
    meets: Iterable[Meets] = (),
    like: Offering | None = None,
) -> Offering:
    """Plan what is offered from a day until a day; its places are counted as planned for its months.

    meets: its sessions. like: the one it repeats. Raises NotInOrder, YearIsClosed.
    """
    if planned.ends_on < planned.begins_on:
        raise NotInOrder(f"{planned.ends_on} lies before {planned.begins_on}")
    offering = Offering.objects.create(
        program=program,
        like=like,
        name=planned.name,
        capacity_type=planned.capacity_type,
        places=planned.places,
        begins_on=planned.begins_on,
        ends_on=planned.ends_on,
        location=planned.location,
        last_day_to_enrol=planned.last_day_to_enrol,
        hold_days=planned.hold_days,
    )
    lay_out(offering, is_own_figure=says_of_itself(offering, by))
    audit.record(by, "programs.planned", offering, at=at)
    add_sessions(offering=offering, meets=meets, by=by, at=at)
    return offering


@transaction.atomic
def open_offering(
    *, offering: Offering, by: User | None, at: datetime, version: int | None = None
) -> Offering:
    """From now on people can be brought in. Raises WrongState, Crossed."""
    locked_offering(offering)
    _step(offering, Offering.Status.OPEN, by, at, version)
    audit.record(by, "programs.opened", offering, at=at)
    return offering


@transaction.atomic
def change_offering(
    *, offering: Offering, said: Changed, version: int, by: User, at: datetime
) -> Offering:
    """Say anew how many places there are, where, and until when people can be brought in. New places go to who waits.

    Raises FewerThanTaken, Crossed, WrongState when it is over, YearIsClosed.
    """
    current = locked_offering(offering)
    if current.state_version != version:
        raise Crossed(current, current.status, current.status)
    if current.status not in (Offering.Status.PLANNED, Offering.Status.OPEN):
        raise WrongState(current, current.status, current.status)
    wanted = max([current.taken, *current.enrolments.in_line().values_list("takes", flat=True)])
    if said.places < wanted:
        raise FewerThanTaken(wanted)
    had = current.places
    current.name, current.places, current.location = said.name, said.places, said.location
    current.last_day_to_enrol, current.hold_days = said.last_day_to_enrol, said.hold_days
    current.state_version = version + 1
    current.save()
    if had != current.places:
        lay_out(current, is_own_figure=says_of_itself(current, by))
    audit.record(by, "programs.changed", current, at=at)
    settle(current, at=at)
    return current


@transaction.atomic
def close_offering(
    *, offering: Offering, by: User | None, at: datetime, version: int | None = None
) -> Offering:
    """It is over: who took part was there to the end. Raises WrongState, Crossed."""
    current = locked_offering(offering)
    end_everybody(current, is_off=False, by=by, at=at)
    _step(offering, Offering.Status.CLOSED, by, at, version)
    audit.record(by, "programs.closed", offering, at=at)
    return offering


@transaction.atomic
def call_off(*, offering: Offering, by: User, at: datetime, version: int | None = None) -> Offering:
    """It does not take place: everybody is to be told, and what was planned for later is not planned any more.

    Raises WrongState, Crossed, YearIsClosed.
    """
    current = locked_offering(offering)
    end_everybody(current, is_off=True, by=by, at=at)
    take_back_plan(current, after=local_day(at))
    current.sessions.standing().filter(starts_at__gt=at).update(cancelled_at=at)
    _step(offering, Offering.Status.CANCELLED, by, at, version)
    audit.record(by, "programs.called_off", offering, at=at)
    return offering


def _step(offering: Offering, to: str, by: User | None, at: datetime, version: int | None) -> None:
    take_step(offering, to=to, at=at, by=by.pk if by else None, version=version)


def keep_places(at: datetime) -> int:
    """Every night and hour: held places nobody answered for move on; what is past its last day ends. How many steps."""
    done = let_go_of_held_places(at)
    over = Offering.objects.filter(status=Offering.Status.OPEN, ends_on__lt=local_day(at))
    for offering in over:
        with contextlib.suppress(WrongState, YearIsClosed):
            close_offering(offering=offering, by=None, at=at)
            done += 1
    return done
