"""Reading the public records: as rows to filter, or as JSON text, one after the other, in constant memory.

Everything that leaves the house (API, export, feed, embed) reads here, so nothing that is not public can go with it.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db.models import Max, QuerySet, TextField
from django.db.models.functions import Cast

from xenia.registers.directory.models import OrganizationRecord, PlaceRecord, ServiceRecord

BATCH: Final = 200
Row = dict[str, Any]


def public_services() -> QuerySet[ServiceRecord]:
    """Every public service, in an order that stays: `.record` is everything, `.brief` its own fields."""
    return ServiceRecord.objects.filter(is_public=True).order_by("pk")


def public_organizations() -> QuerySet[OrganizationRecord]:
    """Every organisation that has a public service, in an order that stays."""
    return OrganizationRecord.objects.filter(is_public=True).order_by("pk")


def public_places() -> QuerySet[PlaceRecord]:
    """Every place of a public service, in an order that stays."""
    return PlaceRecord.objects.order_by("pk")


def last_change() -> datetime | None:
    """When any public record last said something new."""
    moments = [
        model._default_manager.aggregate(last=Max("modified_at"))["last"]
        for model in (ServiceRecord, OrganizationRecord)
    ]
    return max(filter(None, moments), default=None)


def as_text(column: str) -> Cast:
    """A record as the JSON text it is stored as: nothing is parsed to be written again."""
    return Cast(column, TextField())


def in_batches(records: QuerySet[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """All rows of a query over records, in the order of their ids, some at a time.

    records: of models, or `.values("pk", …)`. Each batch is a query of its own that begins after the last id: memory
    stays constant, and a slow reader holds no transaction open. A record that comes or goes meanwhile may be missed.
    """
    last: Any = None
    ordered = records.order_by("pk")
    while True:
        rest = ordered if last is None else ordered.filter(pk__gt=last)
        batch = list(islice(rest[:size], size))
        if not batch:
            return
        yield batch
        last = batch[-1]["pk"] if isinstance(batch[-1], dict) else batch[-1].pk
