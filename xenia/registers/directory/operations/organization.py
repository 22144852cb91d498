"""Organisations come, change, close."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.operations.details import (
    Details,
    add_details,
    change_details,
    together,
)
from xenia.registers.directory.operations.history import note_change, note_changes, save_changes
from xenia.registers.directory.operations.listing import rebuild_listings


@transaction.atomic
def add_organization(
    *, by: User | None, at: datetime, details: Details | None = None, **fields: Any
) -> Organization:
    """Put an organisation or a city department into the directory.

    details: {"phones": [{"number": …}], "contacts": [{"name": …}]}
    """
    organization = Organization(**{"listed_on": local_day(at), **fields}, changed_at=at)
    organization.full_clean()
    organization.save(force_insert=True)
    add_details(organization, details or {}, at=at)
    note_changes(organization, fields, by=by, at=at, act="create")
    audit.record(by, "directory.organization_added", organization, at=at, fields=fields)
    return organization


@transaction.atomic
def change_organization(
    *,
    organization: Organization,
    fields: Mapping[str, Any],
    by: User | None,
    at: datetime,
    details: Details | None = None,
    seen: Mapping[str, Any] | None = None,
) -> list[str]:
    """Change what is said of an organisation; its services' listings follow. Raises ChangedMeanwhile."""
    changed = together(
        organization,
        lambda: save_changes(
            organization,
            fields=fields,
            by=by,
            at=at,
            action="directory.organization_changed",
            seen=seen,
        ),
        lambda: change_details(organization, details or {}, by=by, at=at, seen=seen),
    )
    if changed:
        _rebuild_services_of(organization, at)
    return changed


def close_organization(*, organization: Organization, by: User | None, at: datetime) -> None:
    """The organisation closed: its services are no longer shown. Raises WrongState when it was closed before."""
    change_organization_status(
        organization=organization, to=Organization.Status.CLOSED, by=by, at=at
    )


def reopen_organization(*, organization: Organization, by: User | None, at: datetime) -> None:
    """The organisation is back, or was closed by mistake. Raises WrongState when it is open."""
    change_organization_status(
        organization=organization, to=Organization.Status.ACTIVE, by=by, at=at
    )


@transaction.atomic
def change_organization_status(
    *, organization: Organization, to: str, by: User | None, at: datetime
) -> None:
    """An organisation closes or opens again. Raises WrongState when another was first."""
    before = organization.status
    transition(organization, to=to, at=at)
    note_change(organization, "status", before, to, by=by, at=at)
    act = "closed" if to == Organization.Status.CLOSED else "reopened"
    audit.record(by, f"directory.organization_{act}", organization, at=at, fields=["status"])
    _rebuild_services_of(organization, at)


def _rebuild_services_of(organization: Organization, at: datetime) -> None:
    ids = Service.objects.filter(organization=organization).values_list("pk", flat=True)
    rebuild_listings(list(ids), at=at)
