"""What waits for a colleague in programs."""

from datetime import date

from django.db.models import F, QuerySet

from xenia.ground.accounts.models import User
from xenia.work.programs.models import CapacityLine, Enrolment, Offering
from xenia.work.programs.queries.shown import programs_of


def people_to_tell() -> QuerySet[Enrolment]:
    """Who does not know yet what became of her waiting; whose place is held, first."""
    rows: QuerySet[Enrolment] = Enrolment.objects.filter(is_told=False)
    return rows.select_related("client", "offering__program").order_by(
        F("answer_by").asc(nulls_last=True), "pk"
    )


def figures_not_said(user: User, today: date) -> QuerySet[CapacityLine]:
    """Months that are over and whose given places nobody wrote, in programs somebody runs; the oldest first."""
    rows = CapacityLine.objects.filter(
        offering__program__in=programs_of(user, "programs.run"),
        month__lt=today.replace(day=1),
        delivered__isnull=True,
        planned__gt=0,
    ).exclude(offering__status=Offering.Status.CANCELLED)
    return rows.select_related("offering__program").order_by("month", "pk")
