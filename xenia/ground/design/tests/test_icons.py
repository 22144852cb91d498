"""Icons are there, turn with the direction of reading, and are silent beside their word."""

import re
from pathlib import Path

import pytest

from xenia.ground.design import icons

HOUSE = Path(__file__).parents[3]
NAMED = re.compile(r"""(?:<c-icon name=|\bicon=|\bicon-end=|{% icon )["']([a-z-]+)["']""")


def test_every_icon_a_template_names_exists() -> None:
    named = {
        (name, page.name)
        for page in HOUSE.rglob("templates/**/*.html")
        for name in NAMED.findall(page.read_text(encoding="utf-8"))
    }
    assert [(name, page) for name, page in sorted(named) if name not in icons.ICONS] == []


@pytest.mark.parametrize("name", icons.ICONS)
def test_an_icon_is_lines_and_circles_on_one_grid(name: str) -> None:
    svg = icons.svg(name)
    shapes = re.findall(
        r'<path d="[MmLlHhVvCcSsAaZz0-9 .-]+"/>|<circle cx="[0-9.]+" cy="[0-9.]+" r="[0-9.]+"/>',
        svg,
    )
    assert svg.startswith('<svg class="icon')
    assert 'viewBox="0 0 24 24"' in svg
    assert svg.endswith(">" + "".join(shapes) + "</svg>")


def test_arrows_and_books_turn_and_clocks_do_not() -> None:
    assert set(icons.ICONS) >= icons.MIRRORED
    assert "mirrored" in icons.svg("chevron")
    assert not {"clock", "check", "history"} & (icons.MIRRORED - {"history"})
    assert "mirrored" not in icons.svg("clock")


def test_an_icon_beside_a_word_is_silent_and_a_lone_one_is_read() -> None:
    assert 'aria-hidden="true"' in icons.svg("phone")
    assert 'aria-label="Call &amp; ask"' in icons.svg("phone", label="Call & ask")


def test_a_wrong_name_says_what_was_expected() -> None:
    with pytest.raises(ValueError, match="unknown icon 'boook'"):
        icons.svg("boook")
