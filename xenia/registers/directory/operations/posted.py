"""What listings show of closures and alerts: status and alert of the day, and what is posted with its days."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import state_of, texts_of
from xenia.registers.directory.hsds.fetching import fetched
from xenia.registers.directory.models import Location, Notice, Service
from xenia.registers.directory.queries.notices import alert_on, notices_over, status_on

Document = dict[str, Any]
Shown = dict[UUID, list[Document]]


def posted_over(services: Sequence[Service], *, on: date) -> Shown:
    """The notices of some services that hold on a day or later, as their listings carry them.

    services: with their places and the places' addresses. Nothing of a confidential place is in it.
    """
    found = [
        one
        for one in notices_over(service.pk for service in services)
        if one.ends_on is None or one.ends_on >= on
    ]
    if not found:
        return {}
    texts = texts_of(Notice, [one.pk for one in found])
    parts = {one.pk: _part(one, texts.get(one.pk, {}).get("words", {})) for one in found}
    return {
        service.pk: [parts[one.pk] for one in found if _is_over(one, service)]
        for service in services
    }


def with_posted(document: Document, posted: list[Document], *, on: date) -> Document:
    """A listing's document with what is posted. Its status and alert are those of the day."""
    whole = document | {
        "own_status": document["status"],
        "own_alert": document["alert"],
        "notices": posted,
    }
    return whole | {"status": status_on(whole, on), "alert": alert_on(whole, on)}


def _is_over(notice: Notice, service: Service) -> bool:
    if notice.service_id:
        return notice.service_id == service.pk
    if notice.organization_id:
        return notice.organization_id == service.organization_id
    open_places = {
        one.location_id for one in fetched(service, "places") if not _is_secret(one.location)
    }
    return notice.location_id in open_places


def _is_secret(place: Location) -> bool:
    return place.is_confidential or any(one.is_confidential for one in fetched(place, "addresses"))


def _part(notice: Notice, texts: dict[str, TranslatedText]) -> Document:
    words = {"en": notice.words} if notice.words else {}
    words |= {
        tag: row.text for tag, row in texts.items() if state_of(row, notice.words) == "reviewed"
    }
    return {
        "id": str(notice.pk),
        "kind": notice.kind,
        "from": notice.starts_on.isoformat(),
        "to": notice.ends_on.isoformat() if notice.ends_on else "",
        "words": words,
        "place": str(notice.location_id) if notice.location_id else "",
    }
