"""Several people at the same moment, each on a connection of her own."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import TypeVar

from django.db import connection, connections

Outcome = TypeVar("Outcome")
LONGEST_WAIT = 20  # seconds


@contextmanager
def many_hands(folder: Path) -> Iterator[None]:
    """The records as they are now, where several may write at once.

    SQLite's test database lives in memory, where nobody waits for a lock as in the office: it is copied to a file, and
    threads open that.
    """
    if connection.vendor != "sqlite":
        yield
        return
    office = folder / "office.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(office)])
    place = connections.settings["default"]
    in_memory = place["NAME"]
    place["NAME"] = str(office)
    try:
        yield
    finally:
        place["NAME"] = in_memory


def apart(act: Callable[[], Outcome]) -> Outcome:
    """Do something on a connection of its own."""
    (outcome,) = at_once(act)
    return outcome


def at_once(*acts: Callable[[], Outcome]) -> list[Outcome]:
    """Do all acts at the same moment."""
    start = Barrier(len(acts), timeout=LONGEST_WAIT)

    def one(act: Callable[[], Outcome]) -> Outcome:
        try:
            start.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
