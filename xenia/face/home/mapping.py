"""A map of places drawn here: numbered points in the city's neighbourhoods. No tiles, no third party, no script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians

from django.utils.translation import gettext as _

from xenia.ground.reference.office import office_facts

WIDTH, HEIGHT = 360, 380
MARGIN = 34
# Room for the scale at the foot of the drawing.
FOOT = 34
MILES_PER_DEGREE = 69.09
KM_PER_MILE = 1.609344
# Never closer in than this many miles across, so that one place still shows its surroundings.
LEAST_MILES = 1.5
# What lies further than this outside the city's own points would make everything else one dot.
CITY_MARGIN_MILES = 3.0
# Two markers nearer than this become one: a finger must hit each.
APART_X, APART_Y = 40, 30
LABEL_X, LABEL_Y = 92, 16
MOST_NUMBERS = 2
LENGTHS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pin:
    """A place to be drawn: the number and name of its row, and where it is. is_about: only its ZIP code's point is known."""

    number: int
    name: str
    point: Point
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """One or more places at a point of the drawing."""

    x: int
    y: int
    pins: tuple[Pin, ...]

    @property
    def numbers(self) -> str:
        """What stands in the marker: "3", "3, 7", or "3 +4"."""
        if len(self.pins) <= MOST_NUMBERS:
            return ", ".join(str(pin.number) for pin in self.pins)
        return f"{self.pins[0].number} +{len(self.pins) - 1}"

    @property
    def is_about(self) -> bool:
        """Whether none of its places is known more exactly than its ZIP code."""
        return all(pin.is_about for pin in self.pins)

    @property
    def half(self) -> int:
        """Half the marker's width."""
        return 14 if len(self.numbers) <= 2 else 6 + 4 * len(self.numbers)

    @property
    def edge(self) -> int:
        """Where the marker begins."""
        return self.x - self.half

    @property
    def top(self) -> int:
        """Where the marker begins, from above."""
        return self.y - 14

    @property
    def width(self) -> int:
        """The marker's width."""
        return 2 * self.half

    @property
    def target(self) -> int:
        """The row the marker leads to."""
        return self.pins[0].number


@dataclass(frozen=True, slots=True)
class Label:
    """A neighbourhood's name on the map."""

    x: int
    y: int
    name: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A length on the ground: its words and how long it is drawn."""

    words: str
    width: int

    @property
    def end(self) -> int:
        """Where the bar ends."""
        return MARGIN // 2 + self.width


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything on the map. outside: numbers of places too far away to be drawn."""

    markers: tuple[Marker, ...]
    labels: tuple[Label, ...]
    start: tuple[int, int] | None
    miles: Bar
    kilometres: Bar
    outside: frozenset[int]
    has_about: bool
    has_groups: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world the drawing shows: its middle, and units per degree of latitude."""

    latitude: float
    longitude: float
    scale: float

    def at(self, point: Point) -> tuple[int, int]:
        stretch = cos(radians(self.latitude))
        x = WIDTH / 2 + (point[1] - self.longitude) * stretch * self.scale
        y = (HEIGHT - FOOT) / 2 - (point[0] - self.latitude) * self.scale
        return round(x), round(y)


def draw(pins: Sequence[Pin], start: Point | None, reader: str) -> Drawing | None:
    """Draw places, and the point distances are measured from; None when there is nothing to draw."""
    shown = [pin for pin in pins if _is_in_city(pin.point)]
    if not shown:
        return None
    from_here = start if start and _is_in_city(start) else None
    frame = _frame([pin.point for pin in shown] + ([from_here] if from_here else []))
    markers = _together(shown, frame)
    begin = frame.at(from_here) if from_here else None
    units_per_mile = frame.scale / MILES_PER_DEGREE
    return Drawing(
        markers=markers,
        labels=_labels(frame, markers, begin, reader),
        start=begin,
        miles=_bar(units_per_mile, _("%(miles)s mi"), "miles"),
        kilometres=_bar(units_per_mile / KM_PER_MILE, _("%(km)s km"), "km"),
        outside=frozenset(pin.number for pin in pins) - {pin.number for pin in shown},
        has_about=any(pin.is_about for pin in shown),
        has_groups=any(len(marker.pins) > 1 for marker in markers),
    )


def _is_in_city(point: Point) -> bool:
    """Whether a place is in the city or near it, as far as the office knows its areas and ZIP codes."""
    facts = office_facts()
    known = [place for place in facts.area_points.values() if place]
    known += [(place.latitude, place.longitude) for place in facts.zips.values()]
    if not known:
        return True
    room = CITY_MARGIN_MILES / MILES_PER_DEGREE
    wide = room / cos(radians(point[0]))
    north, east = [one[0] for one in known], [one[1] for one in known]
    return (
        min(north) - room <= point[0] <= max(north) + room
        and min(east) - wide <= point[1] <= max(east) + wide
    )


def _frame(points: Sequence[Point]) -> _Frame:
    north, east = [one[0] for one in points], [one[1] for one in points]
    middle = (min(north) + max(north)) / 2
    least = LEAST_MILES / MILES_PER_DEGREE
    high = max(max(north) - min(north), least)
    wide = max((max(east) - min(east)) * cos(radians(middle)), least)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - FOOT - 2 * MARGIN) / high)
    return _Frame(middle, (min(east) + max(east)) / 2, scale)


def _together(pins: Iterable[Pin], frame: _Frame) -> tuple[Marker, ...]:
    """Places too near each other for a finger share a marker, which stands where the first of them is."""
    groups: list[tuple[int, int, list[Pin]]] = []
    for pin in pins:
        x, y = frame.at(pin.point)
        near = (g for g in groups if abs(g[0] - x) < APART_X and abs(g[1] - y) < APART_Y)
        group = next(near, None)
        if group is None:
            groups.append((x, y, [pin]))
        elif pin.number not in {one.number for one in group[2]}:
            group[2].append(pin)
    return tuple(Marker(x, y, tuple(inside)) for x, y, inside in groups)


def _labels(
    frame: _Frame, markers: Sequence[Marker], start: tuple[int, int] | None, reader: str
) -> tuple[Label, ...]:
    """Names of neighbourhoods, where they stand free of each other and of every marker."""
    facts = office_facts()
    taken = [(marker.x, marker.y) for marker in markers] + ([start] if start else [])
    kept: list[Label] = []
    for code, point in facts.area_points.items():
        if point is None:
            continue
        x, y = frame.at(point)
        place = _free_line(x, y, taken, kept)
        if LABEL_X / 2 <= x <= WIDTH - LABEL_X / 2 and place is not None:
            kept.append(Label(x, place, facts.area_name(code, reader)))
    return tuple(kept)


def _free_line(
    x: int, y: int, taken: Sequence[tuple[int, int]], kept: Sequence[Label]
) -> int | None:
    """A height near a point at which a name covers nothing."""
    for line in (y, y + 30, y - 26):
        is_inside = 16 <= line <= HEIGHT - FOOT - 8
        covers = any(abs(x - a) < LABEL_X / 2 + 12 and abs(line - 4 - b) < 24 for a, b in taken)
        doubles = any(abs(x - one.x) < LABEL_X and abs(line - one.y) < LABEL_Y for one in kept)
        if is_inside and not covers and not doubles:
            return line
    return None


def _bar(units: float, words: str, name: str) -> Bar:
    """The longest round length that takes at most a third of the drawing."""
    fitting = [length for length in LENGTHS if length * units <= WIDTH / 3]
    length = max(fitting, default=LENGTHS[0])
    return Bar(words % {name: f"{length:g}"}, round(length * units))
