"""Where backups lie: folders named by part and moment, made under another name and renamed when they are whole."""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from xenia.config.backup.manifest import (
    Manifest,
    Part,
    UnfitBackup,
    check_files,
    read_manifest,
    sync,
)

WRITING = ".being-written-"
NEW_FOLDER = 0o700
UPLOADS = "uploads"
# Which database each part holds.
ALIASES: dict[Part, str] = {"data": "default", "keys": "keys"}
# What a backup that was broken off left behind goes after a day.
LEFTOVER_AFTER = timedelta(days=1)


class UnfitPlace(Exception):
    """Backups cannot lie there; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup with its manifest; its files were not compared yet."""

    folder: Path
    manifest: Manifest


def begin(place: Path, part: Part, pair: str) -> Path:
    """A folder to write a backup into. Raises UnfitPlace."""
    folder = place / f"{WRITING}{part}-{pair}"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=NEW_FOLDER)
        folder.mkdir(mode=NEW_FOLDER)
    except OSError as wrong:
        raise UnfitPlace(
            f"{place} cannot be written: {wrong.strerror}. Name another place."
        ) from None
    return folder


def finish(folder: Path) -> Path:
    """Give a whole backup its name. From now on it counts."""
    named = folder.with_name(folder.name.removeprefix(WRITING))
    for inside in [path for path in folder.rglob("*") if path.is_dir()]:
        sync(inside)
    sync(folder)
    folder.rename(named)
    sync(named.parent)
    return named


def copy_to(backup: Backup, place: Path) -> Path:
    """The same backup in a second place, compared with its digests. Raises UnfitPlace and UnfitBackup."""
    manifest = backup.manifest
    folder = begin(place, manifest.part, manifest.pair)
    try:
        for path in sorted(backup.folder.rglob("*")):
            target = folder / path.relative_to(backup.folder)
            if path.is_dir():
                target.mkdir(mode=NEW_FOLDER)
            else:
                shutil.copyfile(path, target)
                sync(target)
    except OSError as wrong:
        raise UnfitPlace(
            f"{place} cannot be written: {wrong.strerror}. Name another place."
        ) from None
    check_files(folder, read_manifest(folder))
    return finish(folder)


def backups_in(place: Path, part: Part) -> list[Backup]:
    """The backups of one part that have a whole manifest, the newest first."""
    found = []
    for folder in _folders(place, part):
        try:
            found.append(Backup(folder, read_manifest(folder)))
        except UnfitBackup:
            continue
    return sorted(found, key=lambda one: one.manifest.taken, reverse=True)


def unfit_in(place: Path, part: Part) -> list[str]:
    """A sentence about each folder that looks like a backup of this part and is none."""
    said = []
    for folder in _folders(place, part):
        try:
            read_manifest(folder)
        except UnfitBackup as wrong:
            said.append(str(wrong))
    return said


def _folders(place: Path, part: Part) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(path for path in place.glob(f"{part}-*") if path.is_dir())


def newest(named: Path, part: Part) -> Backup:
    """The backup a person named: a folder that is one, or the newest of a place. Raises UnfitBackup."""
    if re.match(rf"({re.escape(WRITING)})?{part}-\d{{8}}T", named.name):
        return Backup(named, read_manifest(named))
    if found := backups_in(named, part):
        return found[0]
    broken = unfit_in(named, part)
    raise UnfitBackup(broken[-1] if broken else f"There is no backup of the {part} in {named}.")


def remove_old(place: Path, part: Part, *, after: timedelta, at: datetime) -> list[str]:
    """Remove backups past their lifetime, and what was broken off; the newest whole one always stays.

    Returns the names of what went.
    """
    kept, gone = backups_in(place, part)[:1], []
    for backup in backups_in(place, part):
        if backup not in kept and at - backup.manifest.taken > after:
            shutil.rmtree(backup.folder)
            gone.append(backup.folder.name)
    for folder in place.glob(f"{WRITING}{part}-*"):
        if at.timestamp() - folder.stat().st_mtime > LEFTOVER_AFTER.total_seconds():
            shutil.rmtree(folder, ignore_errors=True)
            gone.append(folder.name)
    return gone


def refuse_unfit_places(places: Sequence[Path], *, data: Path, master_key: Path) -> None:
    """Make sure that backups lie apart from the office and from its master key. Raises UnfitPlace."""
    for place in places:
        if place.is_relative_to(data):
            raise UnfitPlace(
                f"{place} lies inside the data folder: whatever takes the one takes the other. "
                "Name a place on another disk."
            )
        if place.exists() and not place.is_dir():
            raise UnfitPlace(f"{place} is a file. Name a folder.")
        if master_key.is_relative_to(place) and not master_key.is_relative_to(data):
            raise UnfitPlace(
                f"The master key lies inside {place}: whoever takes the backup could open it. "
                "Name another place, or move the master key."
            )
