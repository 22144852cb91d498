"""Which services residents must be shown anew after an import."""

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from django.db.models import Q

from xenia.registers.directory.importers.apply import Changes
from xenia.registers.directory.models import Service

_BATCH = 300


def services_to_show_anew(changes: Changes) -> list[UUID]:
    """The services that came or changed, or whose organisation, places or details did."""
    found = set(changes.of("service")) | changes.under("service_id") | changes.under("link_id")
    owners = changes.of("organization") | changes.under("organization_id")
    places = changes.of("location") | changes.under("location_id")
    phones = changes.under("phone_id")
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
        (changes.of("unit"), ("capacities__unit__in",)),
    ):
        for lookup in lookups:
            found |= set(_services(ids, lookup))
    return sorted(found)


def _services(ids: set[UUID], lookup: str) -> Iterator[UUID]:
    rest = iter(ids)
    while batch := list(islice(rest, _BATCH)):
        yield from (
            Service.objects.filter(Q((lookup, batch))).order_by().values_list("pk", flat=True)
        )
