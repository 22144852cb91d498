"""xenia finish-restore: the second half of `xenia restore`, in the restored office's own settings."""

import json
import sys
from typing import Any

from django.core.management import CommandError
from django_typer.management import TyperCommand

from xenia.config.backup.dead import from_text
from xenia.config.backup.finish import NewerBackup, finish_restore
from xenia.ground.common.dates import now


class Command(TyperCommand):
    """Make a restored office ready to open."""

    help = (
        "Make a restored office ready to open, from what stands in JSON on standard input. `xenia restore` calls "
        "it.\n\nExample: xenia finish-restore < restored.json"
    )
    # The tables may be of an earlier version.
    requires_system_checks: tuple[str, ...] = ()

    def handle(self) -> None:
        """Print what was done, as JSON. Exit status 1 when the backup is of a newer version."""
        told: dict[str, Any] = json.loads(sys.stdin.read())
        try:
            done = finish_restore(
                dead=from_text(told["dead"]),
                migrations=told["data"],
                with_keys=told["with_keys"],
                at=now(),
            )
        except NewerBackup as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(json.dumps(done))
