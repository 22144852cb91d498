"""Days, codes and colleagues' names in the reader's words."""

from datetime import date
from uuid import UUID

from django.template import Library
from django.utils.translation import get_language

from xenia.ground.common.languages import is_known, name_in
from xenia.ground.common.local_words import written_day
from xenia.ground.reference.vocabularies import label_of

register = Library()


@register.filter
def day(when: date | None) -> str:
    """A day in full; nothing when there is none."""
    return written_day(when, get_language() or "en") if when else ""


@register.filter
def named(person: UUID | None, names: dict[UUID, str]) -> str:
    """A colleague's name; "" when she is gone."""
    return names.get(person, "") if person else ""


@register.filter
def need(code: str) -> str:
    """A need in the reader's words."""
    return label_of("needs", code, get_language() or "en")


@register.filter
def tongue(code: str) -> str:
    """A language in the reader's words."""
    return name_in(code, get_language() or "en") if is_known(code) else code
