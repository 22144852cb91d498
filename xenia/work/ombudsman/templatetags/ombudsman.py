"""Days in the reader's words."""

from datetime import date
from typing import Any

from django.template import Library
from django.utils.translation import get_language

from xenia.ground.common.local_words import written_day

register = Library()


@register.filter
def day(when: date | None) -> str:
    """A day in full; nothing when there is none."""
    return written_day(when, get_language() or "en") if when else ""


@register.filter
def of_choice(hints: dict[str, str], option: Any) -> str:
    """What stands beneath one choice of a field."""
    return hints.get(str(option.data["value"]), "")
