"""`xenia import-directory` says on the screen, in a file or to a machine what became of every row."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from xenia.registers.directory.models import Finding, Listing, Organization
from xenia.registers.directory.tests.a_server import a_page, another_office
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


LEGAL = {
    "organizations.csv": "id,name,description\n1,Saltmarsh House,Help\n",
    "services.csv": "id,organization_id,name,status\n10,1,Asylum help,active\n11,1,English,active\n",
    "taxonomy_terms.csv": "id,name,taxonomy\n7,Legal help,other\n",
    "attributes.csv": "id,link_id,link_entity,taxonomy_term_id\n70,10,service,7\n",
}


def test_legal_help_that_is_not_shown_is_counted_before_and_after(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = a_folder(tmp_path, LEGAL)
    sentence = "1 came but are not shown: legal help needs evidence that somebody here confirms."
    _status, tried = run(capsys, folder, "--dry-run")
    assert sentence in " ".join(tried.split())
    assert not Finding.objects.filter(kind="no_evidence").exists()
    _status, brought = run(capsys, folder, "--report", tmp_path / "report.json")
    assert f"{sentence} They wait under To mend." in " ".join(brought.split())
    assert json.loads((tmp_path / "report.json").read_text())["not_shown"] == 1
    assert [one.name for one in Finding.objects.filter(kind="no_evidence")] == ["Asylum help"]
    assert sorted(Listing.objects.values_list("service__name", "is_public")) == [
        ("Asylum help", False),
        ("English", True),
    ]


def test_an_address_by_http_is_refused_with_the_way_out(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(capsys, "http://localhost:8811/hsds")
    assert status == 2
    assert "begins with http" in said
    assert "--own-network" in said


def test_following_says_how_it_goes_on_and_how_it_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.DATA = tmp_path
    service = {
        "id": "22222222-2222-4222-8222-222222222222",
        "name": "English class",
        "status": "active",
        "organization": {"id": "11111111-1111-4111-8111-111111111111", "name": "Harbor House"},
    }
    with another_office() as there:
        there.says("/hsds/services", lambda query: a_page([service]))
        _status, said = run(capsys, there.base, "--own-network", "--follow")
        assert "The other office speaks HSDS 3.1." in said
        assert "details" not in said
        assert "It will be asked every day." in said
        assert f"{there.base} --stop" in " ".join(said.split())
        assert there.base in run(capsys, "--followed")[1]
        gone = {**service, "status": "inactive"}
        there.says("/hsds/services", lambda query: a_page([gone]))
        _status, said = run(capsys, there.base)
        assert "1 services or organizations are no longer listed there" in " ".join(said.split())
        assert "services: no longer there" in said
        assert "1 removed" in said
        assert "services-left" not in said
        assert run(capsys, there.base, "--stop")[0] == 0
        assert "No directory is asked every day." in run(capsys, "--followed")[1]
        assert run(capsys, there.base, "--stop")[0] == 2
    assert run(capsys)[0] == 2
