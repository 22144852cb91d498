"""What of the directory's rows may go out at all: the conditions every public record is made under."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from xenia.registers.directory.hsds.fetching import fetched, hang
from xenia.registers.directory.models import (
    Address,
    Contact,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    ServiceCapacity,
)

Row = TypeVar("Row", Phone, Contact)
_OF_A_SERVICE: Final = (
    "schedules",
    "languages",
    "required_documents",
    "service_areas",
    "cost_options",
    "funding",
    "additional_urls",
)


def is_confidential(location: Location) -> bool:
    """Whether nothing may be said of a place but that it is there: one secret address is enough."""
    return location.is_confidential or any(
        address.is_confidential for address in fetched(location, "addresses")
    )


def open_phones() -> QuerySet[Phone]:
    """Numbers that are nobody's secret: neither their own, nor a confidential person's or place's.

    The number of somebody who works at a confidential place leads there, whatever else the number hangs on.
    """
    known = _open_people().filter(pk=OuterRef("contact_id"))
    found = Phone.objects.filter(Q(contact=None) | Exists(known), is_confidential=False)
    return _outside_hidden_places(found)


def _open_people() -> QuerySet[Contact]:
    return _outside_hidden_places(Contact.objects.filter(is_confidential=False))


def _outside_hidden_places(found: QuerySet[Row]) -> QuerySet[Row]:
    secret = Address.objects.filter(location=OuterRef("pk"), is_confidential=True)
    hidden = Location.objects.filter(Q(is_confidential=True) | Exists(secret))
    there = ServiceAtLocation.objects.filter(pk=OuterRef("service_at_location_id"))
    return found.filter(
        ~Exists(hidden.filter(pk=OuterRef("location_id"))),
        ~Exists(there.filter(Exists(hidden.filter(pk=OuterRef("location_id"))))),
    )


def fetch_phones(records: Sequence[Any]) -> None:
    """The open numbers of some records, each with its languages."""
    hang(hang(records, "phones", open_phones()), "languages")


def _fetch_people(records: Sequence[Any]) -> None:
    """People their organisations name in public, with their numbers."""
    fetch_phones(hang(records, "contacts", _open_people()))


def fetch_services(services: Sequence[Service]) -> None:
    """All that hangs on some services, their organisations and their places, as far as it may go out."""
    fetch_phones(services)
    _fetch_people(services)
    for name in _OF_A_SERVICE:
        hang(services, name)
    hang(services, "capacities", ServiceCapacity.objects.select_related("unit"))
    fetch_organizations([one.organization for one in services if one.organization])
    places = hang(services, "places", ServiceAtLocation.objects.select_related("location"))
    fetch_phones(places)
    _fetch_people(places)
    for name in ("schedules", "service_areas"):
        hang(places, name)
    fetch_locations([one.location for one in places])


def fetch_organizations(organizations: Sequence[Organization]) -> None:
    """What hangs on some organisations, but for their places and programs."""
    fetch_phones(organizations)
    _fetch_people(organizations)
    for name in ("funding", "additional_websites", "organization_identifiers"):
        hang(organizations, name)


def fetch_locations(locations: Sequence[Location]) -> None:
    """All that hangs on some locations."""
    fetch_phones(locations)
    _fetch_people(locations)
    for name in ("addresses", "accessibility", "languages", "schedules"):
        hang(locations, name)
