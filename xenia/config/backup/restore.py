"""Bringing an office back: what was copied is compared first, laid into an empty place, and only then opened.

Like founding, this has two halves. The first needs no office and lays the databases. The second, `finish.py`, is a
process in the restored office's own settings. Between them the folder is marked, and Xenia does not open it.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from xenia.config.backup.dead import Dead, as_text, dead_in_database, from_text, read_dead, together
from xenia.config.backup.engines import Database, engine_of
from xenia.config.backup.manifest import Manifest, Part, check_files, sync
from xenia.config.backup.places import ALIASES, UPLOADS, Backup, backups_in, newest
from xenia.config.data_folder import (
    PROJECT,
    RESTORING,
    UNFINISHED,
    Kind,
    WrongKindOfData,
    claim,
    kind_of,
)

# Derived files that belong to other data; the next start makes them again.
DERIVED = ("index", "ledger", "prepared.json", "key-shares.json")
Progress = Callable[[str], object]


class CannotRestore(Exception):
    """It was not restored; the text says why and what to do."""


class Refused(CannotRestore):
    """Nothing was changed: these backups do not belong there."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes back, and where to. keys: None when they are lost."""

    data: Backup
    keys: Backup | None
    folder: Path
    databases: Mapping[str, Database]
    replace: bool = False
    places: tuple[Path, ...] = ()


@dataclass(slots=True)
class Restored:
    """What was done. said: sentences about what to know and do."""

    taken_at: str
    keys_taken_at: str | None
    rows: int = 0
    is_open: bool = True
    aside: list[str] = field(default_factory=list)
    second: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def read_plan(
    source: Path,
    keys_source: Path | None,
    *,
    without_keys: bool,
    folder: Path,
    databases: Mapping[str, Database],
    replace: bool,
) -> Plan:
    """Find the backups that are meant and compare every file. Raises UnfitBackup and Refused."""
    data = newest(source, "data")
    # Keys of a later day fit older data best, so the newest of the place are taken.
    keys = None if without_keys else newest(keys_source or _place_of(source), "keys")
    for backup in (data, keys):
        if backup:
            check_files(backup.folder, backup.manifest)
    _refuse_other_engines(data.manifest, keys.manifest if keys else None, databases)
    places = {_place_of(source), data.folder.parent}
    places |= {_place_of(keys_source)} if keys_source else set()
    return Plan(data, keys, folder, databases, replace, tuple(places))


def _place_of(named: Path) -> Path:
    return named.parent if (named / "manifest.json").exists() else named


def _refuse_other_engines(
    data: Manifest, keys: Manifest | None, databases: Mapping[str, Database]
) -> None:
    if keys and keys.office != data.office:
        raise Refused(f"The data are of a {data.office}, the keys of a {keys.office}.")
    for manifest in (data, keys):
        if manifest is None:
            continue
        engine = engine_of(databases[ALIASES[manifest.part]])
        if engine.name != manifest.engine:
            raise Refused(
                f"The {manifest.part} were copied from {manifest.engine}, and the place is {engine.name}. "
                "Name a database of the same kind in XENIA_DATABASE_URL and XENIA_KEYS_DATABASE_URL."
            )


def restore(plan: Plan, *, at: datetime, progress: Progress = lambda _what: None) -> Restored:
    """Bring the office back. Raises Refused, CannotRestore, EngineTrouble and WrongKindOfData.

    After an interruption the same call begins again.
    """
    kind = _refuse_unfit_folder(plan)
    marker = plan.folder / UNFINISHED
    restored = Restored(
        plan.data.manifest.taken_at, plan.keys.manifest.taken_at if plan.keys else None
    )
    earlier = from_text(marker.read_text(encoding="utf-8")) if marker.exists() else {}
    dead = together([earlier, *_known_dead(plan, restored)])
    if not marker.exists():
        _make_room(plan, restored, at)
    _mark(marker, dead, kind)
    _lay(plan, restored, progress)
    progress("Opening the office")
    restored.second = _second_half(plan, dead)
    restored.is_open = plan.keys is None or bool(restored.second["canary"])
    # With another master key's keys the office stays shut, so that nobody takes it for whole.
    if restored.is_open:
        marker.unlink()
    _say_what_to_know(plan, restored)
    return restored


def _mark(marker: Path, dead: Dead, kind: Kind) -> None:
    """From here until the end, Xenia does not open the folder; who was shredded is known after an interruption too."""
    if not marker.exists():
        claim(marker.parent, kind)
    draft = marker.with_name(f"{marker.name}.new")
    draft.write_text(as_text(dead), encoding="utf-8")
    sync(draft)
    draft.replace(marker)


def _refuse_unfit_folder(plan: Plan) -> Kind:
    """The kind of office; the folder is empty, of the same kind, or the databases may be moved aside."""
    kind: Kind = "city" if plan.data.manifest.office == "city" else "sample"
    found = kind_of(plan.folder) if plan.folder.exists() else None
    if found and found != kind:
        raise WrongKindOfData(f"{plan.folder} belongs to a {found}; this backup is of a {kind}.")
    _refuse_open_databases(plan)
    if plan.replace or (plan.folder / UNFINISHED).exists():
        return kind
    taken = [one for one in plan.databases.values() if not engine_of(one).is_empty(one)]
    if taken or any((plan.folder / UPLOADS).glob("*")):
        raise Refused(
            f"There is an office in {plan.folder} already. Name an empty place, or say --replace: what is there is "
            "then moved aside first."
        )
    return kind


def _refuse_open_databases(plan: Plan) -> None:
    for database in plan.databases.values():
        if engine_of(database).is_open(database):
            raise Refused(
                f"Somebody has {database['NAME']} open. Stop Xenia there first, then restore again."
            )


def _known_dead(plan: Plan, restored: Restored) -> Iterable[Dead]:
    """Tombstones of the backups, of every newer one in the same places, and of what is replaced."""
    parts: tuple[Part, ...] = ("data", "keys")
    found = {
        one.folder: one
        for part in parts
        for place in plan.places
        for one in backups_in(place, part)
    }
    for one in (plan.data, plan.keys):
        if one:
            found[one.folder] = one
    yield from (read_dead(folder) for folder in found)
    keys = plan.databases["keys"]
    living = dead_in_database(engine_of(keys), keys)
    if living is None:
        restored.said.append(
            "The keys that were replaced could not be read: who was shredded after the newest backup is not known "
            "from them. Compare with the retention log and shred these people again."
        )
    yield living or {}


def _make_room(plan: Plan, restored: Restored, at: datetime) -> None:
    """Move what is there aside."""
    plan.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = f"{at:%Y%m%dT%H%M%S}"
    for database in plan.databases.values():
        engine = engine_of(database)
        if not engine.is_empty(database):
            restored.aside.append(engine.set_aside(database, stamp))
    uploads = plan.folder / UPLOADS
    if uploads.exists():
        aside = uploads.with_name(f"{UPLOADS}.before-{stamp}")
        uploads.rename(aside)
        restored.aside.append(str(aside))


def _lay(plan: Plan, restored: Restored, progress: Progress) -> None:
    """Fill the databases and the uploads, and compare the counts."""
    for backup in (plan.data, plan.keys):
        database = plan.databases["keys" if backup is plan.keys else "default"]
        engine = engine_of(database)
        if not engine.is_empty(database):
            engine.clear(database)
        if backup is None:
            continue
        alias = ALIASES[backup.manifest.part]
        progress(f"Bringing back {alias}")
        engine.lay(backup.folder / engine.file_name(alias), database)
        _compare(alias, backup.manifest.rows, engine.count(database))
        restored.rows += sum(backup.manifest.rows.values())
    shutil.rmtree(plan.folder / UPLOADS, ignore_errors=True)
    if (plan.data.folder / UPLOADS).exists():
        shutil.copytree(plan.data.folder / UPLOADS, plan.folder / UPLOADS)
    for name in DERIVED:
        path = plan.folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _compare(alias: str, promised: dict[str, int], found: dict[str, int]) -> None:
    wrong = [table for table in promised if promised[table] != found.get(table)]
    if wrong:
        raise CannotRestore(
            f"{alias}: table {wrong[0]} has {found.get(wrong[0], 0)} rows, and the backup promised "
            f"{promised[wrong[0]]}. The place is marked as unfinished; restore another backup into it."
        )


def _second_half(plan: Plan, dead: Dead) -> dict[str, Any]:
    """Run `xenia finish-restore` in the restored office's own settings. Raises CannotRestore."""
    surroundings = {
        name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"
    }
    place = {"XENIA_DATA": str(plan.folder), RESTORING: "1", "PYTHONPATH": str(PROJECT)}
    told = {
        "dead": as_text(dead),
        "data": plan.data.manifest.migrations,
        "with_keys": plan.keys is not None,
    }
    ended = subprocess.run(
        [sys.executable, "-m", "xenia", "finish-restore"],
        cwd=PROJECT,
        env=surroundings | place,
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        said = (ended.stderr.strip() or ended.stdout.strip()).splitlines()
        raise CannotRestore(
            f"The databases are back, and the office does not open: {said[-1] if said else 'no word'} "
            "The place is marked as unfinished: mend this and restore again."
        )
    answer: dict[str, Any] = json.loads(ended.stdout.strip().splitlines()[-1])
    return answer


def _say_what_to_know(plan: Plan, restored: Restored) -> None:
    """Sentences for whoever opens the office again."""
    second, said = restored.second, restored.said
    if plan.keys is None:
        said.append(
            "The keys are lost: every name, phone, note and other personal text now reads as erased, for ever. "
            "Services, dates, states and all counts stay."
        )
    elif second["without_key"]:
        said.append(
            f"{second['without_key']} of {second['people']} people have no key: the keys are older than the data, or "
            "of another office. What was written about them reads as erased."
        )
    if not second["canary"]:
        said.append(
            "The canary does not open: these keys were wrapped by another master key, and the office stays shut. "
            "Name the right file in XENIA_MASTER_KEY_FILE, or make it again with `xenia key-restore`; then restore again."
        )
    if second["held_messages"]:
        said.append(
            f"{second['held_messages']} messages waited in the outbox then. They may have left since, so they were "
            "taken out; send again what is still needed."
        )
    if second["second_steps_gone"]:
        said.append(
            f"{second['second_steps_gone']} second steps were sealed under a master key that is gone. These people "
            "set up a new one when they sign in: let the director do it first, and in one room."
        )
    said.append(
        "Everybody must sign in again. Look at Desk, People: who left, or changed roles, after this backup was taken "
        "has her old access again."
    )
    if restored.aside:
        said.append(
            f"What was there before is kept: {', '.join(restored.aside)}. Remove it within 30 days."
        )
