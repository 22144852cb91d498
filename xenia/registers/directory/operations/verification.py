"""Entries are confirmed: from the desk, or by the organisation itself."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations import record as count
from xenia.ground.reference.office import office_facts
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.operations.history import save_changes
from xenia.registers.directory.operations.listing import listings_rebuilt_together, rebuild_listings
from xenia.registers.directory.queries.verification import Entry, entries_of


@transaction.atomic
def confirm_entry(*, entry: Entry, by: User | None, at: datetime, assurer: str = "") -> bool:
    """Somebody asked, and everything said of the entry is still right: it counts as confirmed today.

    assurer: the organisation's address it was asked at; else the office itself answers for it. Whether this was news: a second confirmation on the same day changes nothing.
    """
    today = local_day(at)
    name = "assured_date" if isinstance(entry, Service) else "verified_on"
    fields: dict[str, object] = {name: today}
    if isinstance(entry, Service):
        fields["assurer_email"] = assurer or office_facts().email
    kind = str(entry._meta.model_name)
    changed = save_changes(entry, fields=fields, by=by, at=at, action=f"directory.{kind}_confirmed")
    if name not in changed:
        return False
    owner = entry.pk if isinstance(entry, Organization) else entry.organization_id
    count(kind="directory.verified", on=today, provider=owner)
    if isinstance(entry, Service):
        rebuild_listings([entry.pk], at=at)
    return True


def confirm_service(*, service: Service, by: User | None, at: datetime) -> None:
    """Everything said of the service is still right: it counts as checked today."""
    confirm_entry(entry=service, by=by, at=at)


def confirm_entries(
    entries: Iterable[Entry], *, by: User | None, at: datetime, assurer: str = ""
) -> int:
    """Confirm several entries as one act. Returns how many were news."""
    with listings_rebuilt_together(at=at):
        done = [confirm_entry(entry=one, by=by, at=at, assurer=assurer) for one in entries]
    return sum(done)


def confirm_organization_entries(*, organization: Organization, by: User, at: datetime) -> int:
    """A colleague asked the organisation, and all its entries are still right. Returns how many were news."""
    return confirm_entries(entries_of(organization), by=by, at=at)
