"""Texts of records, and how far each can be relied on."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

from django.db import models

from xenia.ground.translations.models import TranslatedText, source_hash

State = Literal["missing", "draft", "reviewed", "stale", "rejected"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class TextIn:
    """A text in one language, and how far it can be relied on."""

    text: str
    state: State
    reviewed_by: str = ""


def texts_of(
    record_type: type[models.Model], ids: Iterable[UUID], languages: Sequence[str] | None = None
) -> dict[UUID, dict[str, dict[str, TranslatedText]]]:
    """Translations of many records of one model in one query: {record: {field: {language: row}}}.

    languages: only these; None for all.
    """
    found: dict[UUID, dict[str, dict[str, TranslatedText]]] = defaultdict(lambda: defaultdict(dict))
    rows = TranslatedText.objects.filter(
        record_type=record_type._meta.label_lower, record_id__in=list(ids)
    )
    for row in rows if languages is None else rows.filter(language__in=languages):
        found[row.record_id][row.field][row.language] = row
    return found


def state_of(row: TranslatedText | None, source: str) -> State:
    """Missing, draft, reviewed, sent back, or stale when the source changed since it was written."""
    if row is None or not row.text.strip():
        return "missing"
    if row.source_hash != source_hash(source):
        return "stale"
    if row.status == TranslatedText.Status.REJECTED:
        return "rejected"
    return "reviewed" if row.status == TranslatedText.Status.REVIEWED else "draft"


def text_in(record: models.Model, field: str, language: str) -> TextIn:
    """One field of one record in one language."""
    row = TranslatedText.objects.filter(
        record_type=record._meta.label_lower, record_id=record.pk, field=field, language=language
    ).first()
    source = str(getattr(record, field) or "")
    return TextIn(
        text=row.text if row else "",
        state=state_of(row, source),
        reviewed_by=row.reviewed_by if row else "",
    )


def counts_by_state(
    records: Sequence[models.Model], fields: Iterable[str], languages: Iterable[str]
) -> dict[str, dict[State, int]]:
    """How far some records of one model are translated: {language: {state: texts}}, one query.

    A text counts where its source has words: what was never written in the first place is not missing.
    """
    names, tags = list(fields), list(languages)
    counts: dict[str, Counter[State]] = {tag: Counter() for tag in tags}
    kept = texts_of(type(records[0]), [record.pk for record in records]) if records else {}
    for record in records:
        rows_of = kept.get(record.pk, {})
        for name in names:
            source = str(getattr(record, name) or "")
            rows = rows_of.get(name, {})
            for tag in tags if source.strip() else ():
                counts[tag][state_of(rows.get(tag), source)] += 1
    return {tag: {state: counted[state] for state in STATES} for tag, counted in counts.items()}
