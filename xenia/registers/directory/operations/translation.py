"""The directory's texts in other languages: written, and answered for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import review_translation, write_translations
from xenia.ground.translations.queries import texts_of
from xenia.registers.directory.models import Location, Organization, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import ChangedMeanwhile, note_change
from xenia.registers.directory.operations.listing import rebuild_listings

Texts = Mapping[str, Mapping[str, str]]


@transaction.atomic
def translate_record(
    *,
    record: Record,
    texts: Texts,
    by: User | None,
    at: datetime,
    origin: str = TranslatedText.Origin.PERSON,
    seen: Mapping[str, str] | None = None,
) -> list[str]:
    """Write a record's texts in other languages, {field: {language: text}}, as drafts; listings that show them follow.

    seen: what the person had before her, the source under its field ("name"), the text under "name.ht".
    Returns what changed, as "name.ht". Raises ChangedMeanwhile when somebody changed the source or the text since.
    """
    before = {
        f"{field}.{language}": row.text
        for field, rows in texts_of(type(record), [record.pk]).get(record.pk, {}).items()
        for language, row in rows.items()
    }
    wanted = {
        f"{field}.{language}": text.strip()
        for field, by_language in texts.items()
        for language, text in by_language.items()
    }
    if seen is not None:
        _refuse_crossed(record, wanted, before, seen)
    write_translations(record=record, texts=texts, by=by, at=at, origin=origin)
    changed = [place for place, text in wanted.items() if text != before.get(place, "")]
    for place in changed:
        note_change(record, place, before.get(place, ""), wanted[place], by=by, at=at)
    rebuild_listings(services_showing(record), at=at)
    return changed


def _refuse_crossed(
    record: Record, wanted: Mapping[str, str], before: Mapping[str, str], seen: Mapping[str, str]
) -> None:
    crossed = []
    for place, text in wanted.items():
        field = place.partition(".")[0]
        if str(getattr(record, field) or "") != seen.get(field, ""):
            crossed.append(field)
        if before.get(place, "") not in (seen.get(place, ""), text):
            crossed.append(place)
    if crossed:
        raise ChangedMeanwhile(record, crossed)


@transaction.atomic
def review_record(
    *,
    record: Record,
    language: str,
    texts: Mapping[str, str],
    reviewer: str,
    by: User,
    at: datetime,
    seen: Mapping[str, str] | None = None,
) -> int:
    """A person who reads the language answers for these wordings, {field: text}; listings that show them follow.

    A text she put right is kept as she wrote it. Returns how many she answered for. Raises ChangedMeanwhile.
    """
    wanted = {field: {language: text} for field, text in texts.items()}
    translate_record(record=record, texts=wanted, by=by, at=at, seen=seen)
    drafts = TranslatedText.objects.filter(
        record_type=record._meta.label_lower,
        record_id=record.pk,
        language=language,
        field__in=list(texts),
        status=TranslatedText.Status.DRAFT,
    )
    reviewed = [review_translation(text=draft, reviewer=reviewer, by=by, at=at) for draft in drafts]
    rebuild_listings(services_showing(record), at=at)
    return len(reviewed)


def services_showing(record: Record) -> list[Any]:
    """The services whose listing shows this record."""
    if isinstance(record, Service):
        return [record.pk]
    if isinstance(record, Organization):
        return list(record.services.values_list("pk", flat=True))
    if isinstance(record, Location):
        return list(record.services_here.values_list("service_id", flat=True))
    return []
