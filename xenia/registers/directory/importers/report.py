"""What became of every row, as the importing person reads it."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final


class DoesNotAddUp(AssertionError):
    """A row was neither imported nor merged nor listed: the import must not be trusted."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A row and what is to be said of it. row: counted from 1 after the heading; None: the file as a whole."""

    row: int | None
    text: str


@dataclass(slots=True)
class FileReport:
    """One file: how many rows it has and what became of them."""

    rows: int = 0
    imported: int = 0
    merged: int = 0
    listed: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "imported": self.imported,
            "merged": self.merged,
            "listed": [{"row": one.row, "reason": one.text} for one in self.listed],
            "notes": [{"row": one.row, "note": one.text} for one in self.notes],
        }


@dataclass(slots=True)
class ImportReport:
    """All files of one import. For each: rows = imported + merged + listed."""

    source: str
    format: str = ""
    # Whether at least one row of a table of the directory was found.
    is_recognized: bool = False
    # Services that came and are hidden: legal help nobody here has evidence of.
    not_shown: int = 0
    files: dict[str, FileReport] = field(default_factory=dict)

    def file(self, name: str) -> FileReport:
        """The report of one file, begun when it is first asked for."""
        return self.files.setdefault(name, FileReport())

    def check(self) -> None:
        """Raise DoesNotAddUp unless every row of every file is accounted for."""
        for name, one in self.files.items():
            if one.rows != one.imported + one.merged + len(one.listed):
                raise DoesNotAddUp(
                    f"{name}: {one.rows} rows, but {one.imported} imported + {one.merged} merged + {len(one.listed)} listed"
                )

    def as_json(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "format": self.format,
            "recognized": self.is_recognized,
            "not_shown": self.not_shown,
            "files": {name: one.as_json() for name, one in self.files.items()},
        }


Told = Mapping[str, Any]
NOT_SHOWN: Final = (
    "{count:,} came but are not shown: legal help needs evidence that somebody here confirms."
)


def in_json(told: Told) -> str:
    """A report, as `as_json` gives it, as a JSON text."""
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def in_csv(told: Told) -> str:
    """A report, as `as_json` gives it, as CSV: a line for each file, then one for each listed row and note."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["file", "what", "row", "text", "rows", "imported", "merged", "listed"])
    table.writerows(_csv_rows(told["files"]))
    if hidden := told.get("not_shown"):
        table.writerow(["", "note", "", NOT_SHOWN.format(count=hidden), "", "", "", ""])
    return out.getvalue()


def _csv_rows(files: Mapping[str, Told]) -> Iterator[list[object]]:
    for name, one in files.items():
        counts = [one["rows"], one["imported"], one["merged"], len(one["listed"])]
        yield [_plain(name), "file", "", "", *counts]
    for name, one in files.items():
        for what, remarks, text in (
            ("listed", one["listed"], "reason"),
            ("note", one["notes"], "note"),
        ):
            for remark in remarks:
                yield [
                    _plain(name),
                    what,
                    remark["row"] or "",
                    _plain(remark[text]),
                    "",
                    "",
                    "",
                    "",
                ]


def _plain(text: str) -> str:
    """A text a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
