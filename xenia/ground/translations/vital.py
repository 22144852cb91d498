"""Sentences people act on, from the catalogues: in the reader's language only when somebody has answered for it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from xenia.ground.translations.catalogues import drafts_note


@dataclass(frozen=True, slots=True)
class VitalText:
    """A sentence as it is shown. lang: "en" where it is in English and the page is not; else ""."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text


def shows_drafts(reader: str) -> bool:
    """Whether vital sentences are shown in a language. In a real office only once its catalogue is reviewed.

    The sample city shows its drafts, and says on the page that they are.
    """
    return reader == "en" or settings.SAMPLE_CITY or not drafts_note(reader)


def vital(text: str, reader: str) -> VitalText:
    """One sentence in the language that is switched on, or in English where nobody has answered for it."""
    if not text or reader == "en":
        return VitalText(text)
    own = gettext(text) if shows_drafts(reader) else text
    return VitalText(own, "en" if own == text else "")
