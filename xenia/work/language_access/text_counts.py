"""How long a text is, and how many days its translation takes. Pure.

A word is what stands between two spaces and has a letter or a digit in it. Scripts written without spaces (Chinese,
Japanese, Thai, Lao, Khmer, Burmese, Tibetan) are counted by characters. The two numbers stand beside each other; they are
never added together.
"""

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from xenia.ground.common.text import UNSPACED_LETTER

# What one translator does in a day beside other work: the office's own habit, no rule.
WORDS_A_DAY: Final = 1_500
CHARACTERS_A_DAY: Final = 2_500
# The second reader has a day of her own.
READING_DAYS: Final = 1


@dataclass(frozen=True, slots=True)
class Length:
    """How many words a text has, and how many characters of scripts without spaces."""

    words: int = 0
    characters: int = 0


def length_of(text: str) -> Length:
    """Count a text: words by spaces, scripts without spaces by characters."""
    words = characters = 0
    for token in text.split():
        characters += sum(_is_counted(one) for one in UNSPACED_LETTER.findall(token))
        rest = UNSPACED_LETTER.sub(" ", token).split()
        words += sum(any(map(str.isalnum, piece)) for piece in rest)
    return Length(words, characters)


def _is_counted(character: str) -> bool:
    """A sign that stands above or below another one is not counted."""
    return unicodedata.category(character)[0] in "LN"


def days_for(length: Length, *, is_read_twice: bool) -> int:
    """Business days from asking to the finished text: one at least, and one for the second reader."""
    work = Fraction(length.words, WORDS_A_DAY) + Fraction(length.characters, CHARACTERS_A_DAY)
    return max(1, ceil(work)) + (READING_DAYS if is_read_twice else 0)
