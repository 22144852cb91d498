"""New records worked out before the one transaction begins: what the database will be told, lot by lot.

To turn a record into what the database takes costs ten times what the database then does with it, so it is done
while nobody has to wait, and lies on the workbench until the transaction only hands it over.
"""

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from xenia.ground.common.batches import batches
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import is_known
from xenia.ground.translations.models import TranslatedText, source_hash
from xenia.registers.directory.importers.changes import Changes
from xenia.registers.directory.importers.own_terms import own_code_of
from xenia.registers.directory.importers.records import MODELS, fields_of
from xenia.registers.directory.importers.scratch import Ready, Scratch, State
from xenia.registers.directory.importers.settle import fingerprint
from xenia.registers.directory.importers.tables import TABLES
from xenia.registers.directory.models import SourceRecord, WaitingListing
from xenia.registers.directory.models.record import Record

BATCH: Final = 1000
UNIQUE: Final = ("source", "record_type", "key")
UPDATED: Final = ("record_id", "fingerprint")
# {what the database is told: the values of each time it is told that}
Statements = dict[str, list[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Lot:
    """Some new records of one table: the statements that write them, and their texts in other languages.

    A new service waits for its listing, so that goes with it.
    """

    count: int
    statements: Statements
    texts: list[TranslatedText]


def prepare_lots(bench: Scratch, source: str, at: datetime, tell: Callable[[int], None]) -> Changes:
    """Work out everything that is new and lay it on the workbench. Returns what it will bring.

    tell: called with the number of records worked out so far.
    """
    changes = Changes()
    done = 0
    for table in TABLES:
        for batch in batches(bench.records(table, State.NEW), BATCH):
            for ready in batch:
                changes.add(ready, is_new=True)
            bench.keep_lot(pickle.dumps(_lot(table, batch, source, at)))
            done += len(batch)
            tell(done)
    return changes


def write_lots(bench: Scratch) -> Iterator[int]:
    """Hand the lots to the database, in the caller's transaction. Yields how many records each wrote."""
    with connection.cursor() as cursor:
        for body in bench.lots():
            lot: Lot = pickle.loads(body)  # noqa: S301  # nosec B301  # our own file, made a moment ago
            for sql, rows in lot.statements.items():
                cursor.executemany(sql, rows)
            replace_drafts(lot.texts)
            yield lot.count


def _lot(table: str, batch: list[Ready], source: str, at: datetime) -> Lot:
    model = MODELS[table]
    made = [model(id=UUID(one.id), **_complete(table, fields_of(one), at)) for one in batch]
    statements: Statements = {}
    _insert(statements, lambda: InsertQuery(model), made)
    _insert(statements, _remembering, sources_of(source, table, batch))
    if table == "service":
        waiting = [WaitingListing(service_id=record.pk, since=at) for record in made]
        _insert(statements, lambda: InsertQuery(WaitingListing), waiting)
    return Lot(
        len(batch), statements, texts_of(table, batch, {record.pk: record for record in made}, at)
    )


def _remembering() -> InsertQuery:
    """Where records came from: a row that was known gets its new mark."""
    return InsertQuery(
        SourceRecord,
        on_conflict=OnConflict.UPDATE,
        update_fields=[SourceRecord._meta.get_field(name) for name in UPDATED],
        unique_fields=[SourceRecord._meta.get_field(name) for name in UNIQUE],
    )


def _insert(
    statements: Statements, query: Callable[[], InsertQuery], made: Sequence[models.Model]
) -> None:
    """Add what `bulk_create` would tell the database of these rows."""
    fields = [field for field in made[0]._meta.concrete_fields if not field.generated]
    size = connection.ops.bulk_batch_size([field.name for field in fields], list(made))
    for some in batches(made, max(1, size)):
        part = query()
        part.insert_values(fields, some)
        for sql, values in part.get_compiler(DEFAULT_DB_ALIAS).as_sql():
            statements.setdefault(sql, []).append(values)


def sources_of(source: str, table: str, batch: list[Ready]) -> list[SourceRecord]:
    """Which row of which source each record came from."""
    return [
        SourceRecord(
            source=source,
            record_type=table,
            record_id=UUID(ready.id),
            key=ready.key,
            fingerprint=fingerprint(ready),
        )
        for ready in batch
    ]


def moment_of(table: str, at: datetime) -> dict[str, datetime]:
    """The field that says when a record of this kind last changed."""
    if table in {"organization", "program", "location"}:
        return {"changed_at": at}
    return {"last_modified": at} if table == "service" else {}


def _complete(table: str, fields: dict[str, Any], at: datetime) -> dict[str, Any]:
    """What the directory needs of a new record and files may leave out."""
    if table == "taxonomy_term":
        fields["own_code"] = own_code_of(fields.get("own_code", ""), fields["name"])
    if table == "service_capacity":
        fields.setdefault("updated", at)
    if table in {"organization", "location", "service"}:
        fields.setdefault("listed_on", local_day(at))
    return {**moment_of(table, at), **fields}


def texts_of(
    table: str, batch: list[Ready], records: Mapping[UUID, Record], at: datetime
) -> list[TranslatedText]:
    """The texts some records came with in other languages, as drafts."""
    label = MODELS[table]._meta.label_lower
    return [
        TranslatedText(
            record_type=label,
            record_id=record.pk,
            field=column,
            language=code,
            text=text,
            origin=TranslatedText.Origin.IMPORTED,
            source_hash=source_hash(source := str(getattr(record, column) or "")),
            source=source,
            written_at=at,
        )
        for ready in batch
        if ready.texts
        if (record := records.get(UUID(ready.id)))
        for column, texts in ready.texts.items()
        for code, text in texts.items()
        if is_known(code)
    ]


def replace_drafts(texts: list[TranslatedText]) -> None:
    """Bring texts of one kind of record in; what people wrote or reviewed here stays."""
    if not texts:
        return
    TranslatedText.objects.filter(
        record_type=texts[0].record_type,
        record_id__in=[one.record_id for one in texts],
        origin=TranslatedText.Origin.IMPORTED,
        status=TranslatedText.Status.DRAFT,
    ).delete()
    TranslatedText.objects.bulk_create(texts, ignore_conflicts=True)
