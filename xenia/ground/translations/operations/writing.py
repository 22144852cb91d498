"""Writing translations."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.languages import language as known_language
from xenia.ground.translations.models import TranslatedText, source_hash

# What a new wording changes; who read the old one has not read this.
WORDING = (
    "text",
    "status",
    "origin",
    "source_hash",
    "source",
    "written_by",
    "written_at",
    "first_reader",
    "reviewer",
    "reviewed_by",
    "reviewed_at",
    "reason",
)


def _place(record: models.Model, field: str, language: str) -> dict[str, str | UUID]:
    return {
        "record_type": record._meta.label_lower,
        "record_id": record.pk,
        "field": field,
        "language": language,
    }


@transaction.atomic
def write_translations(
    *,
    record: models.Model,
    texts: Mapping[str, Mapping[str, str]],
    by: User | None,
    at: datetime,
    origin: str = TranslatedText.Origin.PERSON,
) -> None:
    """Keep several fields in several languages, {field: {language: text}}, as drafts, in one act.

    Blank texts remove, the same text again changes nothing. Who writes last is the writer, and cannot review it;
    what a machine wrote is nobody's. Raises UnknownLanguage.
    """
    wanted = {
        (field, known_language(language).code): text.strip()
        for field, by_language in texts.items()
        for language, text in by_language.items()
    }
    if not wanted:
        return
    hold(record)
    rows = {
        (row.field, row.language): row
        for row in TranslatedText.objects.select_for_update().filter(
            record_type=record._meta.label_lower, record_id=record.pk
        )
    }
    sources = {field: str(getattr(record, field) or "") for field in texts}
    blank = [rows[place].pk for place, text in wanted.items() if not text and place in rows]
    kept = {
        (field, language): text
        for (field, language), text in wanted.items()
        if text and not _is_same(rows.get((field, language)), text, sources[field])
    }
    TranslatedText.objects.filter(pk__in=blank).delete()
    TranslatedText.objects.bulk_create(
        [
            TranslatedText(
                **_place(record, field, language),
                text=text,
                origin=origin,
                source_hash=source_hash(sources[field]),
                source=sources[field],
                written_by=None if origin == TranslatedText.Origin.MACHINE else by,
                written_at=at,
            )
            for (field, language), text in kept.items()
        ],
        update_conflicts=True,
        unique_fields=["record_type", "record_id", "field", "language"],
        update_fields=WORDING,
    )
    changed = [f"{field}.{language}" for field, language in kept]
    if changed or blank:
        audit.record(by, "translations.written", record, at=at, fields=changed)


def hold(record: models.Model) -> None:
    """Let one person at a time write a record's texts, also those that are not there yet."""
    held = type(record)._default_manager.select_for_update().filter(pk=record.pk)
    list(held.values_list("pk"))


def _is_same(row: TranslatedText | None, text: str, source: str) -> bool:
    return row is not None and row.text == text and row.source_hash == source_hash(source)


def write_translation(
    *,
    record: models.Model,
    field: str,
    language: str,
    text: str,
    by: User | None,
    at: datetime,
    origin: str = TranslatedText.Origin.PERSON,
) -> TranslatedText | None:
    """Keep one field in one language, as a draft; None when the text is blank. Raises UnknownLanguage."""
    write_translations(record=record, texts={field: {language: text}}, by=by, at=at, origin=origin)
    return TranslatedText.objects.filter(
        **_place(record, field, known_language(language).code)
    ).first()
