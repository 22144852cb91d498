"""A staff member brings in a messy file and sees what happened to every row."""

import csv
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import now
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.models import Organization
from xenia.registers.directory.operations.upload import (
    forget_kept_files,
    import_uploaded_file,
    lay_down_file,
)
from xenia.registers.directory.tasks import import_upload
from xenia.registers.directory.tests.makers import MONDAY, a_colleague, desk_of

pytestmark = pytest.mark.django_db
IMPORTS = "/en/desk/directory/imports/"
FILE = b"id,name,description\n1,Bread Table,Food on Fridays\n2,,No name\n"


@pytest.fixture(autouse=True)
def _uploads_of_its_own(settings: Any, tmp_path: Path) -> None:
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


def test_the_sample_city_asks_for_no_real_data(settings: Any) -> None:
    desk = desk_of(a_colleague())
    words = "real data does not belong here"
    assert words in desk.get(f"{IMPORTS}new/").content.decode()
    settings.SAMPLE_CITY = False
    assert words not in desk.get(f"{IMPORTS}new/").content.decode()


def test_a_file_that_is_sent_waits_for_the_worker_on_the_page_of_its_run(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    desk = desk_of(a_colleague())
    file = SimpleUploadedFile("../organizations.csv", FILE)
    with django_capture_on_commit_callbacks() as waiting:
        answer = desk.post(f"{IMPORTS}new/", {"file": file, "source": "Harbor", "is_dry_run": "on"})
    assert answer["Location"] == f"{IMPORTS}{ImportRun.objects.get().pk}/"
    assert len(waiting) == 1
    assert kept_files(settings) == ["organizations.csv"]
    folder = settings.DATA / "imports" / str(ImportRun.objects.get().pk)
    assert folder.stat().st_mode & 0o077 == 0
    assert "There is no report yet" in desk.get(answer["Location"]).content.decode()


def kept_files(settings: Any) -> list[str]:
    return [path.name for path in (settings.DATA / "imports").rglob("*.*")]


def lay_down(content: bytes, by: User, name: str = "organizations.csv") -> ImportRun:
    return lay_down_file(
        name=name, chunks=[content], source="Harbor", is_dry_run=True, by=by, at=MONDAY
    )


def tried(content: bytes, by: User, name: str = "organizations.csv") -> ImportRun:
    run = lay_down(content, by, name)
    return import_uploaded_file(run=run, is_dry_run=True, by=by, at=MONDAY)


def test_trying_changes_nothing_and_offers_to_bring_the_file_in(settings: Any) -> None:
    lena = a_colleague(role=Role.DIRECTOR)
    run = tried(FILE, lena)
    assert run.status == ImportRun.Status.TRIED
    assert run.totals["rows"] == 2
    assert not Organization.objects.exists()
    assert kept_files(settings) == ["organizations.csv"]
    page = desk_of(lena).get(f"{IMPORTS}{run.pk}/").content.decode()
    assert "This was a try: nothing changed" in page
    assert "Bring in now" in page


def test_a_tried_file_is_brought_in_with_one_button(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    lena = a_colleague(role=Role.DIRECTOR)
    run = tried(FILE, lena)
    desk = desk_of(lena)
    with django_capture_on_commit_callbacks() as waiting:
        answer = desk.post(f"{IMPORTS}{run.pk}/bring-in/")
    assert len(waiting) == 1
    real = ImportRun.objects.exclude(pk=run.pk).get()
    assert answer["Location"] == f"{IMPORTS}{real.pk}/"
    assert real.source == "Harbor"
    import_upload.func(str(real.pk), False, str(lena.pk))
    assert Organization.objects.get().name == "Bread Table"
    assert kept_files(settings) == []
    assert "Bring in now" not in desk.get(f"{IMPORTS}{run.pk}/").content.decode()
    again = desk.post(f"{IMPORTS}{run.pk}/bring-in/", follow=True)
    assert "We do not have this file any more" in again.content.decode()


def test_a_tried_file_is_replaced_by_the_next_one_or_forgotten_after_a_day(settings: Any) -> None:
    lena = a_colleague(role=Role.DIRECTOR)
    tried(FILE, lena)
    tried(FILE, lena, name="newer-organizations.csv")
    assert kept_files(settings) == ["newer-organizations.csv"]
    assert forget_kept_files(now() + timedelta(hours=23)) == 0
    assert forget_kept_files(now() + timedelta(hours=25)) == 1
    assert kept_files(settings) == []


def test_a_file_in_which_nothing_is_found_says_so_and_is_not_offered(settings: Any) -> None:
    lena = a_colleague(role=Role.DIRECTOR)
    run = tried(b"size,colour\n38,red\n", lena, name="shoes.csv")
    page = desk_of(lena).get(f"{IMPORTS}{run.pk}/").content.decode()
    assert "No table of the directory was found" in page
    assert "this is what happens" not in page
    assert "Bring in now" not in page
    assert kept_files(settings) == []


def test_a_damaged_zip_says_so() -> None:
    lena = a_colleague(role=Role.DIRECTOR)
    run = tried(b"PK this is no zip", lena, name="broken.zip")
    page = desk_of(lena).get(f"{IMPORTS}{run.pk}/").content.decode()
    assert "This file did not come in" in page
    assert "We could not read it" in page
    assert "This zip is damaged. Ask for it again." in page


def test_a_file_that_is_gone_leaves_a_failed_run(settings: Any) -> None:
    lena = a_colleague()
    run = lay_down(FILE, lena)
    rmtree(settings.DATA / "imports" / str(run.pk))
    run = import_uploaded_file(run=run, is_dry_run=True, by=lena, at=MONDAY)
    assert run.status == ImportRun.Status.FAILED
