"""Choosing texts to hand to translators."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import models

from xenia.ground.translations.exchange.rows import MOST_ROWS, ExchangeRow
from xenia.ground.translations.kinds import CONTENT, ContentKind, source_of
from xenia.ground.translations.models import TranslatedText, source_hash
from xenia.ground.translations.queries.texts import state_of, texts_of

BATCH = 200


@dataclass(frozen=True, slots=True)
class Selection:
    """Which texts go out. kind and state: "" stands for all."""

    language: str
    kind: str = ""
    state: str = ""
    vital_only: bool = False


def text_mark(text: TranslatedText | None) -> str:
    """The mark of a text as it stands; a review is part of it, for it is somebody's work too."""
    if text is None:
        return source_hash("")
    is_reviewed = text.status == TranslatedText.Status.REVIEWED
    return source_hash(f"{text.text}\n{'reviewed' if is_reviewed else ''}")


def exchange_rows(chosen: Selection) -> list[ExchangeRow]:
    """The texts of a selection, kind by kind, record by record; at most as many as a file holds."""
    return list(islice(_rows(chosen), MOST_ROWS))


def _rows(chosen: Selection) -> Iterator[ExchangeRow]:
    number = 1
    for kind in CONTENT.values():
        if chosen.kind not in ("", kind.code):
            continue
        records = kind.records().iterator(chunk_size=BATCH)
        while batch := list(islice(records, BATCH)):
            for row in _of_batch(kind, batch, chosen, number):
                number = row.number + 1
                yield row


def _of_batch(
    kind: ContentKind, batch: list[models.Model], chosen: Selection, number: int
) -> Iterator[ExchangeRow]:
    texts = texts_of(kind.model, [record.pk for record in batch], [chosen.language])
    for record in batch:
        for field in kind.fields:
            source = source_of(record, field)
            text = texts.get(record.pk, {}).get(field, {}).get(chosen.language)
            state = state_of(text, source)
            is_vital = field in kind.vital
            is_wanted = chosen.state in ("", state) and (is_vital or not chosen.vital_only)
            if not source.strip() or not is_wanted:
                continue
            yield ExchangeRow(
                number=number,
                kind=kind.code,
                record=str(record.pk),
                field=field,
                language=chosen.language,
                name=f"{record}: {kind.field_words(field)}",
                source=source,
                text=text.text if text else "",
                state=state,
                is_vital=is_vital,
                source_mark=source_hash(source),
                text_mark=text_mark(text),
            )
            number += 1
