"""While the past is written, people write too, and files of SQLite take one writer at a time."""

import time
from collections.abc import Iterator
from typing import Final

# Whoever waits looks again after a tenth of a second at the latest. Source: SQLite, sqliteDefaultBusyCallback.
BREATH: Final = 0.3


def in_turns(pieces: Iterator[object], *, seconds: float) -> int:
    """Write one piece after the other for so many seconds, and let others in after each. How many were written."""
    began, written = time.monotonic(), 0
    for _piece in pieces:
        written += 1
        time.sleep(BREATH)
        if time.monotonic() - began > seconds:
            break
    return written
