"""What taxonomies of other hands say a service is about, in their own words."""

from collections.abc import Iterable
from uuid import UUID

from xenia.registers.directory.models import Attribute


def subjects_of(service_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The names of the terms of other taxonomies, by service, each once and in order of the name.

    A term that is one of Xenia's own is left out: it stands among the listing's `terms`.
    """
    found: dict[UUID, list[str]] = {}
    rows = Attribute.objects.filter(
        link_entity="service", link_id__in=list(service_ids), taxonomy_term__own_code=""
    ).order_by("taxonomy_term__name")
    for service_id, name in rows.values_list("link_id", "taxonomy_term__name").distinct():
        found.setdefault(service_id, []).append(name)
    return found
