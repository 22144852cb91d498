"""How a page greets somebody, and says which day it is."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from xenia.ground.common.dates import local_time
from xenia.ground.common.local_words import WEEKDAYS, day_name, written_day

NOON, EVENING = 12, 18


def greeting(name: str, at: datetime) -> str:
    """Good morning, by the clock of the city."""
    hour = local_time(at).hour
    if hour < NOON:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < EVENING:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def in_full(day: date, reader: str) -> str:
    """A day with its name, "Monday, November 16, 2026"."""
    return _("%(weekday)s, %(day)s") % {
        "weekday": day_name(WEEKDAYS[day.weekday()], reader),
        "day": written_day(day, reader),
    }
