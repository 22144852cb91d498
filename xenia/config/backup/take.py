"""Taking a backup: data first, keys after, each to its own places, proved before it counts.

Keys stand before the rows that need them, so keys copied after the data open every row of it. The master key is in neither.
"""

import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db.migrations.recorder import MigrationRecorder

from xenia import __version__
from xenia.config.backup.canary import lay_canary, opens_canary
from xenia.config.backup.dead import Dead, dead_in_copy, write_dead
from xenia.config.backup.engines import Database, Engine, engine_of
from xenia.config.backup.manifest import (
    Manifest,
    Part,
    UnfitBackup,
    check_files,
    files_in,
    read_manifest,
    write_manifest,
)
from xenia.config.backup.places import (
    ALIASES,
    UPLOADS,
    Backup,
    begin,
    copy_to,
    finish,
    refuse_unfit_places,
    remove_old,
)
from xenia.ground.accounts import audit
from xenia.ground.common.shares import fingerprint
from xenia.ground.keys.keepers import master_keys

LONGEST_KEYS = 30  # days; source: design, section 2, Vault
Progress = Callable[[str, int, int], object]


class UnfitLifetime(ValueError):
    """Backups of the keys would outlive a rotation of the master key."""


@dataclass(frozen=True, slots=True)
class Office:
    """What is copied. databases: Django's. data: the data folder. kind: "city" or "sample"."""

    databases: Mapping[str, Database]
    data: Path
    uploads: Path
    master_key: Path
    kind: str


@dataclass(frozen=True, slots=True)
class Round:
    """Where backups go, and for how many days they are kept there."""

    data_places: Sequence[Path]
    keys_places: Sequence[Path]
    data_days: int = 365
    keys_days: int = LONGEST_KEYS


@dataclass(slots=True)
class Taken:
    """What a round left behind."""

    data: list[Path] = field(default_factory=list)
    keys: list[Path] = field(default_factory=list)
    rows: int = 0
    bytes: int = 0
    removed: list[str] = field(default_factory=list)


def take_backup(
    office: Office, where: Round, *, at: datetime, progress: Progress = lambda *_args: None
) -> Taken:
    """Copy the office while it runs.

    Nothing gets its name before data and keys were read back and the canary opened from them. Raises UnfitPlace,
    UnfitLifetime, EngineTrouble and UnfitBackup, and leaves earlier backups as they are.
    """
    _refuse(office, where)
    lay_canary()
    pair = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    begun: list[Path] = []
    try:
        halves = _two_halves(office, where, pair, at, progress, begun)
        taken = _finished(halves, where, progress)
    except BaseException:
        for folder in begun:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    taken.removed = _remove_old(where, at)
    audit.record(None, "config.backup_taken", None, at=at)
    return taken


def _refuse(office: Office, where: Round) -> None:
    if not 1 <= where.keys_days <= LONGEST_KEYS:
        raise UnfitLifetime(
            f"Backups of the keys live {where.keys_days} days: at least 1 and at most {LONGEST_KEYS}. "
            "Older ones would bring back people who were shredded."
        )
    places = [*where.data_places, *where.keys_places]
    refuse_unfit_places(places, data=office.data, master_key=office.master_key)


def _two_halves(
    office: Office,
    where: Round,
    pair: str,
    at: datetime,
    progress: Progress,
    begun: list[Path],
) -> tuple[Backup, Backup]:
    """Write both halves under their hidden names and prove them. `begun` fills with what was begun."""
    begun.append(begin(where.data_places[0], "data", pair))
    data = _copied("data", begun[0], office, progress)
    _copy_uploads(office, begun[0], progress)
    begun.append(begin(where.keys_places[0], "keys", pair))
    keys = _copied("keys", begun[1], office, progress)
    progress("Reading back", 0, 0)
    data.engine.check(data.file)
    keys.engine.check(keys.file)
    if not opens_canary(data=(data.engine, data.file), keys=(keys.engine, keys.file)):
        raise UnfitBackup(
            "The canary does not open: data, keys and master key do not belong together. "
            "Nothing was kept; look whether XENIA_MASTER_KEY_FILE names this office's key."
        )
    dead = dead_in_copy(keys.engine, keys.file)
    return _sealed(data, office, pair, at, dead), _sealed(keys, office, pair, at, dead)


@dataclass(frozen=True, slots=True)
class _Half:
    part: Part
    folder: Path
    file: Path
    engine: Engine
    rows: dict[str, int]


def _copied(part: Part, folder: Path, office: Office, progress: Progress) -> _Half:
    database = office.databases[ALIASES[part]]
    engine = engine_of(database)
    file = folder / engine.file_name(ALIASES[part])
    rows = engine.copy(database, file, lambda done, total: progress(f"Copying {part}", done, total))
    return _Half(part, folder, file, engine, rows)


def _copy_uploads(office: Office, folder: Path, progress: Progress) -> None:
    """Copy what people laid down; a file that goes away meanwhile is not missed."""
    found = [path for path in sorted(office.uploads.rglob("*")) if path.is_file()]
    for done, path in enumerate(found, start=1):
        target = folder / UPLOADS / path.relative_to(office.uploads)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            shutil.copyfile(path, target)
        except FileNotFoundError:
            target.unlink(missing_ok=True)
        progress("Copying uploads", done, len(found))


def _sealed(half: _Half, office: Office, pair: str, at: datetime, dead: Dead) -> Backup:
    """Write a half's tombstones and manifest, and compare what lies on the disk."""
    keys = master_keys()
    write_dead(half.folder, dead)
    manifest = Manifest(
        part=half.part,
        pair=pair,
        taken_at=at.astimezone(UTC).isoformat(),
        office=office.kind,
        engine=half.engine.name,
        version=__version__,
        migrations=_applied(ALIASES[half.part]),
        master_key={"version": keys.newest, "fingerprint": fingerprint(keys, keys.newest)},
        files=files_in(half.folder),
        rows=half.rows,
    )
    write_manifest(half.folder, manifest)
    check_files(half.folder, read_manifest(half.folder))
    return Backup(half.folder, manifest)


def _applied(alias: str) -> list[str]:
    from django.db import connections

    applied = MigrationRecorder(connections[alias]).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _finished(halves: tuple[Backup, Backup], where: Round, progress: Progress) -> Taken:
    """Give both halves their names, then copy each to its other places."""
    taken = Taken()
    for half, places, kept in zip(
        halves, (where.data_places, where.keys_places), (taken.data, taken.keys), strict=True
    ):
        named = Backup(finish(half.folder), half.manifest)
        kept.append(named.folder)
        for number, place in enumerate(places[1:], start=2):
            progress(f"{half.manifest.part}: place {number}", 0, 0)
            kept.append(copy_to(named, place))
        taken.rows += sum(half.manifest.rows.values())
        taken.bytes += sum(length for _digest, length in half.manifest.files.values())
    return taken


def _remove_old(where: Round, at: datetime) -> list[str]:
    gone: list[str] = []
    lifetimes: list[tuple[Part, Sequence[Path], int]] = [
        ("data", where.data_places, where.data_days),
        ("keys", where.keys_places, where.keys_days),
    ]
    for part, places, days in lifetimes:
        for place in places:
            gone += remove_old(place, part, after=timedelta(days=days), at=at)
    return gone
