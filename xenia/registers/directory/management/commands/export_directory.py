"""xenia export-directory: the public directory as files for others."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from django.conf import settings
from django_typer.management import TyperCommand
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from typer import Argument, Exit, Option

from xenia.ground.common.dates import now
from xenia.registers.directory.hsds.export import (
    FolderNotEmpty,
    Tell,
    export_directory,
    quietly,
)


class Form(StrEnum):
    """How the files are written."""

    CSV = "csv"
    JSON = "json"
    NDJSON = "ndjson"


class Command(TyperCommand):
    """Write the public directory as HSDS 3.1 files: a Tabular Data Package, JSON, or a record per line."""

    help = (
        "Write the public directory as HSDS 3.1 files. Nothing confidential is in them: they say what residents read.\n\n"
        "csv is a Tabular Data Package with datapackage.json; json and ndjson have one file per list. The folder stays as it was "
        "until everything is written; you can stop at any time.\n\n"
        "Example: xenia export-directory /srv/open-data/services --format csv --replace"
    )

    def handle(
        self,
        folder: Annotated[Path, Argument(help="The folder to write. It must be new or empty.")],
        form: Annotated[Form, Option("--format", help="csv, json or ndjson.")] = Form.CSV,
        replace: Annotated[
            bool, Option("--replace", help="Put the new files in the place of those in the folder.")
        ] = False,
    ) -> None:
        """Exit status 2 when the folder is not empty or cannot be written."""
        console = Console(stderr=True)
        try:
            with _watched(console) as tell:
                counts = export_directory(
                    folder=folder,
                    form=form.value,
                    profile=f"{settings.SITE_ADDRESS}/hsds/",
                    at=now(),
                    replace=replace,
                    tell=tell,
                )
        except FolderNotEmpty:
            console.print(
                f"{escape(str(folder))} is not empty: name another folder, or add --replace."
            )
            raise Exit(2) from None
        except OSError as reason:
            console.print(f"The files could not be written: {escape(str(reason))}")
            raise Exit(2) from None
        said = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
        self.stdout.write(f"{folder}: {said}.")


@contextmanager
def _watched(console: Console) -> Iterator[Tell]:
    """A bar for each list."""
    if not console.is_terminal:
        yield quietly
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        tasks = {}

        def tell(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name.replace("_", " "), total=total)
            bars.update(tasks[name], completed=done)

        yield tell
