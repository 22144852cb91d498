"""The parts of a calendar file that somebody else made. Nothing in it is trusted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_OCTETS = 2_000_000
MOST_LINES = 120_000
MOST_EVENTS = 15_000
DEEPEST = 8
EVENT = ["VCALENDAR", "VEVENT"]


class NotACalendar(ValueError):
    """It is no calendar, or a broken one."""


class TooBig(ValueError):
    """It has more in it than we read."""


class TooManyTimes(ValueError):
    """What repeats in it comes out too often."""


@dataclass(frozen=True, slots=True)
class Property:
    """One line: its value, and what stands between its name and the value."""

    value: str
    told: dict[str, str]


@dataclass(slots=True)
class Part:
    """An event with its lines by their names."""

    lines: dict[str, list[Property]] = field(default_factory=dict)

    def first(self, name: str) -> Property | None:
        """The first line of a name."""
        return next(iter(self.lines.get(name, ())), None)

    def word(self, name: str) -> str:
        """The value of the first line of a name, in capitals; empty when there is none."""
        found = self.first(name)
        return found.value.strip().upper() if found else ""


def events_in(file: bytes) -> list[Part]:
    """Every event of a file. Raises NotACalendar, TooBig."""
    if len(file) > MOST_OCTETS:
        raise TooBig(f"{len(file)} octets: expected at most {MOST_OCTETS}")
    lines = _unfolded(_decoded(file))
    if not lines or lines[0].strip().upper() != "BEGIN:VCALENDAR":
        raise NotACalendar("expected BEGIN:VCALENDAR in the first line")
    if len(lines) > MOST_LINES:
        raise TooBig(f"{len(lines)} lines: expected at most {MOST_LINES}")
    found = list(_events(lines))
    if len(found) > MOST_EVENTS:
        raise TooBig(f"{len(found)} events: expected at most {MOST_EVENTS}")
    return found


def _decoded(file: bytes) -> str:
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotACalendar("expected text in UTF-8") from None


def _unfolded(text: str) -> list[str]:
    parts: list[list[str]] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in (" ", "\t") and parts:
            parts[-1].append(line[1:])
        elif line.strip():
            parts.append([line])
    return ["".join(part) for part in parts]


def _events(lines: list[str]) -> Iterator[Part]:
    """The events that stand right in a calendar; what lies in an event, such as an alarm, is passed over."""
    inside: list[str] = []
    event = Part()
    for line in lines:
        name, told, value = _split(line)
        was_inside = inside == EVENT
        _step(inside, name, value.strip().upper())
        if inside == EVENT and not was_inside and name == "BEGIN":
            event = Part()
        elif was_inside and name == "END":
            yield event
        elif inside == EVENT and name not in ("BEGIN", "END"):
            event.lines.setdefault(name, []).append(Property(value, told))
    if inside:
        raise NotACalendar("the file breaks off")


def _step(inside: list[str], name: str, value: str) -> None:
    """Go into a part, or out of it."""
    if name == "BEGIN":
        inside.append(value)
        if len(inside) > DEEPEST:
            raise NotACalendar("parts within parts, too deep")
    elif name == "END" and (not inside or inside.pop() != value):
        raise NotACalendar("an END without its BEGIN")


def _split(line: str) -> tuple[str, dict[str, str], str]:
    """Name, what is told beside it, value: parted at the first colon outside quotation marks."""
    is_quoted, pieces, start = False, [], 0
    for place, letter in enumerate(line):
        if letter == '"':
            is_quoted = not is_quoted
        elif letter in ":;" and not is_quoted:
            pieces.append(line[start:place])
            start = place + 1
            if letter == ":":
                break
    else:
        raise NotACalendar("a line without a colon")
    told = (piece.partition("=") for piece in pieces[1:])
    return (
        pieces[0].strip().upper(),
        {name.strip().upper(): said.strip().strip('"') for name, _sign, said in told},
        line[start:],
    )
