"""Tombstones on their way through backups: who was shredded stays shredded, whatever copy comes back."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from xenia.config.backup.engines import Database, Engine, EngineTrouble

FILE = "tombstones.json"
TABLE = "keys_tombstone"
COLUMNS = ("id", "reason", "shredded_at")

# {person's random id: (which rule, when)}, as the vault takes them.
Dead = dict[UUID, tuple[str, datetime]]


def dead_in_copy(engine: Engine, copy: Path) -> Dead:
    """The tombstones in a copy of the keys."""
    return _read(engine.rows(copy, TABLE, COLUMNS))


def dead_in_database(engine: Engine, database: Database) -> Dead | None:
    """The tombstones in a database that is about to be replaced; None when it cannot be read."""
    try:
        return _read(engine.living_rows(database, TABLE, COLUMNS))
    except (EngineTrouble, ValueError):
        return None


def write_dead(folder: Path, dead: Dead) -> None:
    """Lay the tombstones into a backup."""
    (folder / FILE).write_text(as_text(dead), encoding="utf-8")


def read_dead(folder: Path) -> Dead:
    """The tombstones of a backup."""
    return from_text((folder / FILE).read_text(encoding="utf-8"))


def as_text(dead: Dead) -> str:
    """Tombstones as JSON."""
    return json.dumps({str(pk): [reason, at.isoformat()] for pk, (reason, at) in dead.items()})


def from_text(text: str) -> Dead:
    """Tombstones from JSON."""
    said: dict[str, list[str]] = json.loads(text)
    return {UUID(pk): (reason, datetime.fromisoformat(at)) for pk, (reason, at) in said.items()}


def together(found: Iterable[Dead]) -> Dead:
    """All tombstones; of two for one person, the earlier."""
    union: Dead = {}
    for dead in found:
        for pk, (reason, at) in dead.items():
            if pk not in union or at < union[pk][1]:
                union[pk] = (reason, at)
    return union


def _read(rows: Iterable[tuple[Any, ...]]) -> Dead:
    return {UUID(pk): (reason, _moment(at)) for pk, reason, at in rows}


def _moment(said: str) -> datetime:
    """A moment as a database writes it; SQLite writes UTC without saying so."""
    at = datetime.fromisoformat(said)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
