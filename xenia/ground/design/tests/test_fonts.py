"""Web fonts are made at set-up: small, with the letters language names need, with their licence."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from xenia.ground.design import fonts

MOST_BYTES_CORE = 23_000
MOST_BYTES_MORE = 24_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The files of one set-up."""
    return fonts.build(tmp_path_factory.mktemp("fonts") / "new")


def test_the_fonts_weigh_little_and_bring_their_licence(made: list[Path]) -> None:
    core, more, licence = made
    assert core.stat().st_size <= MOST_BYTES_CORE
    assert more.stat().st_size <= MOST_BYTES_MORE
    assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8").upper()


def test_names_of_languages_need_no_second_font(made: list[Path]) -> None:
    letters = set(TTFont(made[0]).getBestCmap())
    names = "Español Kreyòl ayisyen Tiếng Việt Kabuverdianu Português (Brasil) Français Soomaali Yorùbá română"
    assert {ord(letter) for letter in names} <= letters


def test_vietnamese_is_whole_in_the_two_files(made: list[Path]) -> None:
    letters = set(TTFont(made[0]).getBestCmap()) | set(TTFont(made[1]).getBestCmap())
    sentence = "Quý vị không phải cho chúng tôi biết tình trạng di trú. Đừng ngại, hỏi ở đây."
    assert {ord(letter) for letter in sentence} <= letters


def test_every_weight_of_the_scale_is_there_and_figures_can_stand_in_columns(
    made: list[Path],
) -> None:
    font = TTFont(made[0])
    axis = font["fvar"].axes[0]
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 750)
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert "tnum" in features


def test_a_second_set_up_leaves_the_fonts_as_they_are(made: list[Path]) -> None:
    before = [file.stat().st_mtime_ns for file in made]
    assert [file.stat().st_mtime_ns for file in fonts.build(made[0].parent)] == before


def test_a_font_that_was_lost_is_made_again(made: list[Path]) -> None:
    made[1].unlink()
    assert fonts.build(made[0].parent)[1].is_file()
