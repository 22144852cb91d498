"""CSV and its kin: any of four separators, any of the encodings offices use."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.reading.lines import Line, lines_of
from xenia.ground.imports.sentences import NotReadable

DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 50
_SAMPLE: Final = 100_000
# Excel's own first line, which names the separator.
_SAID: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# How JSON begins: no table opens with a bracket and another sign.
_JSON: Final = re.compile(r"\s*[\[{]\s*[\[{\"\]}]")
# Put behind the text: where it does not come out as a line of its own, a quotation swallowed it.
_END: Final = "\x00end"
NO_TABLE: Final = gettext_noop("This is no spreadsheet. Bring an .xlsx or a CSV file.")


class SeparatedText:
    """A CSV file: one table, its separator found or said."""

    tabs: Final = ("",)
    is_1904: Final = False

    def __init__(self, data: bytes, delimiter: str = "") -> None:
        self._text = _text_of(data)
        if _looks_like_no_table(self._text):
            raise NotReadable(NO_TABLE)
        self.delimiter = delimiter if delimiter in DELIMITERS else _found(self._text)

    def lines(self, tab: int) -> Iterator[Line]:
        """The lines that hold something. Raises NotReadable where the file cannot be read further."""
        return lines_of(_records(self._text, self.delimiter))

    def unreckoned(self, tab: int) -> set[tuple[int, int]]:
        """None: a formula in a CSV is text."""
        return set()


def _text_of(data: bytes) -> str:
    """The bytes as text: by their mark, else UTF-8, else as Windows writes western languages."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    if wide := _without_mark(data[:4096]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _without_mark(head: bytes) -> str:
    """UTF-16 without its mark: nearly every second byte of western text is zero."""
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.1:
        return "utf-16-be"
    return ""


def _looks_like_no_table(text: str) -> bool:
    """Pictures and programs are full of control characters; web pages and XML begin with a tag, JSON with brackets."""
    sample = text[:_SAMPLE]
    controls = sum(
        unicodedata.category(letter) == "Cc" for letter in sample if letter not in "\t\r\n"
    )
    unknown = sample.count("\ufffd")
    begins_otherwise = sample.lstrip().startswith(("<", "{\\rtf")) or _JSON.match(sample)
    return (controls + unknown) * 50 > len(sample) or bool(begins_otherwise)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    said = _SAID.match(text)
    if said:
        yield []
    stream = io.StringIO(f"{text[said.end() :] if said else text}\n{_END}", newline="")
    records = csv.reader(stream, delimiter=delimiter)
    number = 0
    try:
        for cells in records:
            if cells == [_END]:
                return
            number += 1
            yield cells
    except csv.Error:
        number += 1
    words = gettext_noop(
        "A quotation mark in row %(row)s is never closed. Close it and bring the file again."
    )
    raise NotReadable(words, row=number)


def _found(text: str) -> str:
    """The separator under which most lines of the beginning have the same number of cells."""
    said = _SAID.match(text)
    if said and said[1] in DELIMITERS:
        return said[1]
    sample = text[:_SAMPLE]
    return max(DELIMITERS, key=lambda one: _evenness(sample, one))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    try:
        read = list(
            islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _LOOKED_AT)
        )
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(cells) for cells in read if any(cells))
    if not widths:
        return 0.0, 0
    # Title lines above a table are short: of equally frequent widths the larger one counts.
    width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return (0.0, 0) if width < 2 else (count / widths.total(), width)
