"""The Census Bureau's own form: what its data API answers, a list of lists with headings.

    [["NAME", "C16001_001E", "C16001_001M", …, "state", "place"], ["Lindenport city, …", "76000", "120", …, "99", "00100"]]

Every value is text. A negative number of one digit repeated is a mark, never a number.
Source of marks: U.S. Census Bureau, American Community Survey, notes on estimate and annotation values.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.sentences import NotReadable
from xenia.registers.population.groups import folded
from xenia.registers.population.reading import MOST, ReadEstimate, Reading

LINES: Final = Path(__file__).parent / "data" / "census_lines.csv"
OUR_YEAR: Final = 2024
TABLES: Final = ("B16001", "C16001")
CONTROLLED: Final = "-555555555"
# What the API writes instead of a margin: too few cases, a median at an open end, not to be had.
NO_MARGIN: Final = frozenset({"-222222222", "-333333333", "-888888888", "-999999999", "-666666666"})
_VARIABLE: Final = re.compile(r"^([BC]16001)_(\d{3})(E|M|EA|MA)$")
_LIMITED: Final = folded('Speak English less than "very well"')
_NOT_CENSUS: Final = gettext_noop(
    "This is not what the Census Bureau’s data API answers for table C16001 or B16001. Ask it for group(C16001) and bring that."
)
_WEB_PAGE: Final = gettext_noop(
    "This is a web page, not data. The Census Bureau sends one when the address has no key. Ask it again with your key."
)
OTHER_YEAR: Final = gettext_noop(
    "Lines of a table move from year to year, and we know those of %(ours)s. For other years, bring the labels too: the file groups/%(table)s.json of that year."
)
NO_ESTIMATE: Final = gettext_noop("The Census Bureau gives no number here.")
NOT_A_NUMBER: Final = gettext_noop("This is no whole number of people.")
Lines = Mapping[int, tuple[str, str]]


def looks_like_census(data: bytes) -> bool:
    """Whether a file begins like the API's answer, or like the page it sends without a key."""
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    return head.startswith((b"[[", b"[", b"<!doctype", b"<html"))


def read_census(data: bytes, *, last_year: int, labels: bytes | None = None) -> Reading:
    """Read an answer of the API. labels: the API's own description of the table, for a year that is not ours.

    Raises NotReadable.
    """
    rows = answer_rows(data)
    headings = [str(cell) for cell in rows[0]]
    table = next((found[1] for name in headings if (found := _VARIABLE.match(name))), "")
    if not table:
        raise NotReadable(_NOT_CENSUS)
    lines = _lines_of(table, last_year, labels)
    reading = Reading(table=table)
    for row in rows[1:]:
        _read_place(reading, dict(zip(headings, row, strict=False)), table, lines)
    return reading


def answer_rows(data: bytes) -> list[list[Any]]:
    """The rows of an answer, the headings first. Raises NotReadable."""
    text = data.decode("utf-8-sig", "replace").strip()
    if text[:1] == "<":
        raise NotReadable(_WEB_PAGE)
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        raise NotReadable(_NOT_CENSUS) from None
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) for row in rows):
        raise NotReadable(_NOT_CENSUS)
    return rows


def _lines_of(table: str, last_year: int, labels: bytes | None) -> Lines:
    if labels is not None:
        return _lines_by_label(table, labels)
    if last_year != OUR_YEAR:
        raise NotReadable(OTHER_YEAR, ours=OUR_YEAR, table=table)
    return _our_lines()[table]


@cache
def _our_lines() -> dict[str, dict[int, tuple[str, str]]]:
    found: dict[str, dict[int, tuple[str, str]]] = {}
    for row in _our_rows():
        found.setdefault(row["table"], {})[int(row["line"])] = (row["measure"], row["language"])
    return found


@cache
def _our_rows() -> tuple[dict[str, str], ...]:
    with LINES.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _lines_by_label(table: str, labels: bytes) -> Lines:
    """The lines of another year, found by their labels, never by their numbers."""
    try:
        described = json.loads(labels.decode("utf-8-sig", "replace"))["variables"]
        paths = {name: str(one["label"]) for name, one in described.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotReadable(_NOT_CENSUS) from None
    known = {folded(row["label"]): row["language"] for row in _our_rows() if row["table"] == table}
    return dict(_by_label(table, paths, known))


def _by_label(
    table: str, paths: Mapping[str, str], known: Mapping[str, str]
) -> Iterable[tuple[int, tuple[str, str]]]:
    for name, path in paths.items():
        found = _VARIABLE.match(name)
        if not found or found[1] != table or found[3] != "E":
            continue
        parts = [folded(part) for part in path.split("!!")][1:]
        if parts == ["total"]:
            yield int(found[2]), ("people", "")
        elif len(parts) == 2 and known.get(parts[1]):
            yield int(found[2]), ("speakers", known[parts[1]])
        elif len(parts) == 3 and parts[2] == _LIMITED and known.get(parts[1]):
            yield int(found[2]), ("limited_english", known[parts[1]])


def _read_place(reading: Reading, cells: Mapping[str, Any], table: str, lines: Lines) -> None:
    place = str(cells.get("NAME") or "")
    for line, (measure, language) in lines.items():
        stem = f"{table}_{line:03d}"
        if f"{stem}E" not in cells:
            continue
        where = f"{stem}E, {place}" if place else f"{stem}E"
        value = _whole(cells[f"{stem}E"])
        if value is None:
            reading.refuse(where, why_not(cells[f"{stem}E"]))
            continue
        said = cell_text(cells.get(f"{stem}M"))
        marks = cell_text(cells.get(f"{stem}MA")) or cell_text(cells.get(f"{stem}EA"))
        is_controlled = said == CONTROLLED or marks == "*****"
        reading.estimates.append(
            ReadEstimate(
                where=where,
                place=place,
                measure=measure,
                language=language,
                value=value,
                margin=None if is_controlled or said in NO_MARGIN else _whole(said),
                is_controlled=is_controlled,
                annotation=marks[:20],
            )
        )


def cell_text(cell: Any) -> str:
    """What stands in a cell; "" for none."""
    text = "" if cell is None else str(cell).strip()
    return "" if text.lower() in ("null", "none") else text


def _whole(cell: Any) -> int | None:
    """A number of people; None for the Bureau's marks and whatever else is none."""
    text = cell_text(cell).removesuffix(".0")
    is_short = text.isascii() and text.isdigit() and len(text) <= 10
    return int(text) if is_short and int(text) <= MOST else None


def why_not(cell: Any) -> str:
    """Why a cell holds no number: the Bureau gives none, or it is none."""
    text = cell_text(cell)
    return NO_ESTIMATE if not text or text == CONTROLLED or text in NO_MARGIN else NOT_A_NUMBER
