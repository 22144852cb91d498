"""A vendor's invoice as a spreadsheet: one row for each language and way, with its calls and minutes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from django.utils.translation import gettext_noop

from xenia.ground.common.languages import is_known
from xenia.ground.imports.reading import Book, Line, open_book
from xenia.ground.imports.reading.table import as_text, headings_of, likely_table, rows_below
from xenia.ground.imports.sentences import NotReadable, Sentence
from xenia.registers.population.groups import folded, keys_by_word
from xenia.work.language_access.models.request import Mode

# What headings call the columns in practice.
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "language": ("language", "languages", "lang", "idioma", "target language"),
    "mode": ("mode", "service", "type", "modality", "service type", "channel", "product"),
    "calls": ("calls", "call count", "number of calls", "sessions", "encounters", "count", "of calls"),
    "minutes": ("minutes", "min", "mins", "billed minutes", "total minutes", "duration minutes"),
}  # fmt: skip
MODES: Final[Mapping[str, Mode]] = {
    **dict.fromkeys(("phone", "opi", "telephone", "audio", "over the phone", ""), Mode.PHONE),
    **dict.fromkeys(("video", "vri", "video remote"), Mode.VIDEO),
    **dict.fromkeys(("in person", "onsite", "on site", "face to face"), Mode.IN_PERSON),
}
MOST: Final = 1_000_000
NO_HEADINGS: Final = gettext_noop(
    "We found no columns for language and minutes. Name them so in the first row: language, mode, calls, minutes."
)
UNKNOWN_LANGUAGE: Final = gettext_noop("We do not know this language. Write its English name.")
UNKNOWN_MODE: Final = gettext_noop("We do not know this way. Write phone, video or in person.")
NOT_A_NUMBER: Final = gettext_noop("This is no number. Write a whole number such as 120.")
NOTHING: Final = gettext_noop("The file has no calls and no minutes.")
Key = tuple[str, str]


@dataclass(slots=True)
class Bill:
    """What a file says: calls and minutes by language and way; and rows that could not be read, each with its reason."""

    calls: Counter[Key] = field(default_factory=Counter)
    minutes: Counter[Key] = field(default_factory=Counter)
    refused: list[tuple[int, Sentence]] = field(default_factory=list)

    def lines(self) -> list[dict[str, str | int]]:
        """As an invoice keeps them, in one order."""
        return [
            {"language": key[0], "mode": key[1], "calls": self.calls[key], "minutes": minutes}
            for key, minutes in sorted(self.minutes.items())
            if minutes or self.calls[key]
        ]


def read_bill(data: bytes) -> Bill:
    """Read a CSV or .xlsx with any headings. Raises NotReadable."""
    book = open_book(data)
    tab, heading_row = likely_table(book, _known().keys())
    columns = _columns(book, tab, heading_row)
    if not {"language", "minutes"} <= columns.keys():
        raise NotReadable(NO_HEADINGS)
    bill = Bill()
    for line in rows_below(book, tab, heading_row):
        _read(bill, line, columns)
    if not bill.lines() and not bill.refused:
        raise NotReadable(NOTHING)
    return bill


@cache
def _known() -> dict[str, str]:
    return {word: column for column, words in WORDS.items() for word in words}


def _columns(book: Book, tab: int, heading_row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, heading in headings_of(book, tab, heading_row).items():
        if column := _known().get(folded(heading)):
            found.setdefault(column, place)
    return found


def _read(bill: Bill, line: Line, columns: Mapping[str, int]) -> None:
    said = {
        name: as_text(line.cells[place]) if place < len(line.cells) else ""
        for name, place in columns.items()
    }
    if folded(said["language"]) in ("total", "totals", "grand total"):
        return
    language = keys_by_word().get(folded(said["language"]))
    mode = MODES.get(folded(said.get("mode", "")))
    minutes, calls = _number(said["minutes"]), _number(said.get("calls", ""))
    if language is None or not is_known(language):
        bill.refused.append((line.number, Sentence(UNKNOWN_LANGUAGE)))
    elif mode is None:
        bill.refused.append((line.number, Sentence(UNKNOWN_MODE)))
    elif minutes is None or calls is None:
        bill.refused.append((line.number, Sentence(NOT_A_NUMBER)))
    else:
        bill.calls[language, mode.value] += calls
        bill.minutes[language, mode.value] += minutes


def _number(said: str) -> int | None:
    """A whole number, 0 for an empty cell; part of a minute counts as one. None for anything else."""
    try:
        value = float(said.replace(",", "") or 0)
    except ValueError:
        return None
    return -int(-value // 1) if 0 <= value <= MOST else None
