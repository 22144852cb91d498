"""xenia backup: a copy of the office, proved before it counts."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

from django.conf import settings
from django.core.management import CommandError
from django_typer.management import TyperCommand
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from typer import Argument, Option

from xenia.config.backup.engines import EngineTrouble
from xenia.config.backup.manifest import UnfitBackup
from xenia.config.backup.places import UnfitPlace
from xenia.config.backup.take import Office, Round, Taken, UnfitLifetime, take_backup
from xenia.config.data_folder import kind_of
from xenia.ground.common.dates import now
from xenia.ground.common.master_key import BadMasterKey

TO = Argument(help="Where the data go; name a second place to have two copies.", metavar="TO...")
KEYS_TO = Option(help="Where the keys go, best another machine; may be given twice.")
AS_JSON = Option("--json", help="Print the result for a machine.")


class Command(TyperCommand):
    """Copy data and keys while the office runs."""

    help = (
        "Copy data and keys while the office runs: data first, keys after, each with its own lifetime. The master key "
        "is in neither.\n\nExample: xenia backup /mnt/disk /mnt/second --keys-to /mnt/keys"
    )

    def handle(
        self,
        to: Annotated[list[Path], TO],
        keys_to: Annotated[list[Path] | None, KEYS_TO] = None,
        as_json: Annotated[bool, AS_JSON] = False,
    ) -> None:
        """Exit status 2 when a place or a lifetime cannot be used, 1 when the copy fails; earlier backups stay."""
        where = Round(
            data_places=resolved(to),
            keys_places=resolved(keys_to or to),
            data_days=settings.DATA_BACKUP_DAYS,
            keys_days=settings.KEYS_BACKUP_DAYS,
        )
        try:
            taken = shown_while_taken(where, quiet=as_json)
        except (UnfitPlace, UnfitLifetime) as wrong:
            raise CommandError(str(wrong), returncode=2) from None
        except (EngineTrouble, UnfitBackup, BadMasterKey) as wrong:
            raise CommandError(f"{wrong} Earlier backups stay as they are.") from None
        self.stdout.write(as_machine(taken) if as_json else in_words(taken, apart=bool(keys_to)))


def resolved(places: list[Path]) -> list[Path]:
    """The places, each once."""
    return list(dict.fromkeys(place.expanduser().resolve() for place in places))


def shown_while_taken(where: Round, *, quiet: bool) -> Taken:
    """Take the backup and show how far it is."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=quiet, transient=True) as bar:
        task = bar.add_task("Copying", total=None)
        return take_backup(
            this_office(),
            where,
            at=now(),
            progress=lambda what, done, total: bar.update(
                task, description=what, completed=done, total=total or None
            ),
        )


def this_office() -> Office:
    """The office of these settings."""
    return Office(
        databases=settings.DATABASES,
        data=settings.DATA,
        uploads=Path(settings.MEDIA_ROOT),
        master_key=Path(settings.MASTER_KEY_FILE).resolve(),
        kind=kind_of(settings.DATA) or "sample",
    )


def as_machine(taken: Taken) -> str:
    """One JSON object."""
    said: dict[str, Any] = asdict(taken)
    said["data"] = [str(path) for path in taken.data]
    said["keys"] = [str(path) for path in taken.keys]
    return json.dumps(said)


def in_words(taken: Taken, *, apart: bool) -> str:
    """What there is now, and what is still missing."""
    lines = [
        f"Copied {taken.rows} rows, {taken.bytes / 1e6:.1f} MB; read back, and the canary opened."
    ]
    lines += [f"  data  {path}" for path in taken.data]
    lines += [f"  keys  {path}" for path in taken.keys]
    lines += [f"  removed {name}" for name in taken.removed]
    if not apart:
        lines.append("The keys lie beside the data. Name another place for them with --keys-to.")
    if len(taken.data) < 2:
        lines.append("The data have one copy. Name a second place to have two.")
    return "\n".join(lines)
