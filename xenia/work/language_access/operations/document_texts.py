"""A document is asked for in other languages, its source changes, and it is no longer wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.common.transitions import may_become, transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import (
    DocumentTranslation,
    SourceVersion,
    TranslationRequest,
    VitalDocument,
)
from xenia.work.language_access.models.text_work import WITH_A_TRANSLATOR, TextStatus
from xenia.work.language_access.operations.plans import refuse_crossed
from xenia.work.language_access.operations.text_work import NothingWritten, cancel_work
from xenia.work.language_access.operations.vital_documents import Paper, change_document
from xenia.work.language_access.text_counts import Length, length_of
from xenia.work.language_access.text_kinds import ASKED, about_document
from xenia.work.language_access.text_messages import TEXT_FOR_YOU, TEXT_TO_LOOK_AT

ENGLISH: Final = "en"
# There is a whole text, read by a second person or not.
WHOLE: Final = (TextStatus.DELIVERED, TextStatus.APPROVED, TextStatus.PUBLISHED)


class NoLanguage(ValueError):
    """A document is translated into at least one other language."""


class AnotherDepartment(ValueError):
    """The vital document belongs to another organization."""


class NotWantedAnyMore(Exception):
    """The request was cancelled."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for. languages: into which. document: the vital document it is, if it is one."""

    title: str
    purpose: str
    text: str
    languages: Sequence[str]
    wanted_on: date
    from_language: str = ENGLISH
    document: VitalDocument | None = None


@transaction.atomic
def request_translation(
    *, wanted: Wanted, organization: Organization, by: User | None, at: datetime
) -> TranslationRequest:
    """An organization asks to have a document translated; the office is told, and gives it out.

    Raises NothingWritten, NoLanguage, AnotherDepartment, UnknownLanguage, and Withdrawn for a vital document that was.
    """
    source, into = known_language(wanted.from_language).written_as, _languages(wanted)
    if wanted.document and wanted.document.organization_id != organization.pk:
        raise AnotherDepartment(f"document {wanted.document.pk} is not {organization.pk}'s")
    request: TranslationRequest = TranslationRequest.objects.create(
        organization=organization,
        title=wanted.title,
        purpose=wanted.purpose,
        from_language=source,
        document=wanted.document,
        wanted_on=wanted.wanted_on,
        asked_by_id=by.pk if by else None,
        asked_on=local_day(at),
        changed_at=at,
    )
    version = _keep_source(request, wanted.text, number=1, by=by, at=at)
    for tag in into:
        _ask_for(request, tag, version, at)
    audit.record(by, "language_access.translation_asked", request, at=at, fields=into)
    queue(TEXT_TO_LOOK_AT, request, on=local_day(at))
    return request


def _languages(wanted: Wanted) -> list[str]:
    source = known_language(wanted.from_language).written_as
    into = {known_language(one).written_as for one in wanted.languages} - {source}
    if not into:
        raise NoLanguage("expected at least one language besides that of the document")
    return sorted(into)


def _keep_source(
    request: TranslationRequest, text: str, *, number: int, by: User | None, at: datetime
) -> SourceVersion:
    length = length_of(text)
    if length == Length():
        raise NothingWritten("expected a text with words in it")
    return SourceVersion.objects.create(
        request=request,
        number=number,
        text=text.strip(),
        words=length.words,
        characters=length.characters,
        document_version=_version_of_document(request, text, number > 1, by, at),
        made_on=local_day(at),
    )


def _version_of_document(
    request: TranslationRequest, text: str, is_new: bool, by: User | None, at: datetime
) -> int | None:
    """The vital document takes the mark of the text; where the text is another than before, its version moves on."""
    document = request.document
    if document is None:
        return None
    names = ("title", "purpose", "source_url", "published_where")
    paper = Paper(source_text=text, **{name: getattr(document, name) for name in names})
    current = change_document(
        document=document,
        paper=paper,
        is_new_version=is_new and not document.source_hash,
        by=by,
        at=at,
    )
    return current.version


def _ask_for(request: TranslationRequest, tag: str, version: SourceVersion, at: datetime) -> None:
    work = DocumentTranslation.objects.create(
        request=request,
        language=tag,
        wanted_on=request.wanted_on,
        words=version.words,
        characters=version.characters,
        changed_at=at,
    )
    count(kind=ASKED, on=local_day(at), **about_document(work))


@transaction.atomic
def change_source(
    *,
    request: TranslationRequest,
    text: str,
    wanted_on: date,
    again: bool,
    mark: str = "",
    by: User | None,
    at: datetime,
) -> SourceVersion | None:
    """The document says something else: a new version of its source. None when it says what it said before.

    again: whole translations are wanted anew by `wanted_on`; else they stand, and show that they are older. Who has the
    text in hand goes on with the new source, and is told. Raises NothingWritten, NotWantedAnyMore, ChangedMeanwhile,
    and Withdrawn for a vital document that was.
    """
    current = _held(request)
    refuse_crossed(current, mark)
    before = current.source
    if before.text == text.strip():
        return None
    version = _keep_source(current, text, number=before.number + 1, by=by, at=at)
    current.wanted_on, current.changed_at = wanted_on, at
    current.save(update_fields=["wanted_on", "changed_at"])
    for work in current.translations.all():
        _go_on(work, version, wanted_on, again=again, at=at)
    audit.record(by, "language_access.source_changed", current, at=at)
    return version


def _held(request: TranslationRequest) -> TranslationRequest:
    rows = TranslationRequest.objects.select_for_update(of=("self",))
    current: TranslationRequest = rows.get(pk=request.pk)
    if current.cancelled_on:
        raise NotWantedAnyMore(f"request {current.pk} was cancelled")
    return current


def _go_on(
    work: DocumentTranslation, version: SourceVersion, wanted_on: date, *, again: bool, at: datetime
) -> None:
    """One language after its source changed."""
    fields: dict[str, Any] = {
        "words": version.words,
        "characters": version.characters,
        "wanted_on": wanted_on,
        "told_late_on": None,
    }
    is_whole = work.status in WHOLE
    if is_whole and not again:
        return
    if is_whole:
        _anew(work, fields, at)
    else:
        DocumentTranslation.objects.filter(pk=work.pk).update(**fields, changed_at=at)
    if work.translator and work.status in WITH_A_TRANSLATOR:
        queue(TEXT_FOR_YOU, work, to=work.translator, on=local_day(at))


def _anew(work: DocumentTranslation, fields: dict[str, Any], at: datetime) -> None:
    """Who wrote it goes on where nobody has read it yet; else the office gives it out. Her last text is the draft."""
    last = work.versions.last()
    to = TextStatus.TAKEN if work.status == TextStatus.DELIVERED else TextStatus.WAITING
    if to == TextStatus.WAITING:
        fields = fields | {"translator": None, "declined": []}
    transition(work, to=to, at=at, draft=last.text if last else "", **fields)
    count(kind=ASKED, on=local_day(at), **about_document(work))


@transaction.atomic
def cancel_translation_request(
    *, request: TranslationRequest, by: User | None, at: datetime
) -> TranslationRequest:
    """It is not needed any more. What was approved stays. Raises NotWantedAnyMore."""
    current = _held(request)
    for work in current.translations.all():
        if may_become(work, TextStatus.CANCELLED):
            cancel_work(work, by=by, at=at)
    current.cancelled_on, current.changed_at = local_day(at), at
    current.save(update_fields=["cancelled_on", "changed_at"])
    audit.record(by, "language_access.translation_cancelled", current, at=at)
    return current
