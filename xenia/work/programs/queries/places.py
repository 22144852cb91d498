"""How many places nobody holds. Kinds of place are never added together."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import F, Sum

from xenia.ground.common.dates import local_day, now
from xenia.registers.directory.models import Service
from xenia.work.programs.models import Offering

Left = dict[str, int]


def places_left(of: Service | Offering, *, today: date | None = None) -> Left:
    """Free places of an offering, or of all open offerings of a service: {kind of place: how many}.

    A service without offerings gives {}: nobody knows. today: the city's day unless another is given.
    """
    if isinstance(of, Offering):
        return {of.capacity_type: of.left}
    return places_left_of([of.pk], today=today or local_day(now())).get(of.pk, {})


def places_left_of(services: Iterable[UUID], *, today: date) -> dict[UUID, Left]:
    """Free places of many services, with one query; a service without open offerings is left out."""
    rows = (
        Offering.objects.taking_people(today)
        .filter(program__service_id__in=list(services), program__ended_on__isnull=True)
        .order_by()
        .values("program__service_id", "capacity_type")
        .annotate(free=Sum(F("places") - F("taken")))
    )
    found: dict[UUID, Left] = {}
    for row in rows:
        found.setdefault(row["program__service_id"], {})[row["capacity_type"]] = row["free"]
    return found
