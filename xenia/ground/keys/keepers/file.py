"""The master key in a file that only its owner may read."""

import os
import secrets
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from xenia.ground.common.locks import exclusive
from xenia.ground.common.master_key import (
    KEY_BYTES,
    MasterKeys,
    read_master_keys,
    read_or_make_master_keys,
)


class FileKeeper:
    """One line a version, as `common.master_key` describes it."""

    def __init__(self, path: Path, *, make: bool = False) -> None:
        """make: the sample city's file is made when it is not there."""
        self.path = path
        self.make = make

    def read(self) -> MasterKeys:
        """Every living version; the file is read again when it changed."""
        if self.make and not self.path.exists():
            read_or_make_master_keys(self.path)
        try:
            found = self.path.stat()
        except OSError:
            return read_master_keys(self.path)
        return _read(self.path, found.st_mtime_ns, found.st_ino)

    def add(self) -> int:
        """Make a new version."""
        with exclusive(self.path):
            keys = dict(self.read().versions)
            newest = max(keys) + 1
            keys[newest] = secrets.token_bytes(KEY_BYTES)
            replace(self.path, lines(keys, bytes.hex))
        return newest

    def destroy(self, versions: set[int]) -> None:
        """Write the file again without them, and overwrite what lay in the old one."""
        with exclusive(self.path):
            keys = self.read().versions
            left = {number: key for number, key in keys.items() if number not in versions}
            left[max(keys)] = keys[max(keys)]
            if left != keys:
                replace(self.path, lines(left, bytes.hex))


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _file: int) -> MasterKeys:
    return read_master_keys(path)


def lines(keys: Mapping[int, bytes], written: Callable[[bytes], str]) -> str:
    """The file's text."""
    return "".join(f"{number} {written(key)}\n" for number, key in sorted(keys.items()))


def replace(path: Path, text: str) -> None:
    """Put a new text in the file's place at once; the old bytes are overwritten as far as the disk allows."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with path.open("r+b") as old:
        length = os.fstat(old.fileno()).st_size
        draft.replace(path)
        _fsync_folder(path.parent)
        old.write(b"\0" * length)
        old.flush()
        os.fsync(old.fileno())


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
