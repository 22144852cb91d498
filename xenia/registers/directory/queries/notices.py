"""Closures and alerts as a listing carries them: what holds on a day.

A page asks for its own day, so that a closure begins and ends on time even when the nightly round is late.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from xenia.registers.directory.models import Notice, Service
from xenia.registers.directory.models.record import Record

Document = Mapping[str, Any]
_CLOSED: Final = str(Service.Status.TEMPORARILY_CLOSED)


def notices_over(services: Iterable[UUID]) -> QuerySet[Notice]:
    """The posted notices some services stand under: their own, their organisations', their open places'."""
    ids = list(services)
    about = Q(service__in=ids) | Q(organization__services__in=ids)
    about |= Q(location__services_here__service__in=ids)
    found = Notice.objects.filter(about, status=Notice.Status.POSTED).distinct()
    return found.order_by("starts_on", "id")


def notices_of(record: Record) -> QuerySet[Notice]:
    """Everything ever posted about one record, newest first."""
    found = Notice.objects.filter(**{str(record._meta.model_name): record})
    return found.select_related("posted_by").order_by("-starts_on", "-posted_at")


def in_force(document: Document, on: date) -> list[dict[str, Any]]:
    """The notices of a listing that hold on a day."""
    day = on.isoformat()
    return [
        one
        for one in document.get("notices", ())
        if one["from"] <= day and (not one["to"] or day <= one["to"])
    ]


def is_closed_on(document: Document, on: date) -> bool:
    """Whether the whole service is closed for a time: it, its organisation, or every place it is given at."""
    if own_status(document) == _CLOSED:
        return True
    closures = [one for one in in_force(document, on) if one["kind"] == Notice.Kind.CLOSED]
    if any(not one["place"] for one in closures):
        return True
    places = {place.get("id", "") for place in document.get("places", ())}
    return bool(places) and places <= {one["place"] for one in closures}


def closed_until(document: Document, on: date) -> str:
    """The last day of what closes the service now, as 2026-11-30; "" when nobody knows."""
    if own_status(document) == _CLOSED:
        return ""
    closures = [one for one in in_force(document, on) if one["kind"] == Notice.Kind.CLOSED]
    whole = [one["to"] for one in closures if not one["place"]]
    ends = whole or [one["to"] for one in closures]
    if not ends or "" in ends:
        return ""
    return str(max(ends) if whole else min(ends))


def own_status(document: Document) -> str:
    """The status somebody gave the service itself, whatever is posted."""
    return str(document.get("own_status") or document.get("status") or "")


def status_on(document: Document, on: date) -> str:
    """The service's status on a day."""
    own = own_status(document)
    return _CLOSED if own == Service.Status.ACTIVE and is_closed_on(document, on) else own


def alert_on(document: Document, on: date) -> dict[str, str]:
    """Everything posted that holds on a day in one text, in the languages in which all of it may be shown."""
    own: dict[str, str] = document.get("own_alert", document.get("alert")) or {}
    said = [own, *(one["words"] for one in in_force(document, on))]
    parts = [texts for texts in said if texts]
    if not parts:
        return {}
    everywhere = set.intersection(*(set(texts) for texts in parts))
    order = [tag for tag in parts[0] if tag in everywhere]
    return {tag: " ".join(texts[tag] for texts in parts) for tag in order}
