"""A folder, a zip or a single file, as a list of files that may be read safely."""

import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Final

from django.utils.translation import gettext_noop

# What the directory reads, by the end of the name.
KINDS: Final = {
    ".csv": "sheet", ".tsv": "sheet", ".tab": "sheet", ".txt": "sheet",
    ".json": "document", ".ndjson": "document", ".jsonl": "document", ".geojson": "document",
}  # fmt: skip
_HIDDEN: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")

MOST_FILES: Final = 5_000
MOST_BYTES: Final = 4 * 1024**3
# Deflate reaches about 1,000 : 1 on nothing but repetition; text of people stays far below 200 : 1.
MOST_EXPANSION: Final = 400
SMALL_ENOUGH: Final = 64 * 1024**2
DAMAGED: Final = gettext_noop("This zip is damaged. Ask for it again.")
# How a zip begins: with a file, without any, or in parts. "PK" alone may also begin a heading.
_ZIP_BEGINS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


class NotReadable(Exception):
    """What was given is no file, folder or zip that can be read. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file to read. `open` gives its bytes from the beginning, as often as asked."""

    name: str
    kind: str
    open: Callable[[], IO[bytes]]


@dataclass(slots=True)
class Package:
    """What was given: the files to read, and why others are not read. `name` serves as the source's name."""

    name: str
    entries: list[Entry] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a folder, a zip or one file. Raises NotReadable."""
    if path.is_dir():
        yield _folder(path)
    elif not path.is_file():
        raise NotReadable(
            f"{path} is no file and no folder: give the folder, zip, CSV or JSON file to import"
        )
    elif _should_be_a_zip(path):
        yield from _zip(path)
    else:
        yield _single(path)


def _should_be_a_zip(path: Path) -> bool:
    """Whether a file is a zip, or claims to be one by its name or its first bytes."""
    if path.suffix.lower() == ".zip":
        return True
    with path.open("rb") as file:
        if file.read(4) in _ZIP_BEGINS:
            return True
    return path.suffix.lower() not in KINDS and zipfile.is_zipfile(path)


def _single(path: Path) -> Package:
    package = Package(path.stem)
    kind = KINDS.get(path.suffix.lower(), "sheet")
    package.entries.append(Entry(_readable(path.name), kind, lambda: path.open("rb")))
    return package


def _readable(name: str) -> str:
    """A file's name without the bytes no text can hold."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _folder(root: Path) -> Package:
    package = Package(root.resolve().name)
    for path in _files_under(root):
        name = _readable(path.relative_to(root).as_posix())
        if any(hidden in name for hidden in _HIDDEN):
            continue
        if reason := _why_not(path):
            package.refused[name] = reason
        elif kind := KINDS.get(path.suffix.lower()):
            package.entries.append(Entry(name, kind, _opener(path)))
        else:
            package.refused[name] = _not_a_table(name)
    return package


def _files_under(root: Path) -> Iterator[Path]:
    """Every file, in the order of the names; links to folders are not followed."""
    count = 0
    for folder, folders, files in os.walk(root, followlinks=False):
        linked = [one for one in folders if (Path(folder) / one).is_symlink()]
        folders[:] = sorted(one for one in folders if one not in linked and not one.startswith("."))
        for name in sorted([*files, *linked]):
            count += 1
            if count > MOST_FILES:
                raise NotReadable(
                    f"{root} holds more than {MOST_FILES:,} files: give the folder of one directory"
                )
            yield Path(folder) / name


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _why_not(path: Path) -> str:
    """The reason a file is not opened; empty for an ordinary one."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "a link to another file is not followed"
    if not stat.S_ISREG(mode):
        return "it is no ordinary file"
    return "" if os.access(path, os.R_OK) else "it may not be read"


def _not_a_table(name: str) -> str:
    if name.lower().endswith((".xlsx", ".xls", ".ods", ".numbers")):
        return "save the spreadsheet as CSV to import it"
    if name.lower().endswith(".zip"):
        return "a zip within the files is not opened: give it on its own"
    return "it holds no table of the directory: only CSV, JSON and ndjson are read"


# --- Zips: nothing is unpacked to the disk; members are read as they are needed


def _zip(path: Path) -> Iterator[Package]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise NotReadable(DAMAGED) from None
    with archive:
        members = [one for one in archive.infolist() if not one.is_dir()]
        _check_size(path, members)
        yield _members(path, archive, members)


def _check_size(path: Path, members: list[zipfile.ZipInfo]) -> None:
    """Refuse a zip that would become enormous. Raises NotReadable."""
    total = sum(one.file_size for one in members)
    if len(members) > MOST_FILES or total > MOST_BYTES:
        raise NotReadable(
            f"{path} would unpack to {len(members):,} files and {total / 1024**2:,.0f} MB: "
            f"at most {MOST_FILES:,} files and {MOST_BYTES / 1024**2:,.0f} MB are read"
        )


def _members(path: Path, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Package:
    package = Package(path.stem)
    top = _common_folder([one.filename for one in members])
    for member in sorted(members, key=lambda one: one.filename):
        name = member.filename.removeprefix(top)
        if any(hidden in member.filename for hidden in _HIDDEN) or PurePosixPath(
            name
        ).name.startswith("._"):
            continue
        if reason := _why_not_member(member):
            package.refused[name] = reason
        elif kind := KINDS.get(PurePosixPath(name).suffix.lower()):
            package.entries.append(Entry(name, kind, _member_opener(archive, member)))
        else:
            package.refused[name] = _not_a_table(name)
    return package


def _member_opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(member)


def _why_not_member(member: zipfile.ZipInfo) -> str:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.split("/")[0]:
        return "its path leads out of the zip"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link to another file is not followed"
    if member.flag_bits & 0x1:
        return "it is locked with a password: ask for it without one"
    if member.file_size > SMALL_ENOUGH and member.file_size > MOST_EXPANSION * max(
        member.compress_size, 1
    ):
        return "it would unpack to more than 400 times its size"
    return ""


def _common_folder(names: list[str]) -> str:
    """The one folder all members lie in, with its slash; empty if there is none."""
    shown = [name for name in names if not name.startswith("__MACOSX/")]
    tops = {name.split("/", 1)[0] if "/" in name else "" for name in shown}
    top = tops.pop() if len(tops) == 1 else ""
    return f"{top}/" if top and top != ".." else ""
