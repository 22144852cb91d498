"""One import, timed from inside: `python -m benchmarks.import_once FOLDER`. Prints one JSON object."""

import json
import os
import resource
import sys
import time
from pathlib import Path


def main() -> int:
    """Bring the folder in and tell how long the reading and the one transaction took."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    django.setup()
    from xenia.ground.common.dates import now
    from xenia.registers.directory.importers.load import import_directory

    began = time.perf_counter()
    first_write: list[float] = []

    def progress(stage: str, done: int, total: int | None) -> None:
        if stage in ("write", "show") and not first_write:
            first_write.append(time.perf_counter())

    import_directory(path=Path(sys.argv[1]), by=None, at=now(), source="bench", progress=progress)
    ended = time.perf_counter()
    sys.stdout.write(
        json.dumps(
            {
                "seconds": ended - began,
                "writing": ended - first_write[0] if first_write else 0.0,
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
            }
        )
        + "\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
