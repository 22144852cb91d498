"""`xenia import-directory` says on the screen, in a file or to a machine what became of every row."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.importing import a_folder, a_zip

pytestmark = pytest.mark.django_db

GOOD = {"organizations.csv": "id,name,description\n1,Saltmarsh House,Help\n"}
MESSY = {"organizations.csv": "id,name,description,shoe\n1,=Saltmarsh,Help,38\n2,,Help,\n"}


def run(capsys: pytest.CaptureFixture[str], *words: Any) -> tuple[int, str]:
    """Exit status and what was printed."""
    status = 0
    try:
        call_command("import_directory", *map(str, words))
    except CommandError as ended:
        status = ended.returncode
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_all_well_is_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(capsys, a_folder(tmp_path, GOOD))
    assert status == 0
    assert "organizations.csv" in said
    assert Organization.objects.get().name == "Saltmarsh House"


def test_listed_rows_are_status_1_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    status, said = run(capsys, a_zip(tmp_path, MESSY), "--report", report, "--source", "county")
    assert status == 1
    assert "row 2: the row has no name" in said
    told = json.loads(report.read_text(encoding="utf-8"))
    assert told["source"] == "county"
    one = told["files"]["organizations.csv"]
    assert (one["rows"], one["imported"], one["merged"]) == (2, 1, 0)
    assert one["listed"] == [{"row": 2, "reason": "the row has no name"}]
    assert {"row": None, "note": "the column 'shoe' is not known: 1 value was left out"} in one[
        "notes"
    ]


def test_the_report_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.csv"
    run(capsys, a_folder(tmp_path, MESSY), "--report", report)
    with report.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert (
        lines[0]
        | {"file": "organizations.csv", "rows": "2", "imported": "1", "merged": "0", "listed": "1"}
        == lines[0]
    )
    assert [line["row"] for line in lines if line["what"] == "listed"] == ["2"]


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(capsys, a_folder(tmp_path, GOOD), "--dry-run")
    assert status == 0
    assert "Nothing was changed" in said
    assert not Organization.objects.exists()


def test_a_machine_reads_json_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(capsys, a_folder(tmp_path, MESSY), "--json")
    assert status == 1
    assert json.loads(said)["files"]["organizations.csv"]["rows"] == 2


def test_what_cannot_be_read_is_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(a_zip(tmp_path, GOOD).read_bytes().replace(b"PK\x01\x02", b"PK\x00\x00"))
    for path, words in ((tmp_path / "nowhere", "nowhere"), (broken, "This zip is damaged.")):
        status, said = run(capsys, path)
        assert status == 2
        assert words in said.replace("\n", "")


@pytest.mark.parametrize(
    "files", [{}, {"services.csv": ""}, {"services.csv": "id,name\n"}, {"README.txt": "Hello\n"}]
)
@pytest.mark.parametrize("words", [[], ["--dry-run"]])
def test_nothing_found_is_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str], words: list[str]
) -> None:
    status, said = run(capsys, a_zip(tmp_path, files), *words)
    assert status == 1
    assert "Nothing was brought in" in said
    assert "this is what will happen" not in said


def test_a_report_without_a_place_is_status_2_before_anything_happens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = run(
        capsys, a_folder(tmp_path, GOOD), "--report", tmp_path / "no" / "such" / "report.csv"
    )
    assert status == 2
    assert not Organization.objects.exists()
