"""Writing, reviewing and removing translations."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.transitions import transition
from xenia.ground.translations.models import TranslatedText, source_hash


class TextChanged(Exception):
    """The text was changed after the reviewer opened it."""


@transaction.atomic
def review_translation(
    *, text: TranslatedText, reviewer: str, by: User | None, at: datetime
) -> TranslatedText:
    """A person who reads the language answers for the wording she has read.

    Raises WrongState when it was reviewed before, TextChanged when it is another text by now; nothing is changed.
    """
    current = TranslatedText.objects.select_for_update().get(pk=text.pk)
    if (current.text, current.source_hash) != (text.text, text.source_hash):
        raise TextChanged(f"{text} was written anew: it needs to be read again")
    transition(text, to=TranslatedText.Status.REVIEWED, at=at, reviewed_by=reviewer, reviewed_at=at)
    audit.record(
        by,
        "translations.reviewed",
        (text.record_type, text.record_id),
        at=at,
        fields=[f"{text.field}.{text.language}"],
    )
    return text


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
    """Keep several fields in several languages, {field: {language: text}}, as one act.

    Blank texts remove, the same text again changes nothing. Raises UnknownLanguage.
    """
    wanted = {
        (field, known_language(language).code): text.strip()
        for field, by_language in texts.items()
        for language, text in by_language.items()
    }
    if not wanted:
        return
    rows = {
        (row.field, row.language): row
        for row in TranslatedText.objects.select_for_update().filter(
            record_type=record._meta.label_lower, record_id=record.pk
        )
    }
    sources = {field: source_hash(str(getattr(record, field) or "")) for field in texts}
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
                source_hash=sources[field],
                written_by=by,
                written_at=at,
            )
            for (field, language), text in kept.items()
        ],
        update_conflicts=True,
        unique_fields=["record_type", "record_id", "field", "language"],
        update_fields=[
            "text",
            "status",
            "origin",
            "source_hash",
            "written_by",
            "written_at",
            "reviewed_by",
            "reviewed_at",
        ],
    )
    changed = [f"{field}.{language}" for field, language in kept]
    if changed or blank:
        audit.record(by, "translations.written", record, at=at, fields=changed)


def _is_same(row: TranslatedText | None, text: str, source: str) -> bool:
    return row is not None and row.text == text and row.source_hash == source


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


@transaction.atomic
def review_all(
    *, record: models.Model, languages: Iterable[str], reviewer: str, by: User | None, at: datetime
) -> int:
    """One person answers for all drafts of a record in some languages. Returns how many."""
    drafts = TranslatedText.objects.select_for_update().filter(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        language__in=list(languages),
        status=TranslatedText.Status.DRAFT,
    )
    count = 0
    for text in drafts:
        review_translation(text=text, reviewer=reviewer, by=by, at=at)
        count += 1
    return count
