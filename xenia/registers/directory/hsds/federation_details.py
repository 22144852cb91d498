"""Which details a followed directory says of its records, so that those it says no longer can go here too.

A new row of hours has a new id; without this, the old hours would stay beside the new ones.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xenia.registers.directory.hsds.tables import OBJECTS, Kind
from xenia.registers.directory.importers.drafts import key_of

Shape = Mapping[str, Any]
_TABLES = {"services": "service", "organizations": "organization"}


@dataclass(slots=True)
class Said:
    """records: {table: {id}} that were told; details: {(table, id, detail's table): ids} of all that hangs on each."""

    records: dict[str, set[str]] = field(default_factory=dict)
    details: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)

    def ids(self, table: str) -> set[str]:
        """The records of a table that were told."""
        return self.records.get(table, set())

    def add(self, table: str, shape: Shape) -> None:
        """Note a record and, if it was told with details, which; a record told in brief says nothing of its details."""
        identity = key_of(str(shape.get("id", "")))
        if not identity:
            return
        self.records.setdefault(table, set()).add(identity)
        parts = [part for part in OBJECTS[table] if not part.ours]
        lists = {part.name: part.of for part in parts if part.kind is Kind.MANY}
        has_details = any(isinstance(shape.get(name), list) for name in lists)
        for name, of in lists.items():
            inner = list(_objects(shape.get(name)))
            if has_details:
                told = self.details.setdefault((table, identity, of), set())
                told |= {key_of(str(one.get("id", ""))) for one in inner}
            for one in inner:
                self.add(of, one)
        for part in parts:
            if part.kind is Kind.ONE and isinstance(shape.get(part.name), dict):
                self.add(part.of, shape[part.name])


def _objects(value: Any) -> Iterator[Shape]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def what_is_said(folder: Path) -> Said:
    """What the lists in a folder say."""
    said = Said()
    for name, table in _TABLES.items():
        path = folder / f"{name}.ndjson"
        if not path.is_file():
            continue
        with path.open("rb") as lines:
            for line in lines:
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(record, dict):
                    said.add(table, record)
    return said
