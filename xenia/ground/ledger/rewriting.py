"""Writing entries anew in random order, so that neither row order nor transaction joins them to anything."""

from typing import Final

from django.db import connection
from django.db.models import Q

from xenia.ground.common.ids import new_id
from xenia.ground.ledger.models import Alias, CountingPeriod, Entry

AT_ONCE: Final = 1_000
# A random id of version 4, made by the database.
NEW_ID: Final = {
    "postgresql": "gen_random_uuid()",
    "sqlite": (
        "lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2)"
        " || substr('89AB', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2)"
        " || hex(randomblob(6)))"
    ),
}


def rewrite(which: Q, *, drop_tokens: bool = False) -> int:
    """Give these entries new ids and write them anew in the order of those ids, in the caller's transaction.

    drop_tokens: leave the tokens out. How many entries there were.
    """
    left = ["id", "turn", *(["token"] if drop_tokens else [])]
    names = [field.name for field in Entry._meta.local_fields if field.name not in left]
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    # First marked, then copied, then taken away: an entry that comes in meanwhile stays as it is.
    Entry.objects.filter(which).update(turn=Entry.Turn.LEAVING)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_entry (id, turn, {columns})"  # noqa: S608
            f" SELECT {NEW_ID[connection.vendor]}, %s, {columns} FROM ledger_entry"
            " WHERE turn = %s ORDER BY 1",
            [Entry.Turn.REWRITTEN, Entry.Turn.LEAVING],
        )
    gone, _by_model = Entry.objects.filter(turn=Entry.Turn.LEAVING).delete()
    return gone


def rewrite_aliases() -> int:
    """The same for every alias: a merge stands in the audit too. How many there were."""
    # Whoever merges two people locks the periods first.
    list(CountingPeriod.objects.select_for_update().order_by("year", "stream"))
    aliases = list(Alias.objects.all())
    Alias.objects.all().delete()
    for one in aliases:
        one.pk = new_id()
    Alias.objects.bulk_create(sorted(aliases, key=lambda one: one.pk), batch_size=AT_ONCE)
    return len(aliases)


def sweep_storage() -> None:
    """Overwrite what the old rows left behind, outside a transaction.

    PostgreSQL keeps deleted rows, with their transaction, until they are vacuumed; SQLite keeps them in its log until it
    is folded back. What a disk, a log archive or a backup keeps is beyond a database's reach.
    """
    if connection.in_atomic_block:
        return
    clean = {
        "postgresql": "VACUUM ledger_entry, ledger_alias",
        "sqlite": "PRAGMA wal_checkpoint(TRUNCATE)",
    }
    with connection.cursor() as cursor:
        cursor.execute(clean[connection.vendor])
