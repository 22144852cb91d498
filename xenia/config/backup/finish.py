"""The second half of a restore, in the restored office's own settings: what must be true before anybody opens it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from xenia.config.backup.canary import canary_opens, lay_canary
from xenia.config.backup.dead import Dead
from xenia.config.databases import KEY_APPS
from xenia.ground.accounts import audit
from xenia.ground.accounts.operations.second_step import SEALED, SEALED_LISTS
from xenia.ground.accounts.sealing import unseal
from xenia.ground.common.dates import local_day
from xenia.ground.common.master_key import BadMasterKey
from xenia.ground.keys.models import SubjectKey, Tombstone
from xenia.ground.ledger.operations.sealing import destroy_keys_of_sealed_years
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.vault.models import record_models
from xenia.ground.vault.subjects import replay

RESTORED = "restored"
AT_ONCE = 5_000


class NewerBackup(Exception):
    """The backup knows migrations that this version of Xenia does not."""


def finish_restore(
    *, dead: Dead, migrations: list[str], with_keys: bool, at: datetime
) -> dict[str, Any]:
    """Migrate, shred again, end all sign-ins, hold what waited to be sent; then count. Raises NewerBackup."""
    migrated = migrate(migrations)
    came_back = replay(dead, at=at)
    # An older copy of the keys may hold what sealing destroyed.
    destroy_keys_of_sealed_years()
    if not with_keys:
        lay_canary()
    answer = {
        "migrated": migrated,
        "tombstones": len(dead),
        "keys_destroyed_again": came_back,
        "sessions_ended": Session.objects.all().delete()[0],
        "held_messages": hold_messages(at),
        "second_steps_gone": forget_closed_second_steps(),
        "canary": canary_opens(),
        **people_without_key(),
    }
    audit.record(None, "config.restored", None, at=at)
    return answer


def migrate(migrations: list[str]) -> int:
    """Bring the tables up to this version. How many migrations the data lacked. Raises NewerBackup."""
    loader = MigrationLoader(connections["default"])
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    ours = {config.label for config in apps.get_app_configs()}
    strange = {one for one in migrations if one not in known and one.partition(".")[0] in ours}
    if strange:
        raise NewerBackup(
            f"The backup was made by a newer Xenia ({min(strange)}): install that version."
        )
    before = len(loader.applied_migrations)
    call_command("migrate", database="default", verbosity=0, interactive=False)
    for label in sorted(KEY_APPS):
        call_command("migrate", label, database="keys", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return len(MigrationLoader(connections["default"]).applied_migrations) - before


def hold_messages(at: datetime) -> int:
    """Messages that waited when the copy was taken may have left since: nobody gets them twice. How many."""
    status = OutboxMessage.Status
    waiting = OutboxMessage.objects.filter(status__in=(status.WAITING, status.LEAVING))
    return waiting.update(status=status.FAILED, reason=RESTORED, done_on=local_day(at))


def forget_closed_second_steps() -> int:
    """Take away second steps that were sealed under a master key that is gone. How many.

    They open for nobody, and would stop the next rotation; these people set up a new one when they sign in.
    """
    closed = [step.pk for step in Authenticator.objects.all() if not _opens(step.data)]
    Authenticator.objects.filter(pk__in=closed).delete()
    return len(closed)


def _opens(data: dict[str, Any]) -> bool:
    sealed = [data[name] for name in SEALED if name in data]
    sealed += [one for name in SEALED_LISTS for one in data.get(name, ())]
    try:
        for one in sealed:
            unseal(one)
    except BadMasterKey:
        return False
    return True


def people_without_key() -> dict[str, int]:
    """How many people the records name, and how many of them have neither a key nor a tombstone."""
    people: set[UUID] = set()
    for model in record_models():
        people.update(model.objects.values_list("subject_id", flat=True).distinct())
    known = set(SubjectKey.objects.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE))
    known.update(Tombstone.objects.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE))
    return {"people": len(people), "without_key": len(people - known)}
