"""xenia worker: does what was left for later."""

import threading
import time

from django.core.cache import cache
from django.core.management import call_command
from django.db import close_old_connections
from django_typer.management import TyperCommand

from xenia.config.due import run_due
from xenia.config.health import HEARTBEAT
from xenia.ground.common.dates import now

BEAT_SECONDS = 30


class Command(TyperCommand):
    """Run jobs as they come, and every half minute what is due."""

    help = "Run jobs as they come, and what is due, until stopped.\n\nExample: xenia worker"

    def handle(self) -> None:
        """Work until somebody stops it; a job under way is finished first."""
        threading.Thread(target=_beat, daemon=True).start()
        call_command("db_worker", queue_name="*", interval=1.0, verbosity=0)


def _beat() -> None:
    """Say every half minute that the worker lives, and do what is due."""
    while True:
        close_old_connections()
        cache.set(HEARTBEAT, str(time.time()), timeout=BEAT_SECONDS * 10)
        run_due(at=now())
        time.sleep(BEAT_SECONDS)
