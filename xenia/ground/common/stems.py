"""Word endings that do not change what a person is looking for.

"Class", "classes", "clase" and "clases" must meet. One text of a directory may hold several languages and people mix
them in one question, so a stem depends on the script alone, never on a guessed language. Light on purpose: plurals,
gender, the article and the commonest cases go; what is left need not be a word.
"""

import re
from functools import lru_cache
from typing import Final

ARABIC_PREFIXES: Final = ("وال", "بال", "كال", "فال", "لل", "ال")
ARABIC_SUFFIXES: Final = ("ها", "ات", "ون", "ين", "يه", "ان", "ه", "ي")
# Endings of Russian and its neighbours as they stand after folding (й is и, ё is е); the longest is found first.
RUSSIAN_ENDING: Final = re.compile(
    "(?<=...)(?:иями|ться|ость|ости|ями|ами|ого|его|ому|ему|ыми|ими|ешь|ишь|ить|ать|ять|еть|ует|ают|яют"
    "|ыи|ии|ои|еи|ая|яя|ое|ее|ые|ие|ую|юю|ем|им|ом|ым|ах|ях|их|ых|ов|ев|ью|ию|ия|ья|ье|ам|ям|ть"
    "|[аеиоуыьюя])$"
)


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The part of a folded word that its plural, gender and case forms share.

    word: one word as `text.fold` leaves it. Words of three letters and words with digits stay whole.
    """
    if len(word) < 4 or not word.isalpha():
        return word
    if word.isascii():
        return _latin(word)
    first = word[0]
    if "\u0400" <= first <= "\u052f":
        return _russian(word)
    if "\u0600" <= first <= "\u06ff":
        return _arabic(word)
    return word


def _latin(word: str) -> str:
    return _single_end(_without_vowel(_without_participle(_singular(word))))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith(("eaux", "eux")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        # "Kids" has a plural; "klas", and "clas" for "class", have none.
        return word if len(word) == 4 and word[2] in "aeiou" else word[:-1]
    return word


def _without_participle(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 4 and any(letter in "aeiouy" for letter in base):
            return base
    return word


def _without_vowel(word: str) -> str:
    if word.endswith("y") and len(word) >= 4:
        return word[:-1] + "i"
    # Spanish, Portuguese, French and Haitian gender and English silent e: abogada, abogado, advogado, nurse.
    if len(word) >= 5 and word[-1] in "aeo":
        return word[:-1]
    return word


def _single_end(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou" else word


def _russian(word: str) -> str:
    word = RUSSIAN_ENDING.sub("", word.removesuffix("ся").removesuffix("сь"))
    return word[:-1] if word.endswith("нн") else word


def _arabic(word: str) -> str:
    if word.startswith("و") and len(word) >= 5:
        word = word[1:] if not word.startswith("وال") else word
    for prefix in ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word
