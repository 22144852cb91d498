"""Lindenport, grown: the sample city's listings repeated under other names until there are enough.

Run inside Django (`python -m benchmarks.grown_city SERVICES`), on the data folder named by XENIA_DATA.
"""

import os
import sys
from collections.abc import Iterator
from itertools import count, islice

BATCH = 1000


def main() -> int:
    """Grow the prepared sample city to the number of services given."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    django.setup()
    from xenia.registers.directory.models import Listing, Service
    from xenia.registers.directory.search.keeping import index_everything

    wanted = int(sys.argv[1])
    grown = _copies(
        list(Listing.objects.select_related("service")), wanted - Listing.objects.count()
    )
    while batch := list(islice(grown, BATCH)):
        Service.objects.bulk_create(listing.service for listing in batch)
        Listing.objects.bulk_create(batch)
    index_everything()
    return 0


def _copies(originals: "list[object]", missing: int) -> "Iterator[object]":
    from xenia.ground.common.ids import new_id
    from xenia.registers.directory.models import Listing, Service

    for number in islice(count(), max(0, missing)):
        original = originals[number % len(originals)]
        assert isinstance(original, Listing)
        service = original.service
        copy = Service(
            pk=new_id(),
            organization_id=service.organization_id,
            name=f"{service.name}, group {number}",
            description=service.description,
            assured_date=service.assured_date,
        )
        document = original.document | {
            "id": str(copy.pk),
            "name": {tag: f"{text} {number}" for tag, text in original.document["name"].items()},
        }
        yield Listing(service=copy, document=document, is_public=True, built_at=original.built_at)


if __name__ == "__main__":
    raise SystemExit(main())
