"""What of the directory's rows may go out at all: the conditions every public record is made under."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from xenia.registers.directory.models import Address, Contact, Location, Phone, ServiceAtLocation

Row = TypeVar("Row", Phone, Contact)


def is_confidential(location: Location) -> bool:
    """Whether nothing may be said of a place but that it is there: one secret address is enough."""
    return location.is_confidential or any(
        address.is_confidential for address in location.addresses.all()
    )


def open_phones() -> QuerySet[Phone]:
    """Numbers that are nobody's secret: neither their own, nor a confidential person's or place's.

    The number of somebody who works at a confidential place leads there, whatever else the number hangs on.
    """
    known = _open_people().filter(pk=OuterRef("contact_id"))
    found = Phone.objects.filter(Q(contact=None) | Exists(known), is_confidential=False)
    return _outside_hidden_places(found).prefetch_related("languages")


def open_contacts() -> QuerySet[Contact]:
    """People their organisations name in public, with their numbers."""
    return _open_people().prefetch_related(Prefetch("phones", open_phones()))


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


def record_details() -> Iterable[str | Prefetch[str]]:
    """What a service's record needs fetched beside what its listing does."""
    return (
        Prefetch("contacts", open_contacts()),
        "cost_options",
        "funding",
        "additional_urls",
        *organization_details("organization__"),
    )


def organization_details(path: str = "") -> Iterable[str | Prefetch[str]]:
    """What hangs on an organisation, but for its phones."""
    return (
        Prefetch(f"{path}contacts", open_contacts()),
        f"{path}funding",
        f"{path}additional_websites",
        f"{path}organization_identifiers",
    )


def place_details() -> Iterable[str | Prefetch[str]]:
    """What a place of a service needs fetched beside what its listing does."""
    return (
        Prefetch("contacts", open_contacts()),
        Prefetch("location__contacts", open_contacts()),
    )


def location_details() -> Iterable[str | Prefetch[str]]:
    """All that hangs on a location."""
    return (
        Prefetch("phones", open_phones()),
        Prefetch("contacts", open_contacts()),
        "addresses",
        "accessibility",
        "languages",
        "schedules",
    )
