"""What every engine can do."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

# One entry of Django's DATABASES.
Database = dict[str, Any]
# How much is done, of how much; 0 of 0 while nobody knows.
Progress = Callable[[int, int], object]


class EngineTrouble(Exception):
    """A database or its tools did not do what we asked; the text says what to do."""


class Engine(Protocol):
    """One kind of database."""

    name: str

    def file_name(self, alias: str) -> str:
        """The file a copy is written to."""

    def copy(self, database: Database, target: Path, progress: Progress) -> dict[str, int]:
        """Write one moment of a database to a file while others use it. {table: rows}. Raises EngineTrouble."""

    def check(self, copy: Path) -> None:
        """Read a copy from its beginning to its end. Raises EngineTrouble."""

    def rows(self, copy: Path, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Some columns of a table in a copy; nothing when the table is not there. Bytes come as bytes, the rest as text."""

    def is_empty(self, database: Database) -> bool:
        """Whether nothing is there yet. Raises EngineTrouble when it does not answer."""

    def is_open(self, database: Database) -> bool:
        """Whether somebody else has the database open."""

    def living_rows(
        self, database: Database, table: str, columns: Sequence[str]
    ) -> Iterator[tuple[Any, ...]]:
        """Like `rows`, from a database itself."""

    def set_aside(self, database: Database, stamp: str) -> str:
        """Move what is there out of the way and say where it is now."""

    def lay(self, copy: Path, database: Database) -> None:
        """Fill an empty database from a copy. Raises EngineTrouble."""

    def clear(self, database: Database) -> None:
        """Take away what a restore that was broken off had laid."""

    def count(self, database: Database) -> dict[str, int]:
        """{table: rows}."""
