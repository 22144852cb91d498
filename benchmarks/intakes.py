"""Eight colleagues take people in at once: how many a second, and how long the slowest wait, on both databases."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, at_least, at_most
from benchmarks.postgres import durable
from benchmarks.servers import ROOT

COLLEAGUES = 8
SECONDS = 10
PROMISED, SLOWEST_MS = 50, 1000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What eight colleagues did in ten seconds."""

    rate: float
    p50: float
    p99: float


def measure() -> Iterator[Figure]:
    """PostgreSQL with every commit on the disk, as promised; then SQLite, which writes one after the other."""
    with tempfile.TemporaryDirectory(prefix="xenia-bench-", ignore_cleanup_errors=True) as folder:
        with durable(Path(folder) / "pg") as server:
            seen = _in_an_office(Path(folder) / "data", server.environment)
        yield at_least("intakes", "intakes, PostgreSQL, 8 at once", seen.rate, "/s", PROMISED)
        yield at_most("intakes", "p99, PostgreSQL, 8 at once", seen.p99, "ms", SLOWEST_MS)
        yield Figure("intakes", "median, PostgreSQL, 8 at once", seen.p50, "ms")
        seen = _in_an_office(Path(folder) / "small", {})
        yield Figure("intakes", "intakes, SQLite, 8 at once", seen.rate, "/s")
        yield Figure("intakes", "p99, SQLite, 8 at once", seen.p99, "ms")


def _in_an_office(data: Path, databases: Mapping[str, str]) -> TakenIn:
    environment = os.environ | {"XENIA_DATA": str(data), "XENIA_QUIET": "1"} | dict(databases)
    prepare = [sys.executable, "-m", "xenia", "prepare"]
    subprocess.run(prepare, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return taken_in(environment)


def taken_in(environment: Mapping[str, str], act: str = "benchmarks.intakes_once") -> TakenIn:
    """Eight processes, which begin together. act: the module of what each does, one after the other."""
    colleagues = [_colleague(number, environment, act) for number in range(COLLEAGUES)]
    for one in colleagues:
        _say(one, "")
    for one in colleagues:
        _say(one, "begin\n")
    took = sorted(ms for one in colleagues for ms in json.loads(one.communicate()[0]))
    if any(one.returncode for one in colleagues):
        raise RuntimeError(f"{act}: somebody failed, and the figure would mean nothing")
    cuts = statistics.quantiles(took, n=100)
    return TakenIn(len(took) / SECONDS, cuts[49], cuts[98])


def _colleague(number: int, environment: Mapping[str, str], act: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", act, str(SECONDS), str(number)],
        cwd=ROOT,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _say(colleague: subprocess.Popen[str], words: str) -> None:
    """Nothing yet: wait until she is ready. Else: tell her."""
    assert colleague.stdin
    assert colleague.stdout
    if not words:
        colleague.stdout.readline()
        return
    colleague.stdin.write(words)
    colleague.stdin.flush()
