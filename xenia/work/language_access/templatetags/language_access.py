"""Days, hours and steps in the reader's words."""

from datetime import date, time

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xenia.ground.common import local_words

register = Library()
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STEPS: dict[str, Promise] = {
    "begin": _("Let begin"),
    "pause": _("Pause"),
    "resume": _("Goes on"),
    "leave": _("Leaves"),
    "bring_back": _("Comes back"),
}


@register.filter
def day(when: date | None) -> str:
    """A day in full; nothing when there is none."""
    return local_words.written_day(when, get_language() or "en") if when else ""


@register.filter
def clock(minute: int) -> str:
    """A minute of the day; the last one is midnight again."""
    return local_words.clock(time(minute // 60 % 24, minute % 60), get_language() or "en")


@register.filter
def weekday(number: int) -> str:
    """The name of a day of the week; 0 is Monday."""
    return local_words.day_name(DAYS[number], get_language() or "en")


@register.filter
def step_words(step: str) -> str:
    """What a button says."""
    return str(STEPS[step])
