"""Moments as quarters of an hour of a week, by the city's wall clock, and back."""

from datetime import date, datetime, time, timedelta

from xenia.ground.common.dates import city_zone, local_day, local_time
from xenia.work.language_access.queries.candidates import SLOT_MINUTES, SLOTS_PER_DAY


def week_start(at: datetime) -> date:
    """The Monday of a moment's week."""
    day = local_day(at)
    return day - timedelta(days=day.weekday())


def slot_of(at: datetime, start: date) -> int:
    """The quarter of an hour a moment lies in; 0 is the first one of `start`."""
    local = local_time(at)
    minutes = local.hour * 60 + local.minute
    return (local.date() - start).days * SLOTS_PER_DAY + minutes // SLOT_MINUTES


def first_slot_from(at: datetime, start: date) -> int:
    """The first quarter of an hour that begins at a moment or after it."""
    local = local_time(at)
    is_whole = not (local.minute % SLOT_MINUTES or local.second or local.microsecond)
    return slot_of(at, start) + (not is_whole)


def moment_of(slot: int, start: date) -> datetime:
    """When a quarter of an hour begins."""
    days, rest = divmod(slot, SLOTS_PER_DAY)
    hour, quarter = divmod(rest, 60 // SLOT_MINUTES)
    day = start + timedelta(days=days)
    return datetime.combine(day, time(hour, quarter * SLOT_MINUTES), city_zone())
