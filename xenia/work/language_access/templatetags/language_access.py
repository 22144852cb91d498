"""Days, hours and steps in the reader's words."""

from datetime import date, time

from django.template import Library
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xenia.ground.common import local_words
from xenia.ground.common.languages import UnknownLanguage
from xenia.registers.population.groups import name_of

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
def month(when: date) -> str:
    """A month and its year."""
    return local_words.written_month(when, get_language() or "en")


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


@register.filter
def language_name(code: str) -> str:
    """What a language, or a group written as one, is called; a tag nobody knows stands as it is."""
    try:
        return name_of(code, get_language() or "en") if code else ""
    except UnknownLanguage:
        return code


@register.filter
def thousands(number: int) -> str:
    """A number that is easy to read."""
    return f"{number:,}"


@register.filter
def dollars(cents: int) -> str:
    """An amount of money."""
    return f"${cents / 100:,.2f}"


@register.filter
def in_hours(minutes: int) -> str:
    """Minutes as hours with two places, as time sheets have them."""
    return f"{minutes / 60:.2f}"


@register.filter
def for_call(phone: str) -> str:
    """A phone number as an address that a phone can call."""
    return "".join(sign for sign in str(phone) if sign.isdecimal() or sign == "+")
