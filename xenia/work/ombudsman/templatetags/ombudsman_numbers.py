"""Days in the reader's words."""

from datetime import date

from django.template import Library
from django.utils.translation import get_language

from xenia.ground.common.local_words import written_day

register = Library()


@register.filter
def written(day: date | None) -> str:
    """A day in full; nothing when there is none."""
    return written_day(day, get_language() or "en") if day else ""
