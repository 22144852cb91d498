"""Settled records written into the directory's tables, in batches, inside the caller's transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from xenia.ground.common.batches import batches
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import is_known
from xenia.ground.common.transitions import may_become
from xenia.ground.translations.models import TranslatedText, source_hash
from xenia.registers.directory.importers.own_terms import own_code_of
from xenia.registers.directory.importers.records import MODELS, fields_of
from xenia.registers.directory.importers.scratch import Ready, Scratch, State
from xenia.registers.directory.importers.settle import fingerprint
from xenia.registers.directory.importers.tables import TABLES
from xenia.registers.directory.models import Metadata, SourceRecord
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import shown

BATCH = 1000
# Tables whose links say where a record belongs, but change nothing in what it belongs to.
_STAND_ALONE = frozenset({"organization", "program", "location", "service"})
Tell = Callable[[int], None]


@dataclass(slots=True)
class Changes:
    """Which records came or changed, by table."""

    ids: dict[str, set[UUID]] = field(default_factory=dict)
    links: dict[str, set[UUID]] = field(default_factory=dict)

    def add(self, ready: Ready) -> None:
        """Note a record, and the records a detail hangs on: their listings show it."""
        self.ids.setdefault(ready.table, set()).add(UUID(ready.id))
        if ready.table in _STAND_ALONE:
            return
        for column, record in ready.links.items():
            self.links.setdefault(column, set()).add(UUID(record))

    def of(self, table: str) -> set[UUID]:
        return self.ids.get(table, set())

    def under(self, column: str) -> set[UUID]:
        """Records something new hangs on."""
        return self.links.get(column, set())

    def tables(self) -> list[str]:
        return list(self.ids)


def apply_all(bench: Scratch, source: str, at: datetime, tell: Tell) -> Changes:
    """Write every settled record. tell: called with the number of records written so far."""
    changes = Changes()
    writer = _Writer(bench, source, at)
    done = 0
    for table in TABLES:
        for state, write in (
            (State.NEW, writer.create),
            (State.CHANGED, writer.renew),
            (State.FILLS, writer.fill),
        ):
            for batch in batches(bench.records(table, state), BATCH):
                for ready in write(table, batch):
                    changes.add(ready)
                done += len(batch)
                tell(done)
    return changes


@dataclass(slots=True)
class _Writer:
    bench: Scratch
    source: str
    at: datetime

    def create(self, table: str, batch: list[Ready]) -> list[Ready]:
        """Records that are new here."""
        model = MODELS[table]
        made = [
            model(id=UUID(ready.id), **self._complete(table, fields_of(ready))) for ready in batch
        ]
        model._default_manager.bulk_create(made)
        self._translate(table, batch, {record.pk: record for record in made})
        self._remember(table, batch)
        return batch

    def renew(self, table: str, batch: list[Ready]) -> list[Ready]:
        """Records this source brought before and says anew: what people changed here since stays."""
        return self._change(table, batch, keep=self._changed_by_people(batch))

    def fill(self, table: str, batch: list[Ready]) -> list[Ready]:
        """Records that came from elsewhere: only their blanks are filled."""
        return self._change(table, batch, keep=None)

    def _change(
        self, table: str, batch: list[Ready], *, keep: dict[str, set[str]] | None
    ) -> list[Ready]:
        model = MODELS[table]
        found = model._default_manager.in_bulk([UUID(ready.id) for ready in batch])
        history: list[Metadata] = []
        changed: list[Record] = []
        touched: set[str] = set()
        renewed: list[Ready] = []
        for ready in batch:
            record = found.get(UUID(ready.id))
            if record is None:  # Somebody removed it while the files were read.
                continue
            fields = self._differing(ready, record, keep)
            if fields or ready.texts:
                renewed.append(ready)
            if not fields:
                continue
            history += self._history(record, fields)
            for name, value in {**fields, **self._moment(table)}.items():
                setattr(record, name, value)
                touched.add(name)
            changed.append(record)
        if changed:
            model._default_manager.bulk_update(changed, sorted(touched), batch_size=200)
        Metadata.objects.bulk_create(history)
        self._translate(table, batch, found)
        self._remember(table, batch)
        return renewed

    def _differing(
        self, ready: Ready, record: Record, keep: dict[str, set[str]] | None
    ) -> dict[str, Any]:
        """The fields to write. keep: by record, the fields people changed; None: only blanks are filled."""
        fields: dict[str, Any] = {}
        for name, value in fields_of(ready).items():
            current = getattr(record, name)
            if current == value or name == "last_modified":
                continue
            if keep is None:
                if current in ("", None):
                    fields[name] = value
            elif name == "status" and not may_become(record, value):
                self._note(ready, f"status: it is {current} here and cannot become {value}")
            elif {name, name.removesuffix("_id")} & keep.get(ready.id, set()):
                self._note(
                    ready,
                    f"{name}: it was changed here since, so it stays; the file says '{shown(value)[:80]}'",
                )
            else:
                fields[name] = value
        return fields

    def _changed_by_people(self, batch: list[Ready]) -> dict[str, set[str]]:
        """Fields somebody here changed, by record."""
        rows = Metadata.objects.filter(
            resource_id__in=[ready.id for ready in batch], last_action_type="update"
        ).exclude(updated_by=self.source)
        found: dict[str, set[str]] = {}
        for record, name in rows.values_list("resource_id", "field_name"):
            found.setdefault(str(record), set()).add(name)
        return found

    def _history(self, record: Record, fields: dict[str, Any]) -> list[Metadata]:
        return [
            Metadata(
                resource_id=record.pk,
                resource_type=str(record._meta.model_name),
                last_action_date=self.at,
                last_action_type="update",
                field_name=name.removesuffix("_id"),
                previous_value=shown(getattr(record, name)),
                replacement_value=shown(value),
                updated_by=self.source,
            )
            for name, value in fields.items()
        ]

    def _complete(self, table: str, fields: dict[str, Any]) -> dict[str, Any]:
        """What the directory needs of a new record and files may leave out."""
        if table == "taxonomy_term":
            fields["own_code"] = own_code_of(fields.get("own_code", ""), fields["name"])
        if table == "service_capacity":
            fields.setdefault("updated", self.at)
        if table in {"organization", "location", "service"}:
            fields.setdefault("listed_on", local_day(self.at))
        return {**self._moment(table), **fields}

    def _moment(self, table: str) -> dict[str, datetime]:
        if table in {"organization", "program", "location"}:
            return {"changed_at": self.at}
        return {"last_modified": self.at} if table == "service" else {}

    def _note(self, ready: Ready, text: str) -> None:
        for file, row in self.bench.rows_of(ready.seq):
            self.bench.note(file, row, text)

    def _remember(self, table: str, batch: list[Ready]) -> None:
        """Keep where each record came from, so that the same row brought again changes nothing."""
        SourceRecord.objects.bulk_create(
            (
                SourceRecord(
                    source=self.source,
                    record_type=table,
                    record_id=UUID(ready.id),
                    key=ready.key,
                    fingerprint=fingerprint(ready),
                )
                for ready in batch
            ),
            update_conflicts=True,
            unique_fields=["source", "record_type", "key"],
            update_fields=["record_id", "fingerprint"],
        )

    def _translate(self, table: str, batch: list[Ready], records: dict[UUID, Record]) -> None:
        """Texts in other languages come in as drafts; what people wrote or reviewed here stays."""
        model = MODELS[table]
        rows = [
            TranslatedText(
                record_type=model._meta.label_lower,
                record_id=record.pk,
                field=column,
                language=code,
                text=text,
                origin=TranslatedText.Origin.IMPORTED,
                source_hash=source_hash(source := str(getattr(record, column) or "")),
                source=source,
                written_at=self.at,
            )
            for ready in batch
            if ready.texts
            if (record := records.get(UUID(ready.id)))
            for column, texts in ready.texts.items()
            for code, text in texts.items()
            if is_known(code)
        ]
        if not rows:
            return
        ids = [row.record_id for row in rows]
        TranslatedText.objects.filter(
            record_type=model._meta.label_lower,
            record_id__in=ids,
            origin=TranslatedText.Origin.IMPORTED,
            status=TranslatedText.Status.DRAFT,
        ).delete()
        TranslatedText.objects.bulk_create(rows, ignore_conflicts=True)
