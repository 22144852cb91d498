"""From a file of people, one a row, to a file of cells with a certificate; where anything is wrong, nothing is written."""

import csv
import json
from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Final

from .certificate import Certificate
from .cube import TOTAL, Cell, dimensions_of
from .policy import Policy
from .protect import Told, nobody, protect_cube
from .redesign import Merge, count_with_merges
from .suppress import SECONDS

COUNT: Final = "count"
# More would not be attacked in a time anybody waits for.
MOST_CELLS: Final = 20_000


class NotReadable(Exception):
    """A file or a request that cannot be worked with; the text says why, and what to do."""


def protect(
    microdata: Path,
    *,
    dimensions: Sequence[str],
    policy: Policy,
    out: Path,
    certificate: Path,
    provider: str | None = None,
    merges: Sequence[Merge] = (),
    seconds: float = SECONDS,
    told: Told = nobody,
) -> Certificate:
    """Make a table that may be published from a file with one person a row.

    out: one row a cell, every sum included as TOTAL; a protected cell has no value. Raises NotReadable, and Refused when
    the attack finds too much; then nothing is written.
    """
    told("count")
    _refuse_places(microdata, out, certificate)
    rows = _rows(microdata, dimensions, [provider] if provider else [])
    try:
        named = dimensions_of(rows, dimensions)
    except ValueError:
        raise NotReadable(
            f"{microdata.name}: a column holds the value {TOTAL}, which means all together here. Rename that value."
        ) from None
    cells = prod(len(each.places) for each in named)
    if cells > MOST_CELLS:
        raise NotReadable(
            f"The table would have {cells:,} cells; {MOST_CELLS:,} can be protected. Name fewer dimensions, or take values "
            "together first."
        )
    cube = count_with_merges(rows, named, merges, provider)
    made = protect_cube(cube, policy, merges=merges, seconds=seconds, told=told)
    told("write")
    data = json.dumps(made.certificate.as_data(), indent=2, ensure_ascii=False)
    _write_both(out, dimensions, made.cells, certificate, f"{data}\n")
    return made.certificate


def _refuse_places(microdata: Path, out: Path, certificate: Path) -> None:
    if len({microdata.resolve(), out.resolve(), certificate.resolve()}) < 3:
        raise NotReadable("The file, the table and the certificate need three different names.")
    for path in (out, certificate):
        if not path.parent.is_dir():
            raise NotReadable(f"There is no folder {path.parent} for {path.name}. Make it first.")
        if path.is_dir():
            raise NotReadable(f"{path} is a folder. Name a file in it.")


def _as_words(value: str) -> str:
    """A value that a spreadsheet would reckon with stays words. Source: OWASP, CSV injection."""
    return f"'{value}" if value[:1] in "=+-@\t\r" and value else value


def _rows(
    microdata: Path, dimensions: Sequence[str], others: Sequence[str]
) -> list[dict[str, str]]:
    if not dimensions or len(set(dimensions)) < len(dimensions) or "" in dimensions:
        raise NotReadable("Name each dimension once, such as svc,origin,outcome.")
    try:
        with microdata.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = [name or "" for name in reader.fieldnames or ()]
            if missing := [name for name in (*dimensions, *others) if name not in names]:
                there = ", ".join(names) or "no columns at all"
                raise NotReadable(
                    f"{microdata.name} has no column {', '.join(missing)}. It has: {there}."
                )
            rows = [
                {name: (row[name] or "").strip() for name in (*dimensions, *others)}
                for row in reader
            ]
    except FileNotFoundError:
        raise NotReadable(f"There is no file {microdata}.") from None
    except (OSError, UnicodeDecodeError, csv.Error):
        raise NotReadable(
            f"{microdata.name} cannot be read: a CSV file in UTF-8 with one person a row is needed."
        ) from None
    if not rows:
        raise NotReadable(f"{microdata.name} holds nobody: there is nothing to count.")
    return rows


def _write_both(
    out: Path,
    dimensions: Sequence[str],
    cells: Mapping[Cell, int | None],
    certificate: Path,
    paper: str,
) -> None:
    """Both files are written beside their places first: there are both in the end, or none."""
    parts = [path.with_name(f"{path.name}.part") for path in (out, certificate)]
    try:
        with parts[0].open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([*dimensions, COUNT])
            for cell, value in cells.items():
                writer.writerow([*map(_as_words, cell), "" if value is None else value])
        parts[1].write_text(paper, encoding="utf-8")
        for part, path in zip(parts, (out, certificate), strict=True):
            part.replace(path)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
