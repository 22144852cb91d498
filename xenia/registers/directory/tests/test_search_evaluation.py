"""The search is measured the same way every time."""

from pathlib import Path

import pytest

from xenia.registers.directory.search.evaluate import evaluate
from xenia.registers.directory.tests.search_makers import TODAY, a_directory, a_listing


def a_question_file(folder: Path, *rows: str) -> Path:
    (folder / "questions").mkdir()
    (folder / "questions" / "en.csv").write_text(
        "\n".join(("query,terms", *rows)), encoding="utf-8"
    )
    return folder / "questions"


def test_precision_is_the_share_of_right_answers_there_could_be(tmp_path: Path) -> None:
    index = a_directory(
        tmp_path / "index",
        a_listing("First class", terms=["learn.class"]),
        a_listing("Second class", terms=["learn.class"]),
        a_listing("Law", terms=["law"]),
        a_listing("Garden"),
    )
    questions = a_question_file(
        tmp_path,
        "english class,learn.class",  # both of both: 1.0
        "lawyer,law|learn",  # one of three: 0.33
        "rent,home.rent",  # none in the directory: not counted
        "zumba quilting,food",  # not understood, nothing found
    )
    score = evaluate(questions, index, today=TODAY)[0]
    assert [asked.precision for asked in score.questions] == [1.0, pytest.approx(1 / 3), None, None]
    assert score.answered == 2
    assert score.precision == pytest.approx(2 / 3)
    assert (score.understood, score.empty) == (0.75, 0.5)


def test_a_question_about_an_unknown_term_is_a_mistake_of_the_file(tmp_path: Path) -> None:
    index = a_directory(tmp_path / "index")
    with pytest.raises(ValueError, match="gardens"):
        evaluate(a_question_file(tmp_path, "roses,gardens"), index, today=TODAY)


def test_the_shipped_questions_mean_terms_of_the_shipped_taxonomy() -> None:
    from xenia.ground.reference.taxonomy import load_taxonomy

    folder = Path(__file__).resolve().parents[4] / "benchmarks" / "search_eval"
    taxonomy = load_taxonomy()
    for path in folder.glob("*.csv"):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            for code in line.rpartition(",")[2].split("|"):
                assert code in taxonomy, f"{path.name}: {line}"
