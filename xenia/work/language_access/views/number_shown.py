"""Numbers, their tables and their periods in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xenia.registers.directory.models import Organization
from xenia.registers.population.groups import name_of
from xenia.work.language_access.models.counting import method_words
from xenia.work.language_access.models.plan_year import ReportFigure
from xenia.work.language_access.models.request import Absent, Cause, Mode, Status
from xenia.work.language_access.number_words import (
    EVERY_LANGUAGE,
    FIRST_COLUMN,
    MEASURES,
    NOT_SAID,
    OTHER_DIALECT,
    TABLES,
)
from xenia.work.language_access.queries.dialects import OTHER, dialect_names
from xenia.work.language_access.queries.number_tables import Tables
from xenia.work.language_access.queries.numbers import Cell, NotShown, Row, Table, Value

CODED: Mapping[str, Mapping[str, Any]] = {
    "mode": {one.value: one.label for one in (*ReportFigure.What, *Mode)},
    "outcome": {one.value: one.label for one in Status},
    "reason": {one.value: one.label for one in (*Absent, *Cause)},
}


@dataclass(frozen=True, slots=True)
class Names:
    """What the values of the tables are called; departments and dialects are looked up once."""

    reader: str
    departments: Mapping[str, str]
    dialects: Mapping[str, str]

    @classmethod
    def of(cls, tables: Tables, reader: str) -> "Names":
        """The names these tables need."""
        ids = {row.value for part in tables.get("department", ()) for row in part.rows if row.value}
        found = Organization.objects.in_bulk([UUID(one) for one in ids]) if ids else {}
        departments = {str(pk): str(one.name) for pk, one in found.items()}
        return cls(reader, departments, dialect_names() if "dialect" in tables else {})

    @property
    def total(self) -> str:
        """What the sum of a column is called."""
        return _("All together")

    def said(self, dimension: str, value: str) -> str:
        """A value in words."""
        if dimension == "language":
            return name_of(value, self.reader) if value else str(EVERY_LANGUAGE)
        if dimension == "dialect":
            return str(OTHER_DIALECT) if value == OTHER else self.dialects.get(value, value)
        if dimension == "department":
            return self.departments.get(value, str(NOT_SAID))
        return str(CODED[dimension].get(value, NOT_SAID))


def shown(value: Value) -> str:
    """A number for a spreadsheet; a small one says that it is not shown."""
    if isinstance(value, NotShown):
        return _("not shown")
    return "" if value is None else f"{value:g}" if value < 1e6 else str(int(value))


def shown_cell(cell: Cell) -> dict[str, Any]:
    """A number of a page, and how it was before."""
    return {"now": _written(cell.now), "before": _written(cell.before), "change": _change(cell)}


def _written(value: Value) -> dict[str, Any]:
    if isinstance(value, NotShown):
        return {"is_hidden": True}
    if value is None:
        return {"words": "–"}
    return {"words": f"{value:,.1f}" if value != int(value) else f"{int(value):,}"}


def _change(cell: Cell) -> str:
    return "" if cell.change is None else f"{cell.change:+d}%"


def table_shown(code: str, parts: list[Table], names: Names) -> dict[str, Any]:
    """A table of the page: each way of counting has columns of its own, side by side."""
    dimension = parts[0].dimension
    values = list(dict.fromkeys(row.value for part in parts for row in part.rows))
    by_part = [{row.value: row for row in part.rows} for part in parts]
    return {
        "code": code,
        "title": str(TABLES[code]),
        "first": str(FIRST_COLUMN[dimension]),
        "method": method_words(parts[0].method) if len(parts) == 1 else "",
        "headings": [heading for part in parts for heading in _headings(part, len(parts) > 1)],
        "rows": [
            {
                "name": names.said(dimension, value),
                "cells": _cells([rows.get(value) for rows in by_part], parts),
            }
            for value in values
        ],
        "total": _cells([part.total for part in parts], parts),
    }


def _headings(part: Table, is_one_of_several: bool) -> list[dict[str, str]]:
    return [
        {
            "code": one.code,
            "words": str(MEASURES[one.code][0]),
            "method": method_words(part.method) if is_one_of_several else "",
        }
        for one in part.measures
    ]


def _cells(rows: list[Row | None], parts: list[Table]) -> list[dict[str, Any]]:
    return [
        shown_cell(cell)
        for row, part in zip(rows, parts, strict=True)
        for cell in (row.cells if row else [Cell(None, None)] * len(part.measures))
    ]
