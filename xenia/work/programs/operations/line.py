"""Somebody gets a place or waits for one; when a place is free the next in line has it.

Every step that changes who holds a place is taken while the offering is locked, and the places are counted anew; the
database refuses more than there are.
"""

import contextlib
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import day_span, local_day
from xenia.ground.common.transitions import WrongState, begun, take_step
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import note_served
from xenia.registers.clients.operations.client import locked as locked_client
from xenia.work.programs.models import Capacity, Enrolment, Offering, OfferingClosed
from xenia.work.programs.models.enrolment import HOLDING, Ahead, Status, Why
from xenia.work.programs.operations.locked import locked_offering


class AlreadyIn(Exception):
    """She takes part or waits already. `enrolment`: where."""

    def __init__(self, enrolment: Enrolment) -> None:
        super().__init__(f"enrolment {enrolment.pk} stands")
        self.enrolment = enrolment


class TooMany(ValueError):
    """More than one place is taken only of hours, and never more than there are."""


class HeldNoLonger(Exception):
    """The time in which the place was held is over."""


@transaction.atomic
def enrol(
    *,
    offering: Offering,
    client: Client,
    by: User | None,
    at: datetime,
    takes: int = 1,
    ahead: int = Ahead.USUAL,
) -> Enrolment:
    """Bring a person in: she takes part if a place is free and nobody waits, else she stands in line.

    takes: hours, where an offering has hours. Raises ClientGone, OfferingClosed, AlreadyIn, TooMany.
    """
    her = locked_client(client)
    current = locked_offering(offering)
    _refuse(current, her, takes, at)
    nobody_waits = not current.enrolments.in_line().exists()
    is_in = nobody_waits and current.left >= takes
    enrolment = new_enrolment(current, her, is_in=is_in, at=at, takes=takes)
    enrolment.ahead = Ahead(ahead)
    current.save(update_fields=["next_number", "taken"])
    enrolment.save(force_insert=True)
    begun(enrolment, at=at, by=by.pk if by else None)
    audit.record(by, f"programs.{enrolment.status}", enrolment, at=at)
    note_served(her, on=local_day(at))
    if not is_in:
        settle(current, at=at)
        enrolment.refresh_from_db()
    return enrolment


def new_enrolment(
    offering: Offering, her: Client, *, is_in: bool, at: datetime, takes: int = 1
) -> Enrolment:
    """The next number in line, with a place or without; the offering counts it. Neither is written yet."""
    made = Enrolment(
        subject_id=her.subject_id,
        offering=offering,
        client=her,
        status=Status.ENROLLED if is_in else Status.WAITING,
        takes=takes,
        number=offering.next_number,
        asked_on=local_day(at),
        enrolled_on=local_day(at) if is_in else None,
    )
    offering.next_number += 1
    offering.taken += takes if is_in else 0
    return made


def _refuse(offering: Offering, her: Client, takes: int, at: datetime) -> None:
    if not offering.takes_people(local_day(at)):
        raise OfferingClosed(f"offering {offering.pk} is {offering.status}")
    most = offering.places if offering.capacity_type == Capacity.HOURS else 1
    if not 1 <= takes <= most:
        raise TooMany(f"{takes} of {most}")
    if standing := offering.enrolments.standing().filter(client=her).first():
        raise AlreadyIn(standing)


@transaction.atomic
def leave(
    *,
    enrolment: Enrolment,
    why: str,
    by: User | None,
    at: datetime,
    version: int | None = None,
) -> list[Enrolment]:
    """She gives her place back, or stops waiting; whoever is next moves up. Who moved up.

    Raises WrongState, Crossed.
    """
    if by is not None:
        note_served(enrolment.client, on=local_day(at))
    offering = locked_offering(enrolment.offering)
    _leave(enrolment, why=Why(why), by=by, at=at, version=version)
    return settle(offering, at=at)


@transaction.atomic
def take_held_place(
    *, enrolment: Enrolment, by: User, at: datetime, version: int | None = None
) -> Enrolment:
    """She says yes to the place that was held for her. Raises WrongState, Crossed, HeldNoLonger, OfferingClosed."""
    note_served(enrolment.client, on=local_day(at))
    offering = locked_offering(enrolment.offering)
    found = Enrolment.objects.get(pk=enrolment.pk)
    if found.status != Status.OFFERED:
        raise WrongState(found, found.status, Status.ENROLLED)
    if found.answer_by is not None and found.answer_by <= at:
        raise HeldNoLonger(f"enrolment {found.pk} was held until {found.answer_by}")
    _give(enrolment, offering, to=Status.ENROLLED, by=by, at=at, version=version, is_told=True)
    audit.record(by, "programs.enrolled", enrolment, at=at)
    return enrolment


@transaction.atomic
def put_ahead(
    *, enrolment: Enrolment, ahead: int, by: User, at: datetime, version: int
) -> list[Enrolment]:
    """She goes before others who wait, for a reason everybody in the office sees. Who moved up.

    Raises WrongState when she does not wait any more, or when somebody changed her place in line meanwhile.
    """
    offering = locked_offering(enrolment.offering)
    waits = Enrolment.objects.filter(pk=enrolment.pk, status=Status.WAITING, state_version=version)
    if not waits.update(ahead=Ahead(ahead), state_version=F("state_version") + 1):
        found = Enrolment.objects.get(pk=enrolment.pk)
        raise WrongState(found, found.status, Status.WAITING)
    audit.record(by, "programs.put_ahead", enrolment, at=at, fields=["ahead"])
    return settle(offering, at=at)


@transaction.atomic
def say_told(*, enrolment: Enrolment, by: User, at: datetime) -> bool:
    """A colleague told her what became of her waiting. Whether nobody had before."""
    if not Enrolment.objects.filter(pk=enrolment.pk, is_told=False).update(is_told=True):
        return False
    audit.record(by, "programs.told", enrolment, at=at)
    return True


def settle(offering: Offering, *, at: datetime) -> list[Enrolment]:
    """Count who holds a place, and give what is free to those who wait, in their order. Who moved up.

    In the caller's transaction, on a locked offering. Nobody is passed over because less would suit somebody later.
    """
    _recount(offering)
    moved: list[Enrolment] = []
    if offering.status != Offering.Status.OPEN or offering.ends_on < local_day(at):
        return moved
    for enrolment in offering.enrolments.in_line().select_related("client"):
        if enrolment.takes > offering.left:
            break
        _move_up(enrolment, offering, at)
        moved.append(enrolment)
    return moved


def _move_up(enrolment: Enrolment, offering: Offering, at: datetime) -> None:
    to = Status.OFFERED if offering.hold_days else Status.ENROLLED
    _give(enrolment, offering, to=to, by=None, at=at, version=None, is_told=False)
    audit.record(None, f"programs.{to}", enrolment, at=at)


def _give(
    enrolment: Enrolment,
    offering: Offering,
    *,
    to: str,
    by: User | None,
    at: datetime,
    version: int | None,
    is_told: bool,
) -> None:
    held = day_span(local_day(at) + timedelta(days=offering.hold_days))[1]
    take_step(
        enrolment,
        to=to,
        at=at,
        by=by.pk if by else None,
        version=version,
        answer_by=held if to == Status.OFFERED else None,
        enrolled_on=local_day(at) if to == Status.ENROLLED else None,
        is_told=is_told,
    )
    _recount(offering)


def _leave(
    enrolment: Enrolment, *, why: str, by: User | None, at: datetime, version: int | None
) -> None:
    take_step(
        enrolment,
        to=Status.LEFT,
        at=at,
        by=by.pk if by else None,
        version=version,
        reason=why,
        why=why,
        ended_on=local_day(at),
        is_told=by is not None,
    )
    audit.record(by, "programs.left", enrolment, at=at, fields=["why"])


def _recount(offering: Offering) -> None:
    found = offering.enrolments.holding().aggregate(held=Coalesce(Sum("takes"), 0))
    offering.taken = found["held"]
    offering.save(update_fields=["taken"])


def end_everybody(offering: Offering, *, is_off: bool, by: User | None, at: datetime) -> None:
    """It ended or was called off: who took part was there to the end, who waited got no place.

    In the caller's transaction, on a locked offering.
    """
    for enrolment in offering.enrolments.standing().select_related("client"):
        if enrolment.status == Status.ENROLLED and not is_off:
            take_step(
                enrolment,
                to=Status.COMPLETED,
                at=at,
                by=by.pk if by else None,
                ended_on=local_day(at),
                is_told=True,
            )
        else:
            why = Why.CALLED_OFF if is_off else Why.ENDED
            _leave(enrolment, why=why, by=by, at=at, version=None)
    Enrolment.objects.filter(offering=offering, why=Why.CALLED_OFF).update(is_told=False)
    _recount(offering)


def let_go_of_held_places(at: datetime) -> int:
    """Whoever did not answer in time gives way to the next in line. How many."""
    gone = 0
    late = Enrolment.objects.filter(status=Status.OFFERED, answer_by__lte=at)
    for enrolment in late.select_related("offering", "client"):
        with contextlib.suppress(WrongState):
            leave(
                enrolment=enrolment,
                why=Why.NO_ANSWER,
                by=None,
                at=at,
                version=enrolment.state_version,
            )
            gone += 1
    return gone


def somebody_was_forgotten(_people: Collection[UUID], at: datetime) -> None:
    """Somebody asked to be forgotten, or her term was over: her place is free, or she stands before nobody any more.

    Who is next has it.
    """
    held = Coalesce(Sum("enrolments__takes", filter=Q(enrolments__status__in=HOLDING)), 0)
    waits = Exists(Enrolment.objects.filter(offering=OuterRef("pk"), status=Status.WAITING))
    running = Offering.objects.filter(status=Offering.Status.OPEN).annotate(held=held)
    moves = running.filter(~Q(held=F("taken")) | Q(waits, taken__lt=F("places")))
    for pk in moves.order_by("pk").values_list("pk", flat=True):
        settle(locked_offering(Offering(pk=pk)), at=at)
