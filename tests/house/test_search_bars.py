"""People find what they need in the sample city, in their own words, language by language."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from benchmarks.search.__main__ import BARS, MOST_EMPTY, QUESTIONS, TODAY
from sample_city.data import rows, translations
from xenia.registers.directory.search.evaluate import Score, evaluate
from xenia.registers.directory.search.index import open_index, rebuild


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
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    folder: Path = tmp_path_factory.mktemp("index")
    rebuild(the_city(), folder)
    found = evaluate(QUESTIONS, open_index(folder), today=TODAY)
    return {score.language: score for score in found}


@pytest.mark.parametrize("language", sorted(set(BARS) - {"zh-hant"}))
def test_right_answers_stand_among_the_first_five(scores: dict[str, Score], language: str) -> None:
    score = scores[language]
    assert score.answered > 20
    assert score.precision >= BARS[language]
    assert score.empty <= MOST_EMPTY
