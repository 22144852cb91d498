"""A translator delivers a document; a second person reads it, approves it or sends it back; it is published."""

from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.operations import queue
from xenia.work.language_access.models import DocumentTranslation, TextVersion
from xenia.work.language_access.models.text_work import WRITTEN_ON, TextStatus
from xenia.work.language_access.models.vital_document import TranslationState
from xenia.work.language_access.operations.text_work import (
    NotHers,
    NothingWritten,
    TextChanged,
    hers,
)
from xenia.work.language_access.operations.vital_documents import Withdrawn, note_translation
from xenia.work.language_access.queries.text_people import is_reader, readers_for
from xenia.work.language_access.text_counts import Length
from xenia.work.language_access.text_kinds import PUBLISHED, about_document, count_delivered
from xenia.work.language_access.text_messages import (
    TEXT_FOR_YOU,
    TEXT_HERE,
    TEXT_TO_LOOK_AT,
    TEXT_TO_READ,
)

Verdict = TextVersion.Verdict


def document_mark(work: DocumentTranslation) -> str:
    """What a page carries to notice that the source, or what is written so far, changed since it was opened."""
    return f"{work.request.source.number}-{work.changed_at.isoformat()}"


def _in_her_hands(work: DocumentTranslation, mark: str, by: User) -> DocumentTranslation:
    current: DocumentTranslation = hers(work, by)
    if current.status not in WRITTEN_ON:
        raise WrongState(current, current.status, TextStatus.DELIVERED)
    if mark != document_mark(current):
        raise TextChanged(f"{current.pk} changed meanwhile")
    return current


@transaction.atomic
def save_document_text(
    *, work: DocumentTranslation, text: str, mark: str, by: User, at: datetime
) -> DocumentTranslation:
    """She keeps what she wrote so far. Raises NotHers, WrongState, TextChanged."""
    current = _in_her_hands(work, mark, by)
    current.draft, current.changed_at = text.strip(), at
    current.save(update_fields=["draft", "changed_at"])
    return current


@transaction.atomic
def deliver_document_text(
    *, work: DocumentTranslation, text: str, mark: str, by: User, at: datetime
) -> TextVersion:
    """The whole text is there, of the newest source; a second reader is told, or the office where there is none.

    Raises NothingWritten, NotHers, WrongState, TextChanged.
    """
    current = _in_her_hands(work, mark, by)
    if not text.strip():
        raise NothingWritten("expected the translation")
    version = TextVersion.objects.create(
        translation=current,
        source=current.request.source,
        number=current.versions.count() + 1,
        text=text.strip(),
        by_id=by.pk,
        written_on=local_day(at),
    )
    transition(current, to=TextStatus.DELIVERED, at=at, draft=text.strip())
    audit.record(by, "language_access.text_delivered", current, at=at)
    readers = readers_for(current, on=local_day(at))
    if readers:
        queue(TEXT_TO_READ, current, to=readers[0].person, on=local_day(at))
    else:
        queue(TEXT_TO_LOOK_AT, current, on=local_day(at))
    return version


def _to_read(work: DocumentTranslation, number: int, by: User, at: datetime) -> TextVersion:
    """The version that waits for its second reader, its work held. Raises NotHers, WrongState."""
    rows = DocumentTranslation.objects.select_for_update(of=("self",))
    current = rows.get(pk=work.pk)
    version = TextVersion.objects.filter(translation=current).last()
    is_this_one = version is not None and version.number == number
    if version is None or not is_this_one or current.status != TextStatus.DELIVERED:
        raise WrongState(current, current.status, TextStatus.APPROVED)
    if version.by_id == by.pk or not is_reader(current, by, on=local_day(at)):
        raise NotHers(f"{by.pk} does not read {current.pk}")
    return version


def _judge(
    version: TextVersion, verdict: Verdict, remarks: str, by: User, at: datetime
) -> DocumentTranslation:
    version.verdict, version.remarks = verdict, remarks.strip()
    version.read_by_id, version.read_on = by.pk, local_day(at)
    version.save(update_fields=["verdict", "remarks", "read_by_id", "read_on"])
    work = version.translation
    to = TextStatus.APPROVED if verdict == Verdict.APPROVED else TextStatus.SENT_BACK
    return transition(work, to=to, at=at)


@transaction.atomic
def approve_text(
    *, work: DocumentTranslation, number: int, remarks: str = "", by: User, at: datetime
) -> TextVersion:
    """A second person stands behind it; who asked is told. number: of the version she read.

    Raises NotHers for who wrote it or does not write both languages, and WrongState when another was first.
    """
    version = _to_read(work, number, by, at)
    current = _judge(version, Verdict.APPROVED, remarks, by, at)
    audit.record(by, "language_access.text_approved", current, at=at)
    source = version.source
    length = Length(source.words, source.characters)
    about, on = about_document(current), local_day(at)
    count_delivered(about, length, wanted_on=current.wanted_on, on=on)
    asker = User.objects.filter(pk__in=[current.request.asked_by_id], is_active=True).first()
    if asker:
        queue(TEXT_HERE, current, to=asker, on=on)
    return version


@transaction.atomic
def send_text_back(
    *, work: DocumentTranslation, number: int, remarks: str, by: User, at: datetime
) -> TextVersion:
    """The second reader says what has to be written otherwise. Raises NothingWritten without words, and as `approve_text`."""
    version = _to_read(work, number, by, at)
    if not remarks.strip():
        raise NothingWritten("expected what has to be changed")
    current = _judge(version, Verdict.SENT_BACK, remarks, by, at)
    audit.record(by, "language_access.text_sent_back", current, at=at)
    if current.translator:
        queue(TEXT_FOR_YOU, current, to=current.translator, on=local_day(at))
    else:
        transition(current, to=TextStatus.WAITING, at=at)
        queue(TEXT_TO_LOOK_AT, current, on=local_day(at))
    return version


@transaction.atomic
def publish_text(
    *, work: DocumentTranslation, url: str = "", by: User, at: datetime
) -> TextVersion:
    """It is out. Where it is a vital document, the plan's table says so, of the version it was made from.

    Raises WrongState.
    """
    transition(work, to=TextStatus.PUBLISHED, at=at)
    version = TextVersion.objects.filter(translation=work, verdict=Verdict.APPROVED).latest(
        "number"
    )
    version.published_on, version.url = local_day(at), url
    version.save(update_fields=["published_on", "url"])
    _note(version, url, by, at)
    audit.record(by, "language_access.text_published", work, at=at)
    count(kind=PUBLISHED, on=local_day(at), **about_document(work))
    return version


def _note(version: TextVersion, url: str, by: User, at: datetime) -> None:
    """A vital document that was withdrawn meanwhile is left as it is."""
    request, of_version = version.translation.request, version.source.document_version
    if request.document is None or of_version is None:
        return
    try:
        note_translation(
            document=request.document,
            language=version.translation.language,
            status=TranslationState.REVIEWED,
            of_version=of_version,
            url=url,
            by=by,
            at=at,
        )
    except Withdrawn:
        return
