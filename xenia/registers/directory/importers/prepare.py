"""From what was given to a settled workbench and its report; the directory itself is only asked, never changed."""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol
from zipfile import BadZipFile

from django.utils.translation import gettext_noop

from xenia.registers.directory.importers.clean import clean_line
from xenia.registers.directory.importers.drafts import key_of
from xenia.registers.directory.importers.embedded import EMBEDDED
from xenia.registers.directory.importers.formats import (
    HSDS,
    FileTable,
    Format,
    choose_format,
    heading_key,
)
from xenia.registers.directory.importers.formats.nested import flatten
from xenia.registers.directory.importers.known import Known
from xenia.registers.directory.importers.phones import phone_key
from xenia.registers.directory.importers.readers import (
    Entry,
    Package,
    open_package,
    read_document,
    read_sheet,
)
from xenia.registers.directory.importers.readers.documents import Item
from xenia.registers.directory.importers.report import ImportReport, Remark
from xenia.registers.directory.importers.scratch import Fate, Scratch, scratch
from xenia.registers.directory.importers.settle import settle
from xenia.registers.directory.importers.shapes import Row, drafts_of
from xenia.registers.directory.importers.tables import TABLES

NO_TABLE = "no table of the directory is recognised here"
EMPTY = gettext_noop("the file is empty")
ONLY_A_HEADING = gettext_noop("it has a heading and no rows")
NOTHING_KNOWN = gettext_noop("no table of the directory was found")
NOT_READ = gettext_noop("not a table of the directory, not read")
SHORT_ROW = gettext_noop("the row has fewer cells than the heading: the others are blank")


class Progress(Protocol):
    """How far a stage is: "read", "settle", "prepare", "write", "show". total is None where it is not known yet."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


def quietly(stage: str, done: int, total: int | None) -> None:
    """Progress nobody watches."""


@dataclass(slots=True)
class Prepared:
    """An import that is decided but not yet done: the records on the workbench, and what will be reported."""

    bench: Scratch
    source: str
    report: ImportReport
    row_counts: Counter[str] = field(default_factory=Counter)

    def count_rows(self) -> None:
        """Put into the report what became of every row. Raises DoesNotAddUp."""
        report = self.report
        for name in self.bench.files:
            report.file(name).rows = self.row_counts[name]
        for file, row, fate, reason in self.bench.outcomes():
            one = report.file(self.bench.files[file])
            if fate is Fate.LISTED:
                one.listed.append(Remark(row, reason))
                continue
            one.imported += fate is Fate.IMPORTED
            one.merged += fate is Fate.MERGED
            if reason:
                one.notes.append(Remark(row, reason))
        report.check()

    def add_notes(self) -> None:
        """Put into the report what is to be said of rows; while records are renewed, more is."""
        for file, number, text in self.bench.notes():
            self.report.file(self.bench.files[file]).notes.append(Remark(number, text))


@contextmanager
def prepared(
    path: Path,
    *,
    known: Known,
    source: str,
    folder: Path | None = None,
    progress: Progress = quietly,
) -> Iterator[Prepared]:
    """Read everything that was given and decide about every row.

    folder: where the temporary workbench may lie. Raises NotReadable.
    """
    with open_package(path) as package, scratch(folder) as bench:
        form = _format_of(package)
        made = Prepared(bench, source, ImportReport(source, form.name))
        _Reading(made, package, form, progress).read_all()
        total = bench.all_read()
        settle(bench, known, source, lambda done: progress("settle", done, total))
        yield made


def source_name(path: Path) -> str:
    """The name a source goes by if nobody gives one: its file's or folder's name."""
    resolved = path.resolve()
    return clean_line(resolved.name if resolved.is_dir() else resolved.stem).lower() or "directory"


def _format_of(package: Package) -> Format:
    """The format, from the files' names and the headings of those that are CSV."""
    headings: list[str] = []
    for entry in package.entries:
        if entry.kind == "sheet":
            try:
                headings += read_sheet(entry, HSDS.is_heading).headings
            except _UNREADABLE:
                continue
    return choose_format((entry.name for entry in package.entries), headings)


# What a damaged zip or disk says when it is read.
_UNREADABLE = (OSError, BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class _Reading:
    made: Prepared
    package: Package
    form: Format
    progress: Progress
    done: int = 0

    def read_all(self) -> None:
        described = _described(self.package)
        for entry in self.package.entries:
            number = self.made.bench.file_number(entry.name)
            self.made.report.file(entry.name)
            one = _File(self, entry, number, described.get(PurePosixPath(entry.name).name))
            try:
                one.read()
            except _UNREADABLE as broken:
                one.list_next(f"the rest of the file cannot be read: {broken}")
            one.close()
        for name, reason in self.package.refused.items():
            self.made.bench.note(self.made.bench.file_number(name), None, f"not read: {reason}")
            self.made.report.file(name)


def _described(package: Package) -> dict[str, str]:
    """Tables of files with unusual names, as a data package's own description tells them: {file: table}."""
    found: dict[str, str] = {}
    for entry in package.entries:
        if PurePosixPath(entry.name).name == "datapackage.json":
            for item in read_document(entry, lambda name: name == "resources").items:
                value = item.value or {}
                if isinstance(value.get("path"), str) and isinstance(value.get("name"), str):
                    found[PurePosixPath(value["path"]).name] = value["name"]
    return found


@dataclass(slots=True)
class _File:
    """One file as it is read."""

    reading: _Reading
    entry: Entry
    number: int
    described: str | None
    row: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    short_rows: int = 0

    @property
    def bench(self) -> Scratch:
        return self.reading.made.bench

    def read(self) -> None:
        if PurePosixPath(self.entry.name).name == "datapackage.json":
            self.bench.note(self.number, None, "it describes the other files: nothing to import")
        elif self.entry.kind == "sheet":
            self._read_sheet()
        else:
            self._read_document()

    def close(self) -> None:
        """Say what holds for the file as a whole: headings nobody knows, rows with too few cells."""
        if self.short_rows:
            rows = "1 row has" if self.short_rows == 1 else f"{self.short_rows:,} rows have"
            self.bench.note(self.number, None, f"{rows} fewer cells than the heading")
        for heading, count in self.unknown.items():
            shown = clean_line(heading)[:80] or "without a name"
            values = "1 value was" if count == 1 else f"{count:,} values were"
            self.bench.note(
                self.number, None, f"the column '{shown}' is not known: {values} left out"
            )
        self.reading.progress("read", self.reading.done, None)

    def list_next(self, reason: str) -> None:
        """Count one more row, and list it."""
        self._begin(self.row + 1)
        self.bench.outcome(self.number, self.row, Fate.LISTED, reason=reason)

    def _begin(self, row: int) -> None:
        self.row = row
        self.reading.made.row_counts[self.entry.name] += 1
        self.reading.done += 1
        if self.reading.done % 1000 == 0:
            self.reading.progress("read", self.reading.done, None)

    # --- CSV

    def _read_sheet(self) -> None:
        form = self.reading.form
        sheet = read_sheet(self.entry, form.is_heading)
        for note in sheet.notes:
            self.bench.note(self.number, None, note)
        table = self._table(sheet.headings)
        if table is None and self._is_only_words(sheet.headings):
            self.bench.note(self.number, None, NOT_READ)
            return
        columns = _columns(form, table, sheet.headings) if table else []
        for line in sheet.lines:
            self._begin(line.number)
            if line.fault or table is None:
                self.bench.outcome(
                    self.number, line.number, Fate.LISTED, reason=line.fault or NO_TABLE
                )
                continue
            self.reading.made.report.is_recognized = True
            if line.is_short:
                self.short_rows += 1
                self.bench.note(self.number, line.number, SHORT_ROW)
            if line.note:
                self.bench.note(self.number, line.number, line.note)
            self._take(_row(table, columns, line.cells, self.unknown))
        self._say_what_is_missing(sheet.headings, table)

    def _is_only_words(self, headings: list[str]) -> bool:
        """Whether a file is a text for people, such as README.txt."""
        is_text = self.entry.name.lower().endswith(".txt")
        return is_text and any(headings) and not any(map(self.reading.form.is_heading, headings))

    def _say_what_is_missing(self, headings: list[str], table: FileTable | None) -> None:
        if not any(headings) or table is None:
            self.bench.note(self.number, None, NOTHING_KNOWN if any(headings) else EMPTY)
        elif not self.row:
            self.bench.note(self.number, None, ONLY_A_HEADING)

    def _table(self, headings: list[str]) -> FileTable | None:
        """What the file holds: told by the package's description, the file's name, or the headings."""
        form = self.reading.form
        by_name = form.table_of_file(self.described or self.entry.name)
        if (
            by_name
            and by_name.table == "taxonomy"
            and {heading_key(one) for one in headings} & _SIGNS_OF_TERMS
        ):
            return FileTable("taxonomy_term", preset=by_name.preset)
        if by_name and (
            by_name.adds_to
            or sum(bool(form.heading(by_name.table, one).column) for one in headings) >= 1
        ):
            return by_name
        return form.table_of_headings(headings)

    # --- JSON

    def _read_document(self) -> None:
        form = self.reading.form
        document = read_document(self.entry, lambda name: form.table_of_file(name) is not None)
        for note in document.notes:
            self.bench.note(self.number, None, note)
        found = False
        for item in document.items:
            self._begin(item.number)
            table = self._table_of(item)
            if item.value is None or table is None:
                self.bench.outcome(
                    self.number, item.number, Fate.LISTED, reason=item.fault or NO_TABLE
                )
                continue
            found = self.reading.made.report.is_recognized = True
            for index, flat in enumerate(flatten(item.value, table.table)):
                preset = table.preset if not index else {}
                self._take(
                    _row_of_cells(
                        form,
                        FileTable(flat.table, preset=preset),
                        flat.cells,
                        self.unknown,
                        is_main=not index,
                    )
                )
        if not self.row:
            self.bench.note(self.number, None, EMPTY)
        elif not found:
            self.bench.note(self.number, None, NOTHING_KNOWN)

    def _table_of(self, item: Item) -> FileTable | None:
        form = self.reading.form
        headings = [str(name) for name in item.value or ()]
        by_name = form.table_of_file(item.table or self.described or self.entry.name)
        if (
            by_name
            and not by_name.adds_to
            and any(form.heading(by_name.table, one).column for one in headings)
        ):
            return by_name
        return form.table_of_headings(headings)

    def _take(self, row: Row) -> None:
        for draft in drafts_of(row):
            self.bench.add(self.number, self.row, draft)
            if (
                draft.table == "phone"
                and (owner := draft.links.get("organization_id"))
                and draft.values.get("number")
            ):
                for part in {owner, *map(key_of, owner.split(","))}:
                    self.bench.add_phone(part, phone_key(draft.text("number")))


_SIGNS_OF_TERMS = frozenset({"parent_id", "parent_name", "term", "vocabulary", "taxonomy_id"})

# A column of a file: its place, what it is called there, what it means here, and the language of a translation.
Column = tuple[int, str, str, str]


def _columns(form: Format, table: FileTable, headings: list[str]) -> list[Column]:
    """What each heading means, in the order of the file."""
    found: list[Column] = []
    for index, text in enumerate(headings):
        if table.adds_to:
            key = heading_key(text)
            column = "id" if key == "service_id" else "" if key == "id" else key
            if key != "id":
                found.append((index, text, column, ""))
            continue
        if form.is_left_out(table.table, text):
            continue
        heading = form.heading(table.table, text)
        found.append((index, text, heading.column, heading.language))
    return found


def _row(table: FileTable, columns: list[Column], cells: list[str], unknown: Counter[str]) -> Row:
    """A row's cells under the directory's names; blank ones are absent."""
    values: dict[str, str] = dict(table.preset)
    texts: dict[str, dict[str, str]] = {}
    notes: list[str] = []
    for index, heading, column, language in columns:
        text = cells[index]
        if not text or text.isspace():
            if column == "status" and not language:
                values.setdefault(column, "")
            continue
        if language:
            texts.setdefault(column, {})[language] = text
        elif not column:
            unknown[heading] += 1
        elif column in table.preset or not values.get(column):
            values[column] = text
        elif text != values[column]:
            _say_both(table.table, column, text, values, notes)
    return Row(
        table.table, values, texts, notes=notes, adds_to=table.adds_to, own_ids=table.own_ids
    )


def _say_both(table: str, column: str, text: str, values: dict[str, str], notes: list[str]) -> None:
    """Two columns of the same meaning: lists and texts hold both, of other values the first stays."""
    if column in EMBEDDED.get(table, {}):
        values[column] += f"; {text}"
    elif TABLES[table].fields.get(column) == "text":
        values[column] += f"\n{text}"
    else:
        notes.append(f"{column}: a second column says '{clean_line(text)[:80]}': left out")


def _row_of_cells(
    form: Format,
    table: FileTable,
    cells: Mapping[str, str],
    unknown: Counter[str],
    *,
    is_main: bool,
) -> Row:
    headings = list(cells)
    row = _row(table, _columns(form, table, headings), list(cells.values()), unknown)
    row.is_main = is_main
    return row


__all__ = ["Prepared", "Progress", "prepared", "quietly", "source_name"]
