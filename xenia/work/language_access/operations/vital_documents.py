"""Vital documents are added, change, are translated, and are withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.languages import language as known_language
from xenia.ground.ledger.operations import record as count
from xenia.ground.translations.models import source_hash
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import DocumentLanguage, VitalDocument
from xenia.work.language_access.models.counting import COUNTED_HERE
from xenia.work.language_access.models.vital_document import TranslationState
from xenia.work.language_access.operations.plans import refuse_crossed
from xenia.work.language_access.plan_kinds import DOCUMENT


class SameTitle(ValueError):
    """The department has a document of this title."""


class Withdrawn(Exception):
    """Somebody withdrew this document before."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is said of a document. source_text: the words themselves, of which only the mark is kept."""

    title: str
    purpose: str
    source_url: str = ""
    source_text: str = ""
    published_where: str = ""


@transaction.atomic
def add_document(
    *, organization: Organization, paper: Paper, by: User | None, at: datetime
) -> VitalDocument:
    """A department names a paper people act on. Raises SameTitle."""
    document = VitalDocument(
        organization=organization,
        source_hash=_mark(paper),
        version_on=local_day(at),
        changed_at=at,
        **_fields(paper),
    )
    _save(document)
    audit.record(by, "language_access.document_added", document, at=at)
    return document


@transaction.atomic
def change_document(
    *,
    document: VitalDocument,
    paper: Paper,
    is_new_version: bool = False,
    mark: str = "",
    by: User | None,
    at: datetime,
) -> VitalDocument:
    """What we say of it is set right. Where the source changed, every translation is older than it from now on.

    is_new_version: the person says so; a text with another mark says so by itself.
    Raises Withdrawn, ChangedMeanwhile, SameTitle.
    """
    current = _held(document)
    refuse_crossed(current, mark)
    for name, value in _fields(paper).items():
        setattr(current, name, value)
    text = _mark(paper)
    if is_new_version or (text and current.source_hash and text != current.source_hash):
        current.version, current.version_on = current.version + 1, local_day(at)
    current.source_hash, current.changed_at = text or current.source_hash, at
    _save(current)
    audit.record(by, "language_access.document_changed", current, at=at)
    return current


def _fields(paper: Paper) -> dict[str, str]:
    return {
        name: getattr(paper, name) for name in ("title", "purpose", "source_url", "published_where")
    }


def _mark(paper: Paper) -> str:
    return source_hash(paper.source_text) if paper.source_text.strip() else ""


def _save(document: VitalDocument) -> None:
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError:
        raise SameTitle(f"organization {document.organization_id} has this title") from None


def _held(document: VitalDocument) -> VitalDocument:
    current: VitalDocument = VitalDocument.objects.select_for_update().get(pk=document.pk)
    if current.withdrawn_on is not None:
        raise Withdrawn(f"document {document.pk} was withdrawn before")
    return current


@transaction.atomic
def withdraw_document(*, document: VitalDocument, by: User | None, at: datetime) -> VitalDocument:
    """It is not handed out any more. Raises Withdrawn."""
    current = _held(document)
    current.withdrawn_on, current.changed_at = local_day(at), at
    current.save(update_fields=["withdrawn_on", "changed_at"])
    audit.record(by, "language_access.document_withdrawn", current, at=at)
    return current


@transaction.atomic
def note_translation(
    *,
    document: VitalDocument,
    language: str,
    status: str,
    of_version: int | None = None,
    url: str = "",
    by: User | None,
    at: datetime,
) -> DocumentLanguage | None:
    """How a document stands in a language: draft, reviewed, or missing (then nothing is kept of it; None).

    of_version: which version of the source was translated; None means the newest. Counts each reviewed translation of
    a version once, under the department. Raises Withdrawn, UnknownLanguage, and ValueError for another version or status.
    """
    current, tag = _held(document), known_language(language).code
    version = current.version if of_version is None else of_version
    if not 1 <= version <= current.version or status not in NOTED:
        raise ValueError(f"version {version}, {status!r}: expected 1 to {current.version}, {NOTED}")
    before = current.languages.filter(language=tag).first()
    audit.record(by, "language_access.translation_noted", current, at=at, fields=[status])
    if status == TranslationState.MISSING:
        current.languages.filter(language=tag).delete()
        return None
    reviewed = TranslationState.REVIEWED
    is_counted = bool(before and before.status == reviewed and before.of_version >= version)
    if status == reviewed and not is_counted:
        on, department = local_day(at), current.organization_id
        count(kind=DOCUMENT, on=on, language=tag, department=department, method=COUNTED_HERE)
    said = {"status": status, "of_version": version, "url": url, "noted_on": local_day(at)}
    row, _is_new = DocumentLanguage.objects.update_or_create(
        document=current, language=tag, defaults=said
    )
    return row


NOTED = (TranslationState.MISSING, TranslationState.DRAFT, TranslationState.REVIEWED)
