"""Files in any encoding and shape are read; what must not be opened is refused and named."""

import json
import zipfile
from pathlib import Path

import pytest

from xenia.registers.directory.importers.readers import NotReadable, packages
from xenia.registers.directory.tests.importing import (
    ONE_ORGANIZATION,
    ONE_SERVICE,
    a_folder,
    a_zip,
    of_files,
    settled,
)

ACCENTS = "id,name,description\n1,Casa de Español,Niños y años: información y canción\n"


def names(place: Path, content: str | bytes, name: str = "organizations.csv") -> list[object]:
    return [one["name"] for one in of_files(place, {name: content}).values("organization")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "mac-roman"]
)
def test_the_encoding_is_told_from_the_bytes(tmp_path: Path, encoding: str) -> None:
    outcome = of_files(tmp_path, {"organizations.csv": ACCENTS.encode(encoding)})
    assert outcome.values("organization") == [
        {"name": "Casa de Español", "description": "Niños y años: información y canción"}
    ]


def test_a_few_foreign_bytes_in_a_file_of_utf_8(tmp_path: Path) -> None:
    content = ACCENTS.encode() + "2,Café,Año\n".encode("cp1252")
    outcome = of_files(tmp_path, {"organizations.csv": content})
    assert outcome.values("organization")[1] == {"name": "Café", "description": "Año"}
    assert outcome.notes("organizations.csv") == ["read as UTF-8; 2 bytes in it as Windows-1252"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_heading(tmp_path: Path, delimiter: str) -> None:
    content = ONE_ORGANIZATION.replace(",", delimiter)
    assert names(tmp_path, content) == ["Saltmarsh House"]


def test_a_spreadsheet_names_its_delimiter_and_titles_stand_above(tmp_path: Path) -> None:
    assert names(tmp_path, "sep=;\n" + ONE_ORGANIZATION.replace(",", ";")) == ["Saltmarsh House"]
    titled = of_files(
        tmp_path / "titled", {"organizations.csv": "Export of May\n\n" + ONE_ORGANIZATION}
    )
    assert titled.counts("organizations.csv") == (1, 1, 0, 0)
    assert titled.notes("organizations.csv") == ["1 lines above the heading were left out"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(tmp_path: Path, end: str) -> None:
    assert names(tmp_path, ONE_ORGANIZATION.replace("\n", end).encode()) == ["Saltmarsh House"]


def test_a_cell_may_hold_line_ends_and_quotation_marks(tmp_path: Path) -> None:
    content = 'id,name,description\n1,"Saltmarsh ""Old"" House","first\nsecond, third"\n2,Pier,x\n'
    assert of_files(tmp_path, {"organizations.csv": content}).values("organization") == [
        {"name": 'Saltmarsh "Old" House', "description": "first\nsecond, third"},
        {"name": "Pier", "description": "x"},
    ]


def test_a_quotation_mark_nobody_closed_swallows_no_rows(tmp_path: Path) -> None:
    content = (
        'id,name,description\n1,"Saltmarsh,one\n2,Pier,two\n3,"Harbor",three\n4,5" Street,four\n'
    )
    outcome = of_files(tmp_path, {"organizations.csv": content})
    assert [one["name"] for one in outcome.values("organization")] == [
        "Saltmarsh",
        "Pier",
        "Harbor",
        '5" Street',
    ]
    assert outcome.counts("organizations.csv") == (4, 4, 0, 0)
    assert "a quotation mark was not closed: it was left out" in outcome.notes("organizations.csv")


def test_ragged_rows(tmp_path: Path) -> None:
    content = "id,name,description\n1,Saltmarsh\n2,Pier, by the sea,x\n,,\n3,Harbor,y,,\nid,name,description\n\n4,Dune,z\n"
    outcome = of_files(tmp_path, {"organizations.csv": content})
    assert [one["name"] for one in outcome.values("organization")] == [
        "Saltmarsh",
        "Harbor",
        "Dune",
    ]
    assert outcome.counts("organizations.csv") == (6, 3, 0, 3)
    assert outcome.listed("organizations.csv") == {
        2: "the row has 4 cells, the heading 3: a comma without quotation marks?",
        3: "the row is empty",
        5: "the heading stands here once more",
    }
    assert "1 row has fewer cells than the heading" in outcome.notes("organizations.csv")


def test_an_empty_file_and_a_heading_alone(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path, {"organizations.csv": "", "services.csv": "id,name\n", "services.json": ""}
    )
    assert {name: outcome.counts(name) for name in outcome.report.files} == {
        "organizations.csv": (0, 0, 0, 0),
        "services.csv": (0, 0, 0, 0),
        "services.json": (0, 0, 0, 0),
    }


def test_a_zip_is_read_like_its_folder(tmp_path: Path) -> None:
    files = {
        "export/organizations.csv": ONE_ORGANIZATION,
        "export/services.csv": ONE_SERVICE,
        "__MACOSX/._services.csv": "x",
    }
    outcome = settled(a_zip(tmp_path, files))
    assert outcome.counts("organizations.csv") == outcome.counts("services.csv") == (1, 1, 0, 0)
    assert set(outcome.report.files) == {"organizations.csv", "services.csv"}


def test_paths_that_lead_out_of_a_zip_are_refused(tmp_path: Path) -> None:
    files = {
        "../organizations.csv": ONE_ORGANIZATION,
        "/services.csv": ONE_SERVICE,
        "locations.csv": "id,name\n1,Pier\n",
    }
    outcome = settled(a_zip(tmp_path, files))
    assert outcome.notes("../organizations.csv") == ["not read: its path leads out of the zip"]
    assert outcome.counts("locations.csv") == (1, 1, 0, 0)
    assert not outcome.records["organization"]


def test_a_zip_that_would_become_enormous_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 1000)
    with pytest.raises(NotReadable, match="would unpack to"):
        settled(a_zip(tmp_path, {"organizations.csv": b"a" * 2000}))
    monkeypatch.setattr(packages, "MOST_BYTES", 10**9)
    monkeypatch.setattr(packages, "SMALL_ENOUGH", 1000)
    outcome = settled(a_zip(tmp_path, {"organizations.csv": b"a" * 1_000_000}))
    assert outcome.notes("organizations.csv") == [
        "not read: it would unpack to more than 400 times its size"
    ]


def test_a_broken_zip_says_so(tmp_path: Path) -> None:
    whole = a_zip(tmp_path, {"organizations.csv": ONE_ORGANIZATION * 500}).read_bytes()
    broken = tmp_path / "broken.zip"
    damaged = bytearray(whole)
    damaged[120:140] = b"\0" * 20
    broken.write_bytes(damaged)
    assert zipfile.is_zipfile(broken)
    outcome = settled(broken)
    assert (
        "the rest of the file cannot be read"
        in list(outcome.listed("organizations.csv").values())[-1]
    )


def test_links_to_other_files_are_not_followed(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, {"organizations.csv": ONE_ORGANIZATION})
    (tmp_path / "secret.csv").write_text(ONE_SERVICE)
    (folder / "services.csv").symlink_to(tmp_path / "secret.csv")
    (folder / "more").symlink_to(tmp_path)
    outcome = settled(folder)
    assert outcome.notes("services.csv") == ["not read: a link to another file is not followed"]
    assert not outcome.records["service"]


def test_files_that_are_no_table_are_named(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": ONE_ORGANIZATION,
            "readme.md": "hello",
            "old.xlsx": b"PK",
            "staff.csv": "person,shoe size\nAna,38\nBo,43\n",
            "datapackage.json": "{}",
        },
    )
    assert outcome.notes("readme.md") == [
        "not read: it holds no table of the directory: only CSV, JSON and ndjson are read"
    ]
    assert outcome.notes("old.xlsx") == ["not read: save the spreadsheet as CSV to import it"]
    assert outcome.counts("staff.csv") == (2, 0, 0, 2)
    assert outcome.listed("staff.csv")[1] == "no table of the directory is recognised here"
    assert outcome.notes("datapackage.json") == ["it describes the other files: nothing to import"]


def test_nothing_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="no file and no folder"):
        settled(tmp_path / "nowhere")


ORGANIZATION = {"id": "1", "name": "Saltmarsh House", "description": "Help"}


@pytest.mark.parametrize(
    "content",
    [
        ORGANIZATION,
        [ORGANIZATION],
        {"total_items": 1, "contents": [ORGANIZATION]},
        {"organizations": [ORGANIZATION]},
        {"organizations.csv": [ORGANIZATION], "services.csv": []},
    ],
)
def test_json_of_any_shape(tmp_path: Path, content: object) -> None:
    outcome = of_files(tmp_path, {"organizations.json": json.dumps(content, indent=1)})
    assert outcome.values("organization") == [{"name": "Saltmarsh House", "description": "Help"}]
    assert outcome.counts("organizations.json") == (1, 1, 0, 0)


def test_ndjson_with_a_broken_line(tmp_path: Path) -> None:
    lines = [
        json.dumps(ORGANIZATION),
        "",
        "{broken",
        '"text"',
        json.dumps({**ORGANIZATION, "id": "2", "name": "Pier"}),
    ]
    outcome = of_files(tmp_path, {"organizations.ndjson": "\n".join(lines)})
    assert outcome.counts("organizations.ndjson") == (4, 2, 0, 2)
    listed = outcome.listed("organizations.ndjson")
    assert set(listed) == {3, 4}
    assert str(listed[3]).startswith("the line is no JSON")


def test_json_that_ends_too_early_keeps_what_came_before(tmp_path: Path) -> None:
    text = json.dumps([{**ORGANIZATION, "id": str(n), "name": f"House {n}"} for n in range(3)])[
        :-20
    ]
    outcome = of_files(tmp_path, {"organizations.json": text})
    assert outcome.counts("organizations.json") == (3, 2, 0, 1)
    assert "the rest of the file cannot be read" in outcome.listed("organizations.json")[3]


def test_a_file_with_a_name_of_its_own_is_told_from_its_headings(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "export.csv": "Service Name,Agency,Eligibility,How to apply\nEnglish class,Saltmarsh House,Adults,Call\n"
        },
    )
    (service,) = outcome.values("service")
    assert service["eligibility_description"] == "Adults"
    assert outcome.listed("export.csv") == {}


def test_a_package_may_describe_files_with_other_names(tmp_path: Path) -> None:
    described = {"resources": [{"name": "organization", "path": "x1.csv"}]}
    outcome = of_files(
        tmp_path, {"datapackage.json": json.dumps(described), "x1.csv": "id,name\n1,Pier\n"}
    )
    assert outcome.values("organization") == [{"name": "Pier"}]
