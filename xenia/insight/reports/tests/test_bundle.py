"""The bundle: whole or not there, alike in every form, and without one true number of what is protected."""

import hashlib
import json
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.utils.translation import override

from xenia.ground.translations.tests.catalogues import a_catalogue, an_entry, an_office_that_speaks
from xenia.insight.reports.document import Mark, from_data
from xenia.insight.reports.document import pdf as paper
from xenia.insight.reports.document.beside import Beside, Estimate, Estimates
from xenia.insight.reports.document.bundling import SUMS, TOGETHER, FolderInUse, bundle
from xenia.insight.reports.document.data import Catalog
from xenia.insight.reports.document.html import drawings
from xenia.insight.reports.document.sheets import as_workbook
from xenia.insight.reports.figures import Shown
from xenia.insight.reports.tests.documents import (
    HIDDEN,
    LEGAL,
    SERVED,
    TRUE,
    a_document,
    all_shown,
    truth_of,
)
from xenia.insight.reports.tests.scanning import places_of, read_all

pytest.importorskip("typst")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "2025"
    catalog = Catalog(email="office@lindenport.example", address="https://lindenport.example/2025/")
    documents = {language: a_document(language) for language in ("en", "es", "ar")}
    bundle(documents, out, whole=["en", "es"], catalog=catalog)
    return out


def test_no_file_holds_the_true_number_of_a_protected_cell(folder: Path) -> None:
    read = read_all(folder)
    # The scan finds what is shown: else it would prove nothing.
    shown = truth_of(LEGAL)["citizenship", "TOTAL"]
    assert {"report.html", "report.pdf text", "report.json", "report.pdf unseen"} <= set(
        places_of(shown, read)
    )
    for measure in (LEGAL, SERVED):
        for place in HIDDEN[measure.code]:
            true = truth_of(measure)[place]
            assert true > TRUE
            assert places_of(true, read) == []


@pytest.mark.parametrize("is_narrow", [False, True])
def test_a_hidden_bar_is_as_long_whatever_is_hidden(is_narrow: bool) -> None:
    for language in ("en", "ar"):
        drawn = drawings(a_document(language), is_narrow=is_narrow)
        svg = drawn["legal-people-case-type-by-way"].svg + drawn["served-people-service-type"].svg
        hidden = re.findall(r'<path[^>]*fill="url\(#hidden\)"[^>]*>', svg)
        assert len(hidden) == 4
        assert {re.findall(r"h-?(\d+)v", one)[0] for one in hidden} == {"30"}


@pytest.mark.parametrize("language", ["en", "ar", "es"])
def test_on_a_page_a_drawing_is_as_wide_as_a_phone(language: str) -> None:
    drawn = drawings(a_document(language), is_narrow=True)
    assert drawn
    assert all(each.wide <= 328 for each in drawn.values())


@pytest.mark.parametrize("is_narrow", [False, True])
def test_a_drawing_says_its_words_in_the_language_of_its_document(
    is_narrow: bool, settings: Any, tmp_path: Path
) -> None:
    arabic = a_catalogue("ar", an_entry("not shown", "غير معروض"))
    an_office_that_speaks(settings, tmp_path, ar=arabic)
    with override("en"):
        drawn = drawings(a_document("ar"), is_narrow=is_narrow)
    svg = drawn["served-people-service-type"].svg
    assert "غير معروض" in svg
    assert "not shown" not in svg


def test_the_checksums_are_those_of_the_files(folder: Path) -> None:
    lines = (folder / SUMS).read_text().splitlines()
    said = {name: one for one, name in (line.split("  ") for line in lines)}
    files = {each for each in folder.rglob("*") if each.is_file()} - {
        folder / SUMS,
        folder / TOGETHER,
    }
    assert {folder / name for name in said} == files
    assert all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == one
        for name, one in said.items()
    )


def test_the_page_for_residents_is_there_in_languages_without_the_whole_report(
    folder: Path,
) -> None:
    assert {each.name for each in folder.glob("*.ar.*")} == {"summary.ar.html", "summary.ar.pdf"}
    text = (folder / "summary.ar.html").read_text()
    assert 'dir="rtl"' in text
    assert 'id="legal"' not in text


def test_the_archive_holds_every_file(folder: Path) -> None:
    with ZipFile(folder / TOGETHER) as together:
        held = {name: together.read(name) for name in together.namelist()}
    files = {each for each in folder.rglob("*") if each.is_file() and each.name != TOGETHER}
    assert held == {each.relative_to(folder).as_posix(): each.read_bytes() for each in files}


def test_the_data_are_as_their_schema_says(folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["code", "message"])


def test_a_catalog_finds_what_it_requires(folder: Path) -> None:
    said = json.loads((folder / "data" / "data.json").read_text())
    dataset = said["dataset"][0]
    required = {"title", "description", "keyword", "modified", "publisher", "contactPoint"}
    assert required | {"identifier", "accessLevel"} <= set(dataset)
    assert dataset["contactPoint"]["hasEmail"] == "mailto:office@lindenport.example"
    names = {f"data/{each.name}" for each in (folder / "data").glob("*.csv")}
    for one in dataset["distribution"]:
        assert one["downloadURL"].removeprefix("https://lindenport.example/2025/") in names


def test_what_is_stored_can_be_printed_again(folder: Path) -> None:
    said = json.loads((folder / "report.json").read_text())["languages"]
    assert from_data(said["es"]) == a_document("es")


def test_a_protected_number_in_a_workbook_is_words(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "report.xlsx")
    document = a_document()
    sheets = book.worksheets[1:-1]
    for sheet, table in zip(sheets, document.tables(), strict=True):
        hidden = sum(figure.mark is Mark.PROTECTED for figure in table.figures())
        cells = [cell for row in sheet.iter_rows(min_row=5) for cell in row]
        assert sum(cell.value == "not shown" for cell in cells) == hidden
        assert all(cell.data_type != "f" for cell in cells)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Council")
    with pytest.raises(FolderInUse):
        bundle({"en": a_document()}, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_an_interruption_leaves_the_earlier_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "2025"
    out.mkdir()
    (out / SUMS).write_text("an earlier report\n")

    def interrupted(*_said: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(paper, "as_pdf", interrupted)
    with pytest.raises(KeyboardInterrupt):
        bundle({"en": a_document()}, out)
    assert [each.name for each in tmp_path.iterdir()] == ["2025"]
    assert (out / SUMS).read_text() == "an earlier report\n"


def test_an_earlier_report_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "2025"
    out.mkdir()
    (out / SUMS).write_text("an earlier report\n")
    (out / "report.old.html").write_text("")
    one: dict[str, Shown] = {LEGAL.code: all_shown()[LEGAL.code]}
    bundle({"en": a_document(shown=one)}, out)
    assert not (out / "report.old.html").exists()
    assert [each.name for each in tmp_path.iterdir()] == ["2025"]


def test_a_sheet_shows_the_decimals_of_its_numbers_and_prints_its_head_on_every_page() -> None:
    said = Beside(
        estimates=(
            Estimates(
                "age", "Median age", "Who", "", (Estimate("all", "Everybody", Decimal(36), Decimal("0.4")),),
                "A survey", "2024", total=Estimate("born", "Born abroad", Decimal("41.8"), Decimal(1)),
            ),
        )
    )  # fmt: skip
    book = openpyxl.load_workbook(BytesIO(as_workbook(a_document(beside=said))))
    sheet = next(one for one in book if "Median age" in one.title)
    formats = {cell.number_format for row in sheet["B5:C6"] for cell in row}
    assert formats == {"#,##0.0"}
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B5", "$4:$4")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
