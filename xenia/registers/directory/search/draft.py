"""The next state of the facts, while the worker changes it."""

from array import array
from pathlib import Path
from typing import Self
from uuid import UUID

from xenia.registers.directory.search.document import Entry
from xenia.registers.directory.search.facts_file import FactsFile
from xenia.registers.directory.search.rows import bits_of, rows_of


class Draft:
    """The next state of the facts: what the worker changes before it is published."""

    def __init__(self, data: FactsFile | None = None) -> None:
        data = data or FactsFile()
        self._ids = [UUID(bytes=data.ids[at : at + 16]) for at in range(0, len(data.ids), 16)]
        self._bits = data.bits
        self._titles = data.titles
        self._assured = data.assured
        self._week_of = data.week_of
        self._weeks = {week: number for number, week in enumerate(data.weeks)}
        self._dated = data.dated
        self._points: dict[int, tuple[tuple[float, float], ...]] = {}
        for row, *point in zip(data.point_rows, data.latitudes, data.longitudes, strict=True):
            self._points[row] = (*self._points.get(row, ()), (point[0], point[1]))
        live = data.bits.get("live", 0)
        self._free = [row for row in range(len(self._ids)) if not live >> row & 1]
        self._rows = {self._ids[row]: row for row in rows_of(live)}
        self._added: dict[str, list[int]] = {}
        self._cleared: set[int] = set()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """A draft that begins as the published facts."""
        return cls(FactsFile.read(folder))

    def __contains__(self, service: object) -> bool:
        return service in self._rows

    def put(self, entry: Entry) -> int:
        """Give a service its row, or the row it had, and note its facts. Returns the row."""
        row = self._rows.get(entry.id)
        if row is None:
            row = self._free.pop() if self._free else self._new_row()
            self._rows[entry.id] = row
        self._ids[row] = entry.id
        self._titles[row] = entry.title
        self._assured[row] = entry.assured
        self._week_of[row] = self._weeks.setdefault(entry.week, len(self._weeks))
        self._forget(row)
        if entry.dated:
            self._dated[row] = list(entry.dated)
        if entry.points:
            self._points[row] = entry.points
        for facet in ("live", *entry.facets):
            self._added.setdefault(facet, []).append(row)
        return row

    def drop(self, service: UUID) -> bool:
        """Forget a service. False when it was not there."""
        row = self._rows.pop(service, None)
        if row is None:
            return False
        self._free.append(row)
        self._forget(row)
        return True

    def write(self, folder: Path) -> None:
        """Put the facts beside the index of a folder that nobody reads yet."""
        data = FactsFile()
        data.ids = b"".join(each.bytes for each in self._ids)
        data.bits = self._merged_bits()
        data.titles = self._titles
        data.by_name = array("I", sorted(range(len(self._titles)), key=self._titles.__getitem__))
        data.assured, data.week_of = self._assured, self._week_of
        data.weeks, data.dated = list(self._weeks), self._dated
        for row, points in self._points.items():
            for latitude, longitude in points:
                data.point_rows.append(row)
                data.latitudes.append(latitude)
                data.longitudes.append(longitude)
        data.write(folder)

    def _forget(self, row: int) -> None:
        self._cleared.add(row)
        self._dated.pop(row, None)
        self._points.pop(row, None)

    def _new_row(self) -> int:
        self._ids.append(UUID(int=0))
        self._titles.append("")
        self._assured.append(0)
        self._week_of.append(0)
        return len(self._ids) - 1

    def _merged_bits(self) -> dict[str, int]:
        size = len(self._ids)
        cleared = bits_of(self._cleared, size)
        bits = {facet: of & ~cleared for facet, of in self._bits.items()}
        for facet, rows in self._added.items():
            alive = (row for row in rows if self._ids[row] in self._rows)
            bits[facet] = bits.get(facet, 0) | bits_of(alive, size)
        return {facet: of for facet, of in bits.items() if of}
