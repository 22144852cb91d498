"""xenia import-directory: bring in the directory another organisation keeps."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from django.conf import settings
from django.db import IntegrityError
from django_typer.management import TyperCommand
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from typer import Argument, Exit, Option

from xenia.ground.common.dates import now
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.importers.load import import_directory
from xenia.registers.directory.importers.prepare import Progress as Tell
from xenia.registers.directory.importers.prepare import quietly
from xenia.registers.directory.importers.readers import NotReadable
from xenia.registers.directory.importers.report import NOT_SHOWN, in_csv, in_json
from xenia.registers.directory.management.following import (
    Asked,
    follow_address,
    list_followed,
    stop_address,
)

HEADINGS = {
    ImportRun.Status.TRIED: "Tried",
    ImportRun.Status.APPLIED: "Imported",
    ImportRun.Status.FAILED: "Not imported",
}
STAGES = {
    "read": "Reading",
    "settle": "Matching",
    "prepare": "Making records",
    "write": "Writing",
    "show": "Making listings",
}
# How many remarks of a file the screen shows; the report has all.
SHOWN = 10
WHERE_HIDDEN = " They wait under To mend."
NOTHING_FOUND = (
    "Nothing was brought in: no table of the directory with rows was found in what was given."
)


class Command(TyperCommand):
    """Bring in HSDS 1.x to 3.x (CSV or JSON, folder or zip) or Ohana files, and say what became of every row."""

    help = (
        "Bring in a directory: HSDS 1.x, 2.x or 3.x as CSV (folder or zip) or JSON, or Ohana CSV. Every row is imported, "
        "merged with what is there already, or listed with its reason. The same files again change nothing.\n\n"
        "Of another office's HSDS API only what changed since the last time comes in; --follow asks it each day.\n\n"
        "Example: xenia import-directory services-2026.zip --dry-run --report report.csv\n\n"
        "Example: xenia import-directory https://help.city.example/hsds --follow"
    )

    def handle(
        self,
        path: Annotated[
            str,
            Argument(
                help="A folder, a zip, one CSV, JSON or ndjson file, or the https address of another office's HSDS API."
            ),
        ] = "",
        source: Annotated[
            str,
            Option(
                "--source",
                help="Whose files these are. Keep the same name when they send new ones; else the file's name.",
            ),
        ] = "",
        dry_run: Annotated[
            bool, Option("--dry-run", help="Say what would happen; change nothing.")
        ] = False,
        report: Annotated[
            Path | None,
            Option(
                "--report",
                help="Write the whole report here: CSV if the name ends with .csv, else JSON.",
            ),
        ] = None,
        as_json: Annotated[bool, Option("--json", help="Print the report for a machine.")] = False,
        follow: Annotated[
            bool, Option("--follow", help="Of an address: ask it each day from now on.")
        ] = False,
        followed: Annotated[
            bool, Option("--followed", help="List the addresses that are asked each day.")
        ] = False,
        stop: Annotated[
            bool, Option("--stop", help="Of an address: ask it no longer. What came stays.")
        ] = False,
        everything: Annotated[
            bool, Option("--all", help="Of an address: read everything again, not only changes.")
        ] = False,
        own_network: Annotated[
            bool,
            Option(
                "--own-network",
                help="Of an address: it lies in your own, private network; http is allowed there too.",
            ),
        ] = False,
    ) -> None:
        """Exit status 1 when rows were listed or nothing was found, 2 when nothing can be read or the report cannot be written."""
        console = Console(stderr=True)
        if followed or stop:
            list_followed(Console()) if followed else stop_address(console, path)
            return
        _check(console, path, report)
        with _watched(console, quiet=as_json) as progress:
            if "://" in path:
                asked = Asked(path, follow, everything, own_network, dry_run)
                run = follow_address(console, asked, progress)
                if run is None:
                    return
            else:
                run = _bring_in(console, Path(path), source, dry_run, progress)
        if report:
            _write(run, report)
        if as_json:
            self.stdout.write(in_json(run.report))
        else:
            _show(Console(), run, report)
        if not run.report["recognized"]:
            console.print(NOTHING_FOUND)
        if run.totals["listed"] or not run.report["recognized"]:
            raise Exit(1)


def _write(run: ImportRun, report: Path) -> None:
    text = in_csv(run.report) if report.suffix.lower() == ".csv" else in_json(run.report)
    report.write_text(text, encoding="utf-8", newline="")


def _check(console: Console, path: str, report: Path | None) -> None:
    """Say before the work begins that there is nothing to read, or that its report has no place to go."""
    if not path:
        console.print("Name a file, a folder or an address. --help shows examples.")
        raise Exit(2)
    if report and (report.is_dir() or not report.resolve().parent.is_dir()):
        console.print(
            f"{escape(str(report))} cannot be written: name a file in a folder that is there."
        )
        raise Exit(2)


def _bring_in(
    console: Console, path: Path, source: str, dry_run: bool, progress: Tell
) -> ImportRun:
    try:
        return import_directory(
            path=path,
            by=None,
            at=now(),
            source=source,
            dry_run=dry_run,
            folder=Path(settings.DATA),
            progress=progress,
        )
    except NotReadable as reason:
        console.print(escape(str(reason)))
        raise Exit(2) from None
    except IntegrityError:
        console.print(
            "Somebody changed the same records meanwhile. Nothing was imported: please start again."
        )
        raise Exit(1) from None


@contextmanager
def _watched(console: Console, *, quiet: bool) -> Iterator[Tell]:
    """A bar for each stage of the work."""
    if quiet or not console.is_terminal:
        yield quietly
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} rows"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=console) as bars:
        tasks: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGES[stage], total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield tell


def _show(console: Console, run: ImportRun, report: Path | None) -> None:
    """The report as people read it on the screen."""
    files: dict[str, dict[str, Any]] = run.report["files"]
    table = Table(
        "File",
        title=f"{HEADINGS[ImportRun.Status(run.status)]}: {escape(run.source)}",
    )
    for heading in ("Rows", "Imported", "Merged", "Listed", "Notes"):
        table.add_column(heading, justify="right")
    for name, one in files.items():
        table.add_row(*_cells(name, one, run))
    console.print(table)
    for name, one in files.items():
        _show_remarks(
            console, name, "listed", [(row["row"], row["reason"]) for row in one["listed"]]
        )
        _show_remarks(console, name, "notes", [(row["row"], row["note"]) for row in one["notes"]])
    if report:
        console.print(f"The whole report: {escape(str(report))}")
    elif any(len(one["listed"]) + len(one["notes"]) > SHOWN for one in files.values()):
        console.print("The whole report: once more with --report report.csv")
    is_tried = run.status == ImportRun.Status.TRIED
    if hidden := run.report["not_shown"]:
        console.print(NOT_SHOWN.format(count=hidden) + ("" if is_tried else WHERE_HIDDEN))
    if is_tried and run.report["recognized"]:
        console.print("Nothing was changed. Without --dry-run, this is what will happen.")


def _left_of(name: str, run: ImportRun) -> str:
    """Of which list of another office's API a file tells what left; "" for any other file."""
    kind = name.removesuffix("-left.ndjson")
    return kind if kind != name and "://" in run.source else ""


def _cells(name: str, one: dict[str, Any], run: ImportRun) -> Iterator[str]:
    """A file's row of the table; records that left another office's list count as removed."""
    counts = [one["rows"], one["imported"], one["merged"], len(one["listed"]), len(one["notes"])]
    rows, imported, *others = (f"{count:,}" for count in counts)
    kind = _left_of(name, run)
    yield f"{kind}: no longer there" if kind else escape(name)
    yield from (rows, f"{imported} removed" if kind else imported, *others)


def _show_remarks(
    console: Console, name: str, what: str, remarks: list[tuple[int | None, str]]
) -> None:
    if not remarks:
        return
    console.print(f"\n{escape(name)}: {what}")
    for row, text in islice(remarks, SHOWN):
        place = f"row {row}" if row else "file"
        console.print(f"  {place}: {escape(text)}", highlight=False)
    if len(remarks) > SHOWN:
        console.print(f"  and {len(remarks) - SHOWN:,} more")
