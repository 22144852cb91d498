"""The Census Bureau's own form of tables about who lives here: birthplace, age, education, income, poverty, arrival.

Lines of these tables move: line 147 of B05006 is El Salvador in 2019 and Haiti in 2024. So a line is only ever read
through the words the Bureau gives it for that very year.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.sentences import NotReadable
from xenia.registers.population.census import (
    CONTROLLED,
    NO_MARGIN,
    OTHER_YEAR,
    OUR_YEAR,
    answer_rows,
    cell_text,
    why_not,
)
from xenia.registers.population.reading import MOST, ReadCharacteristic, Reading
from xenia.registers.population.topics import TABLES, Row, row_of

LINES: Final = Path(__file__).parent / "data" / "characteristic_lines.csv"
_VARIABLE: Final = re.compile(r"^(B\d{5})_(\d{3})(E|M|EA|MA)$")
_AMOUNT: Final = re.compile(r"\d{1,10}(?:\.\d+)?")
_NO_LABELS: Final = gettext_noop(
    "This is not the Census Bureau’s description of the table. Bring the file groups/%(table)s.json of that year."
)
# {line: the row its words stand for}
Lines = Mapping[int, Row]


def holds_characteristics(data: bytes) -> bool:
    """Whether an answer of the API is about one of these tables."""
    try:
        return bool(_table_in([str(cell) for cell in answer_rows(data)[0]]))
    except NotReadable:
        return False


def _table_in(headings: list[str]) -> str:
    found = (match[1] for name in headings if (match := _VARIABLE.match(name)))
    return next((table for table in found if table in TABLES), "")


def read_census(data: bytes, *, last_year: int, labels: bytes | None = None) -> Reading:
    """Read an answer of the API. labels: its own description of the table, for a year that is not ours.

    Raises NotReadable.
    """
    rows = answer_rows(data)
    headings = [str(cell) for cell in rows[0]]
    table = _table_in(headings)
    lines = _lines_of(table, last_year, labels)
    reading = Reading(table=table)
    for row in rows[1:]:
        _read_place(reading, dict(zip(headings, row, strict=False)), table, lines)
    return reading


def _lines_of(table: str, last_year: int, labels: bytes | None) -> Lines:
    if labels is not None:
        return dict(_by_label(table, labels))
    if last_year != OUR_YEAR:
        raise NotReadable(OTHER_YEAR, ours=OUR_YEAR, table=table)
    return _our_lines()[table]


@cache
def _our_lines() -> Mapping[str, Lines]:
    found: dict[str, dict[int, Row]] = {}
    with LINES.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if row := row_of(TABLES[line["table"]], line["path"].split("!!")):
                found.setdefault(line["table"], {})[int(line["line"])] = row
    return found


def _by_label(table: str, labels: bytes) -> Iterator[tuple[int, Row]]:
    """The lines of another year, found by their words, never by their numbers."""
    try:
        described = json.loads(labels.decode("utf-8-sig", "replace"))["variables"]
        paths = {name: str(one["label"]).split("!!") for name, one in described.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotReadable(_NO_LABELS, table=table) from None
    for name, path in paths.items():
        found = _VARIABLE.match(name)
        # The first word says only that it is an estimate.
        row = row_of(TABLES[table], path[1:]) if found and found[1] == table else None
        if found and found[3] == "E" and row:
            yield int(found[2]), row


def _read_place(reading: Reading, cells: Mapping[str, Any], table: str, lines: Lines) -> None:
    place = str(cells.get("NAME") or "")
    for line, row in lines.items():
        stem = f"{table}_{line:03d}"
        if f"{stem}E" not in cells:
            continue
        where = f"{stem}E, {place}" if place else f"{stem}E"
        value = amount(cells[f"{stem}E"])
        if value is None:
            reading.refuse(where, why_not(cells[f"{stem}E"]))
            continue
        said = cell_text(cells.get(f"{stem}M"))
        marks = cell_text(cells.get(f"{stem}MA")) or cell_text(cells.get(f"{stem}EA"))
        is_controlled = said == CONTROLLED or marks == "*****"
        reading.characteristics.append(
            ReadCharacteristic(
                where=where,
                place=place,
                topic=row.topic,
                who=row.who,
                code=row.code,
                label=row.label,
                value=value,
                margin=None if is_controlled or said in NO_MARGIN else amount(said),
                is_controlled=is_controlled,
                annotation=marks[:20],
                position=line,
            )
        )


def amount(cell: Any) -> Decimal | None:
    """A number, rounded to a tenth; None for the Bureau's marks and whatever else is none."""
    text = cell_text(cell)
    if not _AMOUNT.fullmatch(text) or Decimal(text) > MOST:
        return None
    return Decimal(text).quantize(Decimal("0.1"))
