"""What a backup says about itself. It is written last: a folder without it, or with another digest, is half written."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

Part = Literal["data", "keys"]
FILE = "manifest.json"
FORMAT = 1


class UnfitBackup(Exception):
    """A backup that is half written, damaged or not ours; the text says which and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup.

    part: "data" or "keys". pair: what both halves of one round share. engine: "sqlite" or "postgresql". version: of
    Xenia. migrations: `app.name` of all that were applied. master_key: version and fingerprint of the newest. files:
    {path: [SHA-256, bytes]}. rows: {table: how many}.
    """

    part: Part
    pair: str
    taken_at: str
    office: str
    engine: str
    version: str
    migrations: list[str]
    master_key: dict[str, Any]
    files: dict[str, list[Any]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def taken(self) -> datetime:
        """When the copy was begun."""
        return datetime.fromisoformat(self.taken_at)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest with its own digest, to the disk."""
    said = asdict(manifest)
    text = json.dumps({"digest": _digest_of(said), "said": said}, indent=1)
    with (folder / FILE).open("x", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> Manifest:
    """A backup's manifest. Raises UnfitBackup with a sentence."""
    try:
        whole: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        said: dict[str, Any] = whole["said"]
        if whole["digest"] != _digest_of(said):
            raise UnfitBackup(
                f"{folder.name} is damaged: its manifest was changed. Use another backup."
            )
        if said["format"] != FORMAT:
            raise UnfitBackup(
                f"{folder.name} was made by another version of Xenia. Use that version."
            )
        return Manifest(**said)
    except FileNotFoundError:
        raise UnfitBackup(
            f"{folder.name} is half written: it has no manifest. Use another backup."
        ) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise UnfitBackup(
            f"{folder.name} is half written: its manifest does not end. Use another backup."
        ) from None


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its digest. Raises UnfitBackup with the file's name."""
    for name, (digest, length) in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise UnfitBackup(
                f"{folder.name} is half written: {name} is missing. Use another backup."
            )
        if path.stat().st_size != length:
            raise UnfitBackup(
                f"{folder.name} is half written: {name} has {path.stat().st_size} bytes, not {length}. "
                "Use another backup."
            )
        if digest_of(path) != digest:
            raise UnfitBackup(f"{folder.name} is damaged: {name} was changed. Use another backup.")


def files_in(folder: Path) -> dict[str, list[Any]]:
    """Every file of a folder but the manifest, written to the disk: {path: [SHA-256, bytes]}."""
    found: dict[str, list[Any]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != FILE:
            sync(path)
            found[path.relative_to(folder).as_posix()] = [digest_of(path), path.stat().st_size]
    return found


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest_of(said: dict[str, Any]) -> str:
    text = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
