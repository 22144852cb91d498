"""Lindenport, grown: the sample city's listings repeated under other names until there are enough.

Run inside Django (`python -m benchmarks.grown_city SERVICES`), on the data folder named by XENIA_DATA.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xenia.registers.directory.models import Listing, ServiceRecord

BATCH = 1000


def main() -> int:
    """Grow the prepared sample city to the number of services given."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xenia.config.settings.sample")
    django.setup()
    from xenia.registers.directory.models import Listing, Service, ServiceRecord
    from xenia.registers.directory.search.keeping import index_everything

    wanted = int(sys.argv[1])
    grown = _copies(
        list(Listing.objects.select_related("service")), wanted - Listing.objects.count()
    )
    while batch := list(islice(grown, BATCH)):
        Service.objects.bulk_create(listing.service for listing in batch)
        Listing.objects.bulk_create(batch)
        ServiceRecord.objects.bulk_create(_records(batch))
    index_everything()
    return 0


def _copies(originals: "list[Listing]", missing: int) -> "Iterator[Listing]":
    from xenia.ground.common.ids import new_id
    from xenia.registers.directory.models import Listing, Service

    for number in islice(count(), max(0, missing)):
        original = originals[number % len(originals)]
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
        yield Listing(
            service=copy,
            document=document,
            is_public=True,
            built_at=original.built_at,
            needs_evidence=original.needs_evidence,
            legal_until=original.legal_until,
        )


def _records(copies: "Iterable[Listing]") -> "Iterator[ServiceRecord]":
    """The public records of copied listings: the sample city's own, in turn, under the copies' ids and names."""
    from xenia.registers.directory.models import ServiceRecord

    originals = list(ServiceRecord.objects.filter(is_public=True)[:100])
    for number, copy in enumerate(copies):
        original = originals[number % len(originals)]
        own = {"id": str(copy.pk), "name": copy.service.name}
        yield ServiceRecord(
            listing_id=copy.pk,
            organization_id=original.organization_id,
            is_public=True,
            modified_at=original.modified_at,
            mark=original.mark,
            brief=original.brief | own,
            record=original.record | own,
        )


if __name__ == "__main__":
    raise SystemExit(main())
