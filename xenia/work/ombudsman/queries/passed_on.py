"""What was passed on to the city, and where it goes."""

from typing import Any
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When

from xenia.work.ombudsman.models import CityServer, ServiceRequest


def city_server() -> CityServer | None:
    """The city's Open311 server, once an office named it."""
    return CityServer.objects.first()


def passed_on() -> "QuerySet[Any]":
    """What was passed on, newest first; what the city did not take stands before all."""
    rows: QuerySet[Any] = ServiceRequest.objects.select_related("complaint")
    waits_for_us = When(status=ServiceRequest.Status.REFUSED, then=Value(0))
    return rows.order_by(Case(waits_for_us, default=Value(1)), "-made_on", "pk")


def not_taken() -> int:
    """How many requests a colleague must look at."""
    return int(ServiceRequest.objects.filter(status=ServiceRequest.Status.REFUSED).count())


def passed_on_of(complaint: UUID) -> ServiceRequest | None:
    """What a complaint became as a request to the city."""
    found: ServiceRequest | None = ServiceRequest.objects.filter(complaint=complaint).first()
    return found
