"""What the office told departments to change for everybody, and what they answered. All of it is public."""

from datetime import date
from typing import Any

from django.db.models import Q

from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.models import Recommendation


def recommendations() -> Any:
    """Every recommendation with its department: those without an answer first, then the newest."""
    waits = Q(status=Recommendation.Status.MADE)
    found = Recommendation.objects.select_related("department").alias(waits=waits)
    return found.order_by("-waits", "-made_on", "pk")


def was_told(department: Organization, text: str, today: date) -> bool:
    """Whether a department was told the very same today: a form that was sent twice."""
    same = Recommendation.objects.filter(department=department, made_on=today, text=text.strip())
    return same.exists()
