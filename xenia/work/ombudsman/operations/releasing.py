"""She lets a department know something about her, and takes it back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from xenia.ground.accounts import audit
from xenia.ground.common.dates import local_day
from xenia.work.ombudsman.messages import SHE_LET_KNOW
from xenia.work.ombudsman.models import Complaint, Release
from xenia.work.ombudsman.models.complaint import Kind, Level
from xenia.work.ombudsman.operations.telling import tell_handler
from xenia.work.ombudsman.operations.thread import hold

LONGEST_DAYS = 90


class NotToThem(Exception):
    """The department must not learn who she is: she stays unknown, no department is named, or it punished her."""


def may_release(complaint: Complaint) -> bool:
    """Whether she may let the department know something about her."""
    return (
        complaint.department_id is not None
        and complaint.level != Level.ANONYMOUS
        and complaint.kind != Kind.RETALIATION
        and not complaint.is_ended
    )


@transaction.atomic
def release(*, complaint: Complaint, field: str, value: str, days: int, at: datetime) -> Release:
    """The department reads one thing about her from now on, for a time. What it read of this before is replaced.

    Whoever works on the complaint is told that she did, and not what. days: at most `LONGEST_DAYS`. Raises NotToThem.
    """
    current = hold(complaint)
    department = current.department
    if department is None or not may_release(current):
        raise NotToThem(f"complaint {current.pk} lets no department know anything")
    if not 1 <= days <= LONGEST_DAYS or not value.strip():
        raise ValueError(f"expected a value and 1 to {LONGEST_DAYS} days, got {days}")
    for before in _given(current).filter(department=department, field=field):
        _end(before, at)
    given: Release = Release.objects.create(
        subject_id=current.subject_id,
        complaint=current,
        department=department,
        field=Release.Field(field).value,
        value=value.strip(),
        given_on=local_day(at),
        until=local_day(at) + timedelta(days=days),
    )
    audit.record(None, "ombudsman.released", current, at=at, fields=[field])
    tell_handler(SHE_LET_KNOW, current, at)
    return given


@transaction.atomic
def withdraw_release(*, complaint: Complaint, field: str, at: datetime) -> None:
    """The department does not read it any more, from this moment; what it had read is kept by nobody."""
    current = hold(complaint)
    for given in _given(current).filter(field=field):
        _end(given, at)
        audit.record(None, "ombudsman.release_withdrawn", current, at=at, fields=[field])


def end_releases(complaint: Complaint, at: datetime) -> None:
    """No department reads anything about her any more, in the caller's transaction, which holds the complaint's row."""
    for given in _given(complaint):
        _end(given, at)
        audit.record(None, "ombudsman.release_ended", complaint, at=at, fields=[given.field])


def _given(complaint: Complaint) -> "QuerySet[Release]":
    rows: QuerySet[Release] = Release.objects.filter(complaint_id=complaint.pk, withdrawn_on=None)
    return rows


def _end(given: Release, at: datetime) -> None:
    given.value, given.withdrawn_on = "", local_day(at)
    given.save(update_fields=["value", "withdrawn_on"])
