"""Which remedies were agreed on a finding that holds no longer."""

from django.db.models import Q, QuerySet

from xenia.work.ombudsman.models import Complaint, Remedy
from xenia.work.ombudsman.models.complaint import Status


def fallen(complaint: Complaint) -> "QuerySet[Remedy]":
    """What nobody saw yet, and was agreed before it was found otherwise; while nothing new is agreed, all of it."""
    rows: QuerySet[Remedy] = complaint.remedies.filter(verified_on=None)
    if complaint.status not in (Status.FOUND, Status.REMEDY_AGREED):
        return rows.none()
    last_two = list(complaint.findings.order_by("-number")[:2])
    if len({one.outcome for one in last_two}) < 2:
        return rows.none()
    is_before = Q() if complaint.status == Status.FOUND else Q(agreed_on__lt=last_two[0].found_on)
    return rows.filter(is_before)
