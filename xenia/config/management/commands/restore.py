"""xenia restore: an office comes back from its backup."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from django.core.management import CommandError
from django_typer.management import TyperCommand
from rich.console import Console
from typer import Argument, Exit, Option

from xenia.config.backup.engines import Database, EngineTrouble
from xenia.config.backup.manifest import UnfitBackup
from xenia.config.backup.restore import CannotRestore, Plan, Refused, Restored, read_plan, restore
from xenia.config.data_folder import WrongKindOfData
from xenia.config.databases import postgresql, sqlite
from xenia.ground.common.dates import now

FROM = Argument(help="A place with backups (the newest is taken), or one backup.", metavar="FROM")
KEYS_FROM = Option(help="The same for the keys, when they lie elsewhere.")
WITHOUT_KEYS = Option("--without-keys", help="The keys are lost: bring back the data alone.")
INTO = Option(help="The data folder: empty, or not there yet.", metavar="DIR")
REPLACE = Option("--replace", help="Move what is there aside first.")
AS_JSON = Option("--json", help="Print the result for a machine.")


class Command(TyperCommand):
    """Bring an office back from its backup."""

    help = (
        "Bring an office back from its backup: into an empty data folder, or into the PostgreSQL databases that "
        "XENIA_DATABASE_URL and XENIA_KEYS_DATABASE_URL name. Stop Xenia first.\n\n"
        "Example: XENIA_MASTER_KEY_FILE=/etc/xenia/master.key xenia restore /mnt/disk --keys-from /mnt/keys --into "
        "/srv/xenia"
    )
    # There is no office yet.
    requires_system_checks: tuple[str, ...] = ()

    def handle(
        self,
        source: Annotated[Path, FROM],
        into: Annotated[Path, INTO],
        keys_from: Annotated[Path | None, KEYS_FROM] = None,
        without_keys: Annotated[bool, WITHOUT_KEYS] = False,
        replace: Annotated[bool, REPLACE] = False,
        as_json: Annotated[bool, AS_JSON] = False,
    ) -> None:
        """Exit status 2 when backup or place cannot be used and nothing was changed, 1 when bringing back fails."""
        folder = into.expanduser().resolve()
        console = Console(stderr=True, quiet=as_json)
        try:
            with console.status("Comparing the backup with its digests"):
                plan = read_plan(
                    source.expanduser().resolve(),
                    keys_from.expanduser().resolve() if keys_from else None,
                    without_keys=without_keys,
                    folder=folder,
                    databases=databases_of(folder),
                    replace=replace,
                )
            _lay_the_sample_citys_key(plan)
            with console.status("Bringing back") as status:
                restored = restore(plan, at=now(), progress=status.update)
        except (UnfitBackup, Refused, WrongKindOfData) as wrong:
            raise CommandError(str(wrong), returncode=2) from None
        except (CannotRestore, EngineTrouble) as wrong:
            raise CommandError(str(wrong)) from None
        self.stdout.write(json.dumps(asdict(restored)) if as_json else in_words(restored, folder))
        if not restored.is_open:
            raise Exit(1)


def _lay_the_sample_citys_key(plan: Plan) -> None:
    """A sample city's master key lies in its folder, and in no backup. Raises Refused when it is nowhere to be had."""
    place = plan.folder / "master.key"
    if plan.data.manifest.office != "sample" or plan.keys is None or place.exists():
        return
    named = os.environ.get("XENIA_MASTER_KEY_FILE", "")
    if not named or not Path(named).is_file():
        raise Refused(
            "The master key is in no backup. Name the sample city's own in XENIA_MASTER_KEY_FILE, such as "
            "data/master.key, or say --without-keys."
        )
    plan.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.touch(mode=0o600)
    place.write_bytes(Path(named).read_bytes())


def databases_of(folder: Path) -> dict[str, Database]:
    """The databases of an office in this folder, or those the environment names."""
    named = {"default": "XENIA_DATABASE_URL", "keys": "XENIA_KEYS_DATABASE_URL"}
    return {
        alias: postgresql(os.environ[variable])
        if os.environ.get(variable)
        else sqlite(folder / f"{alias}.sqlite3")
        for alias, variable in named.items()
    }


def in_words(restored: Restored, folder: Path) -> str:
    """What is back, and what to know before opening."""
    second = restored.second
    lines = [
        f"The office is back in {folder}."
        if restored.is_open
        else f"The data are back in {folder}, and the office does not open.",
        f"  data of {restored.taken_at}, keys of {restored.keys_taken_at or 'nowhere: they are lost'}",
        f"  {restored.rows} rows, as the backup promised; {second['migrated']} migrations since",
        f"  {second['tombstones']} people had been shredded",
        f"  {second['keys_destroyed_again']} keys of theirs had come back and were destroyed again",
        f"  {second['people']} people in the records; the canary "
        + ("opened" if second["canary"] else "did NOT open"),
        "",
        *restored.said,
        "",
        *([f"Next: ./run --data {folder}"] if restored.is_open else []),
    ]
    return "\n".join(lines)
