"""The document model: what every form of the report is made from, in one language. It knows no true number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

Number = int | Decimal


class Mark(StrEnum):
    """Why there is no number. One mark for everything that is protected."""

    PROTECTED = "protected"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it may be read: value, or a mark. measure: its code, which leads to its definition.

    margin: of an estimate, at 90 %. reported: said by others, not measured and not unduplicated.
    """

    value: Number | None
    mark: Mark | None = None
    measure: str = ""
    place: Mapping[str, str] = field(default_factory=dict)
    margin: Number | None = None
    reported: bool = False

    def __post_init__(self) -> None:
        """Refuse a number with a mark, and a hole without one."""
        if (self.value is None) == (self.mark is None):
            raise ValueError(
                f"figure of {self.measure!r}: expected a value or a mark, and not both"
            )


@dataclass(frozen=True, slots=True)
class Column:
    """A column of numbers: its code, words, and unit in words ("people")."""

    code: str
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: what it is about, and a figure for each column. kind "total" stands last, apart."""

    code: str
    title: str
    figures: tuple[Figure, ...]
    kind: Literal["part", "group", "total"] = "part"


@dataclass(frozen=True, slots=True)
class Chart:
    """How a table is drawn: these columns of it, its rows without totals. alt: what it shows, in words."""

    kind: Literal["bars", "stacked", "line"]
    columns: tuple[str, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers with their words. first: what the rows are. lead: the answer in a sentence. adds_up: whether rows make the total.

    notes: whole sentences. source: where it comes from. clause, measures: of what it answers.
    """

    code: str
    title: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    lead: str = ""
    notes: tuple[str, ...] = ()
    source: str = ""
    clause: str = ""
    measures: tuple[str, ...] = ()
    adds_up: bool = True
    chart: Chart | None = None

    def figures(self) -> Iterator[Figure]:
        """Every figure of it."""
        for row in self.rows:
            yield from row.figures


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words. language: where they are not in the document's own (not translated yet); review: "draft" or "reviewed"."""

    text: str
    language: str = ""
    review: str = "reviewed"


@dataclass(frozen=True, slots=True)
class Note:
    """Words beside the text: what was taken together, what is missing, what does not add up."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Certified:
    """The certificate of all tables: cells, protected ones, the narrowest interval, the solver, the hash. lines: label and words."""

    title: str
    lead: str
    lines: tuple[tuple[str, str], ...]
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """A table of words, without numbers: what is recommended against what, who acts. The first of a row is its heading."""

    code: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Paragraph, ...], ...]


Block = Paragraph | Note | Table | Listing | Certified


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. clause: of the ordinance, "" for what the office adds. level: 1 under the title, 2 below."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    clause: str = ""
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report in one language.

    state: "draft", "signed" or "posted". version: of the year's report. blank: how many of its numbers are protected,
    of how many; a number that stands in two tables counts once. definitions: {measure code: {DEFINED: words}}, what is
    said when a number is pressed.
    """

    year: int
    language: str
    is_rtl: bool
    title: str
    subtitle: str
    office: str
    state: str
    state_words: str
    version: int
    computed_at: datetime
    dated_on: date
    is_invented: bool
    blank: int
    numbers: int
    sections: tuple[Section, ...]
    definitions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def tables(self) -> Iterator[Table]:
        """Every table, in order."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Table))
