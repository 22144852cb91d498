"""How long it takes from one part of the city to another, in quarters of an hour, reckoned and not looked up.

As the crow flies, at the pace of a bus with its waiting: fifteen kilometers in an hour, and ten minutes to get out and in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

from xenia.ground.reference.models import Area
from xenia.work.language_access.matching.week import REMOTE_GAP, Mode, Zone
from xenia.work.language_access.models import Booking, Offer

Point = tuple[float, float]
SAME_AREA, UNKNOWN, MOST = 1, 2, 8  # quarters
MINUTES_OUT_AND_IN, KM_AN_HOUR, EARTH_KM = 10, 15, 6371.0


@dataclass(frozen=True, slots=True)
class ByArea:
    """Quarters of an hour between areas, by their codes."""

    points: Mapping[str, Point]

    def __call__(self, here: Zone, there: Zone) -> int:
        """How many from here to there; half an hour where a place is not known."""
        if here is not None and here == there:
            return SAME_AREA
        first, second = self.points.get(str(here)), self.points.get(str(there))
        if first is None or second is None:
            return UNKNOWN
        minutes = MINUTES_OUT_AND_IN + 60 * _km(first, second) / KM_AN_HOUR
        return min(MOST, ceil(minutes / 15))


def _km(first: Point, second: Point) -> float:
    north, south = radians(first[0]), radians(second[0])
    rise, turn = (north - south) / 2, radians(first[1] - second[1]) / 2
    return 2 * EARTH_KM * asin(sqrt(sin(rise) ** 2 + cos(north) * cos(south) * sin(turn) ** 2))


def quarters_between(one: Booking | Offer, other: Booking | Offer, travel: ByArea) -> int:
    """How many must lie between two meetings: the way where both are in person, a pause where one of them is."""
    in_person = (one.mode == Mode.IN_PERSON) + (other.mode == Mode.IN_PERSON)
    if in_person < 2:
        return REMOTE_GAP * in_person
    here, there = one.request.area, other.request.area
    return travel(here and here.code, there and there.code)


def by_area() -> ByArea:
    """The areas as they stand now."""
    rows = Area.objects.values_list("code", "latitude", "longitude")
    return ByArea(
        {code: (lat, lon) for code, lat, lon in rows if lat is not None and lon is not None}
    )
