"""Finding places for the staff list, and choosing one. A confidential place is found by those who edit it alone."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Address, Location, Organization, Service
from xenia.registers.directory.queries.merges import absorbed_ids

CHOICES = 20


def locations_seen_by(user: User) -> QuerySet[Location]:
    """The places a person may know of: all that are not confidential, and those she may edit."""
    found = Location.objects.all()
    if user.may("directory.edit"):
        return found
    own = [one for one in user.organizations() if user.may("directory.edit", organization=one)]
    secret = Address.objects.filter(location=OuterRef("pk"), is_confidential=True)
    return found.filter(Q(Q(is_confidential=False), ~Exists(secret)) | Q(organization__in=own))


def locations_wanted(user: User, *, words: str = "", unused: bool = False) -> QuerySet[Location]:
    """Places by name with their addresses and `service_count`."""
    found = locations_seen_by(user).exclude(pk__in=absorbed_ids("location"))
    found = found.annotate(service_count=Count("services_here"))
    if words:
        found = found.filter(named(words))
    if unused:
        found = found.filter(service_count=0)
    addresses = Address.objects.filter(address_type=Address.Type.PHYSICAL)
    return (
        found.select_related("organization")
        .prefetch_related(Prefetch("addresses", addresses))
        .order_by("name", "pk")
    )


def named(words: str) -> Q:
    """Places with these words in their name, street or ZIP code."""
    at_address = Address.objects.filter(
        Q(address_1__icontains=words) | Q(postal_code__startswith=words), location=OuterRef("pk")
    )
    return Q(name__icontains=words) | Q(alternate_name__icontains=words) | Q(Exists(at_address))


def places_to_choose(user: User, service: Service, *, words: str) -> list[Location]:
    """At most 20 places a service could be given at too: its organisation's own, or those with these words."""
    found = locations_wanted(user, words=words).exclude(services_here__service=service)
    if not words:
        found = found.filter(organization=service.organization)
    return list(found[:CHOICES])


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Places' names by id."""
    return dict(Location.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def places_of(organization: Organization, user: User) -> list[Location]:
    """An organisation's places this person may know of."""
    return list(locations_wanted(user).filter(organization=organization))
