"""Eight people complain at once: how many a second, and what the queue of them costs a colleague; then machines, on PostgreSQL."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.bots import complain_all
from benchmarks.figures import Figure, at_least, at_most
from benchmarks.intakes import taken_in
from benchmarks.postgres import durable
from benchmarks.servers import ROOT, xenia
from benchmarks.visits import visited

PROMISED, SLOWEST_MS, CPU_MS = 50, 1000, 15
MACHINES, EACH, KEPT_OUT, PATIENCE = 10_000, 100, 99, 2


def measure() -> Iterator[Figure]:
    """Every commit on the disk; the queue with all that was filed in it; and who is heard among machines."""
    with (
        tempfile.TemporaryDirectory(prefix="xenia-bench-", ignore_cleanup_errors=True) as folder,
        durable(Path(folder) / "pg") as server,
    ):
        data, environment = Path(folder) / "data", {"XENIA_QUIET": "1"} | server.environment
        _run(data, environment, "xenia", "prepare")
        seen = taken_in(
            os.environ | environment | {"XENIA_DATA": str(data)}, "benchmarks.complaints_once"
        )
        yield at_least("complaints", "filed, PostgreSQL, 8 at once", seen.rate, "/s", PROMISED)
        yield at_most("complaints", "p99, PostgreSQL, 8 at once", seen.p99, "ms", SLOWEST_MS)
        yield Figure("complaints", "median, PostgreSQL, 8 at once", seen.p50, "ms")
        yield from _queue(data, environment)
        yield from _machines(data, environment)


def _queue(data: Path, environment: Mapping[str, str]) -> Iterator[Figure]:
    scene = json.loads(_run(data, environment, "benchmarks.complaints_once"))
    yield Figure("complaints", "complaints in the queue", scene["filed"], "")
    with xenia(data, environment=environment) as office:
        for name, path in scene["pages"].items():
            met = visited(office, [path], cookie=scene["cookie"])
            processor = f"{name}: processor time per answer"
            yield at_most("complaints", processor, met.cpu_ms, "ms", CPU_MS)
            yield Figure("complaints", f"{name}: p95, 8 clients", met.p95, "ms")


def _machines(data: Path, environment: Mapping[str, str]) -> Iterator[Figure]:
    """Ten thousand machines on the served page; after each hundred somebody with a slow phone, and somebody without script."""
    before = json.loads(_run(data, environment, "benchmarks.complaints_once"))["let_in"]
    with xenia(data, environment={**environment, "XENIA_PROXIES": "1"}) as office:
        heard = complain_all(office.address, MACHINES, each=EACH)
    let_in = json.loads(_run(data, environment, "benchmarks.complaints_once"))["let_in"] - before
    out = 100 - 100 * let_in / MACHINES
    yield at_least("complaints", f"of {MACHINES:,} machines, held or refused", out, "%", KEPT_OUT)
    for name in ("slow phone", "no script"):
        hers = [one for one in heard if one.name == name]
        share = 100 * sum(one.is_heard for one in hers) / len(hers)
        yield at_least("complaints", f"{name}, among them: has a code", share, "%", 100)
        slowest = max(one.waited for one in hers)
        yield at_most("complaints", f"{name}: slowest, page and sending", slowest, "s", PATIENCE)


def _run(data: Path, environment: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | environment | {"XENIA_DATA": str(data)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip().rpartition("\n")[2]
