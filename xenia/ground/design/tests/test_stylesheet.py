"""The stylesheet is small, turns with the direction of reading, and names every letter the fonts have."""

import gzip
import re

import pytest

from xenia.ground.design import colours, fonts

SHEET = colours.STYLESHEET.read_text(encoding="utf-8")
RULES = re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)
DECLARATIONS = re.findall(r"(?<=[{;\s])([a-z-]+)\s*:\s*([^;{}]+)[;}]", RULES)

# Source: the project's budget for a first load, 60 kB in all.
MOST_BYTES = 9000

PHYSICAL = re.compile(
    r"^(?:(?:min-|max-)?(?:width|height)|top|right|bottom|left|float|clear"
    r"|(?:margin|padding|border)-(?:top|right|bottom|left)(?:-.*)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius|overflow-[xy])$"
)


def test_the_stylesheet_is_small_enough_for_an_old_phone() -> None:
    assert len(gzip.compress(SHEET.encode(), 9, mtime=0)) <= MOST_BYTES


def test_no_rule_names_a_side_of_the_screen() -> None:
    assert [name for name, _value in DECLARATIONS if PHYSICAL.match(name)] == []


def test_no_value_names_a_side_of_the_screen() -> None:
    sided = [
        f"{name}: {value}" for name, value in DECLARATIONS if re.search(r"\b(left|right)\b", value)
    ]
    assert sided == []


def test_no_space_differs_between_left_and_right() -> None:
    four = [
        (name, value)
        for name, value in DECLARATIONS
        if name in {"margin", "padding", "inset"} and len(value.split()) == 4
    ]
    assert four == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_colours_stand_in_the_tokens_alone(name: str) -> None:
    """Beside the tokens only black, white and the ink on lamp light are written out."""
    outside = RULES[RULES.index("*, ::before") : RULES.index("@media print")]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", outside)) <= {"#fff", "#2e1520"}


def _letters(rule: str) -> set[int]:
    spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)
    return {n for first, last in spans for n in range(int(first, 16), int(last or first, 16) + 1)}


def test_every_letter_of_a_font_file_is_announced_and_no_letter_twice() -> None:
    core, more = re.findall(r"unicode-range: ([^;]+);", SHEET)
    assert _letters(core) == fonts.CORE_LETTERS
    assert fonts.more_letters() <= _letters(more)
    assert not _letters(core) & _letters(more)
