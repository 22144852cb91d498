"""Hours in words: "Mon-Fri 9-5, Sat am", "M/W/F mornings", "weekdays 8:30am to noon; Sun 1-4pm", "24/7"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.conf import settings

from xenia.ground.common.local_words import WEEKDAYS, day_name
from xenia.ground.common.text import fold
from xenia.ground.imports.cells import Ways, plain
from xenia.ground.imports.reading import Cell
from xenia.work.language_access.operations import Stretch
from xenia.work.language_access.spans import Span, joined

DAY: Final = 24 * 60
NOON: Final = 12 * 60
# What parts of a day mean here; the preview shows it, and her page changes it.
PARTS_OF_A_DAY: Final = {
    "am": (9 * 60, NOON), "a.m.": (9 * 60, NOON), "morning": (9 * 60, NOON), "mornings": (9 * 60, NOON),
    "pm": (13 * 60, 17 * 60), "p.m.": (13 * 60, 17 * 60), "afternoon": (13 * 60, 17 * 60), "afternoons": (13 * 60, 17 * 60),
    "evening": (17 * 60, 20 * 60), "evenings": (17 * 60, 20 * 60), "eves": (17 * 60, 20 * 60),
}  # fmt: skip
SETS: Final = {
    "weekdays": range(5), "weekday": range(5), "workdays": range(5), "weekends": (5, 6), "weekend": (5, 6), "daily": range(7),
    "every day": range(7), "everyday": range(7), "all week": range(7), "7 days": range(7), "7 days a week": range(7),
    "mwf": (0, 2, 4), "mw": (0, 2), "tth": (1, 3), "tuth": (1, 3), "tr": (1, 3), "mf": range(5), "mtwthf": range(5),
}  # fmt: skip
SHORT: Final = {
    "m": 0, "mo": 0, "tu": 1, "tue": 1, "tues": 1, "t": 1, "w": 2, "we": 2, "weds": 2, "th": 3, "thu": 3, "thur": 3, "thurs": 3,
    "r": 3, "f": 4, "fr": 4, "sa": 5, "su": 6,
}  # fmt: skip
ALWAYS: Final = frozenset({"24/7", "24 7", "always", "anytime", "any time", "24 hours", "24h"})

_TIME: Final = r"(\d{1,2})(?:[:.h](\d{2}))?\s*(a|p|am|pm|a\.m\.|p\.m\.)?|(noon|midday|midnight)"
_SPAN: Final = re.compile(
    rf"(?:from\s+)?(?:{_TIME})\s*(?:-|–|—|to|until|till|a|às|à)\s*(?:{_TIME})(?![\w:])",
    re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\s*(?:[,;\n&+]|\band\b|\by\b|\bet\b)\s*", re.IGNORECASE)
_TO: Final = re.compile(r"\s*(?:-|–|—|\bto\b|\bthrough\b|\bthru\b|\ba\b)\s*")
_NOT_UNDERSTOOD: Final[tuple[Stretch, ...]] = ()


def week(cell: Cell, _ways: Ways) -> tuple[Stretch, ...]:
    """The hours of a week; none where the words do not say them, such as "flexible"."""
    said = fold(plain(cell)).strip(" .")
    if said in ALWAYS:
        return tuple(Stretch(day, 0, DAY) for day in range(7))
    try:
        return _joined(_segments(said))
    except ValueError:
        return _NOT_UNDERSTOOD


def _segments(said: str) -> Iterator[tuple[int, Span]]:
    """Each day with its hours. Days wait for the hours after them; hours alone are of the days before.

    Raises ValueError for what is neither.
    """
    days: list[int] = []
    is_waiting = False
    for segment in filter(None, _BETWEEN.split(said)):
        named, spans = _days_and_spans(segment)
        days = days + named if is_waiting else named or days
        is_waiting = bool(named) and not spans
        if not days:
            raise ValueError("hours without days")
        for day in days if spans else ():
            yield from ((day, span) for span in spans)
    if is_waiting:
        raise ValueError("days without hours")


def _days_and_spans(segment: str) -> tuple[list[int], list[Span]]:
    spans = [_span(match) for match in _SPAN.finditer(segment)]
    rest = " ".join(_SPAN.sub(" ", segment).replace("from", " ").strip(" :()-").split())
    for word, span in PARTS_OF_A_DAY.items():
        if (rest == word or rest.endswith(f" {word}")) and not spans:
            spans, rest = [span], rest[: -len(word)].strip(" :-")
    return (_days(rest) if rest else []), spans


def _days(words: str) -> list[int]:
    """Raises ValueError for a word that is no day."""
    if words in SETS:
        return list(SETS[words])
    if "/" in words:
        return [day for part in words.split("/") for day in _days(part.strip())]
    ends = [_day(part) for part in _TO.split(words)]
    if len(ends) == 2:
        first, last = ends
        return [day % 7 for day in range(first, last + 1 + 7 * (last < first))]
    if len(ends) > 2:
        raise ValueError("more than two ends")
    return ends


def _day(word: str) -> int:
    names = _day_words()
    word = word.strip(" .:")
    found = names.get(word, names.get(word.rstrip("s")))
    if found is None:
        raise ValueError("no day")
    return found


@lru_cache(maxsize=1)
def _day_words() -> dict[str, int]:
    """Names of days in the languages of our pages; one that means two days means none."""
    meant: dict[str, set[int]] = {}
    for reader, _label in settings.LANGUAGES:
        for number, code in enumerate(WEEKDAYS):
            for short in (False, True):
                name = fold(day_name(code, reader, short=short)).strip(".")
                meant.setdefault(name, set()).add(number)
    return {name: days.pop() for name, days in meant.items() if len(days) == 1} | SHORT


def _span(match: re.Match[str]) -> Span:
    """From when to when. "9-5" is nine to five in the afternoon, "1-4" one to four; "5p-12a" ends at midnight."""
    start_half, end_half = (_half(match[3]), _half(match[7]))
    start = _minute(match[1], match[2], start_half, match[4])
    end = _minute(match[5], match[6], end_half, match[8])
    if not start_half and not match[4] and start < 7 * 60:
        start += NOON
    if not start_half and end_half == "p" and match[1] and int(match[1]) < 12:
        start = _nearest(int(match[1]) * 60 + int(match[2] or 0), end)
    if not end_half and end <= start:
        end += NOON
    end = end or DAY
    if not 0 <= start < end <= DAY:
        raise ValueError("no hours of one day")
    return start, end


def _nearest(start: int, end: int) -> int:
    """ "1-4pm" begins in the afternoon, "9-4pm" in the morning."""
    return start + NOON if start + NOON < end else start


def _half(word: str | None) -> str:
    return (word or "")[:1].lower()


def _minute(hour: str | None, minute: str | None, half: str, word: str | None) -> int:
    if word:
        return NOON if word.lower() != "midnight" else 0
    number = int(hour or 0)
    if half:
        number = number % 12 + 12 * (half == "p")
    return number * 60 + int(minute or 0)


def _joined(found: Iterator[tuple[int, Span]]) -> tuple[Stretch, ...]:
    by_day: dict[int, list[Span]] = {}
    for day, span in found:
        by_day.setdefault(day, []).append(span)
    return tuple(
        Stretch(day, start, end) for day in sorted(by_day) for start, end in joined(by_day[day])
    )
