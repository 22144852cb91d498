"""The public directory as files: what another office, a researcher or a spreadsheet takes home in one piece.

Everything comes from the public records that are kept beside the listings; nothing confidential stands in them.
"""

import csv
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TextIO

from django.db.models import QuerySet

from xenia.ground.reference.office import office_facts
from xenia.registers.directory.hsds.datapackage import data_package
from xenia.registers.directory.hsds.reading import in_batches, public_organizations, public_services
from xenia.registers.directory.hsds.shapes import moment
from xenia.registers.directory.hsds.tabular import PATHS, Flattener, columns_of
from xenia.registers.directory.hsds.writing import RECORD, TAXONOMIES, TERMS, Writer
from xenia.registers.directory.models import Taxonomy, TaxonomyTerm

Tell = Callable[[str, int, int], None]
Write = Callable[[Sequence[str]], Any]
FORMS: Final = ("csv", "json", "ndjson")
_STARTED: Final = ".xenia-export-"


class FolderNotEmpty(Exception):
    """Something lies where the export should go."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """One list of the export. name: as the API calls it; table: what its records are."""

    name: str
    table: str
    rows: "Callable[[], QuerySet[Any]]"
    writer: Writer

    def texts(self, tell: Tell) -> Iterator[str]:
        """Its records as JSON texts, a few at a time, in an order that stays; says how far it is."""
        total, done = self.rows().count(), 0
        tell(self.name, done, total)
        for batch in in_batches(self.writer.fetch(self.rows())):
            yield from self.writer.write(batch)
            done += len(batch)
            tell(self.name, done, total)


LISTS: Final = (
    RecordList("taxonomies", "taxonomy", Taxonomy.objects.all, TAXONOMIES),
    RecordList("taxonomy_terms", "taxonomy_term", TaxonomyTerm.objects.all, TERMS),
    RecordList("organizations", "organization", public_organizations, RECORD),
    RecordList("services", "service", public_services, RECORD),
)


def quietly(name: str, done: int, total: int) -> None:
    """Progress nobody watches."""


def export_directory(
    *,
    folder: Path,
    form: str,
    profile: str,
    at: datetime,
    replace: bool = False,
    tell: Tell = quietly,
) -> dict[str, int]:
    """Write the public directory into a folder: all of it, or nothing. Returns how many records each list has.

    form: one of FORMS. profile: the address where our own fields are explained. replace: what lies in the folder goes.
    Raises FolderNotEmpty.
    """
    if not replace and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(str(folder))
    with _made_beside(folder) as place:
        if form == "csv":
            return _write_tables(place, profile, at, tell)
        return {one.name: _write_list(place, one, form, tell) for one in LISTS}


@contextmanager
def _made_beside(folder: Path) -> Iterator[Path]:
    """A folder that takes the wanted one's place when everything is written, and is gone if it never is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=_STARTED, dir=folder.parent) as started:
        made = Path(started) / "new"
        made.mkdir()
        yield made
        old = Path(started) / "old"
        if folder.exists():
            folder.rename(old)
        made.rename(folder)
        if old.is_dir():
            shutil.rmtree(old)


# --- JSON and ndjson


def _write_list(place: Path, wanted: RecordList, form: str, tell: Tell) -> int:
    before, between, after = ("[\n", ",\n", "\n]\n") if form == "json" else ("", "\n", "\n")
    count = 0
    with (place / f"{wanted.name}.{form}").open("w", encoding="utf-8") as file:
        file.write(before)
        for count, text in enumerate(wanted.texts(tell), start=1):
            file.write(between if count > 1 else "")
            file.write(text)
        file.write(after if count or form == "json" else "")
    return count


# --- Tables


def _write_tables(place: Path, profile: str, at: datetime, tell: Tell) -> dict[str, int]:
    counts: dict[str, int] = {}
    flattener = Flattener(place / _STARTED)
    try:
        for one in LISTS:
            flattener.announce(one.table, _ids(one.rows()))
        with ExitStack() as opened:
            files = {table: _opened(opened, place / path, table) for table, path in PATHS.items()}
            for one in LISTS:
                counts[one.name] = _write_rows(one, flattener, files, tell)
    finally:
        flattener.close()
        (place / _STARTED).unlink()
    described = data_package(office=_office(), profile=profile, made_at=moment(at))
    text = json.dumps(described, ensure_ascii=False, indent=1)
    (place / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    return counts


def _ids(rows: "QuerySet[Any]") -> Iterator[str]:
    return (str(row["pk"]) for batch in in_batches(rows.values("pk")) for row in batch)


def _office() -> str:
    return office_facts().text("name", "en")


def _opened(stack: ExitStack, path: Path, table: str) -> Write:
    file: TextIO = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns_of(table))
    return writer.writerow


def _write_rows(
    wanted: RecordList,
    flattener: Flattener,
    files: Mapping[str, Write],
    tell: Tell,
) -> int:
    count = 0
    for text in wanted.texts(tell):
        count += 1
        for table, row in flattener.rows(wanted.table, json.loads(text)):
            files[table]([row.get(column, "") for column in columns_of(table)])
    return count
