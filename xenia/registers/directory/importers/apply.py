"""Settled records written into the directory's tables, in batches, inside the caller's transaction.

New records were worked out before (`lots.py`); here they are only handed over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xenia.ground.common.batches import batches
from xenia.ground.common.transitions import may_become
from xenia.registers.directory.importers.changes import Changes
from xenia.registers.directory.importers.lots import (
    BATCH,
    UNIQUE,
    UPDATED,
    moment_of,
    replace_drafts,
    sources_of,
    texts_of,
    write_lots,
)
from xenia.registers.directory.importers.records import MODELS, fields_of
from xenia.registers.directory.importers.scratch import Ready, Scratch, State
from xenia.registers.directory.importers.tables import TABLES
from xenia.registers.directory.models import Metadata, SourceRecord
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import shown

Tell = Callable[[int], None]


def apply_all(bench: Scratch, changes: Changes, source: str, at: datetime, tell: Tell) -> None:
    """Write every settled record. changes: what the lots bring; what is renewed is added to it.

    tell: called with the number of records written so far.
    """
    writer = _Writer(bench, source, at)
    done = 0
    for count in write_lots(bench):
        done += count
        tell(done)
    for table in TABLES:
        for state, write in ((State.CHANGED, writer.renew), (State.FILLS, writer.fill)):
            for batch in batches(bench.records(table, state), BATCH):
                for ready in write(table, batch):
                    changes.add(ready)
                done += len(batch)
                tell(done)


@dataclass(slots=True)
class _Writer:
    bench: Scratch
    source: str
    at: datetime

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
            for name, value in {**fields, **moment_of(table, self.at)}.items():
                setattr(record, name, value)
                touched.add(name)
            changed.append(record)
        if changed:
            model._default_manager.bulk_update(changed, sorted(touched), batch_size=200)
        Metadata.objects.bulk_create(history)
        replace_drafts(texts_of(table, batch, found, self.at))
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

    def _note(self, ready: Ready, text: str) -> None:
        for file, row in self.bench.rows_of(ready.seq):
            self.bench.note(file, row, text)

    def _remember(self, table: str, batch: list[Ready]) -> None:
        """Keep where each record came from, so that the same row brought again changes nothing."""
        SourceRecord.objects.bulk_create(
            sources_of(self.source, table, batch),
            update_conflicts=True,
            unique_fields=UNIQUE,
            update_fields=UPDATED,
        )
