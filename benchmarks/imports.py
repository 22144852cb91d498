"""How fast a directory file of 100,000 rows comes in, how long other writers wait, and the memory it takes."""

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.servers import ROOT

ROWS = 100_000
ORGANIZATIONS = 4_000
WORDS = (
    "English",
    "Food",
    "Legal",
    "Health",
    "Housing",
    "Work",
    "School",
    "Tax",
    "Family",
    "Youth",
)


def measure() -> Iterator[Figure]:
    """An empty office takes the file in; then the same file comes again."""
    with tempfile.TemporaryDirectory(prefix="xenia-bench-") as folder:
        files = Path(folder) / "hsds"
        invented_files(files)
        data = Path(folder) / "data"
        environment = os.environ | {"XENIA_DATA": str(data), "XENIA_QUIET": "1"}
        subprocess.run(
            [sys.executable, "-m", "xenia", "prepare", "--empty"],
            cwd=ROOT,
            env=environment,
            check=True,
        )
        for what in ("first time", "the same again"):
            said = _brought_in(files, environment)
            yield Figure("imports", f"{ROWS:,} rows, {what}", ROWS / said["seconds"], "rows/s")
            yield Figure("imports", f"other writers wait, {what}", said["waited"], "s")
            yield Figure("imports", f"peak memory, {what}", said["peak_mb"], "MB")


def _brought_in(files: Path, environment: dict[str, str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.import_once", str(files)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def invented_files(folder: Path, seed: int = 5) -> None:
    """HSDS 3 tables with 100,000 rows together: 4 per cent organisations, the rest services, places and phones."""
    folder.mkdir(parents=True)
    chance = random.Random(seed)
    services = (ROWS - ORGANIZATIONS) // 4
    _write(
        folder / "organizations.csv",
        ("id", "name", "description", "website"),
        (
            (f"o{n}", f"House number {n}", "Helps people who are new.", f"https://house{n}.example")
            for n in range(ORGANIZATIONS)
        ),
    )
    _write(
        folder / "services.csv",
        ("id", "organization_id", "name", "description", "status", "fees_description"),
        (
            (
                f"s{n}",
                f"o{n % ORGANIZATIONS}",
                f"{chance.choice(WORDS)} help {n}",
                "People come on weekdays and are helped in their own language. " * 4,
                "active",
                "Free",
            )
            for n in range(services)
        ),
    )
    _write(
        folder / "locations.csv",
        ("id", "organization_id", "name", "location_type", "latitude", "longitude"),
        (
            (f"l{n}", f"o{n % ORGANIZATIONS}", f"Door {n}", "physical", "42.35", "-70.9")
            for n in range(services)
        ),
    )
    _write(
        folder / "service_at_location.csv",
        ("id", "service_id", "location_id"),
        ((f"a{n}", f"s{n}", f"l{n}") for n in range(services)),
    )
    _write(
        folder / "phones.csv",
        ("id", "service_id", "number", "type"),
        (
            (f"p{n}", f"s{n}", f"(617) 555-01{n % 100:02} x{n}", "voice")
            for n in range(ROWS - ORGANIZATIONS - 3 * services)
        ),
    )


def _write(path: Path, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)
