"""An organisation answers by the link in its letter: still right, something changed, closed, or not me."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.ground.ledger.operations import record as count
from xenia.registers.directory.models import (
    Metadata,
    Organization,
    Service,
    VerificationAnswer,
    VerificationLink,
    VerificationRequest,
)
from xenia.registers.directory.operations.asking import end_request, hash_of
from xenia.registers.directory.operations.history import ChangedMeanwhile
from xenia.registers.directory.operations.listing import listings_rebuilt_together
from xenia.registers.directory.operations.proposals import propose
from xenia.registers.directory.operations.quality import find_at_once
from xenia.registers.directory.operations.undo import put_back
from xenia.registers.directory.operations.verification import confirm_entries
from xenia.registers.directory.queries.verification import Entry, address_of, entries_of

Status = VerificationRequest.Status
Answer = VerificationAnswer.Answer
# In these states a link still opens: nobody answered in time, or a later letter did not arrive.
ANSWERABLE = (Status.OPEN, Status.LAPSED, Status.UNREACHABLE)
# Where it stands that an entry was confirmed, and by whom.
_CONFIRMED_IN = ("verified_on", "assured_date", "assurer_email")
_CLOSED = {Organization: Organization.Status.CLOSED.value, Service: Service.Status.DEFUNCT.value}


class LinkEnded(Exception):
    """No request that can still be answered has this link."""


class AnsweredMeanwhile(Exception):
    """Somebody else at the organisation answered for this entry a moment ago."""


def request_behind(token: str, *, at: datetime, lock: bool = False) -> VerificationRequest:
    """The request a link belongs to. lock: inside a transaction, so that two who answer come one after the other.

    Raises LinkEnded.
    """
    link = VerificationLink.objects.filter(token_hash=hash_of(token))
    found = VerificationRequest.objects.filter(
        pk__in=link.values("request_id"), expires_on__gt=local_day(at)
    )
    if lock:
        found = found.select_for_update()
    request = found.first()
    if request is None or request.status not in (*ANSWERABLE, Status.ANSWERED):
        raise LinkEnded("no request that can be answered has this link")
    return request


def answers_of(request: VerificationRequest) -> dict[UUID, str]:
    """What was said so far, by entry."""
    return dict(request.answers.values_list("record_id", "answer"))


@transaction.atomic
def confirm_everything(*, token: str, at: datetime) -> int:
    """One click: all that has no answer yet is still right. Returns how many entries that were. Raises LinkEnded."""
    request = request_behind(token, at=at, lock=True)
    answered = answers_of(request)
    open_entries = [one for one in entries_of(request.organization) if one.pk not in answered]
    _confirm(request, open_entries, at)
    return len(open_entries)


@transaction.atomic
def confirm_one(*, token: str, entry: UUID, at: datetime) -> None:
    """One entry is still right. Raises LinkEnded, AnsweredMeanwhile."""
    request = request_behind(token, at=at, lock=True)
    _confirm(request, [_open_entry(request, entry)], at)


@transaction.atomic
def say_what_changed(
    *, token: str, entry: UUID, changes: Mapping[str, str], note: str, at: datetime
) -> None:
    """Something of an entry changed: a proposal waits for a colleague. Raises LinkEnded, AnsweredMeanwhile."""
    request = request_behind(token, at=at, lock=True)
    _unsay_right(request, at, entry=entry)
    found = _open_entry(request, entry)
    propose(record=found, changes=changes, origin="verification", by=None, note=note, at=at)
    _answer(request, [found], Answer.CHANGED, at)


@transaction.atomic
def say_closed(*, token: str, entry: UUID, note: str, at: datetime) -> None:
    """An entry closed. A colleague looks before it disappears: the link needs no account, so it closes nothing itself.

    Raises LinkEnded, AnsweredMeanwhile.
    """
    request = request_behind(token, at=at, lock=True)
    _unsay_right(request, at, entry=entry)
    found = _open_entry(request, entry)
    status = _CLOSED.get(type(found))
    changes = {"status": status} if status else {}
    propose(record=found, changes=changes, origin="verification", by=None, note=note, at=at)
    _answer(request, [found], Answer.CLOSED, at)


@transaction.atomic
def say_wrong_person(*, token: str, at: datetime) -> None:
    """The reader no longer works there: no more letters go to this address. Raises LinkEnded."""
    request = request_behind(token, at=at, lock=True)
    if request.status not in ANSWERABLE:
        raise LinkEnded("the request was answered")
    end_request(request, to=Status.WRONG_PERSON, by=None, at=at)
    request.links.all().delete()
    find_at_once("dead_email", {request.organization_id}, at=at)


@transaction.atomic
def take_back_right(*, token: str, at: datetime, entry: UUID | None = None) -> int:
    """Somebody pressed "still right" by mistake, for one entry or for all: they wait for an answer again.

    Each counts as confirmed on the day it did before, unless somebody confirmed it since. Returns how many were taken back. Raises
    LinkEnded.
    """
    return _unsay_right(request_behind(token, at=at, lock=True), at, entry=entry)


def _unsay_right(request: VerificationRequest, at: datetime, *, entry: UUID | None) -> int:
    said = request.answers.filter(answer=Answer.RIGHT)
    answers = list(said if entry is None else said.filter(record_id=entry))
    if not answers:
        return 0
    with listings_rebuilt_together(at=at):
        for one in answers:
            _take_day_back(one, request.organization_id, at)
            one.delete()
    audit.record(None, "directory.verification_taken_back", request, at=at)
    is_asked_anew = request.organization.verification_requests.filter(status=Status.OPEN).exists()
    if request.status == Status.ANSWERED and not is_asked_anew:
        transition(request, to=Status.OPEN, at=at, ended_on=None)
    return len(answers)


def _take_day_back(answer: VerificationAnswer, owner: UUID, at: datetime) -> None:
    """The entry is confirmed as of the day before this answer."""
    said = Metadata.objects.filter(
        resource_id=answer.record_id,
        field_name__in=_CONFIRMED_IN,
        last_action_type="update",
        last_action_date=answer.answered_at,
    )
    for line in said:
        # Whoever confirmed it since, from the desk, did not press by mistake.
        with suppress(ChangedMeanwhile):
            put_back(change=line, by=None, at=at)
    count(kind="directory.verified_by_mistake", on=local_day(at), provider=owner)


def _open_entry(request: VerificationRequest, pk: UUID) -> Entry:
    found = next((one for one in entries_of(request.organization) if one.pk == pk), None)
    if found is None or request.answers.filter(record_id=pk).exists():
        raise AnsweredMeanwhile(f"entry {pk} has its answer, or is no entry any more")
    return found


def _confirm(request: VerificationRequest, entries: Iterable[Entry], at: datetime) -> None:
    chosen = list(entries)
    hidden = request.organization.email_is_confidential
    assurer = "" if hidden else address_of(request.organization)
    confirm_entries(chosen, by=None, at=at, assurer=assurer)
    _answer(request, chosen, Answer.RIGHT, at)


def _answer(
    request: VerificationRequest, entries: Iterable[Entry], answer: str, at: datetime
) -> None:
    """Note the answers; with the last one the request is answered."""
    VerificationAnswer.objects.bulk_create(
        VerificationAnswer(
            request=request,
            record_type=str(one._meta.model_name),
            record_id=one.pk,
            answer=answer,
            answered_at=at,
        )
        for one in entries
    )
    audit.record(None, f"directory.verification_said_{answer}", request, at=at)
    answered = answers_of(request)
    if request.status in ANSWERABLE and all(
        one.pk in answered for one in entries_of(request.organization)
    ):
        end_request(request, to=Status.ANSWERED, by=None, at=at)
