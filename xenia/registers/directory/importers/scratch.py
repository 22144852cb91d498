"""The import's workbench: a database of its own in a temporary file, so that memory stays flat and the directory untouched."""

import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, Final

from xenia.registers.directory.importers.drafts import Draft
from xenia.registers.directory.importers.tables import RANKS
from xenia.registers.directory.importers.values import Value

_SCHEMA: Final = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32768; PRAGMA locking_mode=EXCLUSIVE;
CREATE TABLE draft (seq INTEGER PRIMARY KEY, rank INT, later INT, file INT, row INT, key TEXT, body TEXT);
CREATE TABLE thing (tbl TEXT, key TEXT, id TEXT, name TEXT, file INT, row INT, PRIMARY KEY (tbl, key)) WITHOUT ROWID;
CREATE INDEX thing_by_name ON thing (tbl, name) WHERE name <> '';
CREATE INDEX thing_loosely ON thing (tbl, ltrim(replace(lower(key), ' ', ''), '0')) WHERE id IS NOT NULL;
CREATE TABLE ready (seq INTEGER PRIMARY KEY, tbl TEXT, id TEXT, key TEXT, state INT, body TEXT);
CREATE UNIQUE INDEX ready_by_id ON ready (tbl, id);
CREATE TABLE twin (tbl TEXT, mark TEXT, id TEXT, PRIMARY KEY (tbl, mark, id)) WITHOUT ROWID;
CREATE TABLE seen (tbl TEXT, key TEXT, id TEXT, fingerprint TEXT, here INT, PRIMARY KEY (tbl, key)) WITHOUT ROWID;
CREATE INDEX seen_by_id ON seen (id);
CREATE TABLE org_phone (key TEXT, number TEXT, PRIMARY KEY (key, number)) WITHOUT ROWID;
CREATE TABLE outcome (file INT, row INT, fate INT, ready INT, reason TEXT);
CREATE INDEX outcome_of_ready ON outcome (ready) WHERE ready IS NOT NULL;
CREATE TABLE lot (seq INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE note (file INT, row INT, text TEXT);
"""
_BATCH: Final = 500
_PREFIX: Final = "xenia-import-"
_LEFT_BEHIND: Final = 24 * 60 * 60  # seconds; no import takes a day
_WRITE = json.JSONEncoder(ensure_ascii=False).encode
_READ = json.JSONDecoder().decode


class Fate(IntEnum):
    """What becomes of a row; of several drafts of one row the best counts."""

    LISTED = 0
    MERGED = 1
    IMPORTED = 2


class State(IntEnum):
    """What a record that is ready means for the directory."""

    NEW = 0
    CHANGED = 1
    SAME = 2
    FILLS = 3  # belongs to a record that came from elsewhere: only its blanks are filled


@dataclass(slots=True)
class Ready:
    """A record as the directory will take it: values and links under their HSDS names, ids final."""

    seq: int
    table: str
    id: str
    key: str
    state: State
    values: dict[str, Value]
    links: dict[str, str]
    texts: dict[str, dict[str, str]]


@dataclass(slots=True)
class Staged:
    """A draft as it lies on the workbench, with the row it came from."""

    file: int
    row: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class Thing:
    """What a key stands for: a record's id, or None if its row was listed."""

    id: str | None
    name: str
    file: int
    row: int


class Scratch:
    """One import's workbench."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript(_SCHEMA)
        self.db.execute("BEGIN")
        self.files: list[str] = []
        self.is_first_time = True
        self._drafts: list[tuple[Any, ...]] = []
        self._notes: list[tuple[int, int | None, str]] = []
        self._outcomes: list[tuple[Any, ...]] = []

    def close(self) -> None:
        self.db.close()

    # --- Reading in

    def file_number(self, name: str) -> int:
        """The number a file's rows are kept under."""
        self.files.append(name)
        return len(self.files) - 1

    def add(self, file: int, row: int, draft: Draft) -> None:
        """Put a draft on the workbench."""
        body = _WRITE(
            {
                "v": draft.values,
                "l": draft.links,
                "t": draft.texts,
                "m": draft.is_main,
                "a": draft.adds,
                "f": draft.fault,
            }
        )
        later = 0 if draft.is_main and not draft.adds else 2 if draft.adds else 1
        self._drafts.append((RANKS[draft.table], later, file, row, draft.key, body))
        for text in draft.notes:
            self.note(file, row, text)
        if len(self._drafts) >= _BATCH:
            self.flush()

    def note(self, file: int, row: int | None, text: str) -> None:
        self._notes.append((file, row, text))

    def outcome(
        self, file: int, row: int, fate: Fate, *, reason: str = "", ready: int | None = None
    ) -> None:
        """Say what became of a row."""
        self._outcomes.append((file, row, int(fate), ready, reason))
        if len(self._outcomes) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write down what waits."""
        self.db.executemany(
            "INSERT INTO draft (rank, later, file, row, key, body) VALUES (?, ?, ?, ?, ?, ?)",
            self._drafts,
        )
        self.db.executemany("INSERT INTO note VALUES (?, ?, ?)", self._notes)
        self.db.executemany("INSERT INTO outcome VALUES (?, ?, ?, ?, ?)", self._outcomes)
        self._drafts.clear()
        self._notes.clear()
        self._outcomes.clear()

    def all_read(self) -> int:
        """Make the drafts ready to be walked through in order. Returns how many there are."""
        self.flush()
        self.db.execute("CREATE INDEX draft_in_order ON draft (rank, later, seq)")
        return int(self.db.execute("SELECT count(*) FROM draft").fetchone()[0])

    def add_phone(self, organization: str, number: str) -> None:
        """Remember an organisation's telephone: it helps to recognise the same organisation elsewhere."""
        self.db.execute("INSERT OR IGNORE INTO org_phone VALUES (?, ?)", (organization, number))

    def phones_of(self, organization: str) -> list[str]:
        return [
            row[0]
            for row in self.db.execute(
                "SELECT number FROM org_phone WHERE key = ?", (organization,)
            )
        ]

    # --- Settling

    def staged(self, table: str) -> Iterator[list[Staged]]:
        """A table's drafts in batches: what rows are about, then what stood inside rows, then additions."""
        rows = self.db.execute(
            "SELECT file, row, key, body FROM draft WHERE rank = ? ORDER BY later, seq",
            (RANKS[table],),
        )
        while batch := rows.fetchmany(_BATCH):
            yield [_staged(table, *one) for one in batch]

    def thing(self, table: str, key: str) -> Thing | None:
        found = self.db.execute(
            "SELECT id, name, file, row FROM thing WHERE tbl = ? AND key = ?", (table, key)
        ).fetchone()
        return Thing(*found) if found else None

    def know(self, table: str, key: str, thing: Thing) -> None:
        """Remember what a key stands for; a record replaces a row that was listed, not the other way round."""
        self.db.execute(
            "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tbl, key) DO UPDATE SET id = excluded.id, "
            "name = excluded.name, file = excluded.file, row = excluded.row WHERE thing.id IS NULL",
            (table, key, thing.id, thing.name, thing.file, thing.row),
        )

    def named(self, table: str, name: str) -> list[str]:
        """Records of that name, at most two."""
        if not name:
            return []
        rows = self.db.execute(
            "SELECT DISTINCT id FROM thing WHERE tbl = ? AND name = ? AND id IS NOT NULL LIMIT 2",
            (table, name),
        )
        return [row[0] for row in rows]

    def loosely(self, table: str, key: str) -> list[tuple[str, str]]:
        """Keys and records that differ only by capitals, spaces and leading zeros, at most two."""
        wanted = key.lower().replace(" ", "").lstrip("0")
        return self.db.execute(
            "SELECT key, id FROM thing WHERE tbl = ? AND ltrim(replace(lower(key), ' ', ''), '0') = ? "
            "AND id IS NOT NULL LIMIT 2",
            (table, wanted),
        ).fetchall()

    def twins(self, table: str, mark: str) -> list[str]:
        return [
            row[0]
            for row in self.db.execute(
                "SELECT id FROM twin WHERE tbl = ? AND mark = ?", (table, mark)
            )
        ]

    def add_twin(self, table: str, mark: str, record: str) -> None:
        self.db.execute("INSERT OR IGNORE INTO twin VALUES (?, ?, ?)", (table, mark, record))

    def point(self, table: str, key: str, record: str) -> None:
        """Let a key stand for another record: its own row was the same thing."""
        self.db.execute("UPDATE thing SET id = ? WHERE tbl = ? AND key = ?", (record, table, key))

    def ready(self, table: str, record: str) -> Ready | None:
        row = self.db.execute(
            "SELECT seq, tbl, id, key, state, body FROM ready WHERE tbl = ? AND id = ?",
            (table, record),
        ).fetchone()
        return _ready(row) if row else None

    def make_ready(self, ready: Ready) -> int:
        """Keep a record for the directory. Returns its number."""
        cursor = self.db.execute(
            "INSERT INTO ready (tbl, id, key, state, body) VALUES (?, ?, ?, ?, ?)",
            (ready.table, ready.id, ready.key, int(ready.state), _body(ready)),
        )
        return int(cursor.lastrowid or 0)

    def rewrite(self, ready: Ready) -> None:
        self.db.execute(
            "UPDATE ready SET state = ?, body = ? WHERE seq = ?",
            (int(ready.state), _body(ready), ready.seq),
        )

    def records(self, table: str, *states: State) -> Iterator[Ready]:
        """A table's records that are ready, in the order of the files."""
        rows = self.db.execute(
            "SELECT seq, tbl, id, key, state, body FROM ready WHERE tbl = ? "
            "AND state IN (SELECT value FROM json_each(?)) ORDER BY seq",
            (table, _WRITE(list(map(int, states or State)))),
        )
        while batch := rows.fetchmany(_BATCH):
            yield from map(_ready, batch)

    def count(self, *states: State) -> int:
        found = self.db.execute(
            "SELECT count(*) FROM ready WHERE state IN (SELECT value FROM json_each(?))",
            (_WRITE(list(map(int, states))),),
        )
        return int(found.fetchone()[0])

    def keep_lot(self, body: bytes) -> None:
        """Lay down what the database will be told of some new records."""
        self.db.execute("INSERT INTO lot (body) VALUES (?)", (body,))

    def lots(self) -> Iterator[bytes]:
        """What was laid down, in its order, one at a time."""
        for (body,) in self.db.execute("SELECT body FROM lot ORDER BY seq"):
            yield body

    # --- What the source brought before

    def remember_seen(self, rows: Iterable[tuple[str, str, str, str, int]]) -> None:
        self.db.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?)", rows)
        self.is_first_time = self.db.execute("SELECT 1 FROM seen LIMIT 1").fetchone() is None

    def seen(self, table: str, key: str) -> tuple[str, str, bool] | None:
        """Id, fingerprint, and whether the record is still here."""
        if self.is_first_time:
            return None
        row = self.db.execute(
            "SELECT id, fingerprint, here FROM seen WHERE tbl = ? AND key = ?", (table, key)
        ).fetchone()
        return (row[0], row[1], bool(row[2])) if row else None

    def was_brought(self, record: str) -> bool:
        """Whether this source brought a record before."""
        if self.is_first_time:
            return False
        return (
            self.db.execute("SELECT 1 FROM seen WHERE id = ? LIMIT 1", (record,)).fetchone()
            is not None
        )

    # --- The report

    def rows_of(self, ready: int) -> list[tuple[int, int]]:
        """The rows a record came from."""
        self.flush()
        return self.db.execute(
            "SELECT DISTINCT file, row FROM outcome WHERE ready = ?", (ready,)
        ).fetchall()

    def unchanged_rows_are_merged(self) -> None:
        """A row whose record is in the directory already, as it is, counts as merged."""
        self.flush()
        self.db.execute(
            "UPDATE outcome SET fate = ? WHERE fate = ? AND ready IN "
            "(SELECT seq FROM ready WHERE state IN (?, ?))",
            tuple(map(int, (Fate.MERGED, Fate.IMPORTED, State.SAME, State.FILLS))),
        )

    def outcomes(self) -> Iterator[tuple[int, int, Fate, str]]:
        """Each row once, with its best fate and what spoke against any part of it."""
        self.flush()
        rows = self.db.execute(
            "SELECT file, row, max(fate), group_concat(DISTINCT CASE fate WHEN 0 THEN reason END) FROM outcome "
            "GROUP BY file, row ORDER BY file, row"
        )
        while batch := rows.fetchmany(_BATCH):
            for file, row, fate, reason in batch:
                yield file, row, Fate(fate), reason or ""

    def notes(self) -> Iterator[tuple[int, int | None, str]]:
        self.flush()
        rows = self.db.execute(
            "SELECT DISTINCT file, row, text FROM note ORDER BY file, row IS NOT NULL, row, rowid"
        )
        while batch := rows.fetchmany(_BATCH):
            yield from batch


def _staged(table: str, file: int, row: int, key: str, body: str) -> Staged:
    told = _READ(body)
    draft = Draft(
        table, key, told["v"], told["l"], told["t"], is_main=told["m"], adds=told["a"], fault=told["f"]
    )  # fmt: skip
    return Staged(file, row, draft)


def _body(ready: Ready) -> str:
    return _WRITE({"v": ready.values, "l": ready.links, "t": ready.texts})


def _ready(row: tuple[int, str, str, str, int, str]) -> Ready:
    seq, table, record, key, state, body = row
    told = _READ(body)
    return Ready(seq, table, record, key, State(state), told["v"], told["l"], told["t"])


def _sweep(folder: Path) -> None:
    """Remove workbenches that imports left when they were killed."""
    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(FileNotFoundError):  # Another import may just have ended.
            if time.time() - left.lstat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def scratch(folder: Path | None = None) -> Iterator[Scratch]:
    """A workbench that is gone, with its file, when the import is over.

    folder: where the temporary file may lie; the system's own place by default.
    """
    folder = folder or Path(tempfile.gettempdir())
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder) as place:
        bench = Scratch(Path(place) / "scratch.sqlite3")
        try:
            yield bench
        finally:
            bench.close()
