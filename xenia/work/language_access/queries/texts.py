"""Translations in writing as lists: what an organization asked for, what the office gives out, what a translator has."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from xenia.ground.accounts.models import User
from xenia.work.language_access.models import (
    DocumentTranslation,
    MessageTranslation,
    TextVersion,
    TranslationRequest,
    VitalDocument,
)
from xenia.work.language_access.models.text_work import UNDER_WAY, WITH_A_TRANSLATOR, TextStatus
from xenia.work.language_access.queries.requests import ASK
from xenia.work.language_access.queries.text_people import reads

S = TextStatus
OPEN: Final = (*UNDER_WAY, S.DELIVERED)
STANDING: Final = (S.APPROVED, S.PUBLISHED)
TO_GIVE, RUNNING, LATE, DONE = "", "running", "late", "done"


@dataclass(frozen=True, slots=True)
class Line:
    """One language of a request: the work, its last text, the last one somebody approved."""

    work: DocumentTranslation
    last: TextVersion | None
    approved: TextVersion | None
    newest: int

    @property
    def is_stale(self) -> bool:
        """Whether what stands was made from an older source."""
        return self.approved is not None and self.approved.source.number < self.newest

    @property
    def is_late(self) -> bool:
        """Whether nothing is approved, and somebody has waited too long."""
        return self.work.status in OPEN and self.work.told_late_on is not None


def requests_for(user: User, *, is_over: bool) -> Any:
    """What somebody may see of requests: those with something open, or those where nothing is."""
    rows = TranslationRequest.objects.select_related("organization").prefetch_related(
        "translations"
    )
    if not user.may(ASK):
        rows = rows.filter(organization__in=user.organizations())
    is_open = Exists(DocumentTranslation.objects.filter(request=OuterRef("pk"), status__in=OPEN))
    return rows.exclude(is_open) if is_over else rows.filter(is_open)


def whole_request(pk: UUID) -> Any:
    """A request with everything a page of it shows; a few queries however many languages."""
    rows = TranslationRequest.objects.select_related("organization", "document")
    return rows.prefetch_related("sources", "translations__versions__source").filter(pk=pk)


def lines_of(request: TranslationRequest) -> list[Line]:
    """Its languages in the order of their tags."""
    newest = request.source.number
    works = sorted(request.translations.all(), key=lambda one: one.language)
    return [_line(work, newest) for work in works]


def _line(work: DocumentTranslation, newest: int) -> Line:
    versions = list(work.versions.all())
    approved = [one for one in versions if one.verdict == TextVersion.Verdict.APPROVED]
    return Line(
        work, versions[-1] if versions else None, approved[-1] if approved else None, newest
    )


def office_documents(view: str, today: date) -> Any:
    """Documents of a view of the office, the most urgent first."""
    chosen = {
        TO_GIVE: Q(status=S.WAITING),
        RUNNING: Q(status__in=(*WITH_A_TRANSLATOR, S.DELIVERED)),
        LATE: Q(status__in=OPEN, wanted_on__lt=today),
        DONE: Q(status__in=STANDING),
    }[view]
    rows = DocumentTranslation.objects.filter(chosen)
    return rows.select_related("request__organization", "translator")


def office_messages(view: str, today: date) -> Any:
    """Messages of a view: never their words. What is delivered lies in its own room."""
    chosen = {
        TO_GIVE: Q(status=S.WAITING),
        RUNNING: Q(status__in=WITH_A_TRANSLATOR),
        LATE: Q(status__in=UNDER_WAY, wanted_on__lt=today),
    }.get(view)
    if chosen is None:
        return MessageTranslation.objects.none()
    return (
        MessageTranslation.objects.filter(chosen).defer("translated").select_related("translator")
    )


def documents_with(user: User) -> Any:
    """What a translator is asked for, or has in hand."""
    rows = DocumentTranslation.objects.filter(status__in=WITH_A_TRANSLATOR, translator__user=user)
    return rows.select_related("request")


def messages_with(user: User) -> Any:
    """Messages a translator is asked for, or has in hand."""
    return MessageTranslation.objects.filter(status__in=(S.ASKED, S.TAKEN), translator__user=user)


def documents_to_read(user: User) -> Any:
    """Documents that wait for a second reader of these languages; not her own."""
    ways = Q(pk=None)
    for one, other in reads(user):
        ways |= Q(request__from_language=one, language=other)
        ways |= Q(request__from_language=other, language=one)
    rows = DocumentTranslation.objects.filter(ways, status=S.DELIVERED)
    return rows.exclude(translator__user=user).select_related("request")


def papers_of(organizations: Any) -> Any:
    """Vital documents that can be named in a request."""
    rows = VitalDocument.objects.standing().filter(organization__in=organizations)
    return rows.select_related("organization").order_by("organization__name", "title")


def message_states(ids: Any) -> dict[UUID, MessageTranslation]:
    """The newest translation of each of some messages, for the room they belong to."""
    rows = MessageTranslation.objects.filter(about_id__in=list(ids)).exclude(status=S.CANCELLED)
    return {one.about_id: one for one in rows.order_by("asked_on", "changed_at")}
