"""Keys as they lie in the second database: each wrapped by a version of the master key."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.db import IntegrityError

from xenia.ground.common.dates import now
from xenia.ground.common.master_key import MasterKeys
from xenia.ground.keys import aead
from xenia.ground.keys.keepers import master_keys
from xenia.ground.keys.models import MasterVersion

USE = "vault"


def newest_version() -> int:
    """The version that new keys are wrapped under; noted the first time."""
    found = MasterVersion.objects.order_by("-version").values_list("version", flat=True).first()
    if found is None:
        found = master_keys().newest
        MasterVersion.objects.get_or_create(version=found, defaults={"made_at": now()})
    return found


def wrap_all(keys: Mapping[bytes, bytes], version: int) -> dict[bytes, bytes]:
    """Keys as they are kept, each bound to whose it is: {whose: wrapped}."""
    return aead.seal_all(_wrapping_key(master_keys(), version), keys)


def unwrap_all(rows: Iterable[tuple[bytes, bytes, int]]) -> dict[bytes, bytes]:
    """Keys again, from rows (whose, wrapped, version).

    Raises BadMasterKey when a version is gone, CannotOpen when a row was changed.
    """
    masters = master_keys()
    return {
        whose: aead.open_sealed(_wrapping_key(masters, version), wrapped, whose)
        for whose, wrapped, version in rows
    }


def wrap(key: bytes, whose: bytes, version: int) -> bytes:
    """One key as it is kept."""
    return wrap_all({whose: key}, version)[whose]


def unwrap(wrapped: bytes, whose: bytes, version: int) -> bytes:
    """One key again. Raises BadMasterKey, CannotOpen."""
    return unwrap_all([(whose, wrapped, version)])[whose]


def is_about_a_dead_version(error: IntegrityError) -> bool:
    """Whether a write was refused because its master version was destroyed meanwhile."""
    said = str(error).casefold()
    return "foreign key" in said


# Deriving costs more than sealing; the keys themselves decide whether it is done again.
@lru_cache(maxsize=8)
def _derived(key: bytes, version: int) -> bytes:
    return MasterKeys({version: key}).derived(USE, version)


def _wrapping_key(keys: MasterKeys, version: int) -> bytes:
    if version not in keys.versions:
        return keys.derived(USE, version)
    return _derived(keys.versions[version], version)
