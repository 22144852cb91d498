"""The keys of people of the vault. Rooms use `vault.subjects`; this is the cupboard behind it."""

import secrets
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, connections, transaction

from xenia.ground.common.ids import new_id
from xenia.ground.keys.aead import KEY_BYTES
from xenia.ground.keys.at_hand import at_hand
from xenia.ground.keys.models import SubjectKey, Tombstone
from xenia.ground.keys.wrapping import is_about_a_dead_version, newest_version, unwrap_all, wrap_all

AT_ONCE = 10_000
Thing = TypeVar("Thing")


def make_subject_keys(count: int, *, at: datetime) -> dict[UUID, bytes]:
    """New random ids, each with a key of its own, committed at once in `keys`.

    Never inside a transaction on `keys`: the key stands before the row that needs it. Raises RuntimeError there.
    """
    # In the order of the ids: the index is then written page by page.
    ids = sorted((new_id() for _ in range(count)), key=attrgetter("int"))
    made = {subject: secrets.token_bytes(KEY_BYTES) for subject in ids}
    try:
        _store(made, at)
    except IntegrityError as error:
        # The master key was replaced in between: wrap them again, under the newest.
        if not is_about_a_dead_version(error):
            raise
        _store(made, at)
    at_hand().people.update(made)
    return made


def _store(made: dict[UUID, bytes], at: datetime) -> None:
    connection = connections["keys"]
    with transaction.atomic(using="keys", durable=True), connection.cursor() as cursor:
        version = newest_version()
        wrapped = wrap_all({subject.bytes: key for subject, key in made.items()}, version)
        moment = connection.ops.adapt_datetimefield_value(at)
        as_text = not connection.features.has_native_uuid_field
        # executemany: the ORM would spend three times as long on 10,000 people.
        cursor.executemany(
            'INSERT INTO keys_subjectkey ("id", "version", "wrapped", "made_at")'
            " VALUES (%s, %s, %s, %s)",
            [
                (subject.hex if as_text else subject, version, wrapped[subject.bytes], moment)
                for subject in made
            ],
        )


def keys_of(subjects: Iterable[UUID]) -> dict[UUID, bytes]:
    """The keys of these people; who was shredded is left out. One query for each 10,000."""
    wanted, held = dict.fromkeys(subjects), at_hand().people
    found = {one: held[one] for one in wanted if one in held}
    for some in in_lots([one for one in wanted if one not in held]):
        rows = SubjectKey.objects.filter(pk__in=some).values_list("pk", "wrapped", "version_id")
        opened = unwrap_all((one.bytes, bytes(wrapped), version) for one, wrapped, version in rows)
        found |= {UUID(bytes=subject): key for subject, key in opened.items()}
    held |= found
    return found


def destroy_subject_keys(subjects: Collection[UUID], *, reason: str, at: datetime) -> int:
    """Destroy keys and blind indexes, and set tombstones, in one transaction. How many keys there were.

    This cannot be taken back.
    """
    gone = 0
    with transaction.atomic(using="keys", durable=True):
        for some in in_lots(subjects):
            Tombstone.objects.bulk_create(
                [Tombstone(pk=subject, reason=reason, shredded_at=at) for subject in some],
                ignore_conflicts=True,
            )
            gone += SubjectKey.objects.filter(pk__in=some).delete()[1].get("keys.SubjectKey", 0)
    held = at_hand().people
    for subject in subjects:
        held.pop(subject, None)
    _wipe_the_log()
    return gone


def _wipe_the_log() -> None:
    """On SQLite an erased key stays in the write-ahead log until it is folded back; do it now.

    Another reader may hold it up; the next rotation ends what an old log could open.
    """
    connection = connections["keys"]
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def in_lots(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """The things, 10,000 at a time."""
    rest = iter(things)
    while some := list(islice(rest, AT_ONCE)):
        yield some
