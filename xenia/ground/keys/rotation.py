"""A new master key: every living key is wrapped anew, then the old version is destroyed.

What an old copy of the keys holds is wrapped under a version that no longer exists, so neither the write-ahead log nor an
old backup brings a shredded person back. At least every thirty days. Source: design, section 2, Vault.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, connections, models, transaction
from django.db.models import ProtectedError

from xenia.ground.keys.keepers import keeper, master_keys
from xenia.ground.keys.models import MasterVersion, NamedKey, SubjectKey
from xenia.ground.keys.subject_keys import AT_ONCE
from xenia.ground.keys.wrapping import newest_version, unwrap_all, wrap_all

# A new version is made a day early, so that the old one is dead on the thirtieth day.
NEW_AFTER = timedelta(days=29)
OLD_DIES_AFTER = timedelta(days=1)

# Other rooms seal things of their own under the master key; each seals them anew under the newest version.
SEALED_ELSEWHERE: dict[str, Callable[[], object]] = {}
Progress = Callable[[int], object]

# What is wrapped, and the field its wrapping is bound to; "": the row's own id.
WRAPPED: tuple[tuple[type[models.Model], str], ...] = ((SubjectKey, ""), (NamedKey, "name"))


def rotate_when_due(at: datetime) -> None:
    """The daily round: a new version when the newest is 29 days old, the old one destroyed a day later.

    An interrupted rotation is taken up again. Nothing happens before the first key was made.
    """
    newest = MasterVersion.objects.order_by("-version").first()
    if newest is None:
        return
    if at - newest.made_at >= NEW_AFTER:
        add_version(at)
        newest = MasterVersion.objects.latest("version")
    rewrap()
    if at - newest.made_at >= OLD_DIES_AFTER:
        destroy_old()


def rotate(at: datetime, progress: Progress = lambda _count: None) -> int:
    """The whole rotation now: after a theft, or by hand. The new version's number.

    Can be interrupted and run again; each key is readable at every moment.
    """
    newest_version()
    made = add_version(at)
    rewrap(progress)
    destroy_old()
    return made


def add_version(at: datetime) -> int:
    """Make a version, or take up one that was made and never noted."""
    noted = newest_version()
    held = master_keys().newest
    made = held if held > noted else keeper().add()
    with transaction.atomic(using="keys", durable=True):
        MasterVersion.objects.get_or_create(version=made, defaults={"made_at": at})
    return made


def rewrap(progress: Progress = lambda _count: None) -> int:
    """Wrap every living key under the newest version, 10,000 in a transaction. How many were wrapped anew."""
    version = newest_version()
    done = 0
    for model, whose in WRAPPED:
        while count := _rewrap_some(model, whose, version):
            done += count
            progress(done)
    for seal_anew in SEALED_ELSEWHERE.values():
        seal_anew()
    return done


def _rewrap_some(model: type[models.Model], whose: str, version: int) -> int:
    """One lot. A key destroyed meanwhile stays destroyed: only rows that still are as read are changed."""
    connection = connections["keys"]
    with transaction.atomic(using="keys", durable=True):
        rows = list(
            model._default_manager.select_for_update()
            .exclude(version_id=version)
            .values_list("pk", "wrapped", "version_id", *([whose] if whose else []))[:AT_ONCE]
        )
        as_kept = model._meta.pk.get_db_prep_value
        names = {row[0]: row[3].encode() if whose else row[0].bytes for row in rows}
        opened = unwrap_all((names[pk], bytes(wrapped), old) for pk, wrapped, old, *_name in rows)
        wrapped = wrap_all(opened, version)
        changed = [(wrapped[name], version, as_kept(pk, connection)) for pk, name in names.items()]
        if changed:
            with connection.cursor() as cursor:
                cursor.executemany(
                    f'UPDATE {model._meta.db_table} SET "wrapped" = %s, "version" = %s'  # noqa: S608
                    ' WHERE "id" = %s',
                    changed,
                )
    return len(changed)


def destroy_old() -> set[int]:
    """Destroy every version but the newest, unless something is still wrapped under it. Which are gone."""
    newest = newest_version()
    gone = {version for version in _older(newest) if _forget(version)}
    # Also what an interrupted round left in the file, but nothing that was not yet noted as newer.
    noted = set(MasterVersion.objects.values_list("version", flat=True))
    dead = {version for version in master_keys().versions if version < newest} - noted
    if dead:
        keeper().destroy(dead)
    return gone


def _older(newest: int) -> list[int]:
    older = MasterVersion.objects.filter(version__lt=newest)
    return list(older.values_list("version", flat=True))


def _forget(version: int) -> bool:
    """Take the version's row away; the database refuses while a key needs it."""
    try:
        with transaction.atomic(using="keys", durable=True):
            MasterVersion.objects.filter(version=version).delete()
    except (ProtectedError, IntegrityError):
        return False
    return True
