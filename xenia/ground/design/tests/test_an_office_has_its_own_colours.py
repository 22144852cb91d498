"""An office sets a wall colour and a go colour; people can still read every page."""

import re

import pytest

from xenia.ground.design import colours

BLUE_WALL = "#123a5a"
BLUE_GO = "#1a5f9e"


def _declared(sheet: str) -> tuple[dict[str, str], dict[str, str]]:
    light, dark = sheet.split("prefers-color-scheme: dark")
    return tuple(dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for part in (light, dark))  # type: ignore[return-value]


def test_an_office_wall_and_links_take_its_colours() -> None:
    light, _dark = _declared(colours.stylesheet(BLUE_WALL, BLUE_GO))
    assert light["wall"] == BLUE_WALL
    assert light["go"] == BLUE_GO


@pytest.mark.parametrize("go", [BLUE_GO, "#0b6b2f", "#8a1c5a", "#5a4a00"])
def test_what_follows_from_an_office_colour_can_be_read_by_day_and_by_night(go: str) -> None:
    ground = colours.tokens()["ground"]
    for mode, values in enumerate(_declared(colours.stylesheet(BLUE_WALL, go))):
        assert colours.contrast("#ffffff", values["wall"]) >= colours.TEXT_CONTRAST
        assert colours.contrast("#ffffff", values["wall-raised"]) >= colours.TEXT_CONTRAST
        assert colours.contrast(values["wall-soft"], values["wall"]) >= colours.TEXT_CONTRAST
        assert colours.contrast(values["go"], ground[mode]) >= colours.TEXT_CONTRAST
        assert colours.contrast(values["on-go"], values["go"]) >= colours.TEXT_CONTRAST
        assert colours.contrast(values["go-deep"], values["go-tint"]) >= colours.TEXT_CONTRAST


def test_an_office_with_one_colour_keeps_our_other_one() -> None:
    light, _dark = _declared(colours.stylesheet("", BLUE_GO))
    assert "wall" not in light
    assert light["go"] == BLUE_GO


def test_a_colour_nobody_could_read_is_named_and_left_out() -> None:
    assert colours.problems("#dddddd", "#7fc97f") == ["wall-too-light", "go-too-light"]
    assert colours.stylesheet("#dddddd", "#7fc97f") == ""
    assert colours.problems(BLUE_WALL, BLUE_GO) == []


def test_an_office_without_colours_has_no_sheet_of_its_own() -> None:
    assert colours.stylesheet("", "") == ""
