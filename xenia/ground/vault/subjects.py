"""People of the vault: how one begins, and how she ends.

A subject is a random id with a key of its own in `keys`. It says nothing about who she is; a complaint, a sign-up, a client
each is a subject of its own.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import now
from xenia.ground.common.one_go import is_own, remember
from xenia.ground.keys.models import SubjectKey, Tombstone
from xenia.ground.keys.subject_keys import destroy_subject_keys, in_lots, make_subject_keys
from xenia.ground.vault.bulk import insert
from xenia.ground.vault.merging import everybody_who_is
from xenia.ground.vault.models.hold import LegalHold, lock_holds
from xenia.ground.vault.models.leaving import Leaving
from xenia.ground.vault.models.record import SubjectRecord, record_models, sealed_fields
from xenia.ground.vault.ring import KeyRing

log = logging.getLogger("xenia.vault")

# A key whose row was never written is swept after a day. More than a tenth at once means something else is wrong.
SWEPT_AFTER = timedelta(days=1)
SWEEP_AT_MOST = 0.1
FEW = 50

# What an upper room keeps about a subject outside the vault's own records, told when she is shredded.
WHEN_SHREDDED: dict[str, Callable[[Collection[UUID], datetime], object]] = {}


class UnderHold(Exception):
    """A legal hold keeps this person's records for now."""


class TooMuchToSweep(Exception):
    """So many keys have no record that the data itself may be missing; nothing was swept."""


def new_subject() -> UUID:
    """A person's id, with a key of her own, committed at once in `keys`."""
    subject = next(iter(make_subject_keys(1, at=now())))
    remember(SubjectKey(pk=subject))
    return subject


def is_made_here(subject: UUID) -> bool:
    """Whether the very operation that goes on made this person: nothing was written about her before."""
    return is_own(SubjectKey(pk=subject))


def new_subjects(count: int) -> list[UUID]:
    """Many people at once, for imports and measurements."""
    found: list[UUID] = []
    for some in in_lots(range(count)):
        found += make_subject_keys(len(some), at=now())
    return found


def new_records(model: type[SubjectRecord], made: Iterable[SubjectRecord]) -> None:
    """Make many records at once, each of a new person: the keys first, then the rows, 10,000 at a time.

    `subject_id` of each record is set here.
    """
    for some in in_lots(made):
        # Both in the order of their random ids: the indexes are then written page by page.
        some.sort(key=lambda record: record.pk.int)
        keys = make_subject_keys(len(some), at=now())
        ring = KeyRing([])
        ring.hold(keys)
        for record, subject in zip(some, keys, strict=True):
            record.subject_id = subject
            record._state.ring = ring  # type: ignore[attr-defined]
        with transaction.atomic():
            insert(model, some)


def is_held(subjects: Collection[UUID], record_classes: Collection[str] = ()) -> bool:
    """Whether a legal hold covers one of these people, one of their kinds of record, or everything."""
    standing = LegalHold.objects.filter(lifted_at__isnull=True)
    for subject, record_class in standing.values_list("subject_id", "record_class"):
        if subject in subjects or record_class in record_classes:
            return True
        if subject is None and not record_class:
            return True
    return False


def shred(subject: UUID, *, by: User | None, at: datetime, reason: str) -> None:
    """Destroy a person's key, so that nothing of hers opens again, here or in any copy; then blank her rows.

    Also every subject merged with her. reason: the rule's code, or "asked". Never inside another transaction: what
    is destroyed cannot be rolled back. Raises UnderHold and destroys nothing.
    """
    shred_many([subject], by=by, at=at, reason=reason)


def shred_many(
    subjects: Collection[UUID],
    *,
    by: User | None,
    at: datetime,
    reason: str,
    still: Callable[[set[UUID]], set[UUID]] | None = None,
) -> int:
    """Shred several people, as `shred` does. How many keys there were. Raises UnderHold.

    still: asked inside the transaction, behind the lock on holds: which of them are to go after all.
    """
    people = everybody_who_is(subjects)
    with transaction.atomic(durable=True):
        # Whoever places a hold takes the same lock: a hold placed first is seen, a later one finds nobody.
        lock_holds()
        people = people if still is None else still(people)
        if is_held(people, _classes_of(people)):
            raise UnderHold("a legal hold keeps these records")
        for person in people:
            audit.record(by, "vault.shredded", ("vault.subject", person), at=at, purpose=reason)
        Leaving.objects.filter(subject_id__in=people).delete()
        # The keys go before this transaction ends: from here on there is no way back.
        gone = destroy_subject_keys(people, reason=reason, at=at)
    clear_shredded(at)
    return gone


def _classes_of(subjects: Collection[UUID]) -> set[str]:
    held = set(
        LegalHold.objects.filter(lifted_at__isnull=True)
        .exclude(record_class="")
        .values_list("record_class", flat=True)
    )
    return {
        model._meta.label_lower
        for model in record_models()
        if model._meta.label_lower in held
        and model.objects.filter(subject_id__in=subjects).exists()
    }


def clear_shredded(at: datetime) -> int:
    """Blank the rows of everybody who has a tombstone and was not cleared yet. How many people.

    Also what a crash left half done, and what an older backup brought back.
    """
    waiting = list(Tombstone.objects.filter(cleared_at__isnull=True).values_list("pk", flat=True))
    for some in in_lots(waiting):
        with transaction.atomic():
            for model in record_models():
                _clear(model, some)
            for tell in WHEN_SHREDDED.values():
                tell(some, at)
        Tombstone.objects.filter(pk__in=some).update(cleared_at=at)
    return len(waiting)


def _clear(model: type[SubjectRecord], subjects: list[UUID]) -> None:
    """A kind of record says whether its rows go (`Privacy.after = "delete"`) or stay without what was sealed."""
    rows = model.objects.filter(subject_id__in=subjects)
    if getattr(model.Privacy, "after", "blank") == "delete":  # type: ignore[attr-defined]
        rows.delete()
    else:
        rows.update(**dict.fromkeys(field.name for field in sealed_fields(model)))


def tombstones() -> dict[UUID, tuple[str, datetime]]:
    """Everybody who was shredded: {id: (reason, when)}. A backup takes them along."""
    rows = Tombstone.objects.values_list("pk", "reason", "shredded_at")
    return {pk: (reason, at) for pk, reason, at in rows}


def replay(dead: dict[UUID, tuple[str, datetime]], *, at: datetime) -> int:
    """After a backup came back: shred again who was shredded since, holds or not. How many keys had come back."""
    gone = 0
    for reason in {reason for reason, _when in dead.values()}:
        people = [subject for subject, (why, _when) in dead.items() if why == reason]
        gone += destroy_subject_keys(people, reason=reason, at=at)
    Tombstone.objects.filter(pk__in=list(dead)).update(cleared_at=None)
    clear_shredded(at)
    return gone


def sweep(at: datetime) -> int:
    """Destroy keys that no row needs: the row's transaction failed after the key was made. How many.

    Raises TooMuchToSweep when the data itself seems to be missing.
    """
    old = SubjectKey.objects.filter(made_at__lt=at - SWEPT_AFTER)
    unused = set(old.values_list("pk", flat=True))
    total = len(unused)
    for model in record_models():
        unused -= set(model.objects.values_list("subject_id", flat=True).distinct())
    if len(unused) > max(FEW, SWEEP_AT_MOST * total):
        raise TooMuchToSweep(f"{len(unused)} of {total} keys have no record")
    for some in in_lots(unused):
        SubjectKey.objects.filter(pk__in=some).delete()
    return len(unused)
