"""One city, one time zone: days as people in the city live them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def city_zone() -> ZoneInfo:
    """The city's time zone."""
    return ZoneInfo(settings.TIME_ZONE)


def now() -> datetime:
    """This moment, timezone-aware. Only views, commands and tasks ask; operations get `at`."""
    return timezone.now()


def local_day(at: datetime) -> date:
    """The calendar day in the city at a moment. Raises ValueError for a naive time."""
    return local_time(at).date()


def local_time(at: datetime) -> datetime:
    """The wall-clock time in the city. Raises ValueError for a naive time."""
    if at.tzinfo is None:
        raise ValueError(f"naive time {at!r}: expected a timezone-aware moment")
    return at.astimezone(city_zone())


def day_span(day: date) -> tuple[datetime, datetime]:
    """The first moment of a local day, and the first of the next one."""
    zone = city_zone()
    start = datetime.combine(day, datetime.min.time(), zone)
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    return start, end
