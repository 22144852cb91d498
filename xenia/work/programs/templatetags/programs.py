"""Days and hours in the reader's words."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.template import Library
from django.utils.translation import get_language

from xenia.ground.common import local_words
from xenia.ground.common.dates import local_day, local_time

register = Library()


@register.filter
def day(when: date | None) -> str:
    """A day in full; nothing when there is none."""
    return local_words.written_day(when, get_language() or "en") if when else ""


@register.filter
def month(when: date) -> str:
    """A month and its year."""
    return local_words.written_month(when, get_language() or "en")


@register.filter
def last_day(before: datetime | None) -> str:
    """The last day that is wholly before a moment."""
    return day(local_day(before - timedelta(seconds=1))) if before else ""


@register.filter
def when(at: datetime) -> str:
    """A day of the week, a day and a time in the city."""
    reader, local = get_language() or "en", local_time(at)
    weekday = local_words.day_name(local_words.WEEKDAYS[local.weekday()], reader)
    parts = (weekday, local_words.written_day(local.date(), reader), clock(at))
    return local_words.comma(reader).join(parts)


@register.filter
def clock(at: datetime) -> str:
    """The time on the wall in the city."""
    return local_words.clock(local_time(at).time(), get_language() or "en")


@register.filter
def named(client: UUID, names: Mapping[UUID, str]) -> str:
    """What a person is called, where her name was opened."""
    return names.get(client, "")


@register.filter
def word_in(code: str, words: Mapping[str, str]) -> str:
    """A state in words."""
    return str(words.get(code, code))
