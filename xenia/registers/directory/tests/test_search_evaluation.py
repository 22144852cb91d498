"""The search is measured the same way every time."""

import csv
from pathlib import Path

import pytest

from xenia.ground.reference.taxonomy import load_taxonomy
from xenia.registers.directory.search.evaluate import by_rules, evaluate
from xenia.registers.directory.search.near_terms import DATA
from xenia.registers.directory.search.suggest import EVIDENCE, NO_TERM
from xenia.registers.directory.tests.search_makers import (
    TODAY,
    a_directory,
    a_listing,
    service_id,
)

BENCH = Path(__file__).resolve().parents[4] / "benchmarks" / "search"


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


def test_a_directory_of_other_hands_is_judged_by_its_names_and_texts(tmp_path: Path) -> None:
    listings = [
        a_listing("Saltmarsh pantry"),
        a_listing("Quay house", description={"en": "Bags of groceries on Mondays."}),
        a_listing("Pantry of arts"),
    ]
    index = a_directory(tmp_path / "index", *listings)
    rule = {"code": "food", "names": "pantry", "texts": "groceries", "but_not": "arts"}
    judge = by_rules([rule], listings, index.book.taxonomy)
    assert judge(["food"]) == {service_id("Saltmarsh pantry"), service_id("Quay house")}
    # Nothing is known of a term without a rule.
    assert judge(["law"]) is None


def test_a_drafters_word_stands_for_the_terms_it_means(tmp_path: Path) -> None:
    index = a_directory(tmp_path / "index", a_listing("Law", terms=["law"]))
    (tmp_path / "questions").mkdir()
    questions = tmp_path / "questions" / "en.csv"
    questions.write_text("query,meaning\nlawyer,attorney\n", encoding="utf-8")
    score = evaluate(questions.parent, index, today=TODAY, meanings={"attorney": "law|learn"})[0]
    assert score.precision == 1.0


def rows_of_bench(name: str) -> list[dict[str, str]]:
    with (BENCH / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_shipped_questions_and_rules_mean_terms_of_the_shipped_taxonomy() -> None:
    taxonomy = load_taxonomy()
    meanings = {row["meaning"]: row["terms"] for row in rows_of_bench("meanings.csv")}
    codes = {code for terms in meanings.values() for code in terms.split("|")}
    for path in (BENCH / "questions").glob("*.csv"):
        for row in rows_of_bench(f"questions/{path.name}"):
            codes |= set(row["terms"].split("|"))
    codes |= {row["code"] for name in ("dc.csv", "ohana.csv") for row in rows_of_bench(name)}
    assert not [code for code in codes if code not in taxonomy]
    for path in (BENCH / "blind").glob("*.csv"):
        for row in rows_of_bench(f"blind/{path.name}"):
            assert row["meaning"] in meanings, f"{path.name}: {row['query']}"


def test_what_is_near_and_what_is_evidence_are_terms_of_the_shipped_taxonomy() -> None:
    taxonomy = load_taxonomy()
    with (DATA / "leads.csv").open(encoding="utf-8", newline="") as file:
        leads = {row["tile"]: row["lead"] for row in csv.DictReader(file)}
    # Who asks for a whole tile sees what most people mean by it, whatever the tile.
    assert set(leads) == {code for code in taxonomy.terms if "." not in code}
    assert all(lead in taxonomy.branch(tile) for tile, lead in leads.items())
    with (DATA / "near.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for code in (row["code"], *row["near"].split("|")):
                assert code in taxonomy, code
    with EVIDENCE.open(encoding="utf-8", newline="") as file:
        told = {row["code"] for row in csv.DictReader(file)} - {NO_TERM}
    # Every kind of help can be recognised in an English text.
    assert told == set(taxonomy.terms)
