"""The set phrases in one language, and how far each can be relied on."""

from dataclasses import dataclass
from typing import Final

from xenia.ground.translations.queries.texts import state_of, texts_of
from xenia.work.language_access.models import SetPhrase

ENGLISH: Final = "en"
DRAFT: Final = "draft"


@dataclass(frozen=True, slots=True)
class PhraseIn:
    """A phrase in one language. text: "" where it does not exist in it. state: of `translations.queries.texts`."""

    phrase: SetPhrase
    text: str
    state: str

    @property
    def is_draft(self) -> bool:
        """Whether nobody answers for its wording yet."""
        return bool(self.text) and self.state != "reviewed"


def phrases_in(language: str) -> list[PhraseIn]:
    """Every set phrase, in the office's order; two queries."""
    phrases = list(SetPhrase.objects.all())
    if language == ENGLISH:
        return [PhraseIn(one, one.text, "reviewed") for one in phrases]
    texts = texts_of(SetPhrase, [one.pk for one in phrases], [language])
    found = []
    for one in phrases:
        row = texts.get(one.pk, {}).get("text", {}).get(language)
        state = state_of(row, one.text)
        found.append(PhraseIn(one, row.text if row and state != "stale" else "", state))
    return found
