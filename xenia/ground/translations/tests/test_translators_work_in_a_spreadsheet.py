"""Texts go out as CSV and come back; every row is written, as before, blank, or refused with its reason."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.translations.flat_files import is_draft, read_catalogue, texts_in
from xenia.ground.translations.spreadsheets import (
    NotASheet,
    export_sheet,
    form_headings,
    import_sheet,
)
from xenia.ground.translations.tests.catalogues import a_catalogue, an_entry

DAY, DAYS = "%(n)s day", "%(n)s days"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    place = tmp_path / "ru.po"
    a_catalogue(
        "ru",
        an_entry("Help", "Помощь", is_draft=False),
        an_entry("Food", "Еда"),
        an_entry("Hello %(name)s", ""),
        an_entry("May", "Май", context="a month"),
        an_entry(DAY, "", "", "", plural=DAYS),
    ).save(str(place))
    return place


def rows(sheet: str) -> dict[str, dict[str, str]]:
    return {row["msgid"]: row for row in csv.DictReader(StringIO(sheet, newline=""))}


def sheet_of(*lines: list[str], headings: str = "msgid,context,text_0,text_1,text_2,status") -> str:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([headings.split(","), *lines])
    return out.getvalue()


def test_a_sheet_has_a_column_per_plural_form_and_says_for_which_numbers() -> None:
    assert form_headings("ru") == [
        "text_0 (1, 21, 31, 41 …)",
        "text_1 (2, 3, 4, 22 …)",
        "text_2 (0, 5, 6, 7 …)",
    ]
    assert form_headings("vi") == ["text_0 (0, 1, 2, 3 …)"]
    assert form_headings("ar")[:3] == ["text_0 (0)", "text_1 (1)", "text_2 (2)"]


def test_a_sheet_shows_what_is_there_and_how_far_it_can_be_trusted(catalogue: Path) -> None:
    found = rows(export_sheet("ru", catalogue))
    statuses = {text: row["status"] for text, row in found.items()}
    assert statuses == {
        "Help": "reviewed",
        "Food": "draft",
        "May": "draft",
        DAY: "",
        "Hello %(name)s": "",
    }
    assert found["May"]["context"] == "a month"
    assert found[DAY]["msgid_plural"] == DAYS


@pytest.mark.parametrize(
    ("only", "texts"),
    [
        ("missing", {"Hello %(name)s", DAY}),
        ("draft", {"Food", "May"}),
        ("all", {"Help", "Food", "May", "Hello %(name)s", DAY}),
    ],
)
def test_a_sheet_can_hold_only_what_is_to_do(catalogue: Path, only: str, texts: set[str]) -> None:
    assert set(rows(export_sheet("ru", catalogue, only=only))) == texts


def test_a_sheet_that_comes_back_as_it_went_changes_nothing(catalogue: Path) -> None:
    before = catalogue.read_bytes()
    done = import_sheet("ru", catalogue, export_sheet("ru", catalogue))
    assert (done.rows, done.written, done.unchanged, done.blank) == (5, 0, 3, 2)
    assert done.refused == []
    assert catalogue.read_bytes() == before


def test_translations_come_in_as_drafts_unless_the_sheet_says_reviewed(catalogue: Path) -> None:
    done = import_sheet(
        "ru",
        catalogue,
        sheet_of(
            ["Hello %(name)s", "", "Здравствуйте, %(name)s", "", "", "checked twice"],
            ["Food", "", "Еда", "", "", "Reviewed"],
            [DAY, "", "%(n)s день", "%(n)s дня", "%(n)s дней", "draft"],
            ["Help", "", "Подмога", "", "", ""],
        ),
    )
    assert (done.written, done.refused) == (4, [])
    found = {entry.msgid: entry for entry in read_catalogue(catalogue)}
    drafts = {text for text, entry in found.items() if is_draft(entry)}
    assert drafts == {"Hello %(name)s", DAY, "Help", "May"}
    assert texts_in(found[DAY]) == ("%(n)s день", "%(n)s дня", "%(n)s дней")


def test_a_wrong_row_is_refused_with_its_number_and_reason_the_others_come_in(
    catalogue: Path,
) -> None:
    done = import_sheet(
        "ru",
        catalogue,
        sheet_of(
            ["Hello %(name)s", "", "Здравствуйте", "", "", ""],
            [DAY, "", "%(n)s день", "", "", ""],
            ["No such text", "", "…", "", "", ""],
            ["May", "", "Май", "", "", ""],
            ["Food", "", "Пища", "", "", ""],
        ),
    )
    assert (done.rows, done.written) == (5, 1)
    assert [number for number, _text, _why in done.refused] == [2, 3, 4, 5]
    assert "%(name)s" in done.refused[0][2]
    assert "3 forms" in done.refused[1][2]
    found = {entry.msgid: entry for entry in read_catalogue(catalogue)}
    assert texts_in(found["Hello %(name)s"]) == ("",)
    assert texts_in(found[DAY]) == ("", "", "")
    assert texts_in(found["May"]) == ("Май",)


def test_a_blank_cell_takes_no_translation_away(catalogue: Path) -> None:
    done = import_sheet("ru", catalogue, sheet_of(["Help", "", "  ", "", "", "reviewed"]))
    assert (done.blank, done.written) == (1, 0)
    assert texts_in(next(one for one in read_catalogue(catalogue) if one.msgid == "Help")) == (
        "Помощь",
    )


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_a_spreadsheet_program_makes_of_the_file_is_understood(
    catalogue: Path, delimiter: str
) -> None:
    lines = sheet_of(["Food", "", "Пища", "", "", "reviewed"]).replace(",", delimiter)
    assert import_sheet("ru", catalogue, "\ufeff" + lines).written == 1


def test_a_file_that_is_no_sheet_is_refused(catalogue: Path) -> None:
    with pytest.raises(NotASheet, match="text_0"):
        import_sheet("ru", catalogue, "msgid,translation\nHelp,Помощь\n")


# What a translator may type into a cell.
CELL = st.text(alphabet='ab "\n,;\té語م', min_size=1, max_size=8).filter(str.strip)


@given(texts=st.lists(CELL, min_size=3, max_size=3), is_reviewed=st.booleans())
def test_what_goes_out_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], is_reviewed: bool
) -> None:
    place = tmp_path_factory.mktemp("sheets") / "ru.po"
    filled = [
        an_entry("one\nline", texts[0], is_draft=not is_reviewed),
        an_entry("day", *texts, plural="days", is_draft=is_reviewed),
    ]
    a_catalogue("ru", *filled).save(str(place))
    sheet = export_sheet("ru", place)
    a_catalogue("ru", an_entry("one\nline", ""), an_entry("day", "", "", "", plural="days")).save(
        str(place)
    )
    assert import_sheet("ru", place, sheet).written == 2
    for before, after in zip(filled, read_catalogue(place), strict=True):
        assert (texts_in(after), is_draft(after)) == (texts_in(before), is_draft(before))


def test_the_commands_write_and_read_the_file(
    catalogue: Path, settings: Any, tmp_path: Path
) -> None:
    settings.LOCALE_SOURCES = catalogue.parent
    sheet = tmp_path / "ru.csv"
    call_command("export_messages", "ru", output=sheet)
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    out = StringIO()
    call_command("import_messages", str(sheet), "--json", stdout=out)
    assert json.loads(out.getvalue())["unchanged"] == 3


def test_the_import_ends_with_1_when_rows_were_refused_and_2_without_a_catalogue(
    catalogue: Path, settings: Any, tmp_path: Path
) -> None:
    settings.LOCALE_SOURCES = catalogue.parent
    sheet = tmp_path / "from-the-translator.csv"
    sheet.write_text(sheet_of(["Nowhere", "", "…", "", "", ""]), encoding="utf-8")
    for options, status in [(["--language", "ru"], 1), ([], 2)]:
        with pytest.raises(CommandError) as ended:
            call_command(
                "import_messages", str(sheet), *options, stdout=StringIO(), stderr=StringIO()
            )
        assert ended.value.returncode == status
    with pytest.raises(CommandError) as ended:
        call_command("export_messages", "xx", stderr=StringIO())
    assert ended.value.returncode == 2
