"""Days and colleagues' names in the reader's words."""

from datetime import date, datetime
from uuid import UUID

from django.template import Library
from django.utils.translation import get_language

from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import is_known, name_in
from xenia.ground.common.local_words import written_day
from xenia.ground.reference.vocabularies import label_of

register = Library()


@register.filter
def day(when: date | None) -> str:
    """A day in full, of a moment too; nothing when there is none."""
    if when is None:
        return ""
    on = local_day(when) if isinstance(when, datetime) else when
    return written_day(on, get_language() or "en")


@register.filter
def named(person: UUID | None, names: dict[UUID, str]) -> str:
    """A colleague's name; "" when she is gone, or nobody signed in."""
    return names.get(person, "") if person else ""


@register.filter
def need_words(code: str) -> str:
    """A need in the reader's words."""
    return label_of("needs", code, get_language() or "en")


@register.filter
def other_language(code: str) -> str:
    """What a text's language is called, where it is not the reader's; else nothing."""
    reader = get_language() or "en"
    return name_in(code, reader) if code != reader and is_known(code) else ""
