"""Bringing texts in from a translator's file; every row is accounted for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import is_known
from xenia.ground.translations.exchange.rows import (
    ExchangeRow,
    can_be_kept,
    lost_holes,
    plain_lines,
)
from xenia.ground.translations.kinds import CONTENT, source_of
from xenia.ground.translations.models import TextImport, TextStep, TranslatedText, source_hash
from xenia.ground.translations.neighbours import HANDLERS, IMPORTED
from xenia.ground.translations.operations.steps import put_back, step_of, tell, wording_of
from xenia.ground.translations.operations.writing import WORDING
from xenia.ground.translations.queries.exchange import text_mark

Place = tuple[str, UUID, str, str]


class Outcome(StrEnum):
    """What became of one row."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    BLANK = "blank"
    SOURCE_CHANGED = "source_changed"
    NEWER = "newer"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    REPEATED = "repeated"


class ImportUndone(Exception):
    """This import was taken back before."""


@dataclass(slots=True)
class _Here:
    """What the office has for the rows of a file."""

    records: dict[tuple[str, UUID], Any]
    texts: dict[Place, TranslatedText]


@transaction.atomic
def bring_in_texts(
    *, rows: Sequence[ExchangeRow], file_name: str, by: User | None, at: datetime
) -> TextImport:
    """Take the texts of a file in as drafts, written by whoever brings them.

    Nothing that somebody wrote or reviewed after the file went out is overwritten; such rows are listed.
    """
    run = TextImport.objects.create(file_name=file_name[:200], by=by, at=at)
    here = _here(rows)
    seen: set[Place] = set()
    steps = []
    for row in rows:
        outcome, note = _outcome(row, here, seen)
        run.rows.append(
            [row.number, row.kind, row.record, row.field, row.language, outcome, row.name, note]
        )
        if outcome == Outcome.IMPORTED:
            steps.append(_step(row, here, run, by=by, at=at))
    run.totals = dict(Counter(row[5] for row in run.rows))
    run.save(update_fields=["rows", "totals"])
    _keep(steps, run, by=by, at=at)
    for language, count in Counter(step.language for step, _text in steps).items():
        HANDLERS.count(IMPORTED, local_day(at), count, language)
    audit.record(by, "translations.imported", run, at=at, fields=[str(len(steps))])
    return run


def _here(rows: Sequence[ExchangeRow]) -> _Here:
    """The records and texts of a file's rows, held until the end."""
    wanted: dict[str, set[UUID]] = {}
    for row in rows:
        if row.kind in CONTENT and (pk := _id(row.record)):
            wanted.setdefault(row.kind, set()).add(pk)
    records: dict[tuple[str, UUID], Any] = {}
    for code, ids in sorted(wanted.items()):
        held = CONTENT[code].records().select_for_update(of=("self",))
        records |= {(code, pk): record for pk, record in held.in_bulk(ids).items()}
    texts = TranslatedText.objects.select_for_update().filter(
        record_id__in={pk for _code, pk in records},
        language__in={row.language.lower() for row in rows},
    )
    return _Here(
        records, {(one.record_type, one.record_id, one.field, one.language): one for one in texts}
    )


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _place(row: ExchangeRow) -> Place | None:
    """Where a row belongs; None for a place nobody knows."""
    kind, pk = CONTENT.get(row.kind), _id(row.record)
    if kind is None or pk is None or row.field not in kind.fields or not is_known(row.language):
        return None
    return kind.code, pk, row.field, row.language.lower()


def _outcome(row: ExchangeRow, here: _Here, seen: set[Place]) -> tuple[Outcome, str]:
    """What becomes of a row, and what to look at."""
    place = _place(row)
    record = here.records.get(place[:2]) if place else None
    if place is None or record is None:
        return Outcome.UNKNOWN, ""
    text = plain_lines(row.text)
    if not text:
        return Outcome.BLANK, ""
    if place in seen:
        return Outcome.REPEATED, ""
    seen.add(place)
    return _for_text(row, text, source_of(record, row.field), here.texts.get(place))


def _for_text(
    row: ExchangeRow, text: str, source: str, kept: TranslatedText | None
) -> tuple[Outcome, str]:
    """What becomes of a text whose place is known. source: the English now."""
    if (row.source_mark or source_hash(row.source)) != source_hash(source):
        return Outcome.SOURCE_CHANGED, source
    if not can_be_kept(text):
        return Outcome.BROKEN, ""
    if lost := lost_holes(source, text):
        return Outcome.BROKEN, ", ".join(lost)
    is_for_this_source = kept is not None and kept.source_hash == source_hash(source)
    if kept is not None and is_for_this_source and plain_lines(kept.text) == text:
        return Outcome.UNCHANGED, ""
    if kept is not None and _is_newer(kept, row):
        return Outcome.NEWER, kept.text
    return Outcome.IMPORTED, ""


def _is_newer(kept: TranslatedText, row: ExchangeRow) -> bool:
    """Whether a person worked on a text after the file went out; a file that does not say counts as older."""
    is_machines = kept.origin == TranslatedText.Origin.MACHINE and kept.reviewer_id is None
    return not is_machines and text_mark(kept) != row.text_mark


def _step(
    row: ExchangeRow, here: _Here, run: TextImport, *, by: User | None, at: datetime
) -> tuple[TextStep, TranslatedText]:
    """A text as it comes in, and the step that takes it back."""
    kind, pk = CONTENT[row.kind], UUID(row.record)
    language = row.language.lower()
    source = source_of(here.records[kind.code, pk], row.field)
    text = TranslatedText(
        record_type=kind.code,
        record_id=pk,
        field=row.field,
        language=language,
        text=plain_lines(row.text),
        # A person's work: `imported` is for what other offices' directories bring.
        origin=TranslatedText.Origin.PERSON,
        source=source,
        source_hash=source_hash(source),
        written_by=by,
        written_at=at,
    )
    before = wording_of(here.texts.get((kind.code, pk, row.field, language)))
    step = step_of(text, TextStep.Act.IMPORTED, before=before, by=by, at=at)
    step.run = run
    return step, text


def _keep(
    steps: list[tuple[TextStep, TranslatedText]],
    run: TextImport,
    *,
    by: User | None,
    at: datetime,
) -> None:
    TranslatedText.objects.bulk_create(
        [text for _step, text in steps],
        update_conflicts=True,
        unique_fields=["record_type", "record_id", "field", "language"],
        update_fields=WORDING,
        batch_size=500,
    )
    TextStep.objects.bulk_create([step for step, _text in steps], batch_size=500)
    tell([step for step, _text in steps], by=by, at=at)


@transaction.atomic
def undo_import(*, run: TextImport, by: User | None, at: datetime) -> tuple[int, int]:
    """Take an import back: its texts are as they were before, but for those somebody changed since.

    Returns how many were put back and how many stay. Raises ImportUndone.
    """
    current = TextImport.objects.select_for_update().get(pk=run.pk)
    if current.undone_at is not None:
        raise ImportUndone(f"import {run.pk} was taken back at {current.undone_at}")
    steps = list(current.steps.all())
    undone = put_back(steps, by=by, at=at)
    current.undone_at = at
    current.save(update_fields=["undone_at"])
    for language, count in Counter(step.language for step in undone).items():
        HANDLERS.count(IMPORTED, local_day(at), -count, language)
    audit.record(by, "translations.import_taken_back", current, at=at, fields=[str(len(undone))])
    return len(undone), len(steps) - len(undone)
