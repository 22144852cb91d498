"""Days and moments as people write them: "12/24/15", "January 01, 1970", "2023-03-15T10:30:45Z"."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from xenia.registers.directory.importers.clean import clean_line

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero janvier", "february feb febrero fevrier", "march mar marzo mars", "april apr abril avril",
            "may mayo mai", "june jun junio juin", "july jul julio juillet", "august aug agosto aout",
            "september sept sep septiembre septembre", "october oct octubre octobre", "november nov noviembre novembre",
            "december dec diciembre decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[t\s].*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:\s.*)?$")
_MONTH_DAY = re.compile(r"^([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}|\d{2}))?$")
_DAY_MONTH = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?[\s\-](?:de\s+)?([a-z]{3,10})\.?(?:[\s,\-]+(?:de\s+)?(\d{4}|\d{2}))?$"
)
# What Ohana writes for "every year".
EVERY_YEAR = 1


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day of the calendar; `year` is None where the day comes back every year."""

    year: int | None
    month: int
    day: int

    @property
    def iso(self) -> str:
        """The day as HSDS writes it; empty where it has no year."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}" if self.year else ""

    @property
    def in_words(self) -> str:
        """ "January 1": a day of every year."""
        return f"{date(2000, self.month, 1):%B} {self.day}"


@lru_cache(maxsize=2048)
def read_day(text: str) -> ReadDay | None:
    """The day a cell names, American order where both orders are possible; None if it names none."""
    folded = clean_line(text).lower().replace("\u00e9", "e").replace("\u00fb", "u")
    if match := _YEAR_FIRST.match(folded) or _COMPACT.match(folded):
        return _day(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _NUMBERS.match(folded):
        first, second, year = int(match[1]), int(match[2]), _whole_year(match[3])
        return _day(year, first, second) or _day(year, second, first)
    if (match := _MONTH_DAY.match(folded)) and match[1] in _MONTHS:
        return _day(_whole_year(match[3]), _MONTHS[match[1]], int(match[2]))
    if (match := _DAY_MONTH.match(folded)) and match[2] in _MONTHS:
        return _day(_whole_year(match[3]), _MONTHS[match[2]], int(match[1]))
    return None


def read_moment(text: str) -> str | None:
    """A moment as ISO 8601 in UTC; a day alone is its first moment. None if the cell names none."""
    text = clean_line(text)
    try:
        at = datetime.fromisoformat(text.replace("z", "Z"))
        if at.year > EVERY_YEAR:
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        pass
    day = read_day(text)
    return f"{day.iso}T00:00:00+00:00" if day and day.iso else None


def read_year(text: str) -> tuple[int | None, bool]:
    """A year between 1500 and 2200, and whether the cell said more than the year."""
    text = clean_line(text).removesuffix(".0")
    if re.fullmatch(r"\d{4}", text):
        return (int(text), False) if 1500 <= int(text) <= 2200 else (None, False)
    if (day := read_day(text)) and day.year:
        return day.year, True
    years = re.findall(r"\b(1[5-9]\d{2}|2[01]\d{2})\b", text)
    return (int(years[0]), True) if len(years) == 1 else (None, False)


def _whole_year(text: str | None) -> int | None:
    if not text:
        return None
    year = int(text)
    if len(text) == 2:
        return 1900 + year if year >= 70 else 2000 + year
    return year


def _day(year: int | None, month: int, day: int) -> ReadDay | None:
    """The day if the calendar has it. Year 1 stands for every year."""
    try:
        date(year if year and year != EVERY_YEAR else 2000, month, day)
    except ValueError:
        return None
    return ReadDay(year if year != EVERY_YEAR else None, month, day)
