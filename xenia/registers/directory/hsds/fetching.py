"""The rows that hang on many records, fetched in one query for all of them.

They are put where Django's own prefetch puts them, and found there by `fetched` and by `record.phones.all()`. Django's
makes a manager and a query for every record and every kind: for a large import that took longer than all else together.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import ForeignObjectRel, QuerySet

from xenia.ground.common.batches import batches

_BATCH = 500


def hang(records: Sequence[Any], name: str, rows: "QuerySet[Any, Any] | None" = None) -> list[Any]:
    """Fetch what hangs on some records under a name. Returns all of it. rows: only these; all by default."""
    if not records:
        return []
    relation = records[0]._meta.get_field(name)
    found = _found(relation, {one.pk: one for one in records}, rows)
    for record in records:
        known = record.__dict__.setdefault("_prefetched_objects_cache", {})
        known[name] = found.get(record.pk, [])
    return [row for some in found.values() for row in some]


def _found(
    relation: ForeignObjectRel, records: Mapping[Any, Any], rows: "QuerySet[Any, Any] | None"
) -> dict[Any, list[Any]]:
    link = relation.field
    every: QuerySet[Any, Any] = relation.related_model._default_manager.all()
    wanted = every if rows is None else rows
    found: dict[Any, list[Any]] = {}
    for some in batches(records, _BATCH):
        for row in wanted.filter(**{f"{link.name}__in": some}):
            record = records[getattr(row, link.attname)]
            link.set_cached_value(row, record)
            found.setdefault(record.pk, []).append(row)
    return found


def fetched(record: Any, name: str) -> Iterable[Any]:
    """The rows that hang on a record, which were fetched with it.

    A related manager costs more than the shape of its rows; a record has dozens.
    """
    known: Mapping[str, Iterable[Any]] = getattr(record, "_prefetched_objects_cache", {})
    rows_there: Iterable[Any] = known[name] if name in known else getattr(record, name).all()
    return rows_there
