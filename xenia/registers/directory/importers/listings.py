"""Which services residents must be shown anew after an import."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from xenia.ground.common.batches import batches
from xenia.registers.directory.importers.apply import Changes
from xenia.registers.directory.models import Attribute, Service

_BATCH = 300


def services_to_show_anew(changes: Changes) -> list[UUID]:
    """The services that came or changed, or whose organisation, places or details did."""
    found = set(changes.of("service")) | changes.under("service_id") | changes.under("link_id")
    found |= set(_classed_under(changes.of("taxonomy_term")))
    classed = changes.under("link_id") - changes.of("service")
    owners = changes.of("organization") | changes.under("organization_id") | classed
    places = changes.of("location") | changes.under("location_id") | classed
    phones = changes.under("phone_id")
    people = changes.under("contact_id")
    for ids, lookups in (
        (owners, ("organization__in",)),
        (places, ("places__location__in",)),
        (changes.under("service_at_location_id"), ("places__in",)),
        (
            phones,
            (
                "phones__in",
                "organization__phones__in",
                "places__location__phones__in",
                "places__phones__in",
            ),
        ),
        (
            people,
            (
                "contacts__in",
                "organization__contacts__in",
                "places__location__contacts__in",
                "places__contacts__in",
            ),
        ),
        (changes.of("program"), ("program__in",)),
        (changes.of("unit"), ("capacities__unit__in",)),
    ):
        for lookup in lookups:
            found |= set(_services(ids, lookup))
    return sorted(found)


def _classed_under(terms: set[UUID]) -> Iterator[UUID]:
    for batch in batches(terms, _BATCH):
        yield from Attribute.objects.filter(taxonomy_term__in=batch).values_list(
            "link_id", flat=True
        )


def _services(ids: set[UUID], lookup: str) -> Iterator[UUID]:
    for batch in batches(ids, _BATCH):
        yield from (
            Service.objects.filter(Q((lookup, batch))).order_by().values_list("pk", flat=True)
        )
