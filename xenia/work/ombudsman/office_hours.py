"""When the office works: messages about days, and messages to departments, leave then."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from xenia.ground.common.dates import local_day, local_time
from xenia.work.ombudsman.clocks import Calendar, calendar_in_force
from xenia.work.ombudsman.limits import FROM_HOUR, UNTIL_HOUR, limits_now

AN_HOUR: Final = timedelta(hours=1)
# An office that is closed for longer than this is written to nevertheless.
LONGEST: Final = timedelta(days=60)


def is_open(at: datetime, calendar: Calendar, limits: Mapping[str, int]) -> bool:
    """Whether the office works at this hour of this day. limits: {code: business days, or hours}."""
    hour = local_time(at).hour
    return limits[FROM_HOUR] <= hour < limits[UNTIL_HOUR] and calendar.works(local_day(at))


def next_open(at: datetime) -> datetime:
    """This moment where the office works, else the first full hour at which it does again."""
    calendar, limits = calendar_in_force(), limits_now()
    moment = at
    while not is_open(moment, calendar, limits) and moment < at + LONGEST:
        moment = (moment + AN_HOUR).replace(minute=0, second=0, microsecond=0)
    return moment
