"""A paper comes in."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger import operations as ledger
from xenia.ground.vault.subjects import new_subject
from xenia.work.records.deadlines import answer_by
from xenia.work.records.ledger_kinds import RECEIVED
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import UNDECIDED

TRIES = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a paper, in the words of whoever took it in. due_on: None when it names no day."""

    kind: str
    judge_signed: str
    authority: str
    received_on: date
    due_on: date | None = None
    requester: str = ""
    contact: str = ""
    about: str = ""

    def deadline(self) -> tuple[date, int]:
        """When it is due, and by which calendar; 0 when the paper itself says."""
        if self.due_on:
            return self.due_on, 0
        counted = answer_by(self.kind, self.received_on)
        return counted.due_on, counted.calendar_version


@transaction.atomic
def receive_request(*, paper: Paper, by: User, at: datetime) -> RecordsRequest:
    """Enter a request for records; it gets the year's next number. Nothing is given out by this.

    Raises YearIsClosed when the year it came in takes no counts any more.
    """
    request = _numbered(paper, by, new_subject())
    audit.record(by, "records.received", request, at=at)
    ledger.record(kind=RECEIVED, on=paper.received_on, reason=paper.kind, mode=paper.judge_signed)
    return request


def _numbered(paper: Paper, by: User, subject: UUID) -> RecordsRequest:
    """The request under the next free number. Two at once: each gets its own."""
    due_on, version = paper.deadline()
    for attempt in range(TRIES):
        request = RecordsRequest(
            subject_id=subject,
            number=_next_number(paper.received_on.year),
            kind=paper.kind,
            judge_signed=paper.judge_signed,
            authority=paper.authority,
            requester=paper.requester,
            contact=paper.contact,
            about=paper.about,
            received_on=paper.received_on,
            received_by_id=by.pk,
            due_on=due_on,
            calendar_version=version,
        )
        try:
            with transaction.atomic():
                request.save(force_insert=True)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
        else:
            return request
    raise AssertionError("unreachable")


def _next_number(year: int) -> str:
    before = f"R-{year}-"
    taken = RecordsRequest.objects.filter(number__startswith=before)
    last = max(
        (int(one[len(before) :]) for one in taken.values_list("number", flat=True)), default=0
    )
    return f"{before}{last + 1:04d}"


@transaction.atomic
def describe_request(*, request: RecordsRequest, paper: Paper, by: User, at: datetime) -> list[str]:
    """Put right what was written down of a paper, before counsel decides. The names of what changed.

    The counts follow. The day it came stays. Raises WrongState after the decision, YearIsClosed.
    """
    current = RecordsRequest.objects.select_for_update().get(pk=request.pk)
    if current.status not in UNDECIDED:
        raise WrongState(current, current.status, current.status)
    due_on, version = paper.deadline()
    said = {
        "kind": paper.kind,
        "judge_signed": paper.judge_signed,
        "authority": paper.authority,
        "requester": paper.requester,
        "contact": paper.contact,
        "about": paper.about,
        "due_on": due_on,
        "calendar_version": version,
    }
    changed = [name for name, value in said.items() if getattr(current, name) != value]
    if not changed:
        return []
    _count_anew(current, paper)
    for name in changed:
        setattr(current, name, said[name])
        setattr(request, name, said[name])
    current.save(update_fields=changed)
    audit.record(by, "records.described", current, at=at, fields=changed)
    return changed


def _count_anew(current: RecordsRequest, paper: Paper) -> None:
    """Take back what was counted of the paper, and count it as it is."""
    if (current.kind, current.judge_signed) == (paper.kind, paper.judge_signed):
        return
    on = current.received_on
    ledger.record(kind=RECEIVED, on=on, quantity=-1, reason=current.kind, mode=current.judge_signed)
    ledger.record(kind=RECEIVED, on=on, reason=paper.kind, mode=paper.judge_signed)
