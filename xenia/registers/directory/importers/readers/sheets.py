"""CSV as it really comes: any delimiter, ragged rows, quotation marks nobody closed, line ends inside cells."""

import csv
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Final, TextIO

from xenia.registers.directory.importers.clean import clean_line
from xenia.registers.directory.importers.readers.encodings import find_encoding, open_text
from xenia.registers.directory.importers.readers.packages import Entry

DELIMITERS: Final = (",", ";", "\t", "|")
# A cell longer than this is no cell, but a quotation mark nobody closed.
LONGEST_CELL: Final = 1_000_000
MOST_LINES: Final = 2_000
_LOOKED_AT: Final = 10

csv.field_size_limit(LONGEST_CELL * 4)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, or why it cannot be used. `number` counts from 1 after the heading."""

    number: int
    cells: list[str]
    fault: str = ""
    note: str = ""
    is_short: bool = False


@dataclass(slots=True)
class Sheet:
    """A CSV file: its heading, what was noticed about the file, and its rows."""

    headings: list[str]
    lines: Iterator[Line]
    notes: list[str] = field(default_factory=list)


def read_sheet(entry: Entry, is_known: Callable[[str], bool]) -> Sheet:
    """Read a file's heading; its rows follow when they are asked for.

    is_known: whether a word is a heading of the directory; it finds the heading below titles, and the delimiter.
    """
    encoding = find_encoding(entry.open)
    notes = [encoding.note] if encoding.note else []
    stream = open_text(entry.open, encoding)
    feed = _Feed(stream)
    delimiter, skipped = _layout(feed, is_known)
    if skipped:
        notes.append(f"{skipped} lines above the heading were left out")
    records = _records(feed, delimiter)
    headings = next((cells for cells, _ in records if any(cells)), [])
    headings = [clean_line(cell) for cell in headings]
    feed.width = len(headings)
    return Sheet(headings, _lines(records, headings, stream), notes)


class _Feed:
    """Physical lines, some of them given back to be read again."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.waiting: deque[str] = deque()
        self.width = 0

    def next(self) -> str:
        """The next line with its end; empty at the end of the file."""
        if self.waiting:
            return self.waiting.popleft()
        return self.stream.readline(LONGEST_CELL)

    def give_back(self, lines: list[str]) -> None:
        self.waiting.extendleft(reversed(lines))


def _layout(feed: _Feed, is_known: Callable[[str], bool]) -> tuple[str, int]:
    """The delimiter, and how many lines to skip: where most words are headings we know."""
    first = [line for _ in range(_LOOKED_AT) if (line := feed.next())]
    feed.give_back(first)
    if (
        first
        and (named := first[0].strip().lstrip("\ufeff").lower()).startswith("sep=")
        and len(named) == 5
    ):
        feed.next()
        return named[4], 0
    best = (0, 0, ",", 0)
    for number, line in enumerate(first):
        for delimiter in DELIMITERS:
            cells = _cells(line, delimiter)
            known = sum(is_known(clean_line(cell)) for cell in cells)
            best = max(best, (known, -number, delimiter, number))
    known, _, delimiter, number = best
    if not known:
        return max(DELIMITERS, key=lambda one: (first[0].count(one) if first else 0, one == ",")), 0
    for _ in range(number):
        feed.next()
    return delimiter, sum(bool(line.strip()) for line in first[:number])


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])


def _records(feed: _Feed, delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Cells of each record, and a note where a quotation mark had to be ignored."""
    while line := feed.next():
        if '"' not in line:
            yield _plain(line, delimiter), ""
        elif line.count('"') % 2 == 0:
            yield _quoted(line, delimiter) or _cells(line, delimiter), ""
        else:
            yield _over_several_lines(line, feed, delimiter)


def _plain(line: str, delimiter: str) -> list[str]:
    text = line.rstrip("\r\n")
    return text.split(delimiter) if text.strip() else []


def _quoted(text: str, delimiter: str) -> list[str] | None:
    """The cells of a well-formed record, or None."""
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def _over_several_lines(line: str, feed: _Feed, delimiter: str) -> tuple[list[str], str]:
    """A record whose cell goes on in the next lines; or a lone quotation mark, and the lines are given back."""
    taken: list[str] = []
    quotes, length = line.count('"'), len(line)
    while (
        quotes % 2 and len(taken) < MOST_LINES and length < LONGEST_CELL and (more := feed.next())
    ):
        taken.append(more)
        quotes += more.count('"')
        length += len(more)
    alone = [cell.strip('"') for cell in line.rstrip("\r\n").split(delimiter)]
    together = _quoted(line + "".join(taken), delimiter) if quotes % 2 == 0 else None
    if together is None or (feed.width and len(together) != feed.width == len(alone)):
        feed.give_back(taken)
        return alone, "a quotation mark was not closed: it was left out"
    return together, ""


def _lines(
    records: Iterator[tuple[list[str], str]], headings: list[str], stream: TextIO
) -> Iterator[Line]:
    """Rows with their numbers; blank lines are no rows."""
    number = 0
    with closing(stream):
        for cells, note in records:
            if cells:
                number += 1
                yield _checked(number, cells, note, headings)


def _checked(number: int, cells: list[str], note: str, headings: list[str]) -> Line:
    width = len(headings)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        fault = (
            f"the row has {len(cells)} cells, the heading {width}: a comma without quotation marks?"
        )
        return Line(number, cells, fault)
    if not any(cell.strip() for cell in cells):
        return Line(number, cells, "the row is empty")
    if cells[0].strip() == headings[0] and list(map(clean_line, cells)) == headings:
        return Line(number, cells, "the heading stands here once more")
    is_short = len(cells) < width
    if is_short:
        cells = cells + [""] * (width - len(cells))
    return Line(number, cells, "", note, is_short)
