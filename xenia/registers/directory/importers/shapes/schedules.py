"""Rows about opening hours: HSDS 1.x weekdays, 3.x recurrence rules, holidays, and times in the columns of days."""

import re
from collections.abc import Iterator, Mapping

from xenia.registers.directory.importers.clean import clean_line, clean_text, says_nothing
from xenia.registers.directory.importers.days import ReadDay, read_day
from xenia.registers.directory.importers.drafts import Draft
from xenia.registers.directory.importers.embedded import add_text, opening_values
from xenia.registers.directory.importers.hours import (
    ROUND_THE_CLOCK,
    WEEK,
    Opening,
    is_possible,
    read_clock,
    read_days,
    read_hours,
    says_round_the_clock,
    to_check,
)
from xenia.registers.directory.importers.values import read_value

_DATES = ("valid_from", "valid_to", "dtstart", "until")
_OPENS = ("opens_at", "valid_from", "dtstart")
_CLOSES = ("closes_at", "valid_to", "until")
_RULE = ("byweekno", "bymonthday", "byyearday")


def shape_schedule(draft: Draft, values: Mapping[str, str]) -> Iterator[Draft]:
    """One schedule of a row; more where a cell of free text tells several."""
    cells = {
        column: draft.text(column)
        for column in (*_DATES, *_OPENS, *_CLOSES, "wkst", "freq", "byday")
    }
    for column in cells:
        draft.put(column, None)
    _week_starts(draft, cells["wkst"])
    _days(draft, [values.get("weekday", ""), cells["byday"], cells["freq"]])
    _times(draft, cells)
    yearly = _dates(draft, cells)
    if name := clean_line(values.get("name", "")):
        add_text(draft, "description", name)
    if read_value("flag", values.get("closed", "")).value is True:
        _closed(draft, yearly)
    elif yearly:
        add_text(draft, "description", f"{_every_year(yearly)}")
    yield from _with_free_text(draft, clean_text(values.get("hours", "")))


def _week_starts(draft: Draft, text: str) -> None:
    """The day a week begins with; "MO" as HSDS writes it."""
    days = read_days(text) if text else None
    if days and days.byday in WEEK:
        draft.put("wkst", days.byday)
    elif not says_nothing(text):
        draft.note(f"wkst: '{text}' is no day of the week: left out")


def _days(draft: Draft, texts: list[str]) -> None:
    """The days, from whichever column tells them: `weekday`, `byday`, or a day's name in `freq`."""
    weekday, byday, freq = texts
    if freq.strip().upper() in {"WEEKLY", "MONTHLY"}:
        draft.put("freq", freq.strip().upper())
        freq = ""
    elif freq.strip().upper() in {"DAILY", "EVERY DAY"}:
        draft.put("freq", "WEEKLY")
        draft.put("byday", ",".join(WEEK))
        freq = ""
    for text in (weekday, byday, freq):
        if says_nothing(text):
            continue
        if found := read_days(text):
            draft.put("byday", draft.text("byday") or found.byday)
            draft.put(
                "freq", "MONTHLY" if found.freq == "MONTHLY" else draft.text("freq") or found.freq
            )
            add_text(draft, "description", found.description)
        elif read_clock(text) is None:
            add_text(draft, "description", clean_line(text))
            draft.note(f"'{clean_line(text)}' names no days: kept in the description")


def _times(draft: Draft, cells: dict[str, str]) -> None:
    """Opening and closing time, from their own columns or, as some exports have it, from the columns of dates."""
    for column, sources in (("opens_at", _OPENS), ("closes_at", _CLOSES)):
        for source in sources:
            text = cells[source]
            clock = read_clock(text) if text and not _is_year_like(text, source) else None
            if clock and not draft.text(column):
                draft.put(column, clock)
                cells[source] = ""
            elif says_round_the_clock(text):
                draft.put("opens_at", ROUND_THE_CLOCK[0])
                draft.put("closes_at", ROUND_THE_CLOCK[1])
                add_text(draft, "description", clean_line(text))
                cells[source] = ""
    for column in ("opens_at", "closes_at"):
        if cells[column] and not says_nothing(cells[column]):
            add_text(draft, "description", clean_line(cells[column]))
            draft.note(
                f"{column}: '{clean_line(cells[column])}' is no time of day: kept in the description"
            )
    _check_times(draft)


def _check_times(draft: Draft) -> None:
    """A closing time that cannot be is not published as a time, but in words to be checked."""
    opens, closes = draft.text("opens_at"), draft.text("closes_at")
    if opens and closes and closes <= opens:
        draft.note(f"it closes at {closes}, not after it opens at {opens}: check the hours")
    if not is_possible(opens, closes):
        draft.put("closes_at", None)
        add_text(draft, "description", to_check(opens, closes))


def _is_year_like(text: str, column: str) -> bool:
    """ "2015" in a column of dates is a year, not a quarter past eight."""
    return column in _DATES and bool(re.fullmatch(r"\d{4,8}", text.strip()))


def _dates(draft: Draft, cells: dict[str, str]) -> list[ReadDay]:
    """The dates; days that come back every year are returned, for HSDS has no column for them."""
    yearly: list[ReadDay] = []
    for column in _DATES:
        text = cells[column]
        if says_nothing(text):
            continue
        day = read_day(text)
        if day and day.iso:
            draft.put(column, day.iso)
        elif day:
            yearly.append(day)
        else:
            add_text(draft, "description", clean_line(text))
            draft.note(
                f"{column}: '{clean_line(text)}' is neither a day nor a time: kept in the description"
            )
    first, last = draft.text("valid_from"), draft.text("valid_to")
    if first and last and last < first:
        draft.put("valid_to", None)
        draft.note(f"valid_to: {last} is before {first}: left out")
    return yearly


def _every_year(days: list[ReadDay]) -> str:
    names = list(dict.fromkeys(day.in_words for day in days))
    return f"{names[0]} to {names[-1]}, every year" if len(names) > 1 else f"{names[0]}, every year"


def _closed(draft: Draft, yearly: list[ReadDay]) -> None:
    """A holiday: no opening, and words that say so."""
    draft.put("opens_at", None)
    draft.put("closes_at", None)
    when = f": {_every_year(yearly)}" if yearly else ""
    add_text(draft, "description", f"Closed{when}")


def _with_free_text(draft: Draft, text: str) -> Iterator[Draft]:
    """Hours told in one cell, beside or instead of the columns."""
    if not text:
        yield _checked(draft)
        return
    for index, opening in enumerate(read_hours(text)):
        made = (
            draft
            if not index
            else Draft(
                draft.table, "", dict(draft.values), dict(draft.links), is_main=draft.is_main
            )
        )
        if index and draft.key:
            made.key = f"{draft.key}#{index}"
        _fill(made, opening)
        yield _checked(made)


def _fill(draft: Draft, opening: Opening) -> None:
    for column, value in opening_values(opening).items():
        if column == "description":
            add_text(draft, column, value)
        elif value:
            draft.put(column, value)
    draft.note(opening.note)


def _checked(draft: Draft) -> Draft:
    """A schedule that tells neither days nor hours nor anything else is none."""
    told = set(draft.values) - {"freq", "interval", "timezone", "wkst", "count"}
    if not told or (told == {"description"} and not draft.links):
        draft.fault = "the row tells no days and no hours"
    elif draft.text("opens_at") and not (draft.text("byday") or told & {*_DATES, *_RULE}):
        draft.note("the days are not given")
    return draft
