"""Days and colleagues' names in the reader's words."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.template import Library
from django.utils.translation import get_language

from xenia.ground.common.local_words import written_day
from xenia.work.language_access.models import MessageTranslation

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
def translation_of(
    pk: UUID, translations: Mapping[UUID, MessageTranslation]
) -> MessageTranslation | None:
    """The translation of one message of the page; None when nobody asked for one."""
    return translations.get(pk)
