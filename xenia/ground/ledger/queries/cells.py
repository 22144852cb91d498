"""What a count is split by: dimensions of the entries, and the months and quarters of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection

from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.streams import Stream

MONTH: Final = "month"
QUARTER: Final = "quarter"
Cell = tuple[str, ...]

# An entry of a quarter says so: its month is not known any more.
MONTH_SQL: Final = "SUBSTR(CAST(entry.\"on\" AS TEXT), 1, 7) || CASE entry.grain WHEN 'quarter' THEN '+' ELSE '' END"
QUARTER_SQL: Final = (
    'CASE WHEN entry."on" >= %(quarter_3)s THEN 3 WHEN entry."on" >= %(quarter_2)s THEN 2'
    ' WHEN entry."on" >= %(quarter_1)s THEN 1 ELSE 0 END'
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to split by: its name, and the SQL of its value. The holes are filled from `holes`."""

    name: str
    sql: str


def parts_of(by: Sequence[str]) -> list[Part]:
    """What to split by. Raises ValueError for what no entry carries."""
    return [Part(name, _sql(name)) for name in by]


def _sql(name: str) -> str:
    if name == MONTH:
        return MONTH_SQL
    if name == QUARTER:
        return QUARTER_SQL
    if name not in DIMENSIONS:
        raise ValueError(
            f"unknown dimension {name!r}: expected some of {DIMENSIONS}, month or quarter"
        )
    return f"entry.{connection.ops.quote_name(name)}"


def quarters(stream: Stream, year: int) -> list[date]:
    """The first days of the four quarters of a year of a stream."""
    first, _last = stream.span(year)
    months = [first.year * 12 + first.month - 1 + 3 * number for number in range(4)]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def holes(stream: Stream, year: int) -> dict[str, Any]:
    """What the questions of this room leave open."""
    first, last = stream.span(year)
    days = {f"quarter_{number}": day for number, day in enumerate(quarters(stream, year))}
    days |= {"first": first, "last": last}
    adapted = {name: connection.ops.adapt_datefield_value(day) for name, day in days.items()}
    return {"year": year, "stream": stream.code, **adapted}


def as_interval(first: date) -> str:
    """A quarter as an interval of its months: "2026-01/2026-03"."""
    last = first.year * 12 + first.month + 1
    return f"{first:%Y-%m}/{last // 12}-{last % 12 + 1:02}"


def said(part: Part, value: Any, stream: Stream, year: int) -> str:
    """A value as an answer says it; "" for what an entry does not say."""
    if part.name == QUARTER:
        return as_interval(quarters(stream, year)[int(value)])
    if part.name == MONTH:
        month, is_quarter, _ = str(value).partition("+")
        return as_interval(date.fromisoformat(f"{month}-01")) if is_quarter else month
    return as_text(part.name, value)


def as_text(name: str, value: Any) -> str:
    """A dimension's value in letters, the same on both databases."""
    if value in (None, ""):
        return ""
    kind = Entry._meta.get_field(name).get_internal_type()
    if kind == "BooleanField":
        return "true" if value else "false"
    return str(UUID(str(value))) if kind == "UUIDField" else str(value)
