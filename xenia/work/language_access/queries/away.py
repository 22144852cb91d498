"""Times at which an interpreter said she is away, beside what she is booked or asked for."""

from collections.abc import Collection
from datetime import datetime, timedelta

from xenia.ground.common.dates import local_day, local_time
from xenia.work.language_access.models import Booking, HoursException, Interpreter
from xenia.work.language_access.models.hours import MINUTES_OF_A_DAY
from xenia.work.language_access.queries.own_week import to_come

DAY = timedelta(days=1)


def is_away(start: datetime, end: datetime, away: Collection[HoursException]) -> bool:
    """Whether one of these times touches a meeting, also one that goes past midnight."""
    first, last = local_time(start), local_time(end)
    begins = first.hour * 60 + first.minute
    ends = (last.date() - first.date()).days * MINUTES_OF_A_DAY + last.hour * 60 + last.minute
    for one in away:
        shift = (one.on - first.date()).days * MINUTES_OF_A_DAY
        if begins < one.span[1] + shift and ends > one.span[0] + shift:
            return True
    return False


def away_times(interpreter: Interpreter, start: datetime, end: datetime) -> list[HoursException]:
    """What she said of these days: that she is away, all day or for some hours.

    Not what a calendar of hers says: there our own meeting may stand, written down by hand.
    """
    rows = interpreter.exceptions.filter(is_available=False, is_from_calendar=False)
    return list(rows.filter(on__gte=local_day(start), on__lte=local_day(end)))


def expected_while_away(interpreter: Interpreter, at: datetime) -> list[Booking]:
    """Where she is still to go at a time she says she is away."""
    coming = [one for one in to_come(interpreter, at) if one.start_at > at]
    if not coming:
        return []
    away = away_times(interpreter, coming[0].start_at, max(one.end_at for one in coming))
    return [one for one in coming if is_away(one.start_at, one.end_at, away)]
