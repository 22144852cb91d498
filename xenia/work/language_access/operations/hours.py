"""When an interpreter can be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.work.language_access.models import HoursException, Interpreter, WeeklyHours
from xenia.work.language_access.models.hours import MINUTES_OF_A_DAY
from xenia.work.language_access.operations.roster import locked

DAY = timedelta(days=1)


class NotHours(ValueError):
    """Hours end after they begin, within one day of the week, and no two overlap."""


class SaidAlready(Exception):
    """Somebody wrote this down before."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Hours on one weekday (0 is Monday), in minutes from midnight. What goes past midnight is two of them."""

    weekday: int
    from_minute: int
    to_minute: int


@transaction.atomic
def set_weekly_hours(
    *,
    interpreter: Interpreter,
    hours: Sequence[Stretch],
    from_day: date,
    by: User | None,
    at: datetime,
) -> None:
    """From a day on this is her week. The pattern before it stays as it was until that day.

    Raises NotHours, and WrongState when she left.
    """
    _check(hours)
    current = locked(interpreter)
    current.hours.filter(valid_from__gte=from_day).delete()
    before = current.hours.exclude(valid_until__lt=from_day)
    before.update(valid_until=from_day - DAY)
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            interpreter=current,
            weekday=one.weekday,
            from_minute=one.from_minute,
            to_minute=one.to_minute,
            valid_from=from_day,
        )
        for one in hours
    )
    audit.record(by, "language_access.hours_set", current, at=at)


def _check(hours: Sequence[Stretch]) -> None:
    for one in hours:
        if not (0 <= one.weekday <= 6 and 0 <= one.from_minute < one.to_minute <= MINUTES_OF_A_DAY):
            raise NotHours(f"{one}: expected hours within one day")
    for first, second in pairwise(sorted(hours)):
        if first.weekday == second.weekday and second.from_minute < first.to_minute:
            raise NotHours(f"{first} and {second} overlap")


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What is different on one day. Without minutes: all day."""

    on: date
    is_available: bool
    from_minute: int | None = None
    to_minute: int | None = None


@transaction.atomic
def add_exception(
    *, interpreter: Interpreter, said: Otherwise, by: User | None, at: datetime
) -> HoursException:
    """On one day she is away, or there besides her usual hours. Raises NotHours, SaidAlready, WrongState."""
    current = locked(interpreter)
    same = current.exceptions.filter(
        on=said.on, from_minute=said.from_minute, to_minute=said.to_minute
    )
    if same.exists():
        raise SaidAlready(f"{said.on} stands already")
    made = HoursException(
        interpreter=current,
        on=said.on,
        from_minute=said.from_minute,
        to_minute=said.to_minute,
        is_available=said.is_available,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise NotHours(f"{said}: expected an end after the beginning") from None
    audit.record(by, "language_access.exception_added", current, at=at)
    return made


@transaction.atomic
def drop_exception(*, exception: HoursException, by: User | None, at: datetime) -> None:
    """The day is as usual again. Raises SaidAlready when somebody dropped it before."""
    current = locked(exception.interpreter)
    if not current.exceptions.filter(pk=exception.pk).delete()[0]:
        raise SaidAlready(f"exception {exception.pk} is gone already")
    audit.record(by, "language_access.exception_dropped", current, at=at)
