"""Reading spreadsheets: .xlsx and CSV of any making, line by line, within limits."""

from typing import Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.reading.limits import MEGABYTE, MOST_BYTES
from xenia.ground.imports.reading.lines import Cell, Line, is_empty, says_nothing
from xenia.ground.imports.reading.separated import DELIMITERS, SeparatedText
from xenia.ground.imports.reading.workbook import Workbook
from xenia.ground.imports.sentences import NotReadable

__all__ = ["DELIMITERS", "Book", "Cell", "Line", "is_empty", "open_book", "says_nothing"]

Book = Workbook | SeparatedText
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
# How files begin that people send by mistake.
_OTHERS: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)


def open_book(data: bytes, *, delimiter: str = "") -> Book:
    """A file as a book with tabs and lines. delimiter: of a CSV, where somebody said it.

    Raises NotReadable, whatever the bytes are.
    """
    _refuse_at_sight(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Workbook(data)
    return SeparatedText(data, delimiter)


def _refuse_at_sight(data: bytes) -> None:
    if not data.strip():
        raise NotReadable(gettext_noop("This file is empty. Choose another one."))
    if len(data) > MOST_BYTES:
        words = gettext_noop("This file is larger than %(most)s MB. Save only the table you need.")
        raise NotReadable(words, most=MOST_BYTES // MEGABYTE)
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise NotReadable(
                gettext_noop("This file has a password. Save it without one, and bring that file.")
            )
        raise NotReadable(
            gettext_noop("This is an old Excel file (.xls). Save it as .xlsx and bring that.")
        )
    if data.startswith(_OTHERS):
        raise NotReadable(gettext_noop("This is no spreadsheet. Bring an .xlsx or a CSV file."))
