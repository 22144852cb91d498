"""What pictures there are of a complaint, without opening them."""

from typing import Any
from uuid import UUID

from xenia.work.ombudsman.models import Complaint, Evidence
from xenia.work.ombudsman.models.complaint import Kind
from xenia.work.ombudsman.queries.asked import department_asked


def evidence_of(complaint: Complaint) -> Any:
    """All pictures of a complaint but the covered copies; the copies of each as `copies`. The pictures stay where they lie."""
    return listed(complaint).filter(copy_of__isnull=True).prefetch_related("copies")


def own_evidence(complaint: Complaint) -> Any:
    """What she sent herself."""
    return listed(complaint).filter(copy_of__isnull=True, source=Evidence.From.HER)


def shown_to_departments(complaint: Complaint) -> Any:
    """The copies a colleague covered. Whoever is accused of having punished her sees none."""
    if complaint.kind == Kind.RETALIATION:
        return Evidence.objects.none()
    return listed(complaint).filter(is_redacted=True)


def listed(complaint: Complaint) -> Any:
    """Pictures by day, their content left in the database: one page does not fetch thirty of them."""
    return Evidence.objects.filter(complaint=complaint).defer("picture")


def department_shown(pk: UUID, **_more: object) -> UUID | None:
    """The department that may see a covered copy, by its address; None where no department was asked."""
    found = Evidence.objects.filter(pk=pk, is_redacted=True)
    complaint = found.values_list("complaint_id", flat=True).first()
    return department_asked(complaint) if complaint else None
