"""xenia rotate_master_key: after a theft, or whenever the office wants an old copy of the keys to be worthless."""

import os
from typing import Annotated

from django_typer.management import TyperCommand
from rich.progress import BarColumn, Progress, TextColumn
from typer import Exit, Option, confirm

from xenia.ground.accounts import audit
from xenia.ground.common.dates import now
from xenia.ground.keys.models import NamedKey, SubjectKey
from xenia.ground.keys.rotation import rotate


class Command(TyperCommand):
    """Make a new master key, wrap every key under it, and destroy the old one."""

    help = (
        "Make a new master key, wrap every key under it, and destroy the old one. Backups of the keys made before "
        "then open nothing any more, and the printed shares are worthless: print new ones.\n\n"
        "It can be interrupted and run again. The worker does it by itself every thirty days.\n\n"
        "Example: xenia rotate-master-key --yes"
    )

    def handle(
        self,
        yes: Annotated[bool, Option("--yes", help="Do not ask.")] = False,
    ) -> None:
        """Exit status 1 when the person thought better of it."""
        if not yes and not confirm("Older backups of the keys will open nothing. Go on?"):
            raise Exit(1)
        at = now()
        total = SubjectKey.objects.count() + NamedKey.objects.count()
        columns = (TextColumn("Wrapping keys"), BarColumn(), TextColumn("{task.completed:,.0f}"))
        with Progress(*columns, disable=bool(os.environ.get("XENIA_QUIET"))) as bar:
            task = bar.add_task("", total=total)
            version = rotate(at, lambda done: bar.update(task, completed=done))
        audit.record(None, "keys.rotated", None, at=at)
        self.stdout.write(
            f"The master key is now version {version}. Print new shares with `xenia key-shares`, "
            "burn the old sheets, and make a backup."
        )
