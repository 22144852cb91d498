"""What people write, made comparable: one normaliser for the directory's texts and for what is typed.

The index and the question go through the same functions, so they meet whatever keyboard, accent,
script variant or spelling habit either was written with. Nothing here guesses a language.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from xenia.ground.common.stems import stem

# Letters that Unicode does not take apart, as people type them on another keyboard.
LETTERS: Final = {
    "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŋ": "n",
    "ɓ": "b", "ɗ": "d", "ƙ": "k",
    "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ے": "ي", "ہ": "ه", "ھ": "ه", "ـ": "", "ء": "",
}  # fmt: skip
APOSTROPHES: Final = "’‘ʼʻ`´ʹ′＇"
# Marks above and below Latin, Greek and Cyrillic letters; Hebrew points; Arabic vowel signs and hamzas.
# Vowel signs of Indian and South-East Asian scripts are letters to their readers and stay.
MARKS: Final = (
    (0x0300, 0x036F), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x0610, 0x061A),
    (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8), (0x06EA, 0x06ED),
)  # fmt: skip
INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Scripts written without spaces between words: Thai to Tibetan, Burmese, Khmer, kana and Chinese characters.
UNSPACED: Final = (
    "\u0e00-\u0e4f\u0e80-\u0ecf\u0f40-\u0fbc\u1000-\u103f\u1050-\u109f\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
SPACED_MARKS: Final = "\u0900-\u0963\u0966-\u0dff"
UNSPACED_LETTER: Final = re.compile(f"[{UNSPACED}]")
LETTER: Final = rf"(?:[^\W_{UNSPACED}]|[{SPACED_MARKS}])"
RUN: Final = re.compile(rf"[{UNSPACED}]+|{LETTER}+(?:'{LETTER}+)*")
NOT_A_LETTER: Final = {
    code: " " for code in range(128) if not (chr(code).isalnum() or code == ord("'"))
}
LONE_LETTER: Final = re.compile(r"\.[^\W\d_]\b")
ACRONYM: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
FORM_NUMBER: Final = re.compile(r"\b([^\W\d_])-(?=\d)")


def fold(text: str) -> str:
    """Text with every difference removed that a person searching does not mean.

    Case, width, accents, Arabic vowel signs, tatweel and hamza seats, ё and е, Vietnamese đ, Eastern digits,
    traditional characters (as simplified ones). Folding twice changes nothing more.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", _opened(text).translate(_folding()))


def runs(text: str) -> list[str]:
    """The words of a text, folded, in order; a stretch of a script without spaces is one run.

    An apostrophe parts words ("l'école" is "ecole", "driver's" is "driver"); the single letter it leaves is dropped.
    """
    folded = _joined_marks(fold(text))
    # Twice as fast as the pattern, and most folded texts are ASCII: this is what re-indexing spends its time on.
    found = folded.translate(NOT_A_LETTER).split() if folded.isascii() else RUN.findall(folded)
    if "'" not in folded:
        return found
    return [part for run in found for part in run.split("'") if part == run or len(part) > 1]


def units(text: str) -> list[str]:
    """The smallest comparable pieces, in order: stems of words, single characters of scripts without spaces."""
    found = runs(text)
    if all(map(str.isascii, found)):
        return list(map(stem, found))
    pieces: list[str] = []
    for run in found:
        if is_unspaced(run):
            pieces.extend(run)
        else:
            pieces.append(stem(run))
    return pieces


def index_tokens(text: str) -> list[str]:
    """What the index holds of a text: stems; for scripts without spaces each character and each pair of neighbours."""
    found = runs(text)
    if all(map(str.isascii, found)):
        return list(map(stem, found))
    tokens: list[str] = []
    for run in found:
        if is_unspaced(run):
            tokens += (piece for pair in pairs(run) for piece in (pair[0], pair))
            tokens.append(run[-1])
        else:
            tokens.append(stem(run))
    return tokens


def pairs(run: str) -> list[str]:
    """Each two neighbouring characters of a run: "学英语" is "学英", "英语"."""
    return [first + second for first, second in pairwise(run)]


def is_unspaced(run: str) -> bool:
    """Whether a run belongs to a script that is written without spaces."""
    return run[0] > "\u0dff" and UNSPACED_LETTER.match(run) is not None


def _opened(text: str) -> str:
    """Compatibility forms resolved, letters and marks apart, small letters; stable under repetition."""
    for _round in range(3):
        opened = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        if opened == text:
            break
        text = opened
    return text


def _joined_marks(folded: str) -> str:
    """G.E.D. is one word, and so is a form's number: N-400, I-589."""
    if LONE_LETTER.search(folded):
        folded = ACRONYM.sub(lambda found: found.group().replace(".", ""), folded)
    return FORM_NUMBER.sub(r"\1", folded) if "-" in folded else folded


@cache
def _folding() -> dict[int, str | None]:
    """One table from code points to what they fold to, made once per process."""
    table: dict[int, str | None] = dict(_simplified())
    table.update({ord(letter): plain for letter, plain in LETTERS.items()})
    table.update({ord(mark): "'" for mark in APOSTROPHES})
    table.update({code: None for first, last in MARKS for code in range(first, last + 1)})
    table.update({ord(sign): None for sign in INVISIBLE})
    table.update(_digits())
    return table


def _digits() -> dict[int, str]:
    codes = (code for code in range(0x0600, 0x1100) if unicodedata.category(chr(code)) == "Nd")
    return {code: str(unicodedata.digit(chr(code))) for code in codes}


def _simplified() -> dict[int, str]:
    """Each traditional character's simplified one.

    Character by character, not by phrase: the same character folds alike in a long text and in a short question.
    Source: OpenCC, dictionary TSCharacters (Apache-2.0).
    """
    lines = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split() for line in lines.splitlines() if line.strip())
    table = {ord(pair[0]): pair[1] for pair in pairs if len(pair) > 1}
    return {code: _last(to, table) for code, to in table.items()}


def _last(character: str, table: dict[int, str]) -> str:
    """Follow a chain of variants to its end, so that folding twice changes nothing."""
    seen = set[str]()
    while character not in seen and ord(character) in table:
        seen.add(character)
        character = table[ord(character)]
    return character
