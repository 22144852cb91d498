"""What may be kept of a question that found nothing, and what never is."""

import re
import unicodedata
from typing import Final

from xenia.ground.common.text import is_unspaced, runs

# A name with its story is long; a word we lack is short.
MOST_WORDS: Final = 6
MOST_UNSPACED: Final = 14
MOST_SIGNS: Final = 60
SHORTEST: Final = 2
# What names a person or a case: addresses of mail and pages, handles, and numbers of phones, cases and files.
NEVER: Final = re.compile(
    r"@|https?:|www\.|\.(?:com|org|net)\b|\b(?:\d[\s().-]*){5,}", re.IGNORECASE
)
DIGITS: Final = re.compile(r"\d+")
NOT_A_WORD: Final = re.compile(r"[^\w\s'’-]|_")


def words_to_keep(typed: str) -> tuple[str, str] | None:
    """The words without digits, and the same made comparable; None for what could be about one person."""
    plain = "".join(
        str(unicodedata.digit(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFKC", typed)
    )
    if NEVER.search(plain):
        return None
    words = " ".join(NOT_A_WORD.sub(" ", DIGITS.sub(" ", plain.lower())).split())
    key = " ".join(runs(words))
    return (words, key) if _is_short(words, key) else None


def _is_short(words: str, key: str) -> bool:
    pieces = key.split()
    unspaced = sum(len(piece) for piece in pieces if is_unspaced(piece))
    return (
        SHORTEST <= len(key) <= MOST_SIGNS
        and len(words) <= MOST_SIGNS
        and len(pieces) <= MOST_WORDS
        and unspaced <= MOST_UNSPACED
    )
