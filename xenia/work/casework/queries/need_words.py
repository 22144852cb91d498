"""Words people use for needs, in any language of ours, and the code each means."""

import re
from functools import lru_cache
from typing import Final

from django.conf import settings

from xenia.ground.common.text import fold
from xenia.ground.reference.vocabularies import label_of, vocabulary

ALSO: Final = {
    "immigration-legal": ("immigration", "imm. legal", "imm legal", "asylum", "green card", "work permit", "ead", "tps", "daca", "uscis", "lawyer", "attorney", "legal"),
    "citizenship": ("n-400", "n400", "naturalization", "citizenship test", "ciudadania"),
    "adult-education": ("esol", "esl", "english", "english class", "english classes", "ged", "hiset"),
    "school": ("school", "enrollment", "school enrollment", "kids school"),
    "housing": ("rent", "apartment", "eviction", "vivienda", "section 8"),
    "shelter": ("shelter", "homeless", "emergency shelter"),
    "public-benefits": ("benefits", "snap", "ebt", "wic", "tanf", "food stamps"),
    "work": ("job", "jobs", "employment", "work", "trabajo"),
    "food": ("food", "pantry", "food pantry", "groceries", "comida"),
    "health": ("health", "doctor", "medicaid", "insurance", "health insurance"),
    "mental-health": ("counseling", "therapy", "mental health"),
    "children": ("daycare", "child care", "childcare", "kids"),
    "documents": ("documents", "id", "birth certificate", "notary"),
    "interpretation": ("interpreter", "translation"),
    "safety": ("dv", "domestic violence", "safety"),
}  # fmt: skip
_BETWEEN: Final = re.compile(r"\s*(?:[,;/+&|\n\r]|\band\b|\by\b)\s*")


class NoNeed(ValueError):
    """A word that is no need. `word`: which."""

    def __init__(self, word: str) -> None:
        super().__init__(f"{word!r} is no need we know")
        self.word = word


def needs_in(said: str) -> tuple[str, ...]:
    """The codes of needs in words such as "food, esl; housing". Raises NoNeed."""
    words, found = need_words(), []
    for part in (one.strip(" .") for one in _BETWEEN.split(fold(said))):
        if not part:
            continue
        code = words.get(part) or _name_parts().get(part)
        if not code:
            raise NoNeed(part)
        found.append(code)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _name_parts() -> dict[str, str]:
    """Parts of the names of needs that stand in one name alone, such as "job training"."""
    codes: dict[str, set[str]] = {}
    for word, code in need_words().items():
        for part in _BETWEEN.split(word):
            codes.setdefault(part, set()).add(code)
    return {part: found.pop() for part, found in codes.items() if part and len(found) == 1}


@lru_cache(maxsize=1)
def need_words() -> dict[str, str]:
    """What people call needs, folded: {word: code}."""
    words = {name: code for code, names in ALSO.items() for name in names}
    for one in vocabulary("needs"):
        words.setdefault(one.code.replace("-", " "), one.code)
        for reader, _label in settings.LANGUAGES:
            words.setdefault(fold(label_of("needs", one.code, reader)), one.code)
    return words
