"""From people to a file of cells and a certificate; where anything is wrong, nothing is written."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from .certificate import Certificate
from .cube import Cell
from .microdata import NotReadable
from .people import COUNT, MOST_CELLS, People, refuse_too_many
from .policy import Policy
from .protect import Told, nobody, protect_cube
from .suppress import SECONDS


def protect(
    people: People,
    policy: Policy,
    *,
    out: Path,
    certificate: Path,
    seconds: float = SECONDS,
    told: Told = nobody,
) -> Certificate:
    """Make a table that may be published.

    out: one row a cell, every sum included as TOTAL; a protected cell has no value. Raises NotReadable, and Refused when
    the attack finds too much; then nothing is written.
    """
    _refuse_places(people.file, out, certificate)
    refuse_too_many(people.cube.dimensions, MOST_CELLS)
    made = protect_cube(people.cube, policy, merges=people.merges, seconds=seconds, told=told)
    told("write")
    data = json.dumps(made.certificate.as_data(), indent=2, ensure_ascii=False)
    names = [each.name for each in people.cube.dimensions]
    try:
        _write_both(out, names, made.cells, certificate, f"{data}\n")
    except OSError as wrong:
        raise NotReadable(f"{out} and {certificate} cannot be written: {wrong.strerror}.") from None
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
