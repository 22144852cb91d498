"""How fast people's records are sealed, opened, wrapped anew and shredded, on SQLite."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from benchmarks.figures import Figure, at_least
from benchmarks.servers import ROOT
from benchmarks.vault_once import PEOPLE, ROWS

PROMISED = 15_000  # rows a second, one subject a row


def measure() -> Iterator[Figure]:
    """One process does all of it, on databases of its own."""
    with tempfile.TemporaryDirectory(prefix="xenia-bench-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.vault_once"],
            cwd=ROOT,
            env=os.environ | {"XENIA_DATA": folder},
            capture_output=True,
            text=True,
            check=True,
        )
    said = json.loads(done.stdout.splitlines()[-1])
    yield at_least(
        "vault", f"{ROWS:,} new people, one sealed field each", said["sealed"], "rows/s", PROMISED
    )
    yield Figure("vault", "the same rows in the clear, by the ORM", said["plain"], "rows/s")
    yield Figure("vault", "sealed, for each row in the clear", said["ratio"], "rows")
    yield Figure("vault", f"{PEOPLE:,} new people, four sealed fields", said["four"], "rows/s")
    yield Figure("vault", "opened", said["read"], "rows/s")
    yield Figure("vault", "wrapped under a new master key", said["turned"], "keys/s")
    yield Figure("vault", f"{PEOPLE:,} people shredded", said["shredded"], "people/s")
    yield Figure("vault", "peak memory", said["peak_mb"], "MB")
