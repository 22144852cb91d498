"""A small map drawn here: the place as a lit door among the neighbourhoods around it. No tiles, no third party.

It shows which neighbourhoods are near and in which direction, not streets.
"""

from dataclasses import dataclass
from math import cos, radians

from xenia.ground.reference.office import office_facts

WIDTH, HEIGHT = 400, 180
MARGIN = 34
# Never closer in than this, so that a place in the middle of its neighbourhood still shows others.
LEAST_DEGREES = 0.018
MOST_LABELS = 5


@dataclass(frozen=True, slots=True)
class Dot:
    """A neighbourhood on the map, in the drawing's units."""

    x: float
    y: float
    name: str

    @property
    def label_y(self) -> float:
        """Where the name stands: above its dot."""
        return self.y - 9


@dataclass(frozen=True, slots=True)
class Locator:
    """The place's point and the neighbourhoods around it."""

    x: float
    y: float
    dots: tuple[Dot, ...]


def locator_of(latitude: float | None, longitude: float | None, reader: str) -> Locator | None:
    """Draw the surroundings of a point; None without a point or without neighbourhoods near it."""
    if latitude is None or longitude is None:
        return None
    facts = office_facts()
    stretch = cos(radians(latitude))
    around = sorted(
        (abs(point[0] - latitude) + abs(point[1] - longitude) * stretch, code, point)
        for code, point in facts.area_points.items()
        if point
    )[:MOST_LABELS]
    if not around:
        return None
    reach_x = max(LEAST_DEGREES, *(abs(p[1] - longitude) * stretch for _, _, p in around))
    reach_y = max(LEAST_DEGREES / 2, *(abs(p[0] - latitude) for _, _, p in around))
    scale = min((WIDTH / 2 - MARGIN) / reach_x, (HEIGHT / 2 - MARGIN) / reach_y)
    dots = tuple(
        Dot(
            round(WIDTH / 2 + (point[1] - longitude) * stretch * scale, 1),
            round(HEIGHT / 2 - (point[0] - latitude) * scale, 1),
            facts.area_name(code, reader),
        )
        for _distance, code, point in around
    )
    return Locator(WIDTH / 2, HEIGHT / 2, _apart(dots))


def _apart(dots: tuple[Dot, ...]) -> tuple[Dot, ...]:
    """Leave out names that would be written over another, or over the door in the middle."""
    kept: list[Dot] = []
    for dot in dots:
        taken = [(WIDTH / 2, HEIGHT / 2), *((one.x, one.y) for one in kept)]
        if all(abs(dot.x - x) > 90 or abs(dot.y - y) > 24 for x, y in taken):
            kept.append(dot)
    return tuple(kept)
