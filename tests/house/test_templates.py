"""A template links to its own storey or below, and holds no style or script of its own."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.house.plan import ROOT, XENIA, heights, made_rooms

NAMED = re.compile(r"""{%-?\s*(?:url|include|extends)\s+["']([\w-]+)[:/]""")
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=", re.IGNORECASE)
# An address between a page and one of its own blocks, not a room.
DATA_BLOCK = re.compile(r"""<script[^>]*type=["']application/(ld\+)?json["']""", re.IGNORECASE)


def templates() -> list[Path]:
    """Every template of ours."""
    return [path for path in sorted(XENIA.rglob("*.html")) if "templates" in path.parts]


def pages() -> list[str]:
    """Their places, to be read in a test's name."""
    return [str(path.relative_to(ROOT)) for path in templates()]


@cache
def room_by_name() -> dict[str, str]:
    """Rooms by the name their addresses and template folders begin with."""
    return {room.name: f"xenia.{room.parent.name}.{room.name}" for room in made_rooms()}


def storey_of(page: str) -> int:
    """How high a template's storey stands; what `config` holds stands on top."""
    return heights()[f"xenia.{page.split('/')[1]}"][0]


@pytest.mark.parametrize("page", pages())
def test_a_template_links_to_its_own_storey_or_below(page: str) -> None:
    for name in NAMED.findall((ROOT / page).read_text(encoding="utf-8")):
        room = room_by_name().get(name)
        assert room is None or heights()[room][0] <= storey_of(page), (
            f"{page} names {name!r}, which stands in a storey above it"
        )


@pytest.mark.parametrize("page", pages())
def test_a_template_has_no_style_or_script_inside(page: str) -> None:
    text = DATA_BLOCK.sub("", (ROOT / page).read_text(encoding="utf-8"))
    assert not INLINE.findall(text), (
        "styles are tokens, scripts are files: the pages' policy is strict"
    )
