"""The taxonomy of needs, as its files are read."""

import csv
from pathlib import Path

import pytest

from xenia.ground.reference.taxonomy import DATA, BrokenTaxonomy, Taxonomy, load_taxonomy
from xenia.ground.reference.vocabularies import Vocabulary, service_types_of_needs, vocabulary

TERMS = "code,parent,need,icon,position\nfood,,food,bowl,2\nfood.pantry,food,food,,1\nhousing,,housing,house,1\n"
ENGLISH = (
    "code,label,hint,synonyms,words,status\n"
    "food,Food,Groceries,,hungry|no food,reviewed\n"
    "food.pantry,Food pantry,,food bank | free groceries,,reviewed\n"
    "housing,Housing,,,,reviewed\n"
)
KREYOL = "code,label,hint,synonyms,words,status\nfood,Manje,,,grangou,draft\n"


def a_taxonomy(folder: Path, terms: str = TERMS, **languages: str) -> Taxonomy:
    (folder / "taxonomy").mkdir()
    (folder / "taxonomy.csv").write_text(terms, encoding="utf-8")
    for language, text in ({"en": ENGLISH, "ht": KREYOL} | languages).items():
        (folder / "taxonomy" / f"{language}.csv").write_text(text, encoding="utf-8")
    return load_taxonomy(folder)


def test_tiles_stand_in_the_order_of_the_front_page(tmp_path: Path) -> None:
    assert [term.code for term in a_taxonomy(tmp_path).tiles()] == ["housing", "food"]


def test_a_label_is_in_the_readers_language_or_in_english(tmp_path: Path) -> None:
    taxonomy = a_taxonomy(tmp_path)
    assert taxonomy.label("food", "ht") == "Manje"
    assert taxonomy.label("food.pantry", "ht") == "Food pantry"
    assert taxonomy.label("gone", "ht") == "gone"


def test_a_term_knows_what_it_stands_under_and_what_is_under_it(tmp_path: Path) -> None:
    taxonomy = a_taxonomy(tmp_path)
    assert taxonomy.lineage("food.pantry") == ("food.pantry", "food")
    assert taxonomy.branch("food") == ("food", "food.pantry")
    assert taxonomy.lineage("gone") == taxonomy.branch("gone") == taxonomy.children("gone") == ()


def test_synonyms_are_read_without_their_spaces_and_drafts_are_drafts(tmp_path: Path) -> None:
    taxonomy = a_taxonomy(tmp_path)
    pantry = taxonomy.terms["food.pantry"].wordings["en"]
    assert pantry.synonyms == ("food bank", "free groceries")
    assert pantry.is_reviewed
    assert not taxonomy.terms["food"].wordings["ht"].is_reviewed


@pytest.mark.parametrize(
    ("terms", "extra", "complaint"),
    [
        (TERMS + "food,,food,bowl,3\n", "", "twice"),
        (TERMS + "food.meals,eating,food,,3\n", "", "eating"),
        (TERMS, "garden,Garden,,,,draft\n", "garden"),
    ],
)
def test_files_that_contradict_each_other_are_refused(
    tmp_path: Path, terms: str, extra: str, complaint: str
) -> None:
    with pytest.raises(BrokenTaxonomy, match=complaint):
        a_taxonomy(tmp_path, terms, ht=KREYOL + extra)


def test_the_shipped_taxonomy_has_a_label_for_every_term_in_english() -> None:
    taxonomy = load_taxonomy()
    assert len(taxonomy.terms) >= 160
    assert all(term.wordings["en"].label for term in taxonomy)


def test_the_shipped_taxonomy_has_two_levels_and_no_label_twice() -> None:
    taxonomy = load_taxonomy()
    assert len(taxonomy.tiles()) == 12
    assert all(len(taxonomy.lineage(term.code)) <= 2 for term in taxonomy)
    labels = [term.label("en") for term in taxonomy]
    assert len(labels) == len(set(labels))


def test_every_kind_of_help_counts_as_a_need_and_is_known_by_everyday_words() -> None:
    needs = {one.code for one in vocabulary("needs")}
    for term in load_taxonomy():
        if term.parent:
            assert term.need in needs, term.code
            assert len(term.wordings["en"].words) >= 10, term.code


def test_help_with_every_need_counts_as_a_service_type() -> None:
    known = {one.code for one in vocabulary("service_types")}
    assert set(service_types_of_needs().values()) <= known
    assert service_types_of_needs()["citizenship"] == "citizenship"


def test_terms_under_a_tile_stand_one_after_another() -> None:
    taxonomy = load_taxonomy()
    for tile in taxonomy.tiles():
        places = [taxonomy.terms[code].position for code in taxonomy.children(tile.code)]
        assert places == list(range(1, len(places) + 1)), tile.code


def test_each_counterpart_in_open_eligibility_belongs_to_one_of_our_terms() -> None:
    with (DATA / "open_eligibility.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(load_taxonomy().terms)
    assert {row["fit"] for row in rows} <= {"exact", "broader", "narrower", "near"}
    assert all(
        row["open_eligibility_id"].isdigit() and row["open_eligibility_name"] for row in rows
    )


@pytest.mark.parametrize("name", ["needs", "barriers", "service_types", "legal_case_types"])
def test_every_word_of_a_vocabulary_has_a_label_in_every_language_there_is(
    name: Vocabulary,
) -> None:
    codes = {one.code for one in vocabulary(name)}
    for path in (DATA / "vocabularies").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["vocabulary"] == name]
        assert {row["code"] for row in rows if row["label"].strip()} == codes, path.name
