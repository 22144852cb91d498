"""A record that proves a copy: it opens only where data, keys and master key belong together."""

from pathlib import Path
from uuid import UUID

from django.db import transaction

from xenia.config.backup.engines import Engine
from xenia.ground.common.master_key import BadMasterKey
from xenia.ground.keys.aead import CannotOpen
from xenia.ground.keys.models import SubjectKey
from xenia.ground.keys.wrapping import unwrap
from xenia.ground.vault.fields import SealedField, is_shredded
from xenia.ground.vault.models import Canary
from xenia.ground.vault.ring import KeyRing
from xenia.ground.vault.subjects import new_subject

SINGS = "The canary sings: data, keys and master key belong together."
Copy = tuple[Engine, Path]


def lay_canary() -> None:
    """Make sure that a canary is in the data before they are copied.

    A new one is laid where none is, or where its key was lost. One that has a key and does not open stays: the copy
    is then refused, for the same is true of everybody's records.
    """
    canary = Canary.objects.first()
    if canary is not None and SubjectKey.objects.filter(pk=canary.subject_id).exists():
        return
    subject = new_subject()
    with transaction.atomic():
        Canary.objects.all().delete()
        Canary.objects.create(subject_id=subject, word=SINGS)


def canary_opens() -> bool:
    """Whether the canary of this office opens now."""
    canary = Canary.objects.first()
    try:
        return canary is not None and canary.word == SINGS
    except (BadMasterKey, CannotOpen):
        return False


def opens_canary(*, data: Copy, keys: Copy) -> bool:
    """Whether the canary in two copies opens with this office's master key."""
    engine, copy = data
    canaries = list(engine.rows(copy, Canary._meta.db_table, ("id", "subject_id", "word")))
    if not canaries:
        return False
    row, subject, sealed = canaries[0]
    try:
        key = _key_of(UUID(subject), *keys)
        return sealed is not None and key is not None and _opens(row, subject, sealed, key)
    except (BadMasterKey, CannotOpen):
        return False


def _key_of(subject: UUID, engine: Engine, copy: Path) -> bytes | None:
    """A person's key out of a copy. Raises BadMasterKey and CannotOpen."""
    rows = engine.rows(copy, SubjectKey._meta.db_table, ("id", "wrapped", "version"))
    for whose, wrapped, version in rows:
        if UUID(whose) == subject:
            return unwrap(bytes(wrapped), subject.bytes, int(version))
    return None


def _opens(row: str, subject: str, sealed: bytes, key: bytes) -> bool:
    canary = Canary(pk=UUID(row), subject_id=UUID(subject))
    ring = KeyRing(())
    ring.hold({canary.subject_id: key})
    canary._state.ring = ring  # type: ignore[attr-defined]
    field = Canary._meta.get_field("word")
    assert isinstance(field, SealedField)
    word = field.opened(canary, bytes(sealed))
    return not is_shredded(word) and word == SINGS
