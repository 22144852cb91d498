"""Whatever an import takes out, adds or leaves is said where it happened."""

from pathlib import Path

import pytest

from xenia.registers.directory.importers.prepare import (
    EMPTY,
    NOT_READ,
    NOTHING_KNOWN,
    ONLY_A_HEADING,
    SHORT_ROW,
)
from xenia.registers.directory.importers.readers import NotReadable
from xenia.registers.directory.importers.readers.packages import DAMAGED
from xenia.registers.directory.tests.importing import (
    ONE_ORGANIZATION,
    ONE_SERVICE,
    a_zip,
    of_files,
    settled,
)


@pytest.mark.parametrize("name", ["cut.zip", "cut.csv", "cut"])
def test_a_zip_that_was_cut_off_is_damaged(tmp_path: Path, name: str) -> None:
    whole = a_zip(tmp_path, {"organizations.csv": ONE_ORGANIZATION}).read_bytes()
    cut = tmp_path / name
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(NotReadable, match=DAMAGED):
        settled(cut)


def test_a_text_called_zip_is_damaged(tmp_path: Path) -> None:
    fake = tmp_path / "fake.zip"
    fake.write_bytes(b"PK this is no zip")
    with pytest.raises(NotReadable, match=DAMAGED):
        settled(fake)


def test_a_heading_may_begin_with_pk(tmp_path: Path) -> None:
    sheet = tmp_path / "organizations.csv"
    sheet.write_bytes(b"PK,name,description\n1,Saltmarsh House,Help\n")
    assert settled(sheet).one("organization").values["name"] == "Saltmarsh House"


def test_files_without_rows_say_so(tmp_path: Path) -> None:
    files = {
        "organizations.csv": ONE_ORGANIZATION,
        "phones.csv": "",
        "services.json": "",
        "services.csv": "id,name,organization_id\n",
        "shoes.csv": "size,colour\n38,red\n",
        "README.txt": "Made by the county, with care.\nCall us.\n",
    }
    outcome = of_files(tmp_path, files)
    assert outcome.report.is_recognized
    assert outcome.notes("phones.csv") == [EMPTY]
    assert outcome.notes("services.json") == [EMPTY]
    assert outcome.notes("services.csv") == [ONLY_A_HEADING]
    assert outcome.notes("shoes.csv") == [NOTHING_KNOWN]
    assert outcome.notes("README.txt") == [NOT_READ]
    assert outcome.counts("README.txt") == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "files", [{}, {"services.csv": ""}, {"services.csv": "id,name\n"}, {"shoes.csv": "size\n38\n"}]
)
def test_nothing_recognised_is_told_apart(tmp_path: Path, files: dict[str, str]) -> None:
    assert not settled(a_zip(tmp_path, files)).report.is_recognized


@pytest.mark.parametrize(
    ("name", "kept", "note"),
    [
        ("<b>Bread</b> Table", "Bread Table", "markup was taken out of name"),
        ("Bread &lt;i&gt;Table", "Bread Table", "markup was taken out of name"),
        ("Bread<script>alert(1)</script>", "Bread", "a script was taken out of name"),
        ("Bread <script>alert(1)", "Bread", "a script was taken out of name"),
        ("Bread\0 Table", "Bread Table", "control characters were taken out of name"),
        ("Tom & Ann < 5", "Tom & Ann < 5", ""),
    ],
)
def test_what_is_taken_out_of_a_text_is_said(
    tmp_path: Path, name: str, kept: str, note: str
) -> None:
    outcome = of_files(tmp_path, {"organizations.csv": f"id,name,description\n1,{name},Food\n"})
    assert outcome.one("organization").values["name"] == kept
    assert outcome.notes("organizations.csv") == ([note] if note else [])


def test_an_organization_only_named_by_a_service_is_said_once(tmp_path: Path) -> None:
    rows = "id,name,organization_name,status\n1,Food,Org A,active\n2,Beds,Org A,active\n"
    remarks = of_files(tmp_path, {"services.csv": rows}).report.files["services.csv"].notes
    assert [(one.row, one.text) for one in remarks] == [
        (1, "organization 'Org A' was added from this row")
    ]


def test_an_organization_that_has_its_own_row_is_not_added(tmp_path: Path) -> None:
    rows = "id,name,organization_name,status\n1,Food,Saltmarsh House,active\n"
    files = {"organizations.csv": ONE_ORGANIZATION, "services.csv": rows}
    assert of_files(tmp_path, files).notes("services.csv") == []


def test_a_short_row_is_said_with_its_number(tmp_path: Path) -> None:
    files = {"organizations.csv": ONE_ORGANIZATION, "services.csv": ONE_SERVICE + "11,1,Tea\n"}
    remarks = of_files(tmp_path, files).report.files["services.csv"].notes
    assert (2, SHORT_ROW) in [(one.row, one.text) for one in remarks]
    assert (None, "1 row has fewer cells than the heading") in [
        (one.row, one.text) for one in remarks
    ]
