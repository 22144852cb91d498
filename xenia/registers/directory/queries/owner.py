"""Whose record it is: what the authorisation table asks about an address."""

from typing import Any
from uuid import UUID

from xenia.registers.directory.models import Address, Location, Metadata, Notice, Proposal, Service


def owner_of_service(pk: UUID, **_rest: Any) -> UUID | None:
    """The organisation that gives a service; None when there is none."""
    return Service.objects.filter(pk=pk).values_list("organization_id", flat=True).first()


def owner_of_organization(pk: UUID, **_rest: Any) -> UUID | None:
    """An organisation belongs to itself."""
    return pk


def owner_of_location(pk: UUID, **_rest: Any) -> UUID | None:
    """The organisation whose place it is; None when it is nobody's."""
    return Location.objects.filter(pk=pk).values_list("organization_id", flat=True).first()


def owner_of(record_type: str, pk: UUID) -> UUID | None:
    """The organisation a record of the directory belongs to; None for what has no owner."""
    if record_type == "address":
        return (
            Address.objects.filter(pk=pk)
            .values_list("location__organization_id", flat=True)
            .first()
        )
    owners = {
        "service": owner_of_service,
        "organization": owner_of_organization,
        "location": owner_of_location,
        "notice": owner_of_notice,
    }
    return owners[record_type](pk) if record_type in owners else None


def owner_of_change(pk: UUID, **_rest: Any) -> UUID | None:
    """The organisation whose record a line of history is about."""
    change = Metadata.objects.filter(pk=pk).values_list("resource_type", "resource_id").first()
    return owner_of(*change) if change else None


def owner_of_record(kind: str, pk: UUID, **_rest: Any) -> UUID | None:
    """The organisation of a record whose kind stands in the address."""
    return owner_of(kind, pk)


def owner_of_proposal(pk: UUID, **_rest: Any) -> UUID | None:
    """The organisation whose record a proposal is about."""
    return Proposal.objects.filter(pk=pk).values_list("organization_id", flat=True).first()


def owner_of_notice(pk: UUID, **_rest: Any) -> UUID | None:
    """The organisation whose service or place a notice is about, or that it is about itself."""
    found = Notice.objects.filter(pk=pk).select_related("service", "location").first()
    if found is None:
        return None
    about = found.service or found.location
    return about.organization_id if about else found.organization_id
