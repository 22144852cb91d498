"""Days, colleagues' names and what stands beneath a choice, in the reader's words."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.template import Library
from django.utils.translation import get_language

from xenia.ground.common.local_words import written_day
from xenia.work.language_access.models.counting import method_words

register = Library()


@register.filter
def day(when: date | None) -> str:
    """A day in full; nothing when there is none."""
    return written_day(when, get_language() or "en") if when else ""


@register.filter
def named(person: UUID | None, names: Mapping[UUID, str]) -> str:
    """A colleague's name; "" when she is gone."""
    return names.get(person, "") if person else ""


@register.filter
def of(things: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping has under a key; None when nothing."""
    return things.get(key)


@register.filter
def of_choice(hints: Mapping[str, str], option: Any) -> str:
    """What stands beneath one choice of a field."""
    return hints.get(str(option.data["value"]), "")


@register.filter
def counted(method: str) -> str:
    """How a department counted the people it serves."""
    return method_words(method)
