"""How fast the yearly report is reckoned: 45 measures over a made ledger, beside the same in SQL written by hand."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Final

from benchmarks.figures import Figure, at_most
from benchmarks.servers import ROOT

ENTRIES: Final = int(os.environ.get("XENIA_BENCH_ENTRIES", "5000000"))


def measure() -> Iterator[Figure]:
    """One process makes the files, another reads them; each measure by hand and by us in turn."""
    with tempfile.TemporaryDirectory(prefix="xenia-bench-") as folder:
        _run("make", folder)
        said = _run("read", folder)
    name = f"{said['measures']} measures, {said['entries'] / 1e6:g} M entries"
    yield at_most("report", f"{name}, files opened once", said["ours"], "s", 8)
    yield Figure("report", "the same, time of the processor", said["processor"], "s")
    yield Figure("report", "the same, SQL written by hand", said["by_hand"], "s")
    yield at_most(
        "report", "one measure, for each second by hand, the worst", said["worst"], "s", 1.3
    )
    yield Figure("report", "one measure, for each second by hand, all together", said["ratio"], "s")
    yield Figure("report", "the slowest measure", said["slowest"], "s")
    yield Figure("report", f"all {said['registered']} measures of the report", said["all"], "s")
    yield Figure("report", "peak memory", said["peak_mb"], "MB")


def _run(what: str, folder: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.report_measures_once", what, folder, str(ENTRIES)],
        cwd=ROOT,
        env=os.environ | {"XENIA_DATA": folder},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
