"""A large office at work: the pages colleagues and partners open all day, with 200,000 people and a million visits.

The scene is made anew in a temporary folder, or kept between runs in the folder named by XENIA_BENCH_SCENE.
XENIA_BENCH_PEOPLE asks for fewer people, to find out where time goes; the promises are made for 200,000.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.figures import Figure, at_most
from benchmarks.postgres import Durable, durable
from benchmarks.servers import ROOT, Server, xenia
from benchmarks.visits import visited
from benchmarks.weight import MOST_KB, first_load
from tests.chromium import chromium

PEOPLE = int(os.environ.get("XENIA_BENCH_PEOPLE", "200000"))
P95_MS, CPU_MS = 300.0, 15.0
Seen = dict[str, Any]


def measure() -> Iterator[Figure]:
    """Make the scene, open its pages with eight clients, weigh them in a browser."""
    with _folder() as folder, durable(folder / "pg") as database:
        environment = {"XENIA_QUIET": "1"} | database.environment
        data = folder / "data"
        began = time.perf_counter()
        if not (folder / "made").is_file():
            _run(data, environment, "xenia", "prepare")
            began = time.perf_counter()
            _run(data, environment, "benchmarks.served.scene", str(PEOPLE))
            (folder / "made").touch()
            yield Figure("served", "the scene is made in", time.perf_counter() - began, "s")
        pages = json.loads(_run(data, environment, "benchmarks.served.samples"))
        with xenia(data, environment=environment) as server:
            yield from _under_load(server, database, pages)
            yield from _weights(server, pages)


@contextmanager
def _folder() -> Iterator[Path]:
    if kept := os.environ.get("XENIA_BENCH_SCENE"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
        return
    with tempfile.TemporaryDirectory(prefix="xenia-bench-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _run(data: Path, environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | environment | {"XENIA_DATA": str(data)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip().rpartition("\n")[2]


def _under_load(server: Server, database: Durable, pages: dict[str, Seen]) -> Iterator[Figure]:
    behind = Server("", database.pid)
    for name, page in pages.items():
        before = behind.cpu_seconds()
        met = visited(server, page["paths"], forms=page["forms"], cookie=page["cookie"])
        below = (behind.cpu_seconds() - before) * 1000 / met.all_answers
        yield at_most("served", f"{name}: p95, 8 clients", met.p95, "ms", P95_MS)
        yield at_most("served", f"{name}: processor time per answer", met.cpu_ms, "ms", CPU_MS)
        yield Figure("served", f"{name}: processor time of PostgreSQL per answer", below, "ms")
        yield Figure("served", f"{name}: answers per second", met.rate, "/s")
        yield Figure("served", f"{name}: queries", page["queries"], "")


def _weights(server: Server, pages: dict[str, Seen]) -> Iterator[Figure]:
    program = chromium()
    if program is None:
        yield Figure("served", "Chromium is not on this machine: pages not weighed", 0, "")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, page in pages.items():
            url = server.address + page["paths"][0]
            kilobytes, _requests = first_load(browser, url, cookie=page["cookie"])
            yield at_most("served", f"{name}: first load", kilobytes, "kB", MOST_KB)
        browser.close()
