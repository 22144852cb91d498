"""Files for import tests, and what became of their rows."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xenia.registers.directory.importers.known import Known, NothingKnown
from xenia.registers.directory.importers.prepare import prepared
from xenia.registers.directory.importers.report import ImportReport
from xenia.registers.directory.importers.scratch import Ready
from xenia.registers.directory.importers.tables import TABLES

SOURCE = "county"

ONE_ORGANIZATION = "id,name,description\n1,Saltmarsh House,Help for newcomers\n"
ONE_SERVICE = "id,organization_id,name,status\n10,1,English class,active\n"
ONE_LOCATION = "id,organization_id,name\n100,1,Pier Street\n"


@dataclass(slots=True)
class Outcome:
    """A settled import: its report and the records that would be written."""

    report: ImportReport
    records: dict[str, list[Ready]] = field(default_factory=dict)

    def values(self, table: str) -> list[dict[str, object]]:
        """The values of a table's records, in the order of the files."""
        return [dict(one.values) for one in self.records[table]]

    def one(self, table: str) -> Ready:
        """The only record of a table."""
        (only,) = self.records[table]
        return only

    def counts(self, file: str) -> tuple[int, int, int, int]:
        """Rows, imported, merged, listed."""
        one = self.report.files[file]
        return one.rows, one.imported, one.merged, len(one.listed)

    def listed(self, file: str) -> dict[int | None, str]:
        """Reasons by row."""
        return {one.row: one.text for one in self.report.files[file].listed}

    def notes(self, file: str) -> list[str]:
        return [one.text for one in self.report.files[file].notes]


def a_folder(place: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files; texts are written in UTF-8."""
    folder = place / "given"
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def a_zip(place: Path, files: Mapping[str, str | bytes]) -> Path:
    """A zip with these files."""
    path = place / "given.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def settled(path: Path, *, known: Known | None = None, source: str = SOURCE) -> Outcome:
    """Read and decide, without a database. The report's sums are checked on the way."""
    with prepared(path, known=known or NothingKnown(), source=source) as made:
        records = {table: list(made.bench.records(table)) for table in TABLES}
        made.count_rows()
        made.add_notes()
        return Outcome(made.report, records)


def of_files(place: Path, files: Mapping[str, str | bytes]) -> Outcome:
    """What becomes of a folder with these files."""
    return settled(a_folder(place, files))
