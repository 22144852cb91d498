"""Catalogues as spreadsheets, for people who translate: out as CSV, back in with every row accounted for.

Columns: msgid, msgid_plural, context, comment, text_0, text_1 …, status. After `text_N` stands for which numbers the
form is; text without a plural goes into text_0. status: draft or reviewed; anything else counts as draft.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import polib

from xenia.ground.translations.checking import faults
from xenia.ground.translations.collecting import Key
from xenia.ground.translations.flat_files import (
    DRAFT,
    as_text,
    form_count,
    forms_by_number,
    is_draft,
    is_translated,
    key_of,
    put,
    read_catalogue,
    texts_in,
)

REVIEWED = "reviewed"
_SHOWN_NUMBERS = 4


class NotASheet(ValueError):
    """The file has not the columns of a sheet."""


@dataclass(slots=True)
class Import:
    """What happened to the rows of a sheet. refused: (row number in the file, msgid, reason)."""

    language: str
    rows: int = 0
    written: int = 0
    unchanged: int = 0
    blank: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def export_sheet(code: str, catalogue: Path, *, only: str = "all") -> str:
    """A catalogue as CSV, the texts of one page together. only: all, missing, or draft."""
    headings = form_headings(code)
    entries = [entry for entry in read_catalogue(catalogue) if not entry.obsolete]
    chosen = [entry for entry in entries if only == "all" or _status(entry) == only]
    out = StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(["msgid", "msgid_plural", "context", "comment", *headings, "status"])
    for entry in sorted(chosen, key=lambda one: (_place(one), one.msgid.casefold())):
        texts = texts_in(entry)
        padding = [""] * (len(headings) - len(texts))
        status = "" if _status(entry) == "missing" else _status(entry)
        comment = "; ".join(part for part in (entry.comment, _place(entry)) if part)
        sheet.writerow(
            [
                entry.msgid,
                entry.msgid_plural,
                entry.msgctxt or "",
                comment,
                *texts,
                *padding,
                status,
            ]
        )
    return out.getvalue()


def form_headings(code: str) -> list[str]:
    """A column per plural form, each with numbers it is for: `text_0 (1)`, `text_1 (0, 2, 3, 4 …)`."""
    forms = forms_by_number(code)
    return [
        f"text_{form} ({_examples([number for number, used in enumerate(forms) if used == form])})"
        for form in range(form_count(code))
    ]


def import_sheet(code: str, catalogue: Path, text: str) -> Import:
    """Put the texts of a sheet into a catalogue. Blank ones change nothing; wrong ones are refused, row by row.

    Raises NotASheet when columns are missing.
    """
    opened = read_catalogue(catalogue)
    entries = {key_of(entry): entry for entry in opened if not entry.obsolete}
    result = Import(code)
    for number, row in _rows(text):
        result.rows += 1
        _take(code, entries, number, row, result)
    if result.written:
        catalogue.write_text(as_text(opened), encoding="utf-8", newline="\n")
    return result


def _take(
    code: str, entries: dict[Key, polib.POEntry], number: int, row: dict[str, str], result: Import
) -> None:
    """Take one row in, and count what became of it."""
    entry = entries.get((row["context"], row["msgid"]))
    if entry is None:
        result.refused.append(
            (number, row["msgid"], "is not a text of the interface, or no longer")
        )
        return
    texts = _forms(row)[: form_count(code) if entry.msgid_plural else 1]
    if not any(text.strip() for text in texts):
        result.blank += 1
        return
    is_reviewed = row["status"].strip().casefold() == REVIEWED
    if tuple(texts) == texts_in(entry) and is_reviewed == (not is_draft(entry)):
        result.unchanged += 1
        return
    before = (texts_in(entry), is_draft(entry), is_translated(entry))
    put(entry, texts, is_reviewed=is_reviewed)
    if found := [what for _kind, what in faults(code, entry)]:
        put(entry, before[0], is_reviewed=before[2] and not before[1])
        result.refused.append((number, row["msgid"], "; ".join(found)))
    else:
        result.written += 1


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a sheet with their numbers, whatever a spreadsheet program put between the columns."""
    lines = text.removeprefix("\ufeff")
    first = lines.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.DictReader(StringIO(lines, newline=""), delimiter=delimiter)
    headings = [(heading or "").strip() for heading in reader.fieldnames or []]
    missing = {"msgid", "text_0"} - {heading.split(" ")[0] for heading in headings}
    if missing:
        raise NotASheet(
            f"the columns {sorted(missing)} are missing: expected those of export-messages"
        )
    reader.fieldnames = headings
    for number, row in enumerate(reader, start=2):
        cells = {heading: _as_written(row.get(heading)) for heading in headings}
        yield number, {"context": "", "status": DRAFT} | cells


def _as_written(cell: str | None) -> str:
    """A cell with the line ends of a catalogue."""
    return (cell or "").replace("\r\n", "\n").replace("\r", "\n")


def _forms(row: dict[str, str]) -> list[str]:
    """The texts of a row, in the order of the forms."""
    found = {
        int(match[1]): cell
        for heading, cell in row.items()
        if (match := re.match(r"text_(\d+)", heading))
    }
    return [found[number] for number in sorted(found)]


def _status(entry: polib.POEntry) -> str:
    if not is_translated(entry):
        return "missing"
    return DRAFT if is_draft(entry) else REVIEWED


def _place(entry: polib.POEntry) -> str:
    return min((place for place, _line in entry.occurrences), default="")


def _examples(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_SHOWN_NUMBERS])
    return f"{shown} …" if len(numbers) > _SHOWN_NUMBERS else shown
