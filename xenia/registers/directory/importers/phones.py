"""Telephone numbers out of free text: "(305) 555-0142 x57, ask for Ana" is a number, an extension and a remark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers

from xenia.registers.directory.importers.clean import clean_line

LONGEST = 1000  # characters read of one cell
# Three-digit numbers that can be dialled in the United States.
# Source: FCC, "Dial 211 for Essential Community Services", N11 codes; 988 Lifeline, in force 2022-07-16.
SHORT_NUMBERS = frozenset({"211", "311", "411", "511", "611", "711", "811", "911", "988"})

_KEYPAD = {
    letter: digit
    for digit, letters in {
        "2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ",
    }.items()
    for letter in letters
}  # fmt: skip

_EXTENSION = r"""(?:[\s,;.(]*(?:extension|extensi[oó]n|ext|ex|x|\#|poste|anexo|ramal)[\s.:#]*(\d{1,7})\)?)?"""
_AMERICAN = re.compile(
    r"(?<![\d+])(?:\+?1[\s.\-\u2010-\u2015]*)?"
    r"\(?\s?(\d{3})\s?\)?[\s.\-/\u2010-\u2015]*"
    r"(\d{3})[\s.\-\u2010-\u2015]*(\d{4})(?!\d)" + _EXTENSION,
    re.IGNORECASE,
)
_VANITY = re.compile(
    r"(?<!\w)(?:1[\s.\-]+)?\(?(\d{3})\)?[\s.\-]+((?=[\dA-Z\-\s]*[A-Z])\d?[A-Z\d]{1,4}[\-\s]?[A-Z\d]{3,6})(?!\w)"
)
_FOREIGN = re.compile(
    r"(?<![\d+])(?:\+(?!1[\s.\-(]*\d{3})|011[\s.\-]|00(?=[1-9]))(\d[\d\s().\-/]{5,22}\d)"
    + _EXTENSION,
    re.IGNORECASE,
)
_LOCAL = re.compile(
    r"^\D{0,30}?(\d{3})[\s.\-\u2010-\u2015]?(\d{4})" + _EXTENSION + r"\D{0,60}$", re.IGNORECASE
)
_SHORT = re.compile(r"^(?:dial|call|marque|rele)?\s*(\d)[\s\-]?(\d)[\s\-]?(\d)$", re.IGNORECASE)
_SECOND_ENDING = re.compile(r"^\s*(?:/|or|and|&|,)\s*(\d{4})(?![\d\-.])", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(?:phone|telephone|tel|teléfono|telefono|téléphone|no|number|numbers|num|call|at|or|and|dial|o|ou|y)\b[.:]?"
    r"|[()\[\]\"'“”|]",
    re.IGNORECASE,
)

# RFC 6350's list, as HSDS uses it, and the words people write instead.
# Source: HSDS 3.1 phone.type; RFC 6350, 6.4.1 (2011-08).
TYPES = {
    "voice": "voice", "phone": "voice", "telephone": "voice", "main": "voice", "office": "voice", "work": "voice",
    "landline": "voice", "hotline": "voice", "helpline": "voice", "toll free": "voice", "tollfree": "voice",
    "toll-free": "voice", "business": "voice", "local": "voice",
    "fax": "fax", "facsimile": "fax",
    "text": "text", "sms": "text", "texting": "text", "text message": "text",
    "cell": "cell", "mobile": "cell", "cellphone": "cell", "cell phone": "cell", "mobile phone": "cell",
    "pager": "pager", "video": "video", "videophone": "video", "video phone": "video", "vp": "video",
    "textphone": "textphone", "tty": "textphone", "tdd": "textphone", "tty/tdd": "textphone", "tdd/tty": "textphone",
    "tdd tty": "textphone", "tty tdd": "textphone",
}  # fmt: skip
_KEEPS_ITS_NAME = frozenset(
    {"hotline", "helpline", "toll free", "toll-free", "tollfree", "main", "local"}
)
_TYPE_IN_TEXT = re.compile(
    r"\b(fax|tty/tdd|tdd/tty|tty|tdd|sms|text|cell|mobile|pager|videophone|video phone|vp)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number to call. `note` says what should be checked about it; `words` is what stood around it."""

    number: str
    extension: str = ""
    type: str = ""
    words: str = ""
    note: str = ""


def read_phones(text: str) -> list[Number]:
    """Every telephone number in a cell, in its order; none if there is nothing that can be dialled."""
    return list(_read(text))


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Number, ...]:
    text = clean_line(text).strip("\"' ")[:LONGEST]
    if abroad := tuple(_foreign_numbers(text)):
        return abroad + tuple(_american_numbers(_FOREIGN.sub(" ", text)))
    for find in (_american_numbers, _vanity_numbers, _short_number, _number_without_area):
        if found := tuple(find(text)):
            return found
    return ()


def phone_type(text: str) -> tuple[str, str] | None:
    """The HSDS type of a phone and the words worth keeping; None if the type is not known."""
    key = clean_line(text).lower().strip(" .:")
    if key not in TYPES:
        return None
    return TYPES[key], clean_line(text) if key in _KEEPS_ITS_NAME else ""


def phone_key(number: str) -> str:
    """A number as compared with others: digits only, without the American 1."""
    digits = re.sub(r"\D", "", number)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def _american_numbers(text: str) -> Iterator[Number]:
    matches = list(_AMERICAN.finditer(text))
    read_to = 0
    for match in matches:
        lead, read_to = text[read_to : match.start()], match.end()
        ending = _SECOND_ENDING.match(text[read_to:])
        read_to += ending.end() if ending else 0
        yield _american(match, f"{lead} {text[read_to:]}" if match is matches[-1] else lead)
        if ending:
            yield Number(number=f"{match[1]}-{match[2]}-{ending[1]}")


def _american(match: re.Match[str], around: str) -> Number:
    area, exchange, line = match[1], match[2], match[3]
    impossible = area[0] in "01" or exchange[0] in "01"
    words, kind = _words_and_type(around)
    return Number(
        number=f"{area}-{exchange}-{line}",
        extension=match[4] or "",
        type=kind,
        words=words,
        note=f"the number {area}-{exchange}-{line} cannot exist in North America: check it"
        if impossible
        else "",
    )


def _foreign_numbers(text: str) -> Iterator[Number]:
    for match in _FOREIGN.finditer(text):
        try:
            parsed = phonenumbers.parse("+" + re.sub(r"\D", "", match[1]))
        except phonenumbers.NumberParseException:
            continue
        shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        words, kind = _words_and_type(text[: match.start()] + " " + text[match.end() :])
        doubtful = not phonenumbers.is_possible_number(parsed)
        yield Number(
            number=shown,
            extension=match[2] or "",
            type=kind,
            words=words,
            note=f"the number {shown} has an unusual length: check it" if doubtful else "",
        )


def _vanity_numbers(text: str) -> Iterator[Number]:
    """ "1 (888) 7WE-HELP": the digits to dial, and the letters kept as a remark."""
    for match in _VANITY.finditer(text.upper()):
        digits = "".join(_KEYPAD.get(letter, letter) for letter in match[2] if letter.isalnum())
        if len(digits) >= 7:
            shown = text[match.start() : match.end()].strip()
            yield Number(number=f"{match[1]}-{digits[:3]}-{digits[3:7]}", words=shown)


def _short_number(text: str) -> Iterator[Number]:
    match = _SHORT.match(text)
    if match and (number := "".join(match.groups())) in SHORT_NUMBERS:
        yield Number(number=number)


def _number_without_area(text: str) -> Iterator[Number]:
    match = _LOCAL.match(text)
    if match:
        number = f"{match[1]}-{match[2]}"
        words, kind = _words_and_type(text[: match.start(1)] + " " + text[match.end() :])
        yield Number(
            number=number,
            extension=match[3] or "",
            type=kind,
            words=words,
            note=f"the number {number} has no area code: check it",
        )


def _words_and_type(around: str) -> tuple[str, str]:
    """What stood around a number: words worth keeping, and the type they tell."""
    words = " ".join(_FILLER.sub(" ", around).split()).strip(" ,;:.-_/&\u2013\u2014")
    match = _TYPE_IN_TEXT.search(words)
    kind = TYPES[match[1].lower()] if match else ""
    if match and words.lower().strip(" .:") == match[1].lower():
        words = ""
    return words, kind
