"""Where the office's own words are written in other languages: on the settings' pages."""

from uuid import UUID

from django.urls import reverse

from xenia.ground.reference.models import Area, Office
from xenia.ground.translations.kinds import PAGES


def _office(_pk: UUID, language: str) -> str:
    return reverse("desk:settings_words", args=[language])


def _area(pk: UUID, _language: str) -> str:
    return reverse("desk:settings_area", args=[pk])


def point_to_pages() -> None:
    """Tell the room of translations."""
    PAGES[Office._meta.label_lower] = _office
    PAGES[Area._meta.label_lower] = _area
