"""`./run bench [PART …]`: measure, print a table, keep the figures in `benchmarks/latest.json`.

Parts: search, pages, api, imports, weight, vault, matching, intakes, complaints, served, report, measures, protection; all of them without a name. Exit status 1 when a promise is missed.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import (
    api,
    complaints,
    imports,
    intakes,
    matching,
    pages,
    protection,
    report_measures,
    report_paper,
    search_bench,
    served,
    vault,
    weight,
)
from benchmarks.figures import Figure

LATEST = Path(__file__).parent / "latest.json"
PARTS: dict[str, Callable[[], Iterator[Figure]]] = {
    "search": search_bench.figures,
    "pages": pages.measure,
    "api": api.measure,
    "imports": imports.measure,
    "weight": weight.measure,
    "vault": vault.measure,
    "matching": matching.measure,
    "intakes": intakes.measure,
    "complaints": complaints.measure,
    "served": served.measure,
    "report": report_paper.measure,
    "measures": report_measures.measure,
    "protection": protection.measure,
}


def main() -> int:
    """Measure the parts asked for, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    chosen = parser.parse_args().parts or list(PARTS)
    console = Console()
    table = Table("part", "what", "measured", "promise", "", title=f"{os.cpu_count()} cores")
    kept = json.loads(LATEST.read_text(encoding="utf-8")) if LATEST.is_file() else {}
    missed = 0
    for part in chosen:
        with console.status(f"measuring {part} …"):
            figures = list(PARTS[part]())
        for one in figures:
            verdict = {True: "met", False: "MISSED", None: ""}[one.is_met]
            missed += one.is_met is False
            table.add_row(one.part, one.name, f"{one.shown} {one.unit}", one.bar, verdict)
        kept[part] = {
            "measured_on": datetime.now(UTC).date().isoformat(),
            "cores": os.cpu_count(),
            "figures": [
                [one.name, round(one.value, 3), one.unit, one.bar, one.is_met] for one in figures
            ],
        }
    console.print(table)
    LATEST.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(missed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
