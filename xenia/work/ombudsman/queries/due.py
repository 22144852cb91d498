"""How many working days are left until something is due."""

from collections.abc import Iterable
from datetime import date, timedelta

from xenia.ground.reference.calendar import SATURDAY, closed_days


def days_left(days: Iterable[date | None], today: date) -> dict[date, int]:
    """For each of some days, the working days from today on until it; below 0: how many it is late.

    By the calendar in force, in one query for all.
    """
    wanted = {one for one in days if one}
    if not wanted:
        return {}
    closed = closed_days(min(*wanted, today), max(*wanted, today))
    return {one: _between(today, one, closed) for one in wanted}


def _between(today: date, due: date, closed: set[date]) -> int:
    first, last = min(today, due), max(today, due)
    span = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    count = sum(1 for one in span if one.weekday() < SATURDAY and one not in closed)
    return count if due >= today else -count
