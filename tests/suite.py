"""The whole suite in three rounds: `./run test [--all] [what to give pytest]`.

1. everything on SQLite;
2. on PostgreSQL what is marked `both_databases`: constraints, races, crypto, search, imports;
3. the journeys, in Chromium, with axe in English, Arabic, Haitian Creole and Chinese.

With --all, everything runs on both databases, axe in every language and the random tests long;
the result is written to `benchmarks/test-all.json`.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests import chromium
from tests.postgres import postgresql

ROOT = Path(__file__).resolve().parent.parent
LAST_RESULT = ROOT / "benchmarks" / "test-all.json"
NO_TEST_MATCHED = 5  # pytest's exit status
# Each process takes files that stand together, so that what a file prepares once is prepared once.
SHARED = ("--dist", "worksteal")


@dataclass(frozen=True)
class Result:
    """How one round ended. `failed` counts errors too; seconds of wall-clock time."""

    round: str
    passed: int
    failed: int
    skipped: int
    seconds: int

    def line(self) -> str:
        """The round in one line."""
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        return f"  {self.round:<12}{counts}, {self.seconds} s"


def cores() -> str:
    """How many processes share a round."""
    return str(len(os.sched_getaffinity(0)))


def play(name: str, options: list[str], environment: dict[str, str]) -> Result:
    """Run pytest once and count."""
    print(f"\n{name}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="xenia-tests-") as folder:
        counts = Path(folder) / "counts.json"
        place = {"XENIA_DATA": f"{folder}/data", "XENIA_TEST_COUNTS": str(counts)}
        status = subprocess.call(
            [sys.executable, "-m", "pytest", *options],
            cwd=ROOT,
            env=os.environ | environment | place,
        )
        found = json.loads(counts.read_text(encoding="utf-8")) if counts.exists() else {}
    failed = found.get("failed", 0)
    if status not in (0, NO_TEST_MATCHED):
        failed = max(failed, 1)
    seconds = round(time.monotonic() - began)
    return Result(name, found.get("passed", 0), failed, found.get("skipped", 0), seconds)


def on_sqlite(options: list[str], *, everything: bool) -> Result:
    """The first round: everything but the journeys."""
    long = ["--hypothesis-profile=long"] if everything else []
    environment = {"XENIA_TEST_LONG": "1"} if everything else {}
    return play(
        "SQLite", ["-n", cores(), *SHARED, "-m", "not browser", *long, *options], environment
    )


def on_postgresql(options: list[str], *, everything: bool) -> Result:
    """The second round: what is marked, or everything."""
    chosen = "not browser" if everything else "both_databases and not browser"
    with postgresql() as address:
        environment = {"XENIA_TEST_DATABASE_URL": address}
        return play("PostgreSQL", ["-n", cores(), *SHARED, "-m", chosen, *options], environment)


def in_chromium(options: list[str], *, everything: bool) -> Result | None:
    """The third round; None, and a line that says why, where there is no browser."""
    browser = chromium.chromium() or chromium.install()
    if browser is None:
        print(
            "\nNot run: the journeys in a real browser, because Chromium is not on this machine. "
            f"Get it with: {chromium.HOW_TO_GET_IT}"
        )
        return None
    environment = {"XENIA_CHROMIUM": str(browser)}
    if everything:
        environment["XENIA_AXE_LANGUAGES"] = "all"
    return play("Chromium", ["-m", "browser", *options], environment)


def remember(results: list[Result], *, seconds: int) -> None:
    """Write the result of a run over everything, with its date and machine."""
    LAST_RESULT.parent.mkdir(exist_ok=True)
    said = {
        "on": datetime.now(UTC).date().isoformat(),
        "machine": f"{cores()} cores, Python {platform.python_version()}",
        "seconds": seconds,
        "rounds": [asdict(result) for result in results],
    }
    LAST_RESULT.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")


def sum_up(results: list[Result]) -> int:
    """Print one line per round and one for all. Returns the exit status."""
    passed, failed, skipped = (
        sum(getattr(result, count) for result in results)
        for count in ("passed", "failed", "skipped")
    )
    print()
    for result in results:
        print(result.line())
    print(f"\nTests: {passed} passed, {failed} failed, {skipped} skipped")
    if not passed + failed:
        print("No test matched.")
        return 1
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Play the rounds."""
    if {"--help", "-h"} & set(arguments):
        print(__doc__)
        return 0
    everything = "--all" in arguments
    options = [argument for argument in arguments if argument != "--all"]
    began = time.monotonic()
    rounds = (on_sqlite, on_postgresql, in_chromium)
    played = [play_one(options, everything=everything) for play_one in rounds]
    results = [result for result in played if result is not None]
    if everything and not options:
        remember(results, seconds=round(time.monotonic() - began))
    return sum_up(results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
