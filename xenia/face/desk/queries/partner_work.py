"""What stands open for one organization: referrals in its inbox, services to check, places in its programs."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from xenia.registers.directory.models import Service
from xenia.work.programs.models import Offering
from xenia.work.programs.models.enrolment import Status as Place
from xenia.work.referrals.models.choices import Status
from xenia.work.referrals.queries.sight import inbox

YEAR: Final = timedelta(days=365)
SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class InboxNow:
    """How many referrals wait for an answer, how many of them too long, and how many people are being helped."""

    to_answer: int
    late: int
    going_on: int


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """A service, and whether somebody should look whether it is still as written."""

    service: Service
    is_to_check: bool


def inbox_now(organization: UUID, today: date) -> InboxNow:
    """What an organization may see today, counted; nothing without an agreement."""
    sent, late = Q(status=Status.SENT), Q(status=Status.SENT, answer_by__lt=today)
    counted = (
        inbox([organization])
        .order_by()
        .aggregate(
            to_answer=Count("pk", filter=sent),
            late=Count("pk", filter=late),
            going_on=Count("pk", filter=~sent),
        )
    )
    return InboxNow(counted["to_answer"], counted["late"], counted["going_on"])


def services_now(organization: UUID, today: date) -> list[ServiceNow]:
    """Services that are given, those checked longest ago first."""
    rows = Service.objects.filter(organization=organization).exclude(status=Service.Status.DEFUNCT)
    ordered = rows.order_by("assured_date", "name", "pk")[:SHOWN]
    return [
        ServiceNow(one, one.assured_date is None or one.assured_date < today - YEAR)
        for one in ordered
    ]


def offerings_now(organization: UUID, today: date) -> list[Offering]:
    """Offerings that are planned or open, with how many people wait."""
    rows = Offering.objects.filter(
        program__organization=organization,
        status__in=(Offering.Status.PLANNED, Offering.Status.OPEN),
        ends_on__gte=today,
    )
    waiting = Count("enrolments", filter=Q(enrolments__status=Place.WAITING))
    ordered = rows.select_related("program").annotate(waiting=waiting)
    return list(ordered.order_by("begins_on", "program__name", "pk")[:SHOWN])
