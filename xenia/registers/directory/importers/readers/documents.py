"""JSON and ndjson, one record at a time: a list, a page with `contents`, tables by name, or a single record."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TextIO

from xenia.registers.directory.importers.readers.encodings import find_encoding, open_text
from xenia.registers.directory.importers.readers.packages import Entry

# Names under which publishers put a page's records.
ENVELOPES: Final = frozenset(
    {"contents", "content", "data", "results", "items", "records", "features", "rows", "entries"}
)
_CHUNK: Final = 1 << 18
LONGEST_RECORD: Final = 64 * 1024**2
_SPACE: Final = re.compile(r"[\s\ufeff]*")
_READ = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One record: an object, or why it cannot be used. `table` is the name it stood under, if any."""

    number: int
    value: dict[str, Any] | None
    table: str = ""
    fault: str = ""


@dataclass(slots=True)
class Document:
    """A JSON file: what was noticed about it, and its records."""

    items: Iterator[Item]
    notes: list[str] = field(default_factory=list)


class BrokenJson(ValueError):
    """The file stops making sense here; what follows cannot be read."""


def read_document(entry: Entry, is_table: Callable[[str], bool]) -> Document:
    """Read a JSON or ndjson file; its records follow when they are asked for.

    is_table: whether a name is one of the directory's tables, for files that hold several.
    """
    encoding = find_encoding(entry.open)
    notes = [encoding.note] if encoding.note else []

    def text() -> TextIO:
        return open_text(entry.open, encoding)

    if _has_a_record_per_line(entry.name, text):
        return Document(_of_lines(text), notes)
    return Document(_numbered(text, is_table), notes)


# --- ndjson


def _has_a_record_per_line(name: str, text: Callable[[], TextIO]) -> bool:
    if name.lower().endswith((".ndjson", ".jsonl")):
        return True
    with text() as stream:
        first = stream.readline(LONGEST_RECORD).strip("\ufeff \t\r\n")
        second = stream.readline(_CHUNK).strip()
    return (
        bool(second)
        and second.startswith("{")
        and first.startswith("{")
        and _parsed(first)[0] is not None
    )


def _of_lines(text: Callable[[], TextIO]) -> Iterator[Item]:
    """A record per line; the number is the line's. Blank lines are no rows."""
    with text() as stream:
        number = 0
        while line := stream.readline(LONGEST_RECORD):
            number += 1
            line = line.strip("\ufeff \t\r\n")
            if line:
                value, fault = _parsed(line)
                yield Item(number, value, fault=fault)


def _parsed(line: str) -> tuple[dict[str, Any] | None, str]:
    try:
        value = _READ.decode(line)
    except (ValueError, RecursionError) as wrong:
        return None, f"the line is no JSON: {str(wrong)[:120]}"
    return _as_object(value)


def _as_object(value: object) -> tuple[dict[str, Any] | None, str]:
    if isinstance(value, dict):
        return value, ""
    return None, "a record should stand between { and }"


# --- One JSON text, read piece by piece so that memory stays flat


def _numbered(text: Callable[[], TextIO], is_table: Callable[[str], bool]) -> Iterator[Item]:
    number = 0
    try:
        for table, value in _values(text, is_table):
            number += 1
            record, fault = _as_object(value)
            yield Item(number, record, table, fault)
    except (BrokenJson, RecursionError) as broken:
        yield Item(
            number + 1, None, fault=f"the rest of the file cannot be read: {str(broken)[:120]}"
        )


def _values(
    text: Callable[[], TextIO], is_table: Callable[[str], bool]
) -> Iterator[tuple[str, Any]]:
    with text() as stream:
        pieces = _Pieces(stream)
        start = pieces.peek()
        if start == "[":
            yield from (("", value) for value in pieces.elements())
        elif start == "{":
            yield from _of_object(text, is_table)
        elif start:
            yield "", pieces.value()


def _of_object(
    text: Callable[[], TextIO], is_table: Callable[[str], bool]
) -> Iterator[tuple[str, Any]]:
    """Records of one object: a page's contents, tables by name, or the object itself."""
    with text() as stream:
        wanted = _lists_of_records(_Pieces(stream), is_table)
    with text() as stream:
        pieces = _Pieces(stream)
        if not wanted:
            yield "", pieces.value()
            return
        for key in pieces.names():
            if key in wanted and pieces.peek() == "[":
                table = key if is_table(key) else ""
                yield from ((table, value) for value in pieces.elements())
            else:
                pieces.skip()


def _lists_of_records(pieces: "_Pieces", is_table: Callable[[str], bool]) -> set[str]:
    """The names of an object's lists that hold records; none if the object is a record itself."""
    lists: set[str] = set()
    for key in pieces.names():
        if pieces.peek() == "[":
            if key.lower() in ENVELOPES:
                return {key}
            lists.add(key)
        elif key in {"id", "name", "status"}:
            return set()
        try:
            pieces.skip()
        except BrokenJson:
            break  # What can be read of a list that ends too early is still read.
    return {key for key in lists if is_table(key)}


class _Pieces:
    """A JSON text that is read as far as needed."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.buffer = ""
        self.at = 0
        self.ended = False

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            match = _SPACE.match(self.buffer, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self._more(_CHUNK):
                return ""

    def _more(self, size: int) -> bool:
        chunk = self.stream.read(size)
        self.buffer = self.buffer[self.at :] + chunk
        self.at = 0
        self.ended = not chunk
        return bool(chunk)

    def take(self, expected: str) -> None:
        found = self.peek()
        if not found or found not in expected:
            raise BrokenJson(
                f"expected {' or '.join(expected)}, found {found or 'the end of the file'!r}"
            )
        self.at += 1

    def value(self) -> Any:
        """The next value, whole. Raises BrokenJson."""
        self.peek()
        while True:
            try:
                value, end = _READ.raw_decode(self.buffer, self.at)
            except ValueError as wrong:
                self._grow(str(wrong))
                continue
            if end < len(self.buffer) or self.ended:
                self.at = end
                return value
            self._grow("")

    def _grow(self, wrong: str) -> None:
        """Read twice as much, if there is more; else the text is broken, unless nothing is wrong."""
        waiting = len(self.buffer) - self.at
        if waiting > LONGEST_RECORD:
            raise BrokenJson("a record is longer than 64 MB")
        if not self._more(max(_CHUNK, waiting)) and wrong:
            raise BrokenJson(wrong)

    def skip(self) -> None:
        """Pass over the next value; the elements of a list one by one."""
        if self.peek() == "[":
            for _ in self.elements():
                pass
        else:
            self.value()

    def elements(self) -> Iterator[Any]:
        """The values of the list that begins here."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            self.take(",]")
            if self.buffer[self.at - 1] == "]":
                return

    def names(self) -> Iterator[str]:
        """The names of the object that begins here; after each, its value is to be taken."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            name = str(self.value())
            self.take(":")
            yield name
            self.take(",}")
            if self.buffer[self.at - 1] == "}":
                return
