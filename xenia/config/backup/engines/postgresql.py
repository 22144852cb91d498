"""PostgreSQL: copied and brought back by the server's own pg_dump and pg_restore."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xenia.config.backup.engines.kinds import Database, EngineTrouble, Progress

OLDEST = 15
# Where to look before PATH; the tools must be at least as new as the server.
TOOLS_FOLDER = "XENIA_PG_BIN"
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"


class PostgreSQL:
    """The engine of a larger office."""

    name = "postgresql"

    def file_name(self, alias: str) -> str:
        """pg_dump's custom format."""
        return f"{alias}.dump"

    def copy(self, database: Database, target: Path, progress: Progress) -> dict[str, int]:
        """Dump one moment of the database, and count its rows at the same moment. Raises EngineTrouble."""
        progress(0, 0)
        with _connected(database) as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone()
            target.touch(mode=0o600, exist_ok=False)
            options = ["--format=custom", f"--snapshot={snapshot}", f"--file={target}"]
            _run(
                "pg_dump", *options, "--no-owner", "--no-privileges", _named(database), of=database
            )
            return _counts(connection)

    def check(self, copy: Path) -> None:
        """Let pg_restore read all of it. Raises EngineTrouble."""
        _run("pg_restore", "--file=/dev/null", str(copy))

    def rows(self, copy: Path, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Read a table out of a dump."""
        command = [_tool("pg_restore"), "--data-only", f"--table={table}", "--file=-", str(copy)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
        ) as reading:
            yield from _copied(iter(reading.stdout or ()), columns)
        if reading.returncode:
            raise EngineTrouble(f"{copy.name} cannot be read by pg_restore.")

    def is_empty(self, database: Database) -> bool:
        """A database without tables."""
        with _connected(database) as connection:
            return not connection.execute(TABLES).fetchall()

    def is_open(self, database: Database) -> bool:
        """Whether anybody else is connected to it."""
        others = (
            "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        with _connected(database) as connection:
            return connection.execute(others).fetchone() is not None

    def living_rows(
        self, database: Database, table: str, columns: Sequence[str]
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the database."""
        from psycopg import sql

        with _connected(database) as connection:
            if (table,) not in connection.execute(TABLES).fetchall():
                return
            wanted = sql.SQL("SELECT {} FROM {}").format(
                sql.SQL(", ").join(
                    sql.SQL("{}::text").format(sql.Identifier(column)) for column in columns
                ),
                sql.Identifier(table),
            )
            yield from connection.execute(wanted)

    def set_aside(self, database: Database, stamp: str) -> str:
        """Rename the schema, and begin a new one in its place."""
        from psycopg import sql

        aside = f"before_{stamp.lower().replace('-', '_')}"
        with _connected(database) as connection, connection.transaction():
            (schema,) = connection.execute("SELECT current_schema()").fetchone()
            for said in ("ALTER SCHEMA {} RENAME TO {}", "CREATE SCHEMA {}"):
                connection.execute(
                    sql.SQL(said).format(sql.Identifier(schema), sql.Identifier(aside))
                    if "RENAME" in said
                    else sql.SQL(said).format(sql.Identifier(schema))
                )
        return f"schema {aside} of database {database['NAME']}"

    def lay(self, copy: Path, database: Database) -> None:
        """Restore in one transaction: all of it or nothing. Raises EngineTrouble."""
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        _run("pg_restore", *options, _named(database), str(copy), of=database)
        with _connected(database) as connection:
            connection.execute("ANALYZE")

    def clear(self, database: Database) -> None:
        """Begin a new schema."""
        from psycopg import sql

        with _connected(database) as connection, connection.transaction():
            (schema,) = connection.execute("SELECT current_schema()").fetchone()
            name = sql.Identifier(schema)
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(name))
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(name))

    def count(self, database: Database) -> dict[str, int]:
        """Count each table."""
        with _connected(database) as connection:
            return _counts(connection)


@contextmanager
def _connected(database: Database) -> Iterator[Any]:
    """A connection of our own. Raises EngineTrouble, without the password, when the server does not answer."""
    import psycopg
    from psycopg.conninfo import make_conninfo

    place = {
        "host": database.get("HOST"),
        "port": database.get("PORT"),
        "user": database.get("USER"),
        "password": database.get("PASSWORD"),
        "dbname": database["NAME"],
    }
    named = make_conninfo("", **{name: str(value) for name, value in place.items() if value})
    try:
        connection: Any = psycopg.connect(named, autocommit=True)
        with connection:
            if connection.info.server_version < OLDEST * 10_000:
                raise EngineTrouble(f"Xenia needs PostgreSQL {OLDEST} or newer.")
            yield connection
    except psycopg.Error as wrong:
        raise EngineTrouble(
            f"Database {database['NAME']}: {str(wrong).strip().splitlines()[0]}"
        ) from None


def _counts(connection: Any) -> dict[str, int]:
    from psycopg import sql

    counted = {}
    for (table,) in connection.execute(TABLES).fetchall():
        asked = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        counted[table] = connection.execute(asked).fetchone()[0]
    return counted


def _named(database: Database) -> str:
    return f"--dbname={database['NAME']}"


def _tool(name: str) -> str:
    """The path of a PostgreSQL tool. Raises EngineTrouble."""
    folder = os.environ.get(TOOLS_FOLDER)
    found = shutil.which(name, path=folder) if folder else shutil.which(name)
    if not found:
        raise EngineTrouble(
            f"{name} is not there{f' in {folder}' if folder else ''}. Install PostgreSQL's client tools, or name "
            f"their folder in {TOOLS_FOLDER}."
        )
    return found


def _run(tool: str, *options: str, of: Database | None = None) -> None:
    """Run a tool; where and as whom it connects goes through its environment. Raises EngineTrouble."""
    surroundings = dict(os.environ)
    for variable, key in (
        ("HOST", "HOST"),
        ("PORT", "PORT"),
        ("USER", "USER"),
        ("PASSWORD", "PASSWORD"),
    ):
        if of and of.get(key):
            surroundings[f"PG{variable}"] = str(of[key])
    ended = subprocess.run(
        [_tool(tool), *options], env=surroundings, capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise EngineTrouble(f"{tool}: {_first_line(ended.stderr)}")


def _first_line(said: str) -> str:
    """What a tool complained of first; lines with rows in them come later and are not told."""
    lines = [line for line in said.strip().splitlines() if "error" in line.casefold()]
    return (lines or said.strip().splitlines() or ["it failed without a word"])[0]


def _copied(lines: Iterator[str], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of the COPY blocks in a script."""
    places: list[int] | None = None
    for line in lines:
        if places is None:
            if begins := re.match(r"COPY \S+ \((.*)\) FROM stdin;", line):
                there = [name.strip('"') for name in begins[1].split(", ")]
                places = [there.index(column) for column in columns]
        elif line == "\\.\n":
            places = None
        else:
            cells = line.removesuffix("\n").split("\t")
            yield tuple(_cell(cells[place]) for place in places)


def _cell(text: str) -> str | bytes | None:
    """A value as COPY writes it. Source: PostgreSQL documentation, COPY, text format."""
    if text == "\\N":
        return None
    plain = re.sub(r"\\(.)", lambda sign: ESCAPES.get(sign[1], sign[1]), text)
    return bytes.fromhex(plain[2:]) if plain.startswith("\\x") else plain
