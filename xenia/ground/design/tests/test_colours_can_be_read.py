"""Every colour that stands on another can be told apart, by day and by night."""

import pytest

from xenia.ground.design import colours

TEXT = colours.TEXT_CONTRAST
MARK = colours.MARK_CONTRAST
WHITE = "white"

# Front, back, the least contrast it needs.
PAIRS = [
    ("ink", "ground", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "sunk", TEXT),
    ("ink", "lamp-arch", TEXT),
    ("ink", "lamp-tint", TEXT),
    ("ink", "go-tint", TEXT),
    ("ink", "late-tint", TEXT),
    ("ink", "seal-tint", TEXT),
    ("ink-soft", "ground", TEXT),
    ("ink-soft", "surface", TEXT),
    ("ink-soft", "sunk", TEXT),
    ("ink-soft", "lamp-tint", TEXT),
    (WHITE, "wall", TEXT),
    (WHITE, "wall-raised", TEXT),
    ("wall-soft", "wall", TEXT),
    ("lamp", "wall", MARK),
    ("go", "ground", TEXT),
    ("go", "surface", TEXT),
    ("go", "lamp-tint", TEXT),
    ("go", "late-tint", TEXT),
    ("go", "go-tint", TEXT),
    ("go", "seal-tint", TEXT),
    ("go-deep", "ground", TEXT),
    ("go-deep", "go-tint", TEXT),
    ("on-go", "go", TEXT),
    ("on-go", "go-deep", TEXT),
    ("on-lamp", "lamp", TEXT),
    ("on-lamp", "lamp-door", TEXT),
    (WHITE, "on-lamp", TEXT),
    ("late", "ground", TEXT),
    ("late", "surface", TEXT),
    ("late", "late-tint", TEXT),
    ("ground", "late", TEXT),
    ("seal", "seal-tint", TEXT),
    ("edge", "ground", MARK),
    ("edge", "surface", MARK),
    ("lamp-mark", "ground", MARK),
    ("lamp-mark", "lamp-tint", MARK),
    ("bar", "ground", MARK),
    ("ink", "bar", MARK),
]


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_people_can_tell_a_colour_from_what_it_stands_on(
    front: str, back: str, least: float, mode: int
) -> None:
    tokens = colours.tokens() | {WHITE: (colours.WHITE, colours.WHITE)}
    assert colours.contrast(tokens[front][mode], tokens[back][mode]) >= least


def test_contrast_is_counted_as_the_standard_counts_it() -> None:
    # Black on white is 21; #767676 on white is the well-known 4.54.
    assert colours.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_a_word_is_not_a_colour() -> None:
    with pytest.raises(ValueError, match="expected six hex digits"):
        colours.contrast("teal", "#ffffff")
