"""One import, timed from inside: `python -m benchmarks.import_once FOLDER`. Prints one JSON object."""

import json
import os
import resource
import sys
import threading
import time
from pathlib import Path


def main() -> int:
    """Bring the folder in; tell how long that took, and the longest time somebody else waited to write."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    django.setup()
    from xenia.ground.common.dates import now
    from xenia.registers.directory.importers.load import import_directory

    waits: list[float] = [0.0]
    over = threading.Event()
    other = threading.Thread(target=_write_now_and_then, args=(waits, over))
    other.start()
    began = time.perf_counter()
    import_directory(path=Path(sys.argv[1]), by=None, at=now(), source="bench")
    ended = time.perf_counter()
    over.set()
    other.join()
    sys.stdout.write(
        json.dumps(
            {
                "seconds": ended - began,
                "waited": max(waits),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
            }
        )
        + "\n"
    )
    return 0


def _write_now_and_then(waits: list[float], over: threading.Event) -> None:
    """Somebody else at work: twenty times a second she needs the database for herself."""
    from django.db import OperationalError, connection, transaction

    while not over.wait(0.05):
        asked = time.perf_counter()
        try:
            with transaction.atomic():
                pass
        except OperationalError:
            connection.close()
        waits.append(time.perf_counter() - asked)
    connection.close()


if __name__ == "__main__":
    raise SystemExit(main())
