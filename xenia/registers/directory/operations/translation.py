"""The directory's texts in other languages: written, and answered for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations.kinds import Change
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import (
    AlreadyRead,
    OwnWords,
    review_translation,
    write_translations,
)
from xenia.ground.translations.queries import state_of, texts_of
from xenia.registers.directory.models import Location, Notice, Organization, Service
from xenia.registers.directory.models.record import Record
from xenia.registers.directory.operations.history import (
    ChangedMeanwhile,
    note_change,
    note_wordings,
)
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


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of the texts somebody answered for: reviewed, waiting for one more person, or her own words."""

    reviewed: int = 0
    waiting: int = 0
    own: int = 0


@transaction.atomic
def review_record(
    *,
    record: Record,
    language: str,
    texts: Mapping[str, str],
    by: User,
    at: datetime,
    seen: Mapping[str, str] | None = None,
) -> Answered:
    """A person who reads the language answers for these wordings, {field: text}; listings that show them follow.

    A text she put right is kept as she wrote it. What she wrote herself waits for somebody else, and vital words wait
    for two people. Raises ChangedMeanwhile.
    """
    kept = texts_of(type(record), [record.pk]).get(record.pk, {})
    rows = {field: by_language.get(language) for field, by_language in kept.items()}
    if seen is not None:
        before = {f"{field}.{language}": row.text for field, row in rows.items() if row}
        wanted = {f"{field}.{language}": text.strip() for field, text in texts.items()}
        _refuse_crossed(record, wanted, before, seen)
    new = {field: {language: text} for field, text in texts.items() if rows.get(field) is None}
    translate_record(record=record, texts=new, by=by, at=at)
    acts = [
        _answer(record, field, row, texts[field], by=by, at=at)
        for field, row in rows.items()
        if row is not None and texts.get(field, "").strip()
    ]
    rebuild_listings(services_showing(record), at=at)
    counted = Counter(act for act in acts if act)
    return Answered(counted["reviewed"], counted["waiting"], counted["own"] + len(new))


def _answer(
    record: Record, field: str, row: TranslatedText, text: str, *, by: User, at: datetime
) -> str:
    """Answer for one text; "" when there was nothing to answer for."""
    source = str(getattr(record, field) or "")
    is_changed, is_reviewed = text.strip() != row.text, state_of(row, source) == "reviewed"
    if is_reviewed and not is_changed:
        return ""
    is_new = is_reviewed or row.status == TranslatedText.Status.REJECTED
    if is_changed and (is_new or row.written_by_id == by.pk):
        translate_record(record=record, texts={field: {row.language: text}}, by=by, at=at)
        return "own"
    try:
        step = review_translation(text=row, by=by, at=at, source=source, correction=text)
    except (OwnWords, AlreadyRead):
        return "own"
    except WrongState:
        return ""
    if is_changed:
        note_change(record, f"{field}.{row.language}", row.text, text.strip(), by=by, at=at)
    return "reviewed" if (step.after or {})["status"] == "reviewed" else "waiting"


@transaction.atomic
def texts_changed(
    *, model: type[Record], changes: Sequence[Change], by: User | None, at: datetime
) -> None:
    """Texts of some records changed in the review queue or by a file: history and listings follow."""
    records = model._default_manager.in_bulk({change.record_id for change in changes})
    note_wordings(
        {
            (records[change.record_id], f"{change.field}.{change.language}"): (
                change.before,
                change.after,
            )
            for change in changes
            if change.before != change.after and change.record_id in records
        },
        by=by,
        at=at,
    )
    shown = dict.fromkeys(pk for one in records.values() for pk in services_showing(one))
    rebuild_listings(list(shown), at=at)


def services_showing(record: Record) -> list[Any]:
    """The services whose listing shows this record."""
    if isinstance(record, Service):
        return [record.pk]
    if isinstance(record, Organization):
        return list(record.services.values_list("pk", flat=True))
    if isinstance(record, Location):
        return list(record.services_here.values_list("service_id", flat=True))
    return services_showing(about_of(record)) if isinstance(record, Notice) else []


def about_of(notice: Notice) -> Record:
    """The service, place or organisation a notice is about."""
    about = notice.service or notice.location or notice.organization
    if about is None:
        raise ValueError(f"notice {notice.pk} is about nothing: the database forbids that")
    return about
