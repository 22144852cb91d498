"""Excel workbooks of any making are read: tabs, merged cells, dates, formulas, wrong sizes."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from xenia.ground.imports.cells import Ways, day
from xenia.ground.imports.reading import open_book
from xenia.ground.imports.reading.table import likely_table
from xenia.ground.imports.tests.makers import a_workbook, in_xlsx, read, saved
from xenia.ground.imports.tests.test_reading_csv import LETTERS, trimmed

TEXTS = st.text(st.one_of(LETTERS, st.just("\n")), max_size=12)
CELLS = st.one_of(
    TEXTS,
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
        lambda at: at.replace(microsecond=0)
    ),
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=8)


@given(table=TABLES)
def test_any_table_comes_back_the_same(table: list[list[Any]]) -> None:
    book, first = a_workbook()
    for number, row in enumerate(table, 1):
        for column, value in enumerate(row, 1):
            cell = first.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with "=" is a text
    expected = [[cell if cell != "" else None for cell in row] for row in table]
    assert read(saved(book)) == as_read(expected)


def as_read(table: list[list[Any]]) -> list[list[Any]]:
    """Without empty ends and empty lines, whatever the cells are."""
    marked = [
        ["" if cell is None or str(cell).strip() == "" else cell for cell in row] for row in table
    ]
    kept = []
    for row, marks in zip(table, marked, strict=True):
        width = (
            len(trimmed([[str(mark) for mark in marks]])[0])
            if any(str(mark) for mark in marks)
            else 0
        )
        kept += [row[:width]] if width else []
    return kept


def changed(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook with one of its parts rewritten, as other programs write it."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == part else text)
    return stream.getvalue()


FIRST_TAB = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
INLINE = re.compile(r't="inlineStr"><is>(<t.*?</t>)</is>', re.DOTALL)


def as_excel_writes(data: bytes) -> bytes:
    """A workbook whose texts stand in one list for all cells, in pieces of different looks."""
    texts: list[str] = []

    def into_list(found: re.Match[str]) -> str:
        texts.append(f"<si><r>{found[1]}</r><r><t></t></r></si>")
        return f't="s"><v>{len(texts) - 1}</v>'

    data = changed(data, FIRST_TAB, lambda xml: INLINE.sub(into_list, xml))
    kind = f'<Override PartName="/{SHARED}" ContentType="{OFFICE}.sharedStrings+xml"/></Types>'
    data = changed(data, "[Content_Types].xml", lambda xml: xml.replace("</Types>", kind))
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(SHARED, f'<sst xmlns="{MAIN}">{"".join(texts)}</sst>')
    return stream.getvalue()


def test_texts_are_read_as_excel_writes_them() -> None:
    table = [["Day", "Why"], ["2026-11-26", "Snow & ice"], ["2026-11-27", "Day"]]
    data = as_excel_writes(in_xlsx(table))
    assert b"inlineStr" not in zipfile.ZipFile(io.BytesIO(data)).read(FIRST_TAB)
    assert read(data) == table


def test_merged_cells_say_the_same_in_every_row_they_cover() -> None:
    book, first = a_workbook()
    for row in (
        ["Closures 2026", None, None],
        ["Month", "Day", "Why"],
        ["November", "2026-11-26", "Thanksgiving"],
        [None, "2026-11-27", "Day after"],
    ):
        first.append(row)
    first.merge_cells("A1:C1")
    first.merge_cells("A3:A4")
    data = saved(book)
    assert read(data)[3] == ["November", "2026-11-27", "Day after"]
    assert likely_table(open_book(data), {"day", "why"}) == (0, 2)


def test_the_tab_with_the_table_is_found_and_hidden_ones_are_not_offered() -> None:
    book, first = a_workbook()
    first.title = "Read me"
    first.append(["Fill in the next tab, please."])
    book.create_sheet("Days").append(["Date", "Holiday"])
    book.create_sheet("Old").sheet_state = "hidden"
    found = open_book(saved(book))
    assert found.tabs == ["Read me", "Days"]
    assert likely_table(found, {"date", "holiday"}) == (1, 1)


def test_days_count_from_1904_where_an_old_mac_says_so() -> None:
    book, first = a_workbook()
    book.epoch = CALENDAR_MAC_1904
    first.append([datetime(2026, 11, 26), 44890])  # noqa: DTZ001
    found = open_book(saved(book))
    ((formatted, number),) = (line.cells for line in found.lines(0))
    assert found.is_1904
    # 44,890 days after 1 January 1904, and 46,352 after 30 December 1899, are the same 26 November 2026.
    ways = Ways(is_1904=found.is_1904)
    assert day(formatted, ways) == day(number, ways) == day(46352, Ways()) == date(2026, 11, 26)


def test_a_formula_says_what_it_last_came_to() -> None:
    def computed(xml: str) -> str:
        return (
            xml.replace("<v></v>", "<v>46352</v>")
            .replace("<v />", "<v>46352</v>")
            .replace("<v/>", "<v>46352</v>")
        )

    data = in_xlsx([["Day"], ["=DATE(2026,11,26)"]])
    assert read(data) == [["Day"]]  # nobody has computed it yet
    assert read(changed(data, FIRST_TAB, computed)) == [["Day"], [46352]]


def test_the_size_a_tab_states_is_not_believed() -> None:
    data = in_xlsx([["Day", "Why"], ["2026-11-26", "Snow"]])
    for stated in ("A1", "A1:XFD1048576"):
        lied = changed(data, FIRST_TAB, partial(re.sub, 'ref="[^"]*"', f'ref="{stated}"', count=1))
        assert read(lied) == [["Day", "Why"], ["2026-11-26", "Snow"]]


def test_rows_keep_the_numbers_people_see() -> None:
    book, first = a_workbook()
    first["B3"], first["B7"] = "Day", "2026-11-26"
    assert [(line.number, line.cells) for line in open_book(saved(book)).lines(0)] == [
        (3, [None, "Day"]),
        (7, [None, "2026-11-26"]),
    ]
