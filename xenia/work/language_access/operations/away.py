"""An interpreter is away for some days, or her own calendar says when she is busy."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.work.language_access.models import HoursException, Interpreter
from xenia.work.language_access.models.hours import MINUTES_OF_A_DAY
from xenia.work.language_access.operations.hours import NotHours, Otherwise, SaidAlready
from xenia.work.language_access.operations.offers import decline_while_away
from xenia.work.language_access.operations.roster import locked

MOST_DAYS = 92
MOST_TIMES = 1500


@transaction.atomic
def be_away(
    *,
    interpreter: Interpreter,
    first: date,
    last: date,
    by: User | None,
    at: datetime,
    minutes: tuple[int, int] | None = None,
) -> int:
    """She cannot be sent from one day to another, all day or for some hours of each. How many days are new.

    What she is asked for in this time is declined; where she is expected, she stays expected until she says so.

    Raises NotHours, SaidAlready when every day stood there, WrongState when she left.
    """
    if not 0 <= (last - first).days < MOST_DAYS:
        raise NotHours(f"{first} to {last}: expected 1 to {MOST_DAYS} days")
    begins, ends = minutes or (None, None)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    said = [Otherwise(day, False, begins, ends) for day in days]
    # Requests are held before an interpreter, as everywhere.
    decline_while_away(interpreter, [_exception(interpreter, one) for one in said], by=by, at=at)
    made = _add(locked(interpreter), said, is_from_calendar=False)
    if not made:
        raise SaidAlready(f"{first} to {last} stand already")
    audit.record(by, "language_access.away", interpreter, at=at)
    return made


@transaction.atomic
def take_over_calendar(
    *, interpreter: Interpreter, busy: Sequence[Otherwise], by: User | None, at: datetime
) -> int:
    """What her calendar says of the days to come takes the place of what the last one said. How many times are new.

    Raises NotHours for times that are none or too many, WrongState when she left.
    """
    if len(busy) > MOST_TIMES or any(one.is_available for one in busy):
        raise NotHours(f"{len(busy)} times: expected at most {MOST_TIMES}, all away")
    current, today = locked(interpreter), local_day(at)
    current.exceptions.filter(is_from_calendar=True, on__gte=today).delete()
    made = _add(current, [one for one in busy if one.on >= today], is_from_calendar=True)
    audit.record(by, "language_access.calendar_taken_over", current, at=at)
    return made


def _add(interpreter: Interpreter, said: Iterable[Otherwise], *, is_from_calendar: bool) -> int:
    """Write down what does not stand there yet."""
    stands = set(interpreter.exceptions.values_list("on", "from_minute", "to_minute"))
    wanted = {(one.on, one.from_minute, one.to_minute): one for one in said}
    made = [
        _exception(interpreter, one, is_from_calendar=is_from_calendar)
        for key, one in wanted.items()
        if key not in stands
    ]
    HoursException.objects.bulk_create(made)
    return len(made)


def _exception(
    interpreter: Interpreter, one: Otherwise, *, is_from_calendar: bool = False
) -> HoursException:
    return HoursException(
        interpreter=interpreter,
        on=one.on,
        is_available=False,
        is_from_calendar=is_from_calendar,
        **_minutes(one),
    )


def _minutes(one: Otherwise) -> dict[str, int | None]:
    begins, ends = one.from_minute, one.to_minute
    if begins is None and ends is None:
        return {}
    if begins is None or ends is None or not 0 <= begins < ends <= MINUTES_OF_A_DAY:
        raise NotHours(f"{one}: expected an end after the beginning, within the day")
    return {"from_minute": begins, "to_minute": ends}
