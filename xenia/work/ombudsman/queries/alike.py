"""Complaints that may belong together. Nobody's words are compared: only what it is about, and when it came."""

from datetime import timedelta
from typing import Final

from django.db.models import QuerySet

from xenia.work.ombudsman.models import Complaint
from xenia.work.ombudsman.models.complaint import Kind, Status

# Days before or after in which the same may have come twice.
TWICE_WITHIN: Final = 14
# Days in which somebody may be punished for what she said before.
PUNISHED_WITHIN: Final = 365
MOST: Final = 6


def came_twice(complaint: Complaint) -> list[Complaint]:
    """Complaints about the same department and kind within two weeks, the nearest first. A colleague decides."""
    if complaint.department_id is None or complaint.follows_id is not None:
        return []
    span = timedelta(days=TWICE_WITHIN)
    rows = _others(complaint).filter(
        kind=complaint.kind,
        filed_on__range=(complaint.filed_on - span, complaint.filed_on + span),
    )
    found = rows.exclude(follows=complaint)[: MOST * 4]
    return sorted(found, key=lambda one: (abs(one.filed_on - complaint.filed_on), one.pk))[:MOST]


def punished_for(complaint: Complaint) -> list[Complaint]:
    """Where somebody says that she was punished: what was said about this department in the year before."""
    if complaint.kind != Kind.RETALIATION or complaint.follows_id or not complaint.department_id:
        return []
    since = complaint.filed_on - timedelta(days=PUNISHED_WITHIN)
    rows = _others(complaint).exclude(kind=Kind.RETALIATION)
    return list(
        rows.filter(filed_on__range=(since, complaint.filed_on)).order_by("-filed_on", "pk")[:MOST]
    )


def _others(complaint: Complaint) -> "QuerySet[Complaint]":
    rows: QuerySet[Complaint] = Complaint.objects.exclude(
        status__in=(Status.HELD, Status.DISCARDED)
    )
    rows = rows.filter(department=complaint.department_id).exclude(pk=complaint.pk)
    return rows.select_related("department")
