"""Languages in one cell: "Spanish/Portuguese (fluent)", "Kriolu", "Mandarin & Cantonese", "English into French-Canadian"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_noop

from xenia.ground.common.languages import all_languages, language, name_in
from xenia.ground.common.text import fold
from xenia.ground.imports.cells import Ways, plain
from xenia.ground.imports.reading import Cell
from xenia.ground.imports.sentences import Partly, Refused, Sentence

ENGLISH: Final = "en"
# What lists call a language, beside its names in the registry and in the languages of our pages.
ALSO: Final = {
    "es": ("spa", "span", "castellano", "latin american spanish"),
    "ht": (
        "haitian", "kreyol", "haitian kreyol", "kreyol ayisyen", "haitian creole", "creole haitian", "kreyol haitian",
        "haitian creole kreyol", "creole haiti",
    ),
    "kea": (
        "kriolu", "crioulo", "cape verdean", "cape verdean creole", "cape verdean kriolu", "cape verdean portuguese creole",
        "cabo verdean", "cabo verdean creole", "creole cape verdean", "creole cabo verdean", "kabuverdianu",
        "crioulo cabo verdiano", "cv creole", "cv kriolu", "capeverdean", "capeverdean creole",
    ),
    "cmn": ("mandarin", "mandarin chinese", "chinese mandarin", "putonghua"),
    "yue": ("cantonese", "cantonese chinese", "chinese cantonese"),
    "pt-br": ("portuguese", "brazilian portuguese", "portuguese brazilian", "portuguese brazil", "brazilian", "port"),
    "fa": ("farsi", "persian farsi", "farsi persian"),
    "prs": ("dari", "dari persian", "afghan persian"),
    "so": ("somali maxaa", "af soomaali", "maxaa tiri"),
    "ti": ("tigrigna",), "om": ("oromo", "oromiffa", "afan oromo"), "sw": ("kiswahili",), "rn": ("rundi",),
    "km": ("khmer", "cambodian", "khmer cambodian", "cambodian khmer"), "lo": ("laotian",), "my": ("burmese", "myanmar"),
    "fil": ("pilipino",), "ase": ("asl", "american sign", "sign language asl", "asl sign language"), "vi": ("viet",),
    "sq": ("albanian",), "kmr": ("kurmanji",), "ckb": ("sorani", "kurdish sorani"), "ff": ("fulani", "fulah", "pulaar"),
    "ak": ("twi", "akan twi", "twi akan"), "quc": ("quiche", "k'iche'", "kiche"), "bm": ("bamanankan",),
    "en": ("eng", "english"),
}  # fmt: skip
# A word that means one language here and another there: nobody guesses.
SEVERAL: Final = frozenset(
    {"creole", "chinese", "kurdish", "karen", "sign", "sign language", "indian"}
)
# Ways of speaking that stand beside a language and are no language of their own.
DIALECTS: Final = {
    "canadian": "Canadian", "quebecois": "Quebec", "quebec": "Quebec", "european": "European", "continental": "European",
    "portugal": "European", "azorean": "Azorean", "african": "African", "moroccan": "Moroccan", "darija": "Moroccan",
    "egyptian": "Egyptian", "iraqi": "Iraqi", "levantine": "Levantine", "lebanese": "Lebanese", "syrian": "Syrian",
    "palestinian": "Palestinian", "sudanese": "Sudanese", "yemeni": "Yemeni", "gulf": "Gulf", "algerian": "Algerian",
    "tunisian": "Tunisian", "mexican": "Mexican", "caribbean": "Caribbean", "dominican": "Dominican",
    "salvadoran": "Salvadoran", "guatemalan": "Guatemalan", "colombian": "Colombian", "castilian": "Castilian",
    "brava": "Brava", "fogo": "Fogo", "santiago": "Santiago", "badiu": "Santiago", "toisan": "Toisan",
    "toisanese": "Toisan", "taishanese": "Toisan", "benadiri": "Benadiri",
}  # fmt: skip
# Her own word for how well she speaks. It proves nothing.
OWN_WORD: Final = frozenset(
    {
        "fluent", "fluently", "native", "speaker", "bilingual", "spoken", "speaks", "oral", "good", "excellent", "very",
        "advanced", "heritage", "mother", "tongue", "level", "read", "reads", "speak", "nativo", "nativa", "fluente",
        "fluido", "courant", "language", "only", "dialect", "full", "professional", "interpreter", "interpreting",
    }
)  # fmt: skip
WEAK: Final = frozenset(
    {"basic", "conversational", "beginner", "some", "limited", "intermediate", "little", "learning"}
)
IN_WRITING: Final = frozenset(
    {"written", "writes", "write", "writing", "translation", "translator", "translates"}
)

_PARTS: Final = re.compile(r"[,;/&+|•\n\r]+|\s(?:and|y|e|et|ak|und)\s", re.IGNORECASE)
_ONE_WAY: Final = re.compile(r"\s*(?:-+>|→|⇒|(?<!<)>|\binto\b|\bto\b)\s*", re.IGNORECASE)
_BOTH_WAYS: Final = re.compile(r"\s*(?:<-*>|↔|⇄|⇔)\s*")
_WORD: Final = re.compile(r"[^\s()\[\]:*.\-–—&,;/+]+")
_LONGEST: Final = 4
_UNKNOWN: Final = gettext_noop(
    "We do not know one of these languages. Write each as our list does, with commas between them."
)
_WHICH: Final = gettext_noop(
    "A language is not clear. Say which one, such as Haitian Creole, Cape Verdean Creole, Mandarin or Cantonese."
)
_LEFT_OUT: Final = gettext_noop(
    "This is not clear as a language, or only a little of one, and is left out. Add it on the interpreter’s page."
)
_ONLY_ENGLISH: Final = gettext_noop("Write the language beside English.")
_ONLY_A_LITTLE: Final = gettext_noop(
    "Only a little of a language is not enough to interpret. Leave the language out."
)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language somebody works in, from and into another."""

    code: str
    other: str = ENGLISH
    dialect: str = ""
    is_both_ways: bool = True
    is_written: bool = False


def tongues(cell: Cell, _ways: Ways) -> tuple[Tongue, ...] | Partly:
    """The languages of a cell, each once; one that is not clear is left out and said, if there is another.

    How well she says she speaks them is not kept: it proves nothing. Raises Refused where no language is clear.
    """
    found: dict[Tongue, None] = {}
    unclear: list[Refused] = []
    for part in _parts(plain(cell)):
        try:
            found |= dict.fromkeys(_read(part))
        except Refused as refused:
            unclear.append(refused)
    if not found:
        raise unclear[0] if unclear else Refused(_ONLY_ENGLISH)
    if not unclear:
        return tuple(found)
    words = ", ".join(dict.fromkeys(one.sentence.heard for one in unclear))
    return Partly(tuple(found), (Sentence(_LEFT_OUT, heard=words),))


def _parts(text: str) -> Iterator[str]:
    """What stands between separators, but not between those inside brackets."""
    depth, part = 0, ""
    for piece in re.split(r"([()])", text):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if depth > 0 or piece == ")":
            part += piece
            continue
        first, *more = _PARTS.split(piece)
        part += first
        for one in more:
            yield part
            part = one
    yield part


def _read(part: str) -> Iterator[Tongue]:
    for pattern, both in ((_BOTH_WAYS, True), (_ONE_WAY, False)):
        sides = pattern.split(part)
        if len(sides) == 2 and all(side.strip() for side in sides):
            yield _between(sides[0], sides[1], both)
            return
    said = _said(part)
    for code, dialects in said.codes:
        for dialect in dialects or [""]:
            written = said.is_written or code not in (language(code).spoken_by or (code,))
            yield Tongue(code, dialect=dialect, is_written=written)


def _between(first: str, second: str, both: bool) -> Tongue:
    """From one language into another, or both ways; the one that is not English stands first where both ways."""
    one, other = (_said(side, with_english=True) for side in (first, second))
    if len(one.codes) != 1 or len(other.codes) != 1 or one.codes[0][0] == other.codes[0][0]:
        raise Refused(_UNKNOWN, heard=f"{first.strip()} – {second.strip()}")
    (code, dialects), (into, more) = one.codes[0], other.codes[0]
    if both and code == ENGLISH:
        code, into = into, code
    dialect = next(iter([*dialects, *more]), "")
    return Tongue(code, into, dialect, both, one.is_written or other.is_written)


@dataclass(frozen=True, slots=True)
class _Said:
    codes: list[tuple[str, list[str]]]
    is_written: bool


def _said(part: str, *, with_english: bool = False) -> _Said:
    """The languages of a part in order, each with its dialects. Raises Refused for a word nobody knows."""
    words = _WORD.findall(fold(part))
    found: list[tuple[str, list[str]]] = []
    early: list[str] = []
    place = 0
    while place < len(words):
        code, length = _longest(words, place)
        if code:
            found.append((code, early))
            early = []
        elif dialect := DIALECTS.get(words[place]):
            (found[-1][1] if found else early).append(dialect)
        else:
            _check_word(words[place], part)
        place += length
    if early:
        raise Refused(_UNKNOWN, heard=part.strip())
    known = [one for one in found if with_english or one[0] != ENGLISH]
    return _Said(known, bool(IN_WRITING.intersection(words)))


def _longest(words: list[str], place: int) -> tuple[str, int]:
    """The language whose name is longest from a word on, and how many words it has; "" and one where there is none."""
    names = language_words()
    for length in range(min(_LONGEST, len(words) - place), 0, -1):
        phrase = " ".join(words[place : place + length])
        if phrase in names:
            return names[phrase], length
    return "", 1


def _check_word(word: str, part: str) -> None:
    if word in WEAK:
        raise Refused(_ONLY_A_LITTLE, heard=part.strip())
    if word in SEVERAL:
        raise Refused(_WHICH, heard=word)
    if word not in OWN_WORD | IN_WRITING and word not in ("and", "y", "e", "et", "ak"):
        raise Refused(_UNKNOWN, heard=word)


@lru_cache(maxsize=1)
def language_words() -> dict[str, str]:
    """Every name of a language, folded, that means one language alone."""
    meant: dict[str, set[str]] = {}
    for one in all_languages():
        for name in (one.english_name, one.endonym, one.code, *_names(one.code)):
            meant.setdefault(_plain(name), set()).add(one.code)
    own = {_plain(name): code for code, names in ALSO.items() for name in names}
    sure = {name: codes.pop() for name, codes in meant.items() if len(codes) == 1}
    names = {name: code for name, code in (sure | own).items() if name and name not in SEVERAL}
    # Codes of two letters are words of other languages, too: "is", "so", "am".
    return {name: code for name, code in names.items() if len(name) > 2 or not name.isascii()}


def _names(code: str) -> Iterator[str]:
    for reader, _label in settings.LANGUAGES:
        yield name_in(code, reader)


def _plain(name: str) -> str:
    return " ".join(_WORD.findall(fold(name)))
