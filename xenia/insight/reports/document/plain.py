"""A document as plain data, and back: what is stored with a report and sent to whoever reads by machine."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from xenia.insight.reports.document.model import (
    Certified,
    Chart,
    Column,
    Document,
    Figure,
    Listing,
    Mark,
    Note,
    Paragraph,
    Row,
    Section,
    Table,
)

BLOCKS: Final = {one.__name__.lower(): one for one in (Paragraph, Note, Table, Listing, Certified)}


def as_data(document: Document) -> dict[str, Any]:
    """The document as JSON can hold it; numbers with decimals as text, so that none is rounded."""
    data: dict[str, Any] = _plain(document)
    return data


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        name = type(value).__name__.lower()
        return {"block": name} | said if name in BLOCKS else said
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | Mark) else value


def from_data(data: Mapping[str, Any]) -> Document:
    """The document somebody stored. Raises KeyError or ValueError for data of another shape."""
    return Document(
        **{
            **data,
            "computed_at": datetime.fromisoformat(data["computed_at"]),
            "dated_on": date.fromisoformat(data["dated_on"]),
            "sections": tuple(_section(one) for one in data["sections"]),
        }
    )


def _section(data: Mapping[str, Any]) -> Section:
    return Section(**{**data, "blocks": tuple(_block(one) for one in data["blocks"])})


def _block(data: Mapping[str, Any]) -> Any:
    said = {name: value for name, value in data.items() if name != "block"}
    kind = BLOCKS[data["block"]]
    return _READERS.get(kind, kind)(**said)


def _table(**said: Any) -> Table:
    chart = said["chart"]
    return Table(
        **{
            **said,
            "columns": tuple(Column(**one) for one in said["columns"]),
            "rows": tuple(_row(one) for one in said["rows"]),
            "notes": tuple(said["notes"]),
            "measures": tuple(said["measures"]),
            "chart": chart and Chart(chart["kind"], tuple(chart["columns"]), chart["alt"]),
        }
    )


def _row(data: Mapping[str, Any]) -> Row:
    return Row(**{**data, "figures": tuple(_figure(one) for one in data["figures"])})


def _figure(data: Mapping[str, Any]) -> Figure:
    mark = data["mark"] and Mark(data["mark"])
    numbers = {name: _number(data[name]) for name in ("value", "margin")}
    return Figure(**{**data, **numbers, "mark": mark})


def _number(value: int | str | None) -> int | Decimal | None:
    return Decimal(value) if isinstance(value, str) else value


def _listing(**said: Any) -> Listing:
    rows = tuple(tuple(_block(one) for one in row) for row in said["rows"])
    return Listing(**{**said, "heads": tuple(said["heads"]), "rows": rows})


def _certified(**said: Any) -> Certified:
    return Certified(**{**said, "lines": tuple((label, words) for label, words in said["lines"])})


_READERS: Final = {Table: _table, Listing: _listing, Certified: _certified}
