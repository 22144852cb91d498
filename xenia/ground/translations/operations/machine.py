"""Asking the machine for drafts."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import models, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.languages import language as known_language
from xenia.ground.translations.kinds import Change, ContentKind, source_of
from xenia.ground.translations.machines import (
    PublicText,
    machine_translations,
    public_kind,
    public_texts,
)
from xenia.ground.translations.models import TranslatedText, source_hash
from xenia.ground.translations.queries import texts_of

AT_ONCE = 100
_BATCH = 200


def draft_by_machine(
    *, kind: str, language: str, by: User, at: datetime, most: int = AT_ONCE
) -> int:
    """Let the machine write drafts where nothing is said yet: public content alone, at most so many texts.

    Returns how many drafts came in. What somebody wrote while the machine was busy stays. Raises MachineIsOff,
    NotPublicContent, UnknownLanguage.
    """
    code = known_language(language).code
    content = public_kind(kind)
    texts = public_texts(content, islice(_missing(content, code), most))
    said = machine_translations(texts, code) if texts else []
    with transaction.atomic():
        drafts = [_draft(one, code, words, at) for one, words in zip(texts, said, strict=True)]
        before = _count(drafts, code)
        TranslatedText.objects.bulk_create(
            [draft for draft in drafts if draft.text], ignore_conflicts=True
        )
        came = _count(drafts, code) - before
        _tell(content, drafts, by=by, at=at)
        audit.record(by, "translations.drafted_by_machine", None, at=at, fields=[f"{kind}.{code}"])
    return came


def _missing(kind: ContentKind, language: str) -> Iterator[tuple[UUID, str]]:
    """Texts of a kind that are not said in a language at all, record by record."""
    records = kind.records().iterator(chunk_size=_BATCH)
    while batch := list(islice(records, _BATCH)):
        known = texts_of(kind.model, [one.pk for one in batch], [language])
        for record in batch:
            for field in kind.fields:
                said = known.get(record.pk, {}).get(field, {})
                if language not in said and source_of(record, field).strip():
                    yield record.pk, field


def _draft(of: PublicText, language: str, words: str, at: datetime) -> TranslatedText:
    record: models.Model = of.record
    return TranslatedText(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        field=of.field,
        language=language,
        text=words.strip(),
        origin=TranslatedText.Origin.MACHINE,
        source=of.source,
        source_hash=source_hash(of.source),
        written_at=at,
    )


def _count(drafts: list[TranslatedText], language: str) -> int:
    """How many texts of these records are there."""
    records = {draft.record_id for draft in drafts}
    return TranslatedText.objects.filter(record_id__in=records, language=language).count()


def _tell(kind: ContentKind, drafts: list[TranslatedText], *, by: User, at: datetime) -> None:
    changes = [
        Change(draft.record_id, draft.field, draft.language, "", draft.text) for draft in drafts
    ]
    if changes:
        kind.told(changes, by, at)
