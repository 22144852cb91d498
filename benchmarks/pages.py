"""List, search and service pages, uncached, beside datasette serving the same data in the same run."""

import csv
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.figures import Figure, at_most
from benchmarks.servers import ROOT, datasette, xenia
from benchmarks.visits import Visits, visited

SIZES = (5_000, 50_000)
HTTP_LIMIT_MS = 100.0


def measure() -> Iterator[Figure]:
    """Pages at 5,000 services beside datasette; search over HTTP at 5,000 and 50,000."""
    with tempfile.TemporaryDirectory(prefix="xenia-bench-") as folder:
        data = Path(folder) / "data"
        _xenia(data, "-m", "xenia", "prepare")
        for size in SIZES:
            _xenia(data, "-m", "benchmarks.grown_city", str(size))
            yield from _searches(data, size)
            if size == SIZES[0]:
                yield from _beside_datasette(data, Path(folder) / "hsds.db")


def _xenia(data: Path, *arguments: str) -> None:
    environment = {"XENIA_DATA": str(data), "XENIA_QUIET": "1"}
    import os

    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=os.environ | environment, check=True)


def _searches(data: Path, size: int) -> Iterator[Figure]:
    forms = [urlencode({"q": query}) for query in _questions()]
    with xenia(data) as server:
        met = visited(server, ["/en/find/"], forms=forms)
        yield at_most(
            "search",
            f"p95 through HTTP, {size:,} services, 8 clients",
            met.p95,
            "ms",
            HTTP_LIMIT_MS,
        )
        yield Figure("search", f"answers per second, {size:,} services", met.rate, "/s")
        yield Figure("search", f"processor time per answer, {size:,} services", met.cpu_ms, "ms")
        yield Figure(
            "search", f"memory of two workers, {size:,} services", server.memory_mb(), "MB"
        )


def _questions() -> list[str]:
    folder = Path(__file__).parent / "search" / "questions"
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += [row["query"] for row in csv.DictReader(file)]
    return found


def _beside_datasette(data: Path, database: Path) -> Iterator[Figure]:
    ids = _datasette_data(data / "default.sqlite3", database)
    ours, theirs = _ours(data, ids), _theirs(database, ids)
    for name in ours:
        mine, other = ours[name], theirs[name]
        yield Figure(
            "pages", f"{name}: answers per second", mine.rate, "/s", f"datasette {other.rate:,.0f}"
        )
        yield Figure(
            "pages",
            f"{name}: processor time per answer",
            mine.cpu_ms,
            "ms",
            f"< datasette's {other.cpu_ms:.1f}",
            mine.cpu_ms < other.cpu_ms,
        )


def _ours(data: Path, ids: list[str]) -> dict[str, Visits]:
    with xenia(data) as server:
        return {
            "list of 20": visited(server, ["/en/find/?need=learn-english"]),
            "one service": visited(server, [f"/en/service/{one}/" for one in ids]),
        }


def _theirs(database: Path, ids: list[str]) -> dict[str, Visits]:
    with datasette(database) as server:
        return {
            "list of 20": visited(server, ["/hsds/service?topic=learn-english&_size=20"]),
            "one service": visited(server, [f"/hsds/service/{one}" for one in ids]),
        }


def _datasette_data(source: Path, database: Path) -> list[str]:
    """The same services as one table with a search index, as the recipe in the research says. Returns some ids."""
    with closing(sqlite3.connect(source)) as ours, closing(sqlite3.connect(database)) as theirs:
        theirs.execute("CREATE TABLE organization (id TEXT PRIMARY KEY, name TEXT)")
        theirs.execute(
            "CREATE TABLE service (id TEXT PRIMARY KEY, organization TEXT REFERENCES organization(id),"
            " topic TEXT, name TEXT, description TEXT, phone TEXT, address TEXT, hours TEXT, languages TEXT)"
        )
        for (text,) in ours.execute("SELECT document FROM directory_listing"):
            _copy(json.loads(text), theirs)
        theirs.execute("CREATE INDEX by_topic ON service(topic)")
        theirs.execute(
            "CREATE VIRTUAL TABLE service_fts USING fts5(name, description, content=service)"
        )
        theirs.execute("INSERT INTO service_fts(service_fts) VALUES ('rebuild')")
        theirs.commit()
        rows = theirs.execute("SELECT id FROM service WHERE topic = 'learn-english' LIMIT 8")
        return [row[0] for row in rows]


def _copy(document: dict[str, object], theirs: sqlite3.Connection) -> None:
    """One listing as a row: what a list shows, in one table."""
    read = json.loads(json.dumps(document))
    organization = read["organization"] or {"id": "", "name": {}}
    place: dict[str, Any] = next((one for one in read["places"] if not one["confidential"]), {})
    theirs.execute(
        "INSERT OR IGNORE INTO organization VALUES (?, ?)",
        (organization["id"], organization["name"].get("en", "")),
    )
    theirs.execute(
        "INSERT INTO service VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            read["id"],
            organization["id"],
            next(iter(read["terms"]), "").split(".")[0],
            read["name"].get("en", ""),
            read["description"].get("en", ""),
            ", ".join(one["number"] for one in read["phones"]),
            ", ".join(place.get("address", [])),
            "; ".join(
                f"{one['byday']} {one['opens_at']}-{one['closes_at']}" for one in read["schedules"]
            ),
            ", ".join(one["name"] for one in read["languages"]),
        ),
    )
