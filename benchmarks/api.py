"""The directory for other software: a page of 100 services, and all of them line by line in constant memory."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, at_most
from benchmarks.servers import ROOT

SIZES = (5_000, 50_000)
# What an answer may cost above reading the same rows from the database and sending them as they lie.
MOST_TIMES_A_BARE_READ = 3.0
# A stream ten times as long may need this much more memory, for what the allocator keeps.
MOST_GROWTH_MB = 16.0


def measure() -> Iterator[Figure]:
    """Pages and streams at 5,000 and 50,000 services, each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="xenia-bench-") as folder:
        data = Path(folder) / "data"
        _run(data, "-m", "xenia", "prepare")
        peaks: list[float] = []
        exports: list[float] = []
        for size in SIZES:
            _run(data, "-m", "benchmarks.grown_city", str(size))
            seen = json.loads(_run(data, "-m", "benchmarks.api_once"))
            yield from _figures(size, seen)
            files = json.loads(_run(data, "-m", "benchmarks.export_once"))
            yield from _export_figures(size, files)
            exports.append(files["peak_mb"])
            peaks.append(seen["stream_peak_mb"])
        yield at_most(
            "api",
            f"memory a stream of {SIZES[1]:,} needs above one of {SIZES[0]:,}",
            max(0.0, peaks[1] - peaks[0]),
            "MB",
            MOST_GROWTH_MB,
        )

        yield at_most(
            "api",
            f"memory an export of {SIZES[1]:,} needs above one of {SIZES[0]:,}",
            max(0.0, exports[1] - exports[0]),
            "MB",
            MOST_GROWTH_MB,
        )


def _export_figures(size: int, files: dict[str, float]) -> Iterator[Figure]:
    for form in ("csv", "json", "ndjson"):
        yield Figure("api", f"export as {form}, {size:,} services", files[form], "services/s")


def _figures(size: int, seen: dict[str, float]) -> Iterator[Figure]:
    where = f"{size:,} services"
    yield Figure("api", f"page of 100 whole services, p95, {where}", seen["page_p95_ms"], "ms")
    yield at_most(
        "api",
        f"the same page beside a bare read of its rows, median, {where}",
        seen["page_ratio"],
        "×",
        MOST_TIMES_A_BARE_READ,
    )
    yield Figure(
        "api", f"records a second, whole, line by line, {where}", seen["rows_a_second"], "/s"
    )


def _run(data: Path, *arguments: str) -> str:
    environment = os.environ | {"XENIA_DATA": str(data), "XENIA_QUIET": "1"}
    ran = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return ran.stdout
