"""A file of people, one a row, read as it comes; what is odd about it is said, and what cannot be trusted is refused."""

import csv
import io
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .cube import TOTAL

# What a value is called that nobody wrote down.
NOT_SAID: Final = "(not said)"
DELIMITERS: Final = {",": "commas", ";": "semicolons", "\t": "tabs"}
SHOWN_LINES: Final = 5
SAVE_ANEW: Final = "Save it as “CSV UTF-8” and try again."
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
WORKBOOK: Final = b"PK\x03\x04"


class NotReadable(Exception):
    """A file or a request that cannot be worked with; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Microdata:
    """People, one a row, with the columns that were asked for.

    remarks: what whoever brought the file should know of it, in sentences. alike: values of a column that differ only
    in capitals or spaces, {column: groups of them}.
    """

    rows: list[dict[str, str]]
    remarks: tuple[str, ...]
    alike: dict[str, list[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the file, and the line it begins on."""

    line: int
    fields: list[str]

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing at all."""
        return not any(self.fields)


def read_microdata(path: Path, columns: Sequence[str]) -> Microdata:
    """Read these columns of a file with one person a row. Raises NotReadable."""
    text = _text_of(path)
    delimiter = _delimiter(text, columns)
    everything = _records(path, text, delimiter)
    heading, *records = [each for each in everything if not each.is_blank] or [Record(1, [])]
    places = _places(path, heading.fields, columns)
    _refuse_uneven(path, records, len(heading.fields))
    if not records:
        raise NotReadable(f"{path.name} holds nobody: there is nothing to count.")
    rows = [{name: record.fields[at] for name, at in places.items()} for record in records]
    if any(TOTAL in row.values() for row in rows):
        raise NotReadable(
            f"{path.name}: a column holds the value {TOTAL}, which means all together here. Rename that value."
        )
    blank = len(everything) - len(records) - 1
    remarks = [*_on_the_file(path, delimiter, blank), *_with_every_value(rows, columns)]
    return Microdata(rows, tuple(remarks), {name: _alike(rows, name) for name in columns})


def _text_of(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise NotReadable(f"There is no file {path}.") from None
    except OSError as wrong:
        raise NotReadable(f"{path} cannot be opened: {wrong.strerror}.") from None
    if data.startswith(WORKBOOK):
        raise NotReadable(f"{path.name} is a workbook, not a CSV file. {SAVE_ANEW}")
    if data.startswith(UTF_16) or b"\0" in data[:1000]:
        raise NotReadable(f"{path.name} is not in UTF-8 but in UTF-16. {SAVE_ANEW}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise NotReadable(
            f"{path.name} is not in UTF-8: line {line} holds a letter that cannot be read. {SAVE_ANEW}"
        ) from None


def _delimiter(text: str, columns: Sequence[str]) -> str:
    """What parts the columns: under it the first line names those we look for, else the most."""
    first = io.StringIO(text.lstrip("\r\n"), newline="").readline()
    found = {
        each: [name.strip() for names in csv.reader([first], delimiter=each) for name in names]
        for each in DELIMITERS
    }
    return max(
        DELIMITERS,
        key=lambda each: (sum(name in found[each] for name in columns), len(found[each])),
    )


def _records(path: Path, text: str, delimiter: str) -> list[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Record] = []
    line = 1
    try:
        for fields in reader:
            records.append(Record(line, [field.strip() for field in fields]))
            line = reader.line_num + 1
    except csv.Error:
        raise NotReadable(
            f"{path.name} cannot be read from line {line} on: a quotation mark stands inside a value, or is never "
            "closed. A value with quotation marks needs them doubled, and a pair around it."
        ) from None
    return records


def _places(path: Path, heading: Sequence[str], columns: Sequence[str]) -> dict[str, int]:
    """Where each column stands."""
    if missing := [name for name in columns if name not in heading]:
        there = ", ".join(heading) or "no columns at all"
        raise NotReadable(f"{path.name} has no column {', '.join(missing)}. It has: {there}.")
    if twice := [name for name in columns if heading.count(name) > 1]:
        raise NotReadable(
            f"{path.name} has more than one column {', '.join(twice)}. Give each a name of its own."
        )
    return {name: heading.index(name) for name in columns}


def _refuse_uneven(path: Path, records: Sequence[Record], width: int) -> None:
    """A row with a field too few or too many may say in one column what belongs in another."""
    uneven = [each for each in records if len(each.fields) < width or any(each.fields[width:])]
    if not uneven:
        return
    said = ", ".join(f"line {each.line} has {len(each.fields)}" for each in uneven[:SHOWN_LINES])
    more = f", and {len(uneven) - SHOWN_LINES:,} more" if len(uneven) > SHOWN_LINES else ""
    raise NotReadable(
        f"{path.name} has {width} columns in its first line, yet {said}{more}. Nobody can tell which value is missing or "
        "too many: put these lines right. A value with a comma or semicolon in it needs quotation marks around it."
    )


def _on_the_file(path: Path, delimiter: str, blank: int) -> Iterator[str]:
    if delimiter != ",":
        yield f"The columns of {path.name} are parted by {DELIMITERS[delimiter]}, and were read so."
    if blank:
        hold = "1 line holds" if blank == 1 else f"{blank:,} lines hold"
        yield f"{hold} nothing at all: nobody is counted for that."


def _with_every_value(rows: Sequence[dict[str, str]], columns: Sequence[str]) -> Iterator[str]:
    """Call by a name what was left empty, and tell."""
    for name in columns:
        empty = [row for row in rows if not row[name]]
        for row in empty:
            row[name] = NOT_SAID
        if empty:
            have = "1 row has" if len(empty) == 1 else f"{len(empty):,} rows have"
            yield f"{have} no {name}: counted as “{NOT_SAID}”."


def _alike(rows: Sequence[dict[str, str]], name: str) -> list[tuple[str, ...]]:
    """Values that are the same but for capitals and spaces, the commonest first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for value, _ in Counter(row[name] for row in rows).most_common():
        groups[_folded(value)].append(value)
    return [tuple(values) for values in groups.values() if len(values) > 1]


def _folded(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).casefold().split())
