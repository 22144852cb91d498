"""When a service is open, compact enough to ask 50,000 services at once.

A week is 672 quarters of an hour, Monday 0:00 first, kept as the bits of one number. Schedules that are not the
same every week are kept as they are and asked one by one.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
QUARTERS_A_DAY: Final = 96
QUARTERS_A_WEEK: Final = 7 * QUARTERS_A_DAY
MIDNIGHT: Final = 24 * 60


def quarter_of(at: datetime) -> int:
    """The quarter of the week at a local time; Monday 0:00 to 0:14 is 0."""
    return at.weekday() * QUARTERS_A_DAY + (at.hour * 60 + at.minute) // 15


def weekly_quarters(schedules: Iterable[Mapping[str, Any]]) -> int:
    """The quarters of the week that schedules without end or exception cover from start to end."""
    week = 0
    for schedule in schedules:
        if not is_every_week(schedule):
            continue
        span = _minutes(schedule)
        if span is None:
            continue
        for day in _weekdays(schedule):
            week |= _covered(
                DAYS.index(day) * MIDNIGHT + span[0], DAYS.index(day) * MIDNIGHT + span[1]
            )
    return week


def is_every_week(schedule: Mapping[str, Any]) -> bool:
    """Whether a schedule is the same in every week of the year."""
    return (
        (schedule.get("freq") or "WEEKLY").upper() == "WEEKLY"
        and (schedule.get("interval") or 1) == 1
        and not schedule.get("valid_from")
        and not schedule.get("valid_to")
        and all(day in DAYS for day in _byday(schedule))
    )


def is_open(schedule: Mapping[str, Any], at: datetime) -> bool:
    """Whether a schedule with a beginning, an end or a monthly day covers a local moment.

    A span over midnight belongs to the day it starts on. What cannot be read is closed.
    """
    span = _minutes(schedule)
    if span is None:
        return False
    minute = at.hour * 60 + at.minute
    today = at.date()
    if span[0] <= minute < span[1] and _is_on(schedule, today):
        return True
    return minute + MIDNIGHT < span[1] and _is_on(schedule, today - timedelta(days=1))


def _is_on(schedule: Mapping[str, Any], day: date) -> bool:
    first, last = _day(schedule.get("valid_from")), _day(schedule.get("valid_to"))
    if (first and day < first) or (last and day > last):
        return False
    freq = (schedule.get("freq") or "WEEKLY").upper()
    steps = {"DAILY": _days_since, "WEEKLY": _weeks_since, "MONTHLY": _months_since}
    if freq not in steps or not _is_turn(steps[freq](first, day), schedule.get("interval") or 1):
        return False
    return freq == "DAILY" or _is_day(schedule, day, freq)


def _is_turn(steps: int | None, interval: int) -> bool:
    """Whether it is this day's, week's or month's turn; every second one needs a first to count from."""
    return interval == 1 or (steps is not None and steps % interval == 0)


def _days_since(first: date | None, day: date) -> int | None:
    return (day - first).days if first else None


def _weeks_since(first: date | None, day: date) -> int | None:
    return (day - first + timedelta(days=first.weekday())).days // 7 if first else None


def _months_since(first: date | None, day: date) -> int | None:
    return (day.year - first.year) * 12 + day.month - first.month if first else None


def _is_day(schedule: Mapping[str, Any], day: date, freq: str) -> bool:
    name = DAYS[day.weekday()]
    if freq == "WEEKLY":
        return any(each.endswith(name) for each in _byday(schedule))
    from_start = (day.day - 1) // 7 + 1
    from_end = (monthrange(day.year, day.month)[1] - day.day) // 7 + 1
    wanted = {f"{from_start}{name}", f"-{from_end}{name}", name}
    monthly = str(schedule.get("bymonthday") or "").replace(" ", "").split(",")
    return str(day.day) in monthly or not wanted.isdisjoint(
        each.removeprefix("+") for each in _byday(schedule)
    )


def _weekdays(schedule: Mapping[str, Any]) -> list[str]:
    return [day for day in _byday(schedule) if day in DAYS]


def _byday(schedule: Mapping[str, Any]) -> list[str]:
    return [day.strip().upper() for day in (schedule.get("byday") or "").split(",") if day.strip()]


def _minutes(schedule: Mapping[str, Any]) -> tuple[int, int] | None:
    """Opening and closing in minutes after midnight; closing at or before opening is on the next day."""
    opens, closes = _time(schedule.get("opens_at")), _time(schedule.get("closes_at"))
    if opens is None or closes is None:
        return None
    return (opens, closes) if closes > opens else (opens, closes + MIDNIGHT)


def _time(text: Any) -> int | None:
    if str(text).startswith("24:00"):
        return MIDNIGHT
    try:
        parsed = time.fromisoformat(str(text))
    except ValueError:
        return None
    # 23:59 is how many systems write the end of the day.
    return (
        MIDNIGHT if (parsed.hour, parsed.minute) == (23, 59) else parsed.hour * 60 + parsed.minute
    )


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _covered(start: int, end: int) -> int:
    """Whole quarters between two minutes of the week; what passes Sunday's end continues on Monday."""
    first, after = -(-start // 15), end // 15
    bits = ((1 << max(0, after - first)) - 1) << first
    return (bits | bits >> QUARTERS_A_WEEK) & ((1 << QUARTERS_A_WEEK) - 1)
