"""What the Census Bureau's data API answers, with its marks; and another year's lines by their labels."""

import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared_folder
from xenia.ground.imports.sentences import NotReadable
from xenia.registers.population.census import _our_lines, _our_rows, read_census
from xenia.registers.population.files import read_file
from xenia.registers.population.groups import is_language_or_group
from xenia.registers.population.reading import ReadEstimate

PLACE = "Lindenport city, Massachusetts"


def an_answer(**cells: str | None) -> bytes:
    """One place, as the API writes it."""
    headings = ["NAME", *cells, "state", "place"]
    return json.dumps([headings, [PLACE, *cells.values(), "25", "07000"]]).encode()


def read_one(**cells: str | None) -> ReadEstimate:
    (one,) = read_census(an_answer(**cells), last_year=2024).estimates
    return one


def test_people_who_limit_english_come_with_their_margin() -> None:
    one = read_one(C16001_005E="41802", C16001_005M="1729")
    assert (one.measure, one.language, one.value, one.margin) == (
        "limited_english",
        "es",
        41802,
        1729,
    )
    assert (one.place, one.is_controlled) == (PLACE, False)


def test_speakers_and_all_people_are_told_apart() -> None:
    answer = an_answer(C16001_001E="612000", C16001_001M="90", C16001_003E="99", C16001_003M="9")
    found = {
        one.measure: (one.language, one.value)
        for one in read_file(answer, last_year=2024).estimates
    }
    assert found == {"people": ("", 612000), "speakers": ("es", 99)}


def test_a_group_keeps_its_own_name() -> None:
    assert read_one(C16001_008E="12000", C16001_008M="900").language == "french-haitian-cajun"


def test_the_detailed_table_counts_haitian_creole_apart() -> None:
    assert read_one(B16001_011E="11000", B16001_011M="900").language == "ht"


@pytest.mark.parametrize("marks", [{"C16001_001MA": "*****"}, {"C16001_001EA": "*****"}, {}])
def test_a_controlled_number_has_no_margin_and_says_so(marks: dict[str, str]) -> None:
    one = read_one(C16001_001E="612000", C16001_001M="-555555555", **marks)
    assert (one.margin, one.is_controlled) == (None, True)


@pytest.mark.parametrize(
    "mark", ["-222222222", "-333333333", "-888888888", "-999999999", "-666666666", None, "null"]
)
def test_a_margin_that_is_not_given_is_unknown_and_not_zero(mark: str | None) -> None:
    one = read_one(C16001_005E="120", C16001_005M=mark, C16001_005MA="**")
    assert (one.value, one.margin, one.is_controlled, one.annotation) == (120, None, False, "**")


@pytest.mark.parametrize("mark", ["-666666666", "-999999999", "-888888888", None, ""])
def test_an_estimate_that_is_not_given_does_not_come_in(mark: str | None) -> None:
    reading = read_census(an_answer(C16001_005E=mark, C16001_005M="12"), last_year=2024)
    assert reading.estimates == []
    assert str(reading.refused[0].reason) == "The Census Bureau gives no number here."
    assert reading.refused[0].where == f"C16001_005E, {PLACE}"


@pytest.mark.parametrize("cell", ["-5", "many", "12.5", "9" * 5000, "١٢"])
def test_what_is_no_number_of_people_does_not_come_in(cell: str) -> None:
    reading = read_census(an_answer(C16001_005E=cell), last_year=2024)
    assert reading.estimates == []
    assert str(reading.refused[0].reason) == "This is no whole number of people."


def test_the_page_the_bureau_sends_without_a_key_is_named_as_such() -> None:
    with pytest.raises(NotReadable) as refused:
        read_file(b"<html><title>Missing Key</title></html>", last_year=2024)
    assert "no key" in str(refused.value.sentence)


@pytest.mark.parametrize(
    "data",
    [
        b"[]",
        b"[1, 2]",
        b"[[]]",
        b'[["NAME", "B01001_001E"], ["x", "5"]]',
        b"[[" + b"[" * 50_000,
        b'[["NAME"',
        b"{}",
    ],
)
def test_what_is_no_answer_of_the_api_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(NotReadable):
        read_census(data, last_year=2024)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for start in (b"", b"[", b'[["NAME","C16001_005E"],'):
        try:
            read_census(start + data, last_year=2024)
        except NotReadable:
            continue


def test_another_years_numbers_are_not_taken_for_ours() -> None:
    with pytest.raises(NotReadable) as refused:
        read_census(an_answer(C16001_005E="7"), last_year=2015)
    assert "groups/C16001.json" in str(refused.value.sentence)


def labels(**paths: str) -> bytes:
    """A table's own description, as the API has it."""
    return json.dumps(
        {"variables": {name: {"label": path} for name, path in paths.items()}}
    ).encode()


def test_another_years_lines_are_found_by_their_labels() -> None:
    # In this year line 9 was Vietnamese. By its number it would be German.
    described = labels(
        C16001_001E="Estimate!!Total:",
        C16001_009E="Estimate!!Total:!!Vietnamese:",
        C16001_011E='Estimate!!Total:!!Vietnamese:!!Speak English less than "very well"',
        C16001_012E='Estimate!!Total:!!A language nobody spoke in 2024:!!Speak English less than "very well"',
        C16001_011M='Margin of Error!!Total:!!Vietnamese:!!Speak English less than "very well"',
    )
    answer = an_answer(C16001_009E="90", C16001_011E="50", C16001_011M="11", C16001_012E="4")
    found = read_census(answer, last_year=2018, labels=described).estimates
    assert {(one.measure, one.language, one.value) for one in found} == {
        ("speakers", "vi", 90),
        ("limited_english", "vi", 50),
    }


@pytest.mark.parametrize("described", [b"{}", b"[]", b"no", b'{"variables": {"a": 1}}'])
def test_labels_that_are_none_are_refused(described: bytes) -> None:
    with pytest.raises(NotReadable):
        read_census(an_answer(C16001_005E="7"), last_year=2018, labels=described)


def test_every_line_of_ours_names_a_language_or_group_and_each_once() -> None:
    for table, count in (("C16001", 12), ("B16001", 42)):
        lines = _our_lines()[table]
        for measure in ("speakers", "limited_english"):
            tags = [tag for what, tag in lines.values() if what == measure]
            assert len(tags) == len(set(tags)) == count
            assert all(is_language_or_group(tag) for tag in tags)


def test_our_lines_are_those_of_the_bureaus_own_list() -> None:
    """Against the Bureau's labels where a copy of them is at hand; it is too large to keep here."""
    path = shared_folder("acs") / "acs2024_5yr_columns.csv"
    with path.open(encoding="utf-8", newline="") as file:
        published = {
            (row["table_id"], int(row["line"])): row["label"].rstrip(":")
            for row in csv.DictReader(file)
            if row["table_id"] in ("B16001", "C16001")
        }
    for row in _our_rows():
        line = int(row["line"])
        if row["measure"] == "limited_english":
            assert published[(row["table"], line)] == 'Speak English less than "very well"'
            line -= 2
        assert published[(row["table"], line)] == row["label"]
