"""Colours: what stands in the stylesheet, what an office may change, and whether people can read it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

STYLESHEET: Final = Path(__file__).parent / "static" / "design" / "xenia.css"
LAMP: Final = "#ffc45c"
BLACK: Final = "#000000"
WHITE: Final = "#ffffff"

# Source: WCAG 2.2, 1.4.3 (text) and 1.4.11 (marks and edges), 5 October 2023.
TEXT_CONTRAST: Final = 4.5
MARK_CONTRAST: Final = 3.0

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def contrast(one: str, other: str) -> float:
    """How far apart two colours are for the eye, from 1 (same) to 21 (black and white).

    Source: WCAG 2.2, definition of contrast ratio.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: str, other: str, share: float) -> str:
    """The first colour with a share (0 to 1) of the second."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


@cache
def tokens() -> dict[str, tuple[str, str]]:
    """Each colour token of the stylesheet with its light and its dark value."""
    sheet = STYLESHEET.read_text(encoding="utf-8")
    light, dark = (
        _colours_after(sheet, start) for start in (":root {", "(prefers-color-scheme: dark)")
    )
    return {name: (value, dark.get(name, value)) for name, value in light.items()}


def problems(wall: str, go: str) -> list[str]:
    """Why an office's two colours cannot be read: codes `wall-too-light`, `go-too-light`; [] when both are good.

    wall, go: `#rrggbb`, or "" to keep ours. Raises ValueError for anything else.
    """
    ground = tokens()["ground"][0]
    found = []
    if (
        wall
        and min(contrast(WHITE, wall) / TEXT_CONTRAST, contrast(LAMP, wall) / MARK_CONTRAST) < 1
    ):
        found.append("wall-too-light")
    if go and contrast(ground, go) < TEXT_CONTRAST:
        found.append("go-too-light")
    return found


def stylesheet(wall: str, go: str) -> str:
    """The small stylesheet of an office with its own wall and go colour; it follows ours and wins.

    wall, go: `#rrggbb`, or "" to keep ours. A colour people could not read is left out: ours stays.
    """
    unreadable = problems(wall, go)
    own_wall = wall if "wall-too-light" not in unreadable else ""
    own_go = go if "go-too-light" not in unreadable else ""
    light = _wall_by_day(own_wall) | _go_by_day(own_go)
    dark = _wall_by_night(own_wall) | _go_by_night(own_go)
    if not light:
        return ""
    # Paper keeps its black and white: these rules are for screens.
    return (
        f"@media screen {{\n:root {{ {_declared(light)} }}\n}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{ {_declared(dark)} }}\n}}\n"
    )


def _wall_by_day(wall: str) -> dict[str, str]:
    if not wall:
        return {}
    soft = mix(WHITE, wall, 0.12)
    return {"wall": wall, "wall-raised": mix(wall, BLACK, 0.2), "wall-soft": soft}


def _wall_by_night(wall: str) -> dict[str, str]:
    if not wall:
        return {}
    night = mix(wall, BLACK, 0.2)
    return {
        "wall": night,
        "wall-raised": mix(night, BLACK, 0.25),
        "wall-soft": mix(WHITE, wall, 0.12),
    }


def _go_by_day(go: str) -> dict[str, str]:
    if not go:
        return {}
    tint = mix(tokens()["ground"][0], go, 0.1)
    return {"go": go, "go-deep": mix(go, BLACK, 0.25), "go-tint": tint, "on-go": WHITE}


def _go_by_night(go: str) -> dict[str, str]:
    if not go:
        return {}
    ground = tokens()["ground"][1]
    bright = _lit_until(go, on=ground, ratio=9)
    deep, tint = mix(bright, WHITE, 0.4), mix(ground, go, 0.25)
    return {"go": bright, "go-deep": deep, "go-tint": tint, "on-go": mix(go, BLACK, 0.8)}


def _lit_until(colour: str, *, on: str, ratio: float) -> str:
    steps = (mix(colour, WHITE, step / 20) for step in range(21))
    return next(lit for lit in steps if contrast(lit, on) >= ratio)


def _declared(values: dict[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _colours_after(sheet: str, start: str) -> dict[str, str]:
    block = sheet[sheet.index(start) :]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block[: block.index("}")]))


def _channels(colour: str) -> tuple[int, int, int]:
    if not _HEX.fullmatch(colour):
        raise ValueError(f"unknown colour {colour!r}: expected six hex digits, such as '#0f6460'")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
