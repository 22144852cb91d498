"""One of several processes of an office: `python -m tests.races.racer`.

Each line it reads is a job: {"act": a function of `acts` or `pages`, "said": its arguments}. It prints "ready", waits for another line,
does the job, and prints what became of it: {"got": …}, or {"raised": the name of the exception, "text": …}. The databases are
those of the test settings, as files in XENIA_DATA or the PostgreSQL named by XENIA_TEST_DATABASE_URL.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any


def main() -> None:
    """Do job after job until nobody asks any more."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "xenia.config.settings.test"
    django.setup()
    from tests.races import acts, pages

    known: dict[str, Callable[..., Any]] = {**vars(acts), **vars(pages)}
    for line in sys.stdin:
        job = json.loads(line)
        act = known[job["act"]]
        _say("ready")
        sys.stdin.readline()
        _say(_done(act, job["said"]))


def _done(act: Callable[..., Any], said: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"got": act(**said)}
    except Exception as error:  # noqa: BLE001  # what it raised is the answer
        return {"raised": type(error).__name__, "text": traceback.format_exc()}


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
