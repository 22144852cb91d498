"""One export of the directory in each form, in a process of its own, on the data folder named by XENIA_DATA: JSON out."""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Tell how many services a second leave in each form, and the most memory the process held."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    django.setup()
    from xenia.ground.common.dates import now
    from xenia.registers.directory.hsds.export import FORMS, export_directory

    seen: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="xenia-bench-") as place:
        for form in FORMS:
            began = time.perf_counter()
            counts = export_directory(
                folder=Path(place) / form, form=form, profile="https://bench.example/", at=now()
            )
            seen[form] = counts["services"] / (time.perf_counter() - began)
    seen["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps(seen) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
