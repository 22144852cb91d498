"""Words made comparable, and phrases found in a text."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path

from xenia.ground.common.text import is_unspaced, runs

# A quotation mark, not the apostrophe inside a word.
QUOTE = re.compile(r"(?<!\w)['’ʼ`´]+|['’ʼ`´]+(?!\w)")
DATA = Path(__file__).resolve().parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the room's tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def has_phrase(words: Sequence[str], phrase: Sequence[str], *, is_beginning: bool = False) -> bool:
    """Whether folded words hold a folded phrase. is_beginning: the last word of the phrase may go on.

    In a script without spaces a phrase is looked for inside the words.
    """
    if any(is_unspaced(word) for word in phrase):
        return "".join(phrase) in "".join(words)
    places = range(len(words) - len(phrase) + 1)
    return any(_fits(words[place : place + len(phrase)], phrase, is_beginning) for place in places)


def _fits(words: Sequence[str], phrase: Sequence[str], is_beginning: bool) -> bool:
    if list(words[:-1]) != list(phrase[:-1]):
        return False
    return words[-1].startswith(phrase[-1]) if is_beginning else words[-1] == phrase[-1]


def folded(text: str) -> list[str]:
    """The words of a text without case, accents, width, Arabic marks and punctuation."""
    return runs(QUOTE.sub(" ", text))
