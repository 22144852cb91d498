"""What is no spreadsheet, or one made to hurt, ends in a sentence; never in an exception of another kind."""

import io
import random
import subprocess
import sys
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.imports.reading import open_book
from xenia.ground.imports.reading.limits import LAST_LINE, MOST_BYTES
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.tests.makers import in_csv, in_xlsx, read
from xenia.ground.imports.tests.test_reading_workbooks import (
    FIRST_TAB,
    SHARED,
    as_excel_writes,
    changed,
)

SOUND = as_excel_writes(in_xlsx([["Day", "Why"], ["2026-11-26", "Thanksgiving"], [46352, 1.5]]))
SOUND_CSV = in_csv([["Day", "Why"], ["2026-11-26", 'Thanks"giving'], ["x", "a\nb"]])


def sentence_about(data: bytes) -> str:
    """What is said of a file; reading goes to its end."""
    with pytest.raises(NotReadable) as problem:
        read(data)
    return str(problem.value.sentence)


def a_zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A sound workbook with one part more."""
    stream = io.BytesIO(SOUND)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b" \n\n ", "This file is empty."),
        (b"%PDF-1.7 ...", "This is no spreadsheet."),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "This is no spreadsheet."),
        (b"<html><table><tr><td>Day</td></tr></table></html>", "This is no spreadsheet."),
        (bytes(range(256)) * 20, "This is no spreadsheet."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an old Excel file (.xls)."),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "This file has a password.",
        ),
        (b"PK\x03\x04" + bytes(200), "This file is damaged."),
        (SOUND[: len(SOUND) // 2], "This file is damaged."),
        (a_zip({"letter.docx": b"x"}), "This is no spreadsheet."),
        (
            a_zip({"mimetype": b"x", "content.xml": b"<a/>"}),
            "We do not read OpenDocument or Numbers.",
        ),
        (with_part("xl/vbaProject.bin", b"macro"), "This file has macros."),
        (b"a," * 250 + b"a\n", "Row 1 has more than 200 columns."),
        (b"Day,Why\n2026," + b"x" * 40_000, "A cell in row 2 is longer than 32,767 characters."),
        (b"x" * (MOST_BYTES + 1), "This file is larger than 20 MB."),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(data: bytes, sentence: str) -> None:
    assert sentence_about(data).startswith(sentence)


def test_a_million_rows_are_too_many() -> None:
    assert sentence_about(b"Day,Why\n" + b"2026-11-26,Snow\n" * 1_000_000).startswith(
        "This table has more than 50,000 rows."
    )


def test_a_million_empty_lines_are_none() -> None:
    assert read(b"Day,Why\n" + b",\n" * 1_000_000 + b"2026-11-26,Snow\n")[1:] == [
        ["2026-11-26", "Snow"]
    ]


def test_more_lines_than_a_spreadsheet_has_are_refused() -> None:
    assert "more lines" in sentence_about(b"Day,Why\n" + b"\n" * LAST_LINE + b"2026-11-26,Snow\n")


def test_a_row_far_below_costs_no_memory_and_is_refused_beyond_the_last_line() -> None:
    far = changed(SOUND, FIRST_TAB, lambda xml: xml.replace('r="3"', 'r="999999999"', 1))
    assert "more lines" in sentence_about(far)


@pytest.mark.parametrize(
    "part",
    ["xl/media/image1.xml", "xl/worksheets/sheet9.xml", "xl/sharedStrings2.xml", "xl/styles2.xml"],
)
def test_a_zip_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(part: str) -> None:
    bomb = with_part(part, b" " * (160 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    assert sentence_about(bomb).startswith("This file unpacks to more than we can read.")


@pytest.mark.parametrize("tag", [b"<c/>", b"<mergeCell ref='A1:B2'/>"])
def test_a_small_file_that_repeats_a_tag_for_ever_is_refused(tag: bytes) -> None:
    bomb = with_part("xl/worksheets/sheet9.xml", b"<sheetData>" + tag * 200_000 + b"</sheetData>")
    assert len(bomb) < 100_000
    assert sentence_about(bomb).startswith("This file unpacks to more than we can read.")


def test_a_bomb_by_another_name_is_one_too() -> None:
    bomb = with_part("xl/texts.bin", b"<si/>" * 400_000)
    assert sentence_about(bomb).startswith("This file unpacks to more than we can read.")


def test_formats_of_cells_that_never_end_are_refused() -> None:
    bomb = changed(SOUND, "xl/styles.xml", lambda xml: xml.replace("</cellXfs>", "<xf/>" * 400_000))
    assert sentence_about(bomb).startswith("This file unpacks to more than we can read.")


def test_entities_that_multiply_are_refused() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    bomb = changed(
        SOUND, FIRST_TAB, lambda xml: laughs + xml.replace("<worksheet", "<worksheet", 1)
    )
    assert (
        sentence_about(bomb) == "This file is damaged. Open it, save it again, and bring that file."
    )


def read_or_refused(data: bytes) -> None:
    """Reading ends in a table or in NotReadable; anything else fails the test."""
    try:
        book = open_book(data)
        for tab in range(len(book.tabs)):
            list(book.lines(tab))
    except NotReadable:
        pass


@given(data=st.binary(max_size=400))
def test_random_bytes_never_surprise_the_reader(data: bytes) -> None:
    read_or_refused(data)
    read_or_refused(b"PK\x03\x04" + data)


@given(seed=st.integers(0, 2**32), blows=st.integers(1, 12))
def test_a_damaged_file_never_surprises_the_reader(seed: int, blows: int) -> None:
    chance = random.Random(seed)
    for sound in (SOUND, SOUND_CSV):
        data = bytearray(sound)
        for _blow in range(blows):
            data[chance.randrange(len(data))] = chance.randrange(256)
        read_or_refused(bytes(data))


@given(
    seed=st.integers(0, 2**32),
    part=st.sampled_from(
        (
            FIRST_TAB,
            "xl/workbook.xml",
            "xl/styles.xml",
            SHARED,
            "[Content_Types].xml",
            "xl/_rels/workbook.xml.rels",
        )
    ),
)
def test_a_damaged_part_never_surprises_the_reader(seed: int, part: str) -> None:
    def damage(xml: str) -> str:
        chance = random.Random(seed)
        at, length = chance.randrange(len(xml)), chance.randrange(30)
        return (
            xml[:at]
            + chance.choice(("", "9" * 20, "<row r='x'/>", '"', "&#0;", "<c t='s'><v>99</v></c>"))
            + xml[at + length :]
        )

    read_or_refused(changed(SOUND, part, damage))


READ_ALONE = """
import sys
from xenia.ground.imports.reading import open_book
book = open_book(sys.stdin.buffer.read())
print([line.cells for line in book.lines(0)])
"""


def test_values_of_cells_reach_no_log() -> None:
    # openpyxl would warn: "Cell A2 is marked as a date but the serial value 4242424242424 is outside the limits".
    far_day = changed(
        in_xlsx([["Day"], [date(2026, 11, 26)]]),
        FIRST_TAB,
        lambda xml: xml.replace("46352", "4242424242424"),
    )
    done = subprocess.run(
        [sys.executable, "-c", READ_ALONE], input=far_day, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "[['Day'], ['#VALUE!']]"
    assert done.stderr == b""
