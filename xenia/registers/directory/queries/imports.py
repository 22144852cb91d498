"""What became of every row of a file that was brought in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from xenia.ground.imports.models import ImportRun

DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file of a run: rows = imported + merged + listed."""

    name: str
    rows: int
    imported: int
    merged: int
    listed: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row that was listed with its reason, or a note on a row that came in. row: 0 when it is about the file."""

    file: str
    row: int
    reason: str


def runs() -> QuerySet[ImportRun]:
    """Directory files brought in or tried, newest first."""
    return ImportRun.objects.select_related("by").order_by("-started_at", "pk")


def files_of(run: ImportRun) -> list[FileReport]:
    """What became of the rows, file by file."""
    return [
        FileReport(
            name=name,
            rows=file.get("rows", 0),
            imported=file.get("imported", 0),
            merged=file.get("merged", 0),
            listed=len(file.get("listed", [])),
        )
        for name, file in _files(run).items()
    ]


def listed_rows(run: ImportRun, *, file: str = "", words: str = "") -> list[Line]:
    """The rows that did not come in, with their reasons; of one file, or with words in the reason."""
    return _lines(run, "listed", file, words)


def notes(run: ImportRun, *, file: str = "", words: str = "") -> list[Line]:
    """What was dropped or put right in rows that came in."""
    return _lines(run, "notes", file, words)


def _files(run: ImportRun) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = run.report.get("files", {})
    return found


def _lines(run: ImportRun, part: str, file: str, words: str) -> list[Line]:
    return [
        line
        for name, report in _files(run).items()
        if file in ("", name)
        for line in _read(name, report.get(part, []))
        if words.casefold() in line.reason.casefold()
    ]


def _read(file: str, lines: list[Any]) -> Iterator[Line]:
    for line in lines:
        if isinstance(line, dict):
            reason = line.get("reason") or line.get("note") or ""
            yield Line(file, int(line.get("row") or 0), str(reason))
        else:
            yield Line(file, 0, str(line))
