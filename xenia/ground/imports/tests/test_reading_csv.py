"""CSV of any making is read: separators, encodings, quotations, title lines."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.imports.reading import DELIMITERS, open_book
from xenia.ground.imports.reading.table import as_text, likely_table, survey
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.tests.makers import cells_of, in_csv, read

# Everything a cell may hold but control characters and halves of characters, which no program writes.
LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
WORDS = st.text(st.one_of(LETTERS, st.sampled_from('\n",;|\t ')), max_size=12)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=8)
)


def trimmed(table: list[list[str]]) -> list[list[str]]:
    """A table as it is read back: without empty lines, and without empty cells at the end of a line."""
    rows = []
    for row in table:
        kept = list(row)
        while kept and not kept[-1].strip():
            kept.pop()
        rows += [kept] if kept else []
    return rows


@given(
    table=TABLES,
    delimiter=st.sampled_from(DELIMITERS),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
)
def test_any_table_comes_back_the_same(
    table: list[list[str]], delimiter: str, encoding: str
) -> None:
    data = in_csv(table, delimiter=delimiter, encoding=encoding)
    if not data.strip() or not trimmed(table) or looks_foreign(table):
        return
    assert cells_of(open_book(data, delimiter=delimiter)) == trimmed(table)


def looks_foreign(table: list[list[str]]) -> bool:
    """Whether a text begins as a web page, another file, or names its own separator."""
    first = "".join(table[0]).lstrip('\n" ')
    return first.startswith(
        ("<", "{\\rtf", "%PDF", "GIF8", "Rar!", "sep=", "\ufeff")
    ) or "\ufffd" in str(table)


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_separator_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    table = [["Día", "Motivo"], ["2026-11-26", "Acción de Gracias"], ["2026-12-25", "Navidad, año"]]
    assert read(in_csv(table, delimiter=delimiter, encoding=encoding)) == table


def test_a_separator_inside_quotations_parts_nothing() -> None:
    table = [["Name", "Note"], ["Snow; ice", "a;b;c"], ["Flood", "x;y"]]
    assert read(in_csv(table, quoting=csv.QUOTE_ALL)) == table


def test_title_lines_and_empty_lines_above_a_table_do_not_hide_its_separator() -> None:
    data = b"Closures of the office\n\nPrinted 2026\n\nDay;Why\n2026-11-26;Thanksgiving\n"
    book = open_book(data)
    assert book.delimiter == ";"
    assert [line.number for line in book.lines(0)] == [1, 3, 5, 6]
    assert likely_table(book, {"day", "why"}) == (0, 5)


def test_excels_own_first_line_names_the_separator() -> None:
    assert read(b"sep=|\r\nDay|Why\r\n2026-11-26|Snow, ice\r\n") == [
        ["Day", "Why"],
        ["2026-11-26", "Snow, ice"],
    ]


def test_a_cell_may_hold_several_lines() -> None:
    assert read(b'Day,Why\n2026-11-26,"Snow\nand ice"\n')[1] == ["2026-11-26", "Snow\nand ice"]


@pytest.mark.parametrize("swallowed", [b"", b"2026-11-27,Ice\n", b"x" * 200_000])
def test_a_quotation_that_never_ends_is_said_and_swallows_no_row(swallowed: bytes) -> None:
    with pytest.raises(NotReadable) as problem:
        read(b'Day,Why\n2026-11-26,"Snow\n' + swallowed)
    assert "row 2" in str(problem.value.sentence)
    assert "never closed" in str(problem.value.sentence)


def test_columns_without_heading_and_without_content_are_not_there() -> None:
    seen = survey(open_book(b"Day,,Why,,\n2026-11-26,,Snow,x,\n,,,,\n2026-11-27,,Ice,,\n"), 0, 1)
    assert [(one.letter, one.heading, one.filled) for one in seen.columns] == [
        ("A", "Day", 2),
        ("C", "Why", 2),
        ("D", "", 1),
    ]
    assert seen.row_count == 2


def test_a_table_without_headings_has_none() -> None:
    book = open_book(b"rosa@office.example,Caseworker\nlin@office.example,Counsel\n")
    assert likely_table(book, {"email", "role"}) == (0, 0)


@pytest.mark.parametrize(
    ("cell", "text"), [(2116.0, "2116"), (True, "yes"), (None, ""), (" x ", "x"), (1.5, "1.5")]
)
def test_a_cell_is_text_as_a_person_would_type_it(cell: object, text: str) -> None:
    assert as_text(cell) == text  # type: ignore[arg-type]
