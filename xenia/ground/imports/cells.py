"""Reading a cell: what stands there becomes a value, or a sentence says why it does not.

A reader takes a cell that is not empty and the file's ways, and returns the value or raises Refused. Rooms that plug in
use these or write their own.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop

from xenia.ground.common.text import fold
from xenia.ground.imports.days import TwoDays, day_in, day_of_serial, end_of_month
from xenia.ground.imports.reading import Cell
from xenia.ground.imports.reading.table import as_text
from xenia.ground.imports.sentences import Refused


@dataclass(frozen=True, slots=True)
class Ways:
    """How a file writes days: month or day first, or nobody knows; and from which year its numbers count."""

    date_order: str = "mdy"
    is_1904: bool = False


Reads = Callable[[Cell, Ways], Any]

ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)
# A cell that begins so is a formula to a spreadsheet. Programs, and we, put an apostrophe before it.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BETWEEN: Final = re.compile(
    r"\s+[-–—]\s+|[–—]|\s+(?:to|through|until|a|al|até|au|jusqu'au|hasta)\s+"
)
_UNTIL: Final = re.compile(
    r"^(?:exp(?:ires|iry|ires on|\.)?|valid (?:until|thru|through|to)|until|thru|through)\b[.:]?\s*",
    re.IGNORECASE,
)


def text(most: int) -> Reads:
    """Words, at most so many characters; line ends become spaces."""

    def read(cell: Cell, _ways: Ways) -> str:
        said = " ".join(plain(cell).split())
        if len(said) > most:
            words = gettext_noop("This is longer than %(most)s characters. Write less.")
            raise Refused(words, most=most)
        return said

    return read


def plain(cell: Cell) -> str:
    """A cell as text. Raises Refused for an error such as #REF!."""
    said = as_text(cell)
    if said.startswith("'") and _is_formula(said[1:]):
        said = said[1:].strip()
    if said in ERRORS:
        raise Refused(
            gettext_noop("There is an error of the spreadsheet in this cell. Mend it there.")
        )
    return said


def safe_cell(text: str) -> str:
    """A cell of a file we hand out, that no program takes for a formula. `plain` reads it back."""
    return f"'{text}" if _is_formula(text) else text


def _is_formula(text: str) -> bool:
    return text.lstrip(" ").startswith(FORMULA)


def email(cell: Cell, _ways: Ways) -> str:
    """An e-mail address, also as a link or with a name before it."""
    said = plain(cell).removeprefix("mailto:")
    if found := re.search(r"<([^<>]+)>\s*$", said):
        said = found[1]
    said = said.strip().lower()
    try:
        validate_email(said)
    except ValidationError:
        raise Refused(gettext_noop("Write an e-mail such as name@office.example.")) from None
    return said


def day(cell: Cell, ways: Ways) -> date:
    """A day: a date of the spreadsheet, its number, or a text."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        found = day_of_serial(cell, is_1904=ways.is_1904)
    elif isinstance(cell, str):
        found = _written(plain(cell), ways)
    if found is None:
        raise Refused(gettext_noop("We cannot read this day. Write it as 2026-11-03."))
    return found


def _written(said: str, ways: Ways) -> date | None:
    try:
        return day_in(said, ways.date_order)
    except TwoDays:
        raise Refused(
            gettext_noop("This day can be read in two ways. Write it as 2026-11-03.")
        ) from None


def days(cell: Cell, ways: Ways) -> tuple[date, date]:
    """One day, or "from – to" in one cell: the first and the last day."""
    parts = _BETWEEN.split(cell.strip()) if isinstance(cell, str) else []
    if len(parts) == 2:
        return day(parts[0], ways), day(parts[1], ways)
    only = day(cell, ways)
    return only, only


def last_day(cell: Cell, ways: Ways) -> date:
    """The day on which something ends: a day, or a month such as "exp. 6/2027" or "June 2027", which ends with it."""
    if isinstance(cell, str):
        said = _UNTIL.sub("", plain(cell)).strip()
        return end_of_month(said) or day(said, ways)
    return day(cell, ways)


def one_of(words: Callable[[], Mapping[str, Any]], otherwise: str) -> Reads:
    """One of some things, by any of its words. words: {folded word: thing}. otherwise: what to say to other words."""

    def read(cell: Cell, _ways: Ways) -> Any:
        found = words().get(" ".join(fold(plain(cell)).split()))
        if found is None:
            raise Refused(otherwise)
        return found

    return read


READS_DAYS: Final = frozenset({day, days, last_day})
