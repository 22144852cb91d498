"""Finding organisations for the staff list, and choosing one."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.queries.merges import absorbed_ids

CHOICES = 20


def organizations_wanted(
    words: str = "", kind: str = "", status: str = ""
) -> QuerySet[Organization]:
    """Organisations by name, each with `service_count`, its services that are not closed for good."""
    found = Organization.objects.annotate(
        service_count=Count("services", filter=~Q(services__status=Service.Status.DEFUNCT))
    ).exclude(pk__in=absorbed_ids("organization"))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(alternate_name__icontains=words))
    if kind:
        found = found.filter(kind=kind)
    if status:
        found = found.filter(status=status)
    return found.order_by("name", "pk")


def organizations_to_choose(
    words: str, *, only: Iterable[UUID] | None = None
) -> list[Organization]:
    """At most 20 open organisations whose name has these words, by name. only: of these."""
    found = Organization.objects.filter(status=Organization.Status.ACTIVE)
    if only is not None:
        found = found.filter(pk__in=list(only))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(alternate_name__icontains=words))
    return list(found.order_by("name", "pk")[:CHOICES])


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Organisations' names by id."""
    return dict(Organization.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
