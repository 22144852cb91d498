"""Several days at once are otherwise: a holiday, a week of illness, a Saturday more."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.work.language_access.models import Booking, HoursException, Interpreter
from xenia.work.language_access.operations.hours import (
    NotHours,
    Otherwise,
    SaidAlready,
    add_exception,
    drop_exception,
)
from xenia.work.language_access.queries.away import is_away

MOST_DAYS = 92


@transaction.atomic
def add_days(
    *, interpreter: Interpreter, said: Otherwise, last: date, by: User | None, at: datetime
) -> list[HoursException]:
    """From one day to another she is away, or there besides. A day of which it was said already stays as it is.

    Raises NotHours, SaidAlready when nothing is new, and WrongState when she left.
    """
    count = (last - said.on).days + 1
    if not 1 <= count <= MOST_DAYS:
        raise NotHours(f"{said.on} to {last}: expected at most {MOST_DAYS} days")
    made = [
        one
        for number in range(count)
        if (one := _added(interpreter, replace(said, on=said.on + timedelta(days=number)), by, at))
    ]
    if not made:
        raise SaidAlready(f"{said.on} to {last} stands already")
    return made


def _added(
    interpreter: Interpreter, said: Otherwise, by: User | None, at: datetime
) -> HoursException | None:
    try:
        return add_exception(interpreter=interpreter, said=said, by=by, at=at)
    except SaidAlready:
        return None


@transaction.atomic
def drop_days(
    *, interpreter: Interpreter, days: Collection[UUID], by: User | None, at: datetime
) -> int:
    """These days are as usual again. How many. Raises SaidAlready when somebody dropped them all before."""
    rows = HoursException.objects.filter(interpreter=interpreter, pk__in=days)
    dropped = 0
    for one in rows.select_for_update(of=("self",)).select_related("interpreter"):
        drop_exception(exception=one, by=by, at=at)
        dropped += 1
    if not dropped:
        raise SaidAlready("these days are as usual already")
    return dropped


def booked_meanwhile(made: Collection[HoursException]) -> int:
    """How many meetings stand on days on which she now says she is away."""
    away = {one.on for one in made if not one.is_available}
    if not away:
        return 0
    rows = Booking.objects.standing().filter(
        interpreter=next(iter(made)).interpreter_id,
        start_at__date__gte=min(away) - timedelta(days=1),
        start_at__date__lte=max(away) + timedelta(days=1),
    )
    said = [one for one in made if not one.is_available]
    return sum(is_away(one.start_at, one.end_at, said) for one in rows)
