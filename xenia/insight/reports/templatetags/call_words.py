"""Days and colleagues' names in the reader's words."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.template import Library
from django.utils.translation import get_language

from xenia.ground.common.dates import local_day
from xenia.ground.common.local_words import written_day

register = Library()


@register.filter
def day(when: date | datetime | None) -> str:
    """A day in full; nothing when there is none."""
    if when is None:
        return ""
    on = local_day(when) if isinstance(when, datetime) else when
    return written_day(on, get_language() or "en")


@register.filter
def named(person: UUID | None, names: dict[UUID, str]) -> str:
    """A colleague's name; "" when she is gone."""
    return names.get(person, "") if person else ""


@register.filter
def whole(number: Any) -> str:
    """A number of people: 1,234."""
    return f"{number:,}" if isinstance(number, int) else ""
