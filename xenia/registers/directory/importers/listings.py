"""Which services residents must be shown anew after an import."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q

from xenia.ground.common.batches import batches
from xenia.registers.directory.importers.changes import Changes
from xenia.registers.directory.models import Attribute, Service

_BATCH = 300


def services_to_show_anew(changes: Changes) -> list[UUID]:
    """The services that came or changed, or whose organisation, places or details did.

    What hangs on a record that came just now came with it, so it is not looked for.
    """
    own = changes.of("service")
    found = own | changes.under("service_id")
    linked = changes.under("link_id") - own - changes.new
    linked |= set(_classed_under(changes.of("taxonomy_term") - changes.new))
    owners = changes.of("organization") | changes.under("organization_id") | linked
    places = changes.of("location") | changes.under("location_id") | linked
    phones = changes.under("phone_id")
    people = changes.under("contact_id")
    for ids, lookups in (
        (linked, ("pk__in",)),
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
            found |= set(_services(ids - changes.new, lookup))
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
