"""Days as spreadsheets write them: numbers, ISO, "3/4/2026" in either order, "Thu, Nov 26th, 2026", "3 de novembro"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final

from xenia.ground.common.local_words import every_day_name, every_month_name
from xenia.ground.common.text import fold

# The languages whose names of months are read.
MONTHS_OF: Final = ("en_US", "es", "fr", "pt", "ru", "ar", "vi", "so")
# Excel's day 0, and that of old Macs. Source: ECMA-376, part 1, 18.17.4.1.
_SERIAL_FROM: Final = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_FIRST_SERIAL: Final = 10_000
_LAST_SERIAL: Final = 80_000

_YEAR_FIRST: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_YEAR_LAST: Final = re.compile(
    r"(?<!\d)(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?!\d)"
)
_TOGETHER: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_TIME: Final = re.compile(
    r"(?:t|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:z|[+-]\d{2}:?\d{2})?$"
)
_WORDS: Final = re.compile(r"\d+|[^\W\d_]+")
# What stands between the parts of a day and says nothing.
_FILLERS: Final = frozenset(
    [
        "st",
        "nd",
        "rd",
        "th",
        "of",
        "the",
        "de",
        "del",
        "do",
        "da",
        "le",
        "el",
        "o",
        "er",
        "a",
        "ngay",
        "nam",
        "г",
        "года",
    ]
)


class TwoDays(ValueError):
    """A day such as 3/4/2026, and nobody said whether the month or the day comes first."""


def day_in(text: str, order: str) -> date | None:
    """The day a text means; None when it means none.

    order: "mdy" or "dmy", for days such as 3/4/2026; a day such as 13/4/2026 says by itself which comes first. Without
    an order, raises TwoDays.
    """
    said = _TIME.sub("", fold(text).strip())
    if match := _YEAR_FIRST.fullmatch(said) or _TOGETHER.fullmatch(said):
        return _day(match[1], match[2], match[3])
    if match := _YEAR_LAST.fullmatch(said):
        return _in_order(_in_orders(match), order)
    if said.isdecimal():
        return day_of_serial(int(said), is_1904=False)
    return _in_words(said)


def end_of_month(text: str) -> date | None:
    """The last day of a month such as "6/2027", "2027-06" or "June 2027"; None for anything else."""
    said = fold(text).strip()
    found = _WORDS.findall(said)
    if len(found) != 2 or any(word.isdecimal() and len(word) not in (1, 2, 4) for word in found):
        return None
    month, year = found if len(found[1]) == 4 else reversed(found)
    if len(year) != 4 or not year.isdecimal():
        return None
    number = int(month) if month.isdecimal() else _months().get(month, 0)
    if not 1 <= number <= 12:
        return None
    first = date(int(year), number, 1)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def day_of_serial(number: float, *, is_1904: bool) -> date | None:
    """The day behind a number in a cell; None for a number no program would write for a day of our time."""
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return None
    return _SERIAL_FROM[is_1904] + timedelta(days=int(number))


@dataclass(frozen=True, slots=True)
class InFigures:
    """A day in figures with the year last. mark: what stands between them. orders: in which it is a day at all."""

    said: str
    mark: str
    orders: frozenset[str]


def days_in_figures(text: str) -> Iterator[InFigures]:
    """The days in figures of a text that are another day in another order, or no day."""
    for match in _YEAR_LAST.finditer(fold(text)):
        found = _in_orders(match)
        if len(found) == 1 or len(set(found.values())) == 2:
            yield InFigures(match[0], match[2], frozenset(found))


def _in_orders(match: re.Match[str]) -> dict[str, date]:
    first, _mark, second, year = match.groups()
    read = {"mdy": _day(year, first, second), "dmy": _day(year, second, first)}
    return {order: day for order, day in read.items() if day}


def _in_order(found: dict[str, date], order: str) -> date | None:
    days = set(found.values())
    if len(days) < 2:
        return days.pop() if days else None
    if not order:
        raise TwoDays
    return found[order]


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(_whole_year(year), int(month), int(day))
    except ValueError:
        return None


def _whole_year(year: str) -> int:
    """Two figures mean 1969 to 2068. Source: POSIX, strptime."""
    number = int(year)
    return number if len(year) > 2 else number + (2000 if number < 69 else 1900)


def _in_words(said: str) -> date | None:
    found = _WORDS.findall(said)
    months = [_months()[word] for word in found if word in _months() and word not in _weekdays()]
    numbers = [word for word in found if word.isdecimal()]
    strange = [
        word
        for word in found
        if not (word.isdecimal() or word in _months() or word in _weekdays() or word in _FILLERS)
    ]
    if strange or len(months) != 1 or len(numbers) != 2:
        return None
    first, second = numbers
    year, day = (first, second) if len(first) == 4 else (second, first)
    return _day(year, str(months[0]), day) if len(year) in (2, 4) and len(day) < 3 else None


@cache
def _months() -> dict[str, int]:
    """Names of months, folded. A name that is one month here and another there means none."""
    found: dict[str, set[int]] = {}
    for number, name in _month_names():
        found.setdefault(fold(name).strip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


def _month_names() -> Iterator[tuple[int, str]]:
    yield 9, "sept"
    yield from every_month_name(MONTHS_OF)


@cache
def _weekdays() -> frozenset[str]:
    """Names of weekdays, folded; "mar" stands for Tuesday in Spanish and for March too, and is read as March."""
    names = {fold(day).strip(".") for day in every_day_name(MONTHS_OF)}
    return frozenset(names - set(_months()))
