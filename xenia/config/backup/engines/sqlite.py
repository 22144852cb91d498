"""SQLite: one file, copied by SQLite's own backup while others write."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db.backends.sqlite3._functions import register  # type: ignore[import-untyped]

from xenia.config.backup.engines.kinds import Database, EngineTrouble, Progress
from xenia.config.backup.manifest import sync

PAGES_AT_ONCE = 2_000
WAIT = 60.0  # seconds for a writer that holds the lock
BESIDE = ("-wal", "-shm", "-journal")


class SQLite:
    """The engine of an office on one machine."""

    name = "sqlite"

    def file_name(self, alias: str) -> str:
        """As in the data folder."""
        return f"{alias}.sqlite3"

    def copy(self, database: Database, target: Path, progress: Progress) -> dict[str, int]:
        """Copy the database as it is at one moment; writers go on meanwhile. Raises EngineTrouble."""
        try:
            with closing(_open(Path(database["NAME"]))) as source, closing(_new(target)) as copy:
                # A reader's moment: without it, each write of others would begin the copy anew.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(
                    copy,
                    pages=PAGES_AT_ONCE,
                    progress=lambda _status, left, total: progress(total - left, total),
                )
                source.execute("ROLLBACK")
                # One file that needs no second beside it.
                copy.execute("PRAGMA journal_mode=DELETE")
                return _counts(copy)
        except sqlite3.Error as wrong:
            raise EngineTrouble(f"The database could not be copied: {wrong}.") from None

    def check(self, copy: Path) -> None:
        """Ask SQLite whether the file is whole and every reference leads somewhere. Raises EngineTrouble."""
        try:
            with closing(_open(copy)) as opened:
                # Constraints of ours ask functions that Django brings along.
                register(opened)
                said = [row[0] for row in opened.execute("PRAGMA integrity_check(1)")]
                lost = opened.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.Error as wrong:
            raise EngineTrouble(f"{copy.name} does not open: {wrong}.") from None
        if said != ["ok"] or lost:
            raise EngineTrouble(
                f"{copy.name} is not whole: {said[0] if said != ['ok'] else lost[0]}."
            )

    def rows(self, copy: Path, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Read a table of a file."""
        try:
            with closing(_open(copy)) as opened:
                if table in _tables(opened):
                    wanted = ", ".join(f'"{column}"' for column in columns)
                    yield from opened.execute(f'SELECT {wanted} FROM "{table}"')  # noqa: S608
        except sqlite3.Error as wrong:
            raise EngineTrouble(f"{copy.name} does not open: {wrong}.") from None

    def is_empty(self, database: Database) -> bool:
        """No file, or a file without tables."""
        path = Path(database["NAME"])
        if not path.exists():
            return True
        try:
            with closing(_open(path)) as opened:
                return not _tables(opened)
        except sqlite3.Error:
            return False

    def is_open(self, database: Database) -> bool:
        """A file that somebody has open does not leave its write-ahead log. One that does is folded into one file."""
        path = Path(database["NAME"])
        if not path.exists():
            return False
        try:
            with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as opened:
                (mode,) = opened.execute("PRAGMA journal_mode=DELETE").fetchone()
                return bool(mode != "delete")
        except sqlite3.OperationalError as wrong:
            return "locked" in str(wrong)
        except sqlite3.DatabaseError:
            # Damaged: that is what restoring is for.
            return False

    def living_rows(
        self, database: Database, table: str, columns: Sequence[str]
    ) -> Iterator[tuple[Any, ...]]:
        """A database is a file like its copy."""
        if Path(database["NAME"]).exists():
            yield from self.rows(Path(database["NAME"]), table, columns)

    def set_aside(self, database: Database, stamp: str) -> str:
        """Rename the file and what lies beside it."""
        path = Path(database["NAME"])
        for end in ("", *BESIDE):
            found = path.with_name(path.name + end)
            if found.exists():
                found.rename(path.with_name(f"{path.name}.before-{stamp}{end}"))
        return str(path.with_name(f"{path.name}.before-{stamp}"))

    def lay(self, copy: Path, database: Database) -> None:
        """Copy the file under another name, then rename it."""
        path = Path(database["NAME"])
        draft = path.with_name(f"{path.name}.being-restored")
        try:
            shutil.copyfile(copy, draft)
            draft.chmod(0o600)
            sync(draft)
            draft.rename(path)
            sync(path.parent)
        except OSError as wrong:
            raise EngineTrouble(f"{path} cannot be written: {wrong.strerror}.") from None

    def clear(self, database: Database) -> None:
        """Remove the file and what lies beside it."""
        path = Path(database["NAME"])
        for end in ("", *BESIDE, ".being-restored"):
            path.with_name(path.name + end).unlink(missing_ok=True)

    def count(self, database: Database) -> dict[str, int]:
        """Count each table."""
        with closing(_open(Path(database["NAME"]))) as opened:
            return _counts(opened)


def _open(path: Path) -> sqlite3.Connection:
    """Open a file that is there; never make one."""
    place = f"file:{quote(str(path))}?mode=rw"
    return sqlite3.connect(place, uri=True, timeout=WAIT, isolation_level=None)


def _new(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return sqlite3.connect(path, isolation_level=None)


def _tables(opened: sqlite3.Connection) -> list[str]:
    said = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return sorted(row[0] for row in opened.execute(said))


def _counts(opened: sqlite3.Connection) -> dict[str, int]:
    return {
        table: opened.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
        for table in _tables(opened)
    }
