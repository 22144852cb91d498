"""Colleagues take a question, hand it on, and forward it."""

from datetime import datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState, transition
from xenia.ground.notifications.operations import queue
from xenia.registers.directory.models import Organization
from xenia.work.enquiries.messages import FORWARDED_TO_YOU, HANDED_TO_YOU
from xenia.work.enquiries.models import Enquiry, Word
from xenia.work.enquiries.models.enquiry import Status
from xenia.work.enquiries.operations.thread import NotYours, add_words, in_her_hand, locked
from xenia.work.enquiries.queries.colleagues import colleague, may_answer, who_replies_for


class NobodyThere(Exception):
    """Nobody of this organization has a way into Xenia; call or write to it."""


@transaction.atomic
def take(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """A colleague takes a question up. Raises WrongState when another was first."""
    current = locked(enquiry)
    if current.status != Status.WAITING:
        raise WrongState(current, current.status, Status.TAKEN)
    transition(enquiry, to=Status.TAKEN, at=at, taken_by_id=by.pk, moved_on=local_day(at))
    audit.record(by, "enquiries.taken", enquiry, at=at)
    return enquiry


@transaction.atomic
def release(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """She lays it back for somebody else; the draft stays. Raises WrongState, NotYours."""
    in_her_hand(enquiry, by)
    transition(enquiry, to=Status.WAITING, at=at, taken_by_id=None, moved_on=local_day(at))
    audit.record(by, "enquiries.released", enquiry, at=at)
    return enquiry


@transaction.atomic
def hand_over(*, enquiry: Enquiry, to: User, by: User, at: datetime) -> Enquiry:
    """Another colleague goes on with it, also when the first one is away. She is told.

    Raises WrongState when nobody had taken it, NotYours when the other may not answer questions.
    """
    current = locked(enquiry)
    if current.status != Status.TAKEN:
        raise WrongState(current, current.status, Status.TAKEN)
    if not may_answer(to):
        raise NotYours(f"{to.pk} does not answer questions")
    current.taken_by_id = to.pk
    current.moved_on = local_day(at)
    current.save(update_fields=["taken_by_id", "moved_on"])
    audit.record(by, "enquiries.handed_over", current, at=at, fields=["taken_by_id"])
    if to.pk != by.pk:
        queue(HANDED_TO_YOU, current, to=to, on=local_day(at))
    return current


@transaction.atomic
def forward(*, enquiry: Enquiry, to: Organization, note: str, by: User, at: datetime) -> Enquiry:
    """A department or partner is asked for the answer. It sees the question and this note, not who asks.

    Raises WrongState, NotYours, NobodyThere.
    """
    in_her_hand(enquiry, by)
    people = who_replies_for(to.pk)
    if not people:
        raise NobodyThere(f"nobody answers for {to.pk}")
    transition(enquiry, to=Status.FORWARDED, at=at, forwarded_to=to, moved_on=local_day(at))
    add_words(enquiry, kind=Word.Kind.FORWARD, english=note, by=by, at=at)
    audit.record(by, "enquiries.forwarded", enquiry, at=at, fields=["forwarded_to"])
    for person in people:
        queue(FORWARDED_TO_YOU, enquiry, to=person, on=local_day(at))
    return enquiry


@transaction.atomic
def take_back(*, enquiry: Enquiry, by: User, at: datetime) -> Enquiry:
    """We no longer wait for the other organization; from now on it sees nothing of it. Raises WrongState."""
    current = locked(enquiry)
    if current.status != Status.FORWARDED:
        raise WrongState(current, current.status, Status.TAKEN)
    transition(
        enquiry,
        to=Status.TAKEN,
        at=at,
        forwarded_to=None,
        taken_by_id=by.pk,
        moved_on=local_day(at),
    )
    audit.record(by, "enquiries.taken_back", enquiry, at=at, fields=["forwarded_to"])
    return enquiry


@transaction.atomic
def reply_for_organization(*, enquiry: Enquiry, text: str, by: User, at: datetime) -> Enquiry:
    """The other organization says what it knows. The colleague who asked it is told, and answers in the asker's language.

    Raises WrongState when it was answered or taken back meanwhile, NotYours when it lies with another organization.
    """
    current = locked(enquiry)
    if current.status != Status.FORWARDED:
        raise WrongState(current, current.status, Status.TAKEN)
    if not by.may("enquiries.reply", organization=current.forwarded_to_id):
        raise NotYours(f"enquiry {current.pk} lies with another organization")
    add_words(current, kind=Word.Kind.FORWARD_ANSWER, english=text, by=by, at=at)
    transition(enquiry, to=Status.TAKEN, at=at, forwarded_to=None, moved_on=local_day(at))
    audit.record(by, "enquiries.replied", enquiry, at=at)
    if asked_by := colleague(current.taken_by_id):
        queue(HANDED_TO_YOU, enquiry, to=asked_by, on=local_day(at))
    return enquiry
