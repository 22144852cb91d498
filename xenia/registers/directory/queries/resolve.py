"""Which services the beginning of an id leads to today."""

from uuid import UUID

from xenia.registers.directory.models import Listing
from xenia.registers.directory.queries.merges import all_kept_instead, standing_merges


def services_between(first: UUID, last: UUID) -> list[UUID]:
    """The services residents see whose ids lie in a span, merged entries followed to the ones that were kept."""
    absorbed = standing_merges("service").filter(absorbed_id__gte=first, absorbed_id__lte=last)
    kept = all_kept_instead("service", absorbed.values_list("absorbed_id", flat=True))
    shown = Listing.objects.filter(is_public=True)
    own = shown.filter(pk__gte=first, pk__lte=last).values_list("pk", flat=True)
    followed = shown.filter(pk__in=set(kept.values())).values_list("pk", flat=True)
    return sorted({*own, *followed})
