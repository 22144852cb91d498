"""People find what they need in the sample city, in their own words, language by language."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from benchmarks.search.__main__ import BARS, MEANINGS, MOST_EMPTY, QUESTIONS, TODAY, UNSEEN
from benchmarks.search.__main__ import rows as read_rows
from sample_city.data import rows, translations
from xenia.registers.directory.search.evaluate import Score, evaluate
from xenia.registers.directory.search.index import OpenIndex, open_index, rebuild


def the_city() -> Iterator[dict[str, Any]]:
    """The sample city's services as the index reads them, without a database."""
    for row in (*rows("services_full"), *rows("services_named")):
        named = {tag: texts["named"].get(row["key"], "") for tag, texts in translations().items()}
        yield {
            "id": str(uuid5(NAMESPACE_URL, row["key"])),
            "name": {"en": row["name"]} | {tag: text for tag, text in named.items() if text},
            "description": {"en": row["description"]},
            "terms": row["terms"],
        }


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> OpenIndex:
    folder: Path = tmp_path_factory.mktemp("index")
    rebuild(the_city(), folder)
    return open_index(folder)


@pytest.fixture(scope="module")
def scores(index: OpenIndex) -> dict[str, Score]:
    return {score.language: score for score in evaluate(QUESTIONS, index, today=TODAY)}


@pytest.fixture(scope="module")
def unseen(index: OpenIndex) -> dict[str, Score]:
    meanings = {row["meaning"]: row["terms"] for row in read_rows(MEANINGS)}
    found = evaluate(UNSEEN, index, today=TODAY, meanings=meanings)
    return {score.language: score for score in found}


@pytest.mark.parametrize("language", sorted(set(BARS) - {"zh-hant"}))
def test_right_answers_stand_among_the_first_five(scores: dict[str, Score], language: str) -> None:
    score = scores[language]
    assert score.answered > 20
    assert score.precision >= BARS[language]
    assert score.empty <= MOST_EMPTY


@pytest.mark.parametrize("language", sorted(BARS))
def test_questions_drafted_by_somebody_else_are_answered_too(
    unseen: dict[str, Score], language: str
) -> None:
    score = unseen[language]
    assert score.answered > 60
    # The bar itself is measured in `benchmarks/search`; here a word taken away may not undo much.
    assert score.precision >= BARS[language] - 0.02
    assert score.empty <= MOST_EMPTY
