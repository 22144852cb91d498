"""What the office told departments to change for everybody, and what they answered. All of it is public."""

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet

from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models import Complaint, Recommendation

# Days in which somebody is recognised by what she complained about.
REMEMBERED: Final = 365


def recommendations() -> Any:
    """Every recommendation with its department: those without an answer first, then the newest."""
    waits = Q(status=Recommendation.Status.MADE)
    found = Recommendation.objects.select_related("department").alias(waits=waits)
    return found.order_by("-waits", "-made_on", "pk")


def was_told(department: Organization, text: str, today: date) -> bool:
    """Whether a department was told the very same today: a form that was sent twice."""
    same = Recommendation.objects.filter(department=department, made_on=today, text=text.strip())
    return same.exists()


def remembered_about(department: Organization, today: date) -> "QuerySet[Complaint]":
    """The complaints about a department of the last year, whose words no recommendation to it repeats."""
    rows: QuerySet[Complaint] = Complaint.objects.let_in().filter(
        department=department, filed_on__gte=today - timedelta(days=REMEMBERED)
    )
    about = rows.select_related("department", "service", "place")
    return about.prefetch_related("words", "releases")
