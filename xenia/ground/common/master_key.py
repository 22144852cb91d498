"""The office's master key: one small file from which every use derives a key of its own.

Each line is a version and 256 random bits in hexadecimal: `1 9f2c…`. The highest version is the one in use; older
ones stay as long as something is sealed under them. Whoever has this file and the databases can open everything.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32


class BadMasterKey(ValueError):
    """The file is not there, or not a master key. Its content is never quoted."""


@dataclass(frozen=True, slots=True, repr=False)
class MasterKeys:
    """The versions of the master key; they are never shown."""

    versions: Mapping[int, bytes]

    @property
    def newest(self) -> int:
        """The version new texts are sealed under."""
        return max(self.versions)

    def derived(self, use: str, version: int) -> bytes:
        """The 256-bit key of one use, such as "second steps", from one version.

        HKDF with SHA-256: who learns this key learns neither the master key nor another use's key.
        Raises BadMasterKey for a version that is not in the file.
        """
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        if version not in self.versions:
            raise BadMasterKey(f"version {version} of the master key is not in the file")
        derive = HKDF(SHA256(), KEY_BYTES, salt=None, info=f"xenia: {use}".encode())
        return derive.derive(self.versions[version])


def read_master_keys(path: Path) -> MasterKeys:
    """The master key's versions. Raises BadMasterKey when the file is missing or damaged."""
    try:
        lines = path.read_text(encoding="ascii").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadMasterKey(f"the master key {path} cannot be read") from error
    try:
        pairs = (line.split() for line in lines if line.strip())
        versions = {int(version): bytes.fromhex(key) for version, key in pairs}
    except ValueError:
        raise BadMasterKey(
            f"{path} is not a master key: expected lines '1 <64 hex digits>'"
        ) from None
    if not versions or any(len(key) != KEY_BYTES for key in versions.values()):
        raise BadMasterKey(f"{path} is not a master key: expected lines '1 <64 hex digits>'")
    return MasterKeys(versions)


def make_master_key(path: Path) -> None:
    """Make a new office's master key, which only the file's owner can read.

    Raises FileExistsError: a key that something may be sealed under is never overwritten.
    """
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"1 {secrets.token_hex(KEY_BYTES)}\n")
        file.flush()
        os.fsync(file.fileno())


def read_or_make_master_keys(path: Path) -> MasterKeys:
    """The sample city's key, made the first time it is needed. Two processes at once agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        make_master_key(draft)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return read_master_keys(path)
