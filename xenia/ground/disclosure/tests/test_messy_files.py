"""A file as an office keeps it: what can be read is read and told, what cannot be trusted is refused with its lines."""

from pathlib import Path

import pytest

from xenia.ground.disclosure.cube import TOTAL
from xenia.ground.disclosure.merge_words import as_words
from xenia.ground.disclosure.microdata import NOT_SAID, NotReadable, read_microdata
from xenia.ground.disclosure.people import MOST_COUNTED, count_people

from .makers import POLICY

MESSY = Path(__file__).parent / "data" / "messy_people.csv"


APART = "differ only in capitals or spaces, and are counted apart."


def a_file(folder: Path, text: str | bytes) -> Path:
    path = folder / "people.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def remarks(folder: Path, text: str) -> tuple[str, ...]:
    return count_people(a_file(folder, text), ["a", "b"], POLICY).remarks


def test_a_messy_file_is_counted_and_all_that_is_odd_is_told() -> None:
    people = count_people(MESSY, ["service", "origin"], POLICY)
    assert people.cube.counts[TOTAL, TOTAL] == 7
    assert people.cube.counts["legal", "Cuba"] == 2
    assert people.cube.counts["legal; advice", NOT_SAID] == 1
    assert people.remarks == (
        "The columns of messy_people.csv are parted by semicolons, and were read so.",
        "2 lines hold nothing at all: nobody is counted for that.",
        "2 rows have no origin: counted as “(not said)”.",
        f"service: “class” and “Class” {APART} Together: --merge 'service: class, Class = class'",
        f"origin: “Haiti” and “haiti” {APART} Together: --merge 'origin: Haiti, haiti = Haiti'",
    )


def test_what_is_told_to_be_taken_together_can_be() -> None:
    merges = ["service: class, Class = class", "origin: Haiti, haiti = Haiti"]
    people = count_people(MESSY, ["service", "origin"], POLICY, merges=merges)
    assert people.cube.counts["class", "Haiti"] == 3
    assert people.cube.dimensions[1].values == (NOT_SAID, "Cuba", "Haiti")
    assert not [remark for remark in people.remarks if "capitals" in remark]


def test_nobody_stands_in_a_row_without_a_name(tmp_path: Path) -> None:
    people = count_people(a_file(tmp_path, "a,b\nx,\ny,z\n"), ["a", "b"], POLICY)
    assert all(value for cell in people.cube.counts for value in cell)
    assert people.remarks == ("1 row has no b: counted as “(not said)”.",)


def test_a_clean_file_is_not_remarked_upon(tmp_path: Path) -> None:
    assert remarks(tmp_path, "a,b\nx,y\nz,y\n") == ()


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_what_parts_the_columns_is_found_and_told(tmp_path: Path, between: str) -> None:
    told = remarks(tmp_path, f'"a"{between} b{between}note\nx{between}y{between}"1,2;3\t4"\n')
    assert [remark for remark in told if "parted by" not in remark] == []
    assert len(told) == (between != ",")


def test_spaces_inside_a_value_and_wide_letters_are_noticed(tmp_path: Path) -> None:
    told = remarks(tmp_path, "a,b\nNew York,z\nNew  York,z\nnew york,z\n")
    assert [remark for remark in told if "“New York” and “New  York” and “new york”" in remark]


def test_a_provider_written_in_two_ways_is_told(tmp_path: Path) -> None:
    path = a_file(tmp_path, "a,by\nx,House\nx,house\n")
    assert count_people(path, ["a"], POLICY, provider="by").remarks == (
        f"by: “House” and “house” {APART} Make them one in the file.",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\nx,y\nx\n\nx,y,z\n", "2 columns in its first line, yet line 3 has 1, line 5 has 3."),
        ('a,b\n"x\nx",y\nx\n', "yet line 4 has 1."),
        ("a,b\n" + "x\n" * 8, "line 5 has 1, line 6 has 1, and 3 more."),
        ('a,b\nx,y\nx,"y\n', "cannot be read from line 3 on: a quotation mark"),
        ("a;b\nx;y\n".encode("utf-16"), "is not in UTF-8 but in UTF-16. Save it as"),
        ("a;b\nx;y\n".encode("utf-16-le"), "is not in UTF-8 but in UTF-16. Save it as"),
        ("a,b\nx,Perú\n".encode("latin-1"), "is not in UTF-8: line 2 holds a letter"),
        (b"PK\x03\x04\x14", "is a workbook, not a CSV file. Save"),
        ("a,b,a\nx,y,z\n", "more than one column a. Give"),
        ("one;two\nx;y\n", "has no column a, b. It has: one, two."),
        ("a,b\n,\n", "holds nobody"),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_what_to_do(
    tmp_path: Path, text: str | bytes, sentence: str
) -> None:
    with pytest.raises(NotReadable) as refused:
        read_microdata(a_file(tmp_path, text), ["a", "b"])
    assert sentence in str(refused.value)


def test_an_empty_field_too_many_says_nothing(tmp_path: Path) -> None:
    assert remarks(tmp_path, "a,b\nx,y,\nz,y,,\n") == ()


def test_a_table_nobody_could_count_is_refused_with_its_sizes(tmp_path: Path) -> None:
    path = a_file(tmp_path, "a,b\n" + "".join(f"{n},{n}\n" for n in range(600)))
    assert MOST_COUNTED < 601 * 601
    with pytest.raises(NotReadable, match=r"361,201 cells \(a 600 × b 600 values, and sums\)"):
        count_people(path, ["a", "b"], POLICY)


ORIGINS = "a,b\n" + "".join(f"{one},z\n" for one in ("Chad", "Niger", "Haiti", "Cuba", '"Fa, Fi"'))


@pytest.mark.parametrize(
    ("words", "values", "name"),
    [
        ("a: Chad, Niger = Sahel", ("Chad", "Niger"), "Sahel"),
        (" a :Chad,Niger", ("Chad", "Niger"), "Chad / Niger"),
        ('a: "Fa, Fi", Cuba = "the = rest"', ("Fa, Fi", "Cuba"), "the = rest"),
        ("a: Chad, Niger = Chad", ("Chad", "Niger"), "Chad"),
    ],
)
def test_a_merge_is_read_as_it_is_written(
    tmp_path: Path, words: str, values: tuple[str, ...], name: str
) -> None:
    path = a_file(tmp_path, ORIGINS)
    for written in (words, as_words("a", values, name)):
        people = count_people(path, ["a", "b"], POLICY, merges=[written])
        (merge,) = people.merges
        assert (merge.dimension, merge.values, merge.name) == ("a", values, name)
        assert (merge.small_before, merge.small_after) == (5, 4)
        assert people.cube.counts[name, TOTAL] == 2


def test_what_was_taken_together_can_be_taken_together_again(tmp_path: Path) -> None:
    merges = ["a: Chad, Niger = Sahel", "a: Sahel, Cuba = elsewhere"]
    people = count_people(a_file(tmp_path, ORIGINS), ["a", "b"], POLICY, merges=merges)
    assert people.cube.counts["elsewhere", TOTAL] == 3


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Chad and Niger", "write the dimension, its values and a name, such as --merge"),
        ("c: Chad, Niger", "the table is not counted by 'c', but by a, b"),
        ("a: chad, Niger", "a has no value chad. Did you mean Chad?"),
        ("a: Xyz, Niger", "a has no value Xyz. It has: Chad, Cuba, Fa, Fi, Haiti, Niger."),
        ("a: Chad = Sahel", "name two or more values of a, each once"),
        ("a: Chad, Chad = Sahel", "name two or more values of a, each once"),
        ("a: Chad, Niger = TOTAL", "TOTAL means all together here"),
        ("a: Chad, Niger = Cuba", "Cuba is a value of a already: name it among the values too"),
        ("a: Chad, Niger =", "write it such as --merge"),
        ("a: Chad, Niger = x = y", "write it such as --merge"),
        ("a: Chad, Niger = x, y", "write it such as --merge"),
        ("a:", "write it such as --merge"),
    ],
)
def test_a_merge_that_cannot_be_is_told_why(tmp_path: Path, words: str, why: str) -> None:
    with pytest.raises(NotReadable) as refused:
        count_people(a_file(tmp_path, ORIGINS), ["a", "b"], POLICY, merges=[words])
    assert str(refused.value).startswith(f"--merge {words!r}: {why}")
