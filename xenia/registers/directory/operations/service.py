"""Services come, change, are translated, close."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.ground.ledger.operations import record as count
from xenia.ground.notifications.operations import queue
from xenia.ground.translations.operations import write_translations
from xenia.registers.directory.models import (
    Attribute,
    Location,
    Organization,
    Service,
    TaxonomyTerm,
)
from xenia.registers.directory.operations.details import (
    Details,
    add_details,
    change_details,
    together,
)
from xenia.registers.directory.operations.history import (
    ChangedMeanwhile,
    note_change,
    note_changes,
    save_changes,
)
from xenia.registers.directory.operations.listing import rebuild_listings
from xenia.registers.directory.queries.service import terms_of


@transaction.atomic
def add_service(
    *,
    organization: Organization,
    by: User | None,
    at: datetime,
    locations: Iterable[Location] = (),
    terms: Iterable[str] = (),
    details: Details | None = None,
    translations: Mapping[str, Mapping[str, str]] | None = None,
    **fields: Any,
) -> Service:
    """Put a service into the directory, with its places, terms, hours, phones and languages.

    terms: codes of Xenia's taxonomy. details: as for `describe_service_details`.
    """
    service = Service(
        organization=organization, **{"listed_on": local_day(at), **fields}, last_modified=at
    )
    service.full_clean()
    service.save(force_insert=True)
    for location in locations:
        service.places.create(location=location)
    _class_under(service, terms)
    add_details(service, details or {}, at=at)
    write_translations(record=service, texts=translations or {}, by=by, at=at)
    note_changes(service, fields, by=by, at=at, act="create")
    audit.record(by, "directory.service_added", service, at=at, fields=fields)
    count(kind="directory.service_added", on=local_day(at), provider=organization.pk)
    rebuild_listings([service.pk], at=at)
    return service


@transaction.atomic
def change_service(
    *,
    service: Service,
    fields: Mapping[str, Any],
    by: User | None,
    at: datetime,
    terms: Iterable[str] | None = None,
    details: Details | None = None,
    seen: Mapping[str, Any] | None = None,
) -> list[str]:
    """Change what is said of a service; each field's old and new value stay readable. Returns what changed.

    details: as for `describe_service_details`. seen: what the person had before her: field values, "terms", and the
    rows of each detail. Raises ChangedMeanwhile, naming everything somebody else changed since; nothing is saved.
    """
    changed = together(
        service,
        lambda: save_changes(
            service, fields=fields, by=by, at=at, action="directory.service_changed", seen=seen
        ),
        lambda: [] if terms is None else _change_terms(service, list(terms), by, at, seen),
        lambda: change_details(service, details or {}, by=by, at=at, seen=seen),
    )
    if changed:
        rebuild_listings([service.pk], at=at)
    return changed


def _change_terms(
    service: Service,
    terms: list[str],
    by: User | None,
    at: datetime,
    seen: Mapping[str, Any] | None,
) -> list[str]:
    before = terms_of(service)
    if set(terms) == set(before):
        return []
    if seen is not None and set(before) != set(seen.get("terms", ())):
        raise ChangedMeanwhile(service, ["terms"])
    _class_under(service, terms)
    note_change(service, "terms", ",".join(sorted(before)), ",".join(sorted(terms)), by=by, at=at)
    audit.record(by, "directory.service_classed", service, at=at, fields=["terms"])
    return ["terms"]


@transaction.atomic
def move_service(*, service: Service, to: Organization, by: User | None, at: datetime) -> list[str]:
    """Another organisation gives the service from now on; its places stay. Returns what changed."""
    changed = save_changes(
        service, fields={"organization": to}, by=by, at=at, action="directory.service_moved"
    )
    if changed:
        rebuild_listings([service.pk], at=at)
    return changed


@transaction.atomic
def change_service_status(*, service: Service, to: str, by: User | None, at: datetime) -> Service:
    """Close a service for a time or for good, or open it again. Raises WrongState when another was first."""
    before = service.status
    transition(service, to=to, at=at, last_modified=at)
    note_changes(Service(pk=service.pk, status=before), {"status": to}, by=by, at=at)
    audit.record(by, "directory.service_status_changed", service, at=at, fields=["status"])
    if to == Service.Status.DEFUNCT:
        count(kind="directory.service_closed", on=local_day(at), provider=service.organization_id)
        queue("directory.service_closed", service, on=local_day(at))
    rebuild_listings([service.pk], at=at)
    return service


@transaction.atomic
def describe_service_details(
    *, service: Service, details: Details, by: User | None, at: datetime
) -> None:
    """Make a service's phones, schedules, languages, capacities, papers or contacts what is given.

    details: {"phones": [{"number": …}], "schedules": […], "languages": [{"code": …}],
    "capacities": [{"unit": "seats", "available": 4}], "required_documents": [{"document": …}], "contacts": […]}
    Raises KeyError for another name.
    """
    if change_details(service, details, by=by, at=at):
        rebuild_listings([service.pk], at=at)


def _class_under(service: Service, terms: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(terms))
    known = {term.own_code: term for term in TaxonomyTerm.objects.filter(own_code__in=wanted)}
    missing = [code for code in wanted if code not in known]
    if missing:
        raise ValueError(f"unknown taxonomy codes {missing}: load Xenia's taxonomy first")
    own = Attribute.objects.filter(link_entity="service", link_id=service.pk)
    own.exclude(taxonomy_term__own_code="").delete()
    Attribute.objects.bulk_create(
        Attribute(link_id=service.pk, link_entity="service", taxonomy_term=known[code])
        for code in wanted
    )
