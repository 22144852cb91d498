"""A staff member brings in a messy file and sees what happened to every row."""

import csv
import json
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.ids import new_id
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.models import Organization
from xenia.registers.directory.operations.upload import import_uploaded_file, lay_down_file
from xenia.registers.directory.tests.makers import MONDAY, a_colleague, desk_of

pytestmark = pytest.mark.django_db
IMPORTS = "/en/desk/directory/imports/"
FILE = b"id,name,description\n1,Bread Table,Food on Fridays\n2,,No name\n"


@pytest.fixture(autouse=True)
def _uploads_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.DATA = tmp_path


def a_run(listed: int = 2) -> ImportRun:
    """A run of two files: one bad row each, and a note."""
    return ImportRun.objects.create(
        kind="directory",
        source="Harbor directory",
        status=ImportRun.Status.APPLIED,
        started_at=MONDAY,
        finished_at=MONDAY,
        report={
            "files": {
                "services.csv": {
                    "rows": 10 + listed,
                    "imported": 8,
                    "merged": 2,
                    "listed": [
                        {"row": n + 1, "reason": f"no organization {n}"} for n in range(listed)
                    ],
                    "notes": [{"row": 7, "note": "phone dropped"}, {"row": None, "note": "cp1252"}],
                },
                "phones.csv": {"rows": 3, "imported": 3, "merged": 0, "listed": [], "notes": []},
            }
        },
    )


def test_the_page_of_a_run_accounts_for_every_row() -> None:
    page = desk_of(a_colleague()).get(f"{IMPORTS}{a_run().pk}/")
    assert page.context["title"] == "15 rows: 2 to look at"
    assert page.context["totals"] == {"rows": 15, "imported": 11, "merged": 2, "listed": 2}
    assert [(line.row, line.reason) for line in page.context["page"]] == [
        (1, "no organization 0"),
        (2, "no organization 1"),
    ]


def test_listed_rows_are_found_by_file_and_by_words_and_notes_are_apart() -> None:
    run = a_run()
    desk = desk_of(a_colleague())

    def lines(**filters: str) -> list[tuple[int, str]]:
        page = desk.get(f"{IMPORTS}{run.pk}/", filters)
        return [(line.row, line.reason) for line in page.context["page"]]

    assert lines(q="ORGANIZATION 1") == [(2, "no organization 1")]
    assert lines(file="phones.csv") == []
    assert lines(what="notes") == [(7, "phone dropped"), (0, "cp1252")]


def test_a_long_list_comes_in_pages() -> None:
    page = desk_of(a_colleague()).get(f"{IMPORTS}{a_run(listed=120).pk}/?q=no&page=3")
    assert len(page.context["page"]) == 20
    assert "?q=no&amp;page=2" in page.content.decode()


def test_the_whole_report_is_downloaded() -> None:
    run = a_run()
    desk = desk_of(a_colleague())
    as_json = json.loads(desk.get(f"{IMPORTS}{run.pk}/report.json").content)
    assert as_json["files"]["services.csv"]["listed"][0] == {
        "row": 1,
        "reason": "no organization 0",
    }
    rows = list(csv.reader(StringIO(desk.get(f"{IMPORTS}{run.pk}/report.csv").content.decode())))
    assert any("no organization 1" in row for row in rows)
    assert desk.get(f"{IMPORTS}{run.pk}/report.pdf").status_code == 404


def test_the_list_shows_runs_newest_first_with_their_totals() -> None:
    a_run()
    page = desk_of(a_colleague()).get(IMPORTS)
    assert page.context["title"] == "1 import"
    assert "Harbor directory" in page.content.decode()


def test_a_file_is_tried_first_unless_somebody_unticks_it() -> None:
    page = desk_of(a_colleague()).get(f"{IMPORTS}new/")
    assert page.context["form"]["is_dry_run"].value() is True


def test_a_file_of_another_kind_is_refused_with_what_to_do() -> None:
    file = SimpleUploadedFile("picture.png", b"x")
    page = desk_of(a_colleague()).post(f"{IMPORTS}new/", {"file": file, "source": "Harbor"})
    assert "“picture.png” is no zip, CSV, JSON or ndjson file." in page.content.decode()


def test_a_file_that_is_sent_waits_for_the_worker(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    desk = desk_of(a_colleague())
    file = SimpleUploadedFile("../organizations.csv", FILE)
    with django_capture_on_commit_callbacks() as waiting:
        answer = desk.post(f"{IMPORTS}new/", {"file": file, "source": "Harbor", "is_dry_run": "on"})
    assert answer["Location"] == IMPORTS
    assert len(waiting) == 1
    assert [path.name for path in settings.MEDIA_ROOT.rglob("*.csv")] == ["organizations.csv"]


def lay_down(content: bytes, by: User, name: str = "organizations.csv") -> Any:
    return lay_down_file(
        name=name, chunks=[content], source="Harbor", is_dry_run=True, by=by, at=MONDAY
    )


def test_trying_changes_nothing_and_the_file_is_gone(settings: Any) -> None:
    lena = a_colleague(role=Role.DIRECTOR)
    upload = lay_down(FILE, lena)
    run = import_uploaded_file(upload=upload, source="Harbor", is_dry_run=True, by=lena, at=MONDAY)
    assert run is not None
    assert run.status == ImportRun.Status.TRIED
    assert run.totals["rows"] == 2
    assert not Organization.objects.exists()
    assert not list(settings.MEDIA_ROOT.rglob("*.csv"))
    page = desk_of(lena).get(f"{IMPORTS}{run.pk}/").content.decode()
    assert "This was a try: nothing changed" in page


def test_bringing_in_for_real_puts_the_rows_into_the_directory() -> None:
    lena = a_colleague(role=Role.DIRECTOR)
    upload = lay_down(FILE, lena)
    import_uploaded_file(upload=upload, source="Harbor", is_dry_run=False, by=lena, at=MONDAY)
    assert Organization.objects.get().name == "Bread Table"


def a_broken_zip() -> bytes:
    """A zip whose list of contents was damaged on the way."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("organizations.csv", FILE)
    return file.getvalue().replace(b"PK\x01\x02", b"XX\x01\x02")


def test_a_file_nobody_can_read_says_why() -> None:
    lena = a_colleague(role=Role.DIRECTOR)
    upload = lay_down(a_broken_zip(), lena, name="broken.zip")
    run = import_uploaded_file(upload=upload, source="Harbor", is_dry_run=True, by=lena, at=MONDAY)
    assert run is not None
    page = desk_of(lena).get(f"{IMPORTS}{run.pk}/").content.decode()
    assert "This file did not come in" in page
    assert "We could not read it" in page
    assert "broken.zip is a broken zip" in page


def test_a_file_that_is_gone_is_no_mistake() -> None:
    lena = a_colleague()
    run = import_uploaded_file(upload=new_id(), source="x", is_dry_run=True, by=lena, at=MONDAY)
    assert run is None
