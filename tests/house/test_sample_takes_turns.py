"""While the sample city's past is written, somebody who complains is not kept waiting until it is over."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from sample_city.turns import in_turns

A_MONTH, MONTHS = 0.4, 12


def connected(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)


def months(office: sqlite3.Connection, begun: threading.Event) -> Iterator[int]:
    """Each in one transaction, one right after the other."""
    for month in range(MONTHS):
        office.execute("BEGIN IMMEDIATE")
        office.execute("INSERT INTO kept VALUES ('month')")
        begun.set()
        time.sleep(A_MONTH)
        office.execute("COMMIT")
        yield month


def test_who_waits_comes_in_between_two_months(tmp_path: Path) -> None:
    office, page = connected(tmp_path / "office"), connected(tmp_path / "office")
    office.execute("PRAGMA journal_mode=WAL")
    office.execute("CREATE TABLE kept (what TEXT)")
    begun = threading.Event()
    worker = threading.Thread(
        target=in_turns, args=(months(office, begun),), kwargs={"seconds": 60}
    )
    worker.start()
    begun.wait()
    page.execute("BEGIN IMMEDIATE")
    (before,) = page.execute("SELECT COUNT(*) FROM kept").fetchone()
    page.execute("COMMIT")
    worker.join()
    assert before <= 2
