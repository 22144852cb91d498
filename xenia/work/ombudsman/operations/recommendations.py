"""The office recommends that a department changes something for everybody; the department says what it does."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import take_step
from xenia.ground.ledger import operations as ledger
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.ledger_kinds import RECOMMENDED as COUNTED
from xenia.work.ombudsman.messages import RECOMMENDATION_ANSWERED, RECOMMENDED
from xenia.work.ombudsman.models import Recommendation
from xenia.work.ombudsman.models.complaint import Kind
from xenia.work.ombudsman.operations.her_words import NamesSomebody, refuse_what_is_hers
from xenia.work.ombudsman.operations.telling import tell_colleague, tell_department
from xenia.work.ombudsman.operations.thread import NothingToSay
from xenia.work.ombudsman.operations.working.asking import NotTheirDepartment
from xenia.work.ombudsman.queries.people import HANDLE, REPLY
from xenia.work.ombudsman.queries.recommendations import remembered_about

Status = Recommendation.Status


class NoDay(ValueError):
    """It is not said until when it will be done, or the day is over."""


@transaction.atomic
def recommend(
    *,
    department: Organization,
    kind: str,
    text: str,
    names_nobody: bool,
    by: User,
    at: datetime,
) -> Recommendation:
    """A department should change something. Everybody reads it, so it names nobody who complained about the department.

    Raises NamesSomebody, QuotesHer, NamesHer, NothingToSay.
    """
    if not names_nobody:
        raise NamesSomebody("nobody said that the recommendation names nobody")
    if not text.strip():
        raise NothingToSay("expected what the department should change")
    for complaint in remembered_about(department, local_day(at)):
        refuse_what_is_hers(complaint, text)
    recommendation = Recommendation.objects.create(
        department=department,
        kind=Kind(kind).value,
        text=text.strip(),
        made_on=local_day(at),
        made_by_id=by.pk,
    )
    audit.record(by, "ombudsman.recommended", recommendation, at=at)
    _count(recommendation, at)
    tell_department(RECOMMENDED, recommendation, department, at)
    return recommendation


@transaction.atomic
def accept(
    *,
    recommendation: Recommendation,
    answer: str,
    due_on: date,
    version: int,
    by: User,
    at: datetime,
) -> Recommendation:
    """The department will do it, until a day. answer: its own words, for everybody; may be empty.

    Raises NoDay, NotTheirDepartment, Crossed, WrongState.
    """
    if due_on < local_day(at):
        raise NoDay(f"{due_on} is over: expected the day until which it will be done")
    said = {"answer": answer.strip(), "due_on": due_on, "answered_on": local_day(at)}
    return _answered(recommendation, Status.ACCEPTED, version, by, at, said)


@transaction.atomic
def decline(
    *, recommendation: Recommendation, answer: str, version: int, by: User, at: datetime
) -> Recommendation:
    """The department will not do it, and says why, for everybody.

    Raises NothingToSay, NotTheirDepartment, Crossed, WrongState.
    """
    if not answer.strip():
        raise NothingToSay("expected why the department does not do it")
    said = {"answer": answer.strip(), "due_on": None, "answered_on": local_day(at)}
    return _answered(recommendation, Status.DECLINED, version, by, at, said)


@transaction.atomic
def implement(
    *, recommendation: Recommendation, on: date, version: int, by: User, at: datetime
) -> Recommendation:
    """It is done. on: since when. Raises NoDay for a day that is not there yet, NotTheirDepartment, Crossed, WrongState."""
    if not recommendation.made_on <= on <= local_day(at):
        raise NoDay(f"{on}: expected a day from {recommendation.made_on} to today")
    return _answered(recommendation, Status.IMPLEMENTED, version, by, at, {"implemented_on": on})


def _answered(
    recommendation: Recommendation,
    to: str,
    version: int,
    by: User,
    at: datetime,
    said: dict[str, Any],
) -> Recommendation:
    """By the department itself, or by the office, which was told on paper or by phone."""
    theirs = by.may(REPLY, organization=recommendation.department_id)
    if not (theirs or by.may(HANDLE)):
        raise NotTheirDepartment(f"recommendation {recommendation.pk} is another department's")
    take_step(recommendation, to=to, at=at, version=version, by=by.pk, **said)
    audit.record(by, f"ombudsman.recommendation_{to}", recommendation, at=at)
    _count(recommendation, at)
    if recommendation.made_by_id != by.pk:
        tell_colleague(RECOMMENDATION_ANSWERED, recommendation, recommendation.made_by_id, at)
    return recommendation


def _count(recommendation: Recommendation, at: datetime) -> None:
    ledger.record(
        kind=COUNTED,
        on=local_day(at),
        department=recommendation.department_id,
        reason=recommendation.kind,
        outcome=recommendation.status,
    )
