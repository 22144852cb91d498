"""The pages of imports: from the file to the report, without a script, for those who may."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xenia.ground.accounts.models import Invitation
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import now
from xenia.ground.imports.cells import Ways, safe_cell, text
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.operations import bring_in, sizes
from xenia.ground.imports.tests.makers import (
    HEADINGS,
    MONDAY,
    a_director,
    brought_in,
    closed,
    in_csv,
    laid_down,
    read,
    ready,
)
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_office_that_reads_arabic(db: None) -> Iterator[None]:
    """Pages can be opened in English and Arabic here."""
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


HOME = "/en/desk/imports/"


def signed_in(role: str = Role.DIRECTOR) -> Client:
    client = Client()
    client.force_login(a_user(role))
    return client


def send(client: Client, data: bytes, *, sheet: str = "closures", name: str = "list.csv") -> Any:
    return client.post(f"{HOME}new/", {"sheet": sheet, "file": SimpleUploadedFile(name, data)})


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def test_a_spreadsheet_goes_from_the_file_to_the_report_and_back() -> None:
    client = signed_in()
    answer = send(
        client,
        in_csv(
            [
                ("Date", "Holiday", "Budget"),
                ("2026-11-26", "Thanksgiving", "7"),
                ("soon", "Snow", "8"),
            ]
        ),
    )
    run = SheetRun.objects.get()
    assert answer.headers["Location"] == f"{HOME}{run.pk}/columns/"
    page = text_of(client.get(f"{HOME}{run.pk}/columns/"))
    assert "\u2068Budget\u2069" in page
    assert '<option value="first_day" selected>' in page
    client.post(
        f"{HOME}{run.pk}/columns/", {"column-0": "first_day", "column-1": "name", "column-2": "-"}
    )
    preview = text_of(client.get(f"{HOME}{run.pk}/"))
    assert "1 row would come in" in preview
    assert "November 26, 2026" in preview
    assert "We cannot read this day." in preview
    assert "\u2068Budget\u2069" in preview
    assert closed() == []
    assert client.post(f"{HOME}{run.pk}/bring-in/").status_code == 302
    report = text_of(client.get(f"{HOME}{run.pk}/"))
    assert "1 row came in" in report
    assert len(closed()) == 1
    assert "Undo it" in text_of(client.get(f"{HOME}{run.pk}/undo/"))
    client.post(f"{HOME}{run.pk}/undo/")
    assert "Everything is as it was before" in text_of(client.get(f"{HOME}{run.pk}/"))
    assert closed() == []
    assert "list.csv" in text_of(client.get(HOME))


def test_the_links_of_invited_people_are_shown_once_and_never_stored_by_the_browser() -> None:
    client = signed_in()
    send(
        client, in_csv([("E-mail", "Role"), ("rosa@office.example", "Caseworker")]), sheet="people"
    )
    run = SheetRun.objects.get()
    client.post(f"{HOME}{run.pk}/columns/", {"column-0": "email", "column-1": "role"})
    answer = client.post(f"{HOME}{run.pk}/bring-in/")
    assert "http://testserver/en/account/come/" in text_of(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert Invitation.objects.get().email == "rosa@office.example"
    for page in (client.get(f"{HOME}{run.pk}/"), client.get(f"{HOME}{run.pk}/refused.csv")):
        assert "/account/come/" not in text_of(page)


def test_the_preview_of_people_is_kept_by_no_browser() -> None:
    run = ready(in_csv([("E-mail", "Role"), ("rosa@office.example", "Caseworker")]), sheet="people")
    answer = signed_in().get(f"{HOME}{run.pk}/")
    assert "rosa@office.example" in text_of(answer)
    assert "no-store" in answer.headers["Cache-Control"]


def test_days_that_can_be_read_in_two_ways_are_asked_on_the_page() -> None:
    client, run = signed_in(), laid_down(in_csv([("Date", "Holiday"), ("3/4/2026", "One")]))
    said = {"column-0": "first_day", "column-1": "name"}
    answer = client.post(f"{HOME}{run.pk}/columns/", said)
    assert answer.status_code == 422
    assert "\u20683/4/2026\u2069 is April 3, 2026" in text_of(answer)
    assert '<option value="name" selected>' in text_of(answer)
    client.post(f"{HOME}{run.pk}/columns/", said | {"date_order": "dmy"})
    preview = text_of(client.get(f"{HOME}{run.pk}/"))
    assert "First day: we read \u20683/4/2026\u2069 as April 3, 2026." in preview


def test_the_preview_says_how_a_day_is_read_where_another_day_proved_it() -> None:
    run = ready(in_csv([("Date", "Holiday"), ("3/4/2026", "One"), ("12/25/2026", "Two")]))
    assert "we read \u20683/4/2026\u2069 as March 4, 2026." in text_of(
        signed_in().get(f"{HOME}{run.pk}/")
    )


def test_a_missing_column_is_said_and_nothing_chosen_is_lost() -> None:
    client, run = signed_in(), laid_down()
    answer = client.post(
        f"{HOME}{run.pk}/columns/",
        {"column-0": "first_day", "column-1": "first_day", "column-2": "-"},
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Two columns say the same." in page
    assert "Say which column of the file is “Why”." in page
    assert page.count('<option value="first_day" selected>') == 2


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7", "This is no spreadsheet."),
        (b"PK\x03\x04 broken", "This file is damaged."),
        (b" ", "This file is empty."),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_at_the_field(data: bytes, sentence: str) -> None:
    answer = send(signed_in(), data)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not SheetRun.objects.exists()


def test_the_table_can_be_looked_for_on_another_row() -> None:
    client, run = (
        signed_in(),
        laid_down(in_csv([("Closures", "of", "2026"), HEADINGS, ("2026-11-26", "", "Snow")])),
    )
    client.post(f"{HOME}{run.pk}/table/", {"tab": "0", "heading_row": "1", "delimiter": ","})
    assert "\u2068Closures\u2069" in text_of(client.get(f"{HOME}{run.pk}/columns/"))
    client.post(f"{HOME}{run.pk}/table/", {"tab": "0", "heading_row": "", "delimiter": ","})
    assert "\u2068Holiday\u2069" in text_of(client.get(f"{HOME}{run.pk}/columns/"))
    client.post(f"{HOME}{run.pk}/table/", {"tab": "9", "heading_row": "x", "delimiter": "?"})
    assert "We could not find this place in the file." in text_of(
        client.get(f"{HOME}{run.pk}/columns/")
    )


HOSTILE = '=HYPERLINK("http://x","y")'


def test_refused_rows_are_downloaded_with_their_reasons_and_no_program_takes_them_for_formulas() -> (
    None
):
    run = ready(
        in_csv([HEADINGS, ("soon", "", HOSTILE), ("2026-11-26", "", "Snow"), ("@x", " ", "-1")])
    )
    client = signed_in()
    # Before it came in the reason names the word; afterwards the file is gone.
    for word in ("“soon” ", ""):
        text = text_of(client.get(f"{HOME}{run.pk}/refused.csv")).removeprefix("\ufeff")
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[0] == ["Row", "Refused because", "First day", "Last day", "Why"]
        assert [row[0] for row in rows[1:]] == ["2", "4"]
        assert rows[1][1] == f"First day: {word}We cannot read this day. Write it as 2026-11-03."
        assert rows[1][4] == f"'{HOSTILE}"
        assert (rows[2][2], rows[2][4]) == ("'@x", "'-1")
        bring_in(
            run=SheetRun.objects.get(), by=a_director(), at=now()
        ) if run.status == "ready" else None
        run.refresh_from_db()
    assert run.status == SheetRun.Status.APPLIED


def test_a_refused_row_put_right_can_be_brought_in_again() -> None:
    ready(in_csv([HEADINGS, ("soon", "", "-5 degrees")]))
    text = text_of(signed_in().get(f"{HOME}{SheetRun.objects.get().pk}/refused.csv"))
    brought_in(text.replace("soon", "2026-11-26").encode())
    assert closed()[0][2] == "-5 degrees"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1"])
def test_a_cell_that_would_be_a_formula_is_not(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"
    assert text(9)(safe_cell(cell), Ways()) == cell.strip()
    assert safe_cell("plain") == "plain"


def test_of_refused_people_only_numbers_and_reasons_are_downloaded_afterwards() -> None:
    by = a_director()
    run = ready(in_csv([("E-mail", "Role"), ("canary", "Caseworker")]), sheet="people", by=by)
    client = signed_in()
    assert "canary" in text_of(client.get(f"{HOME}{run.pk}/refused.csv"))
    bring_in(run=run, by=by, at=now())
    afterwards = text_of(client.get(f"{HOME}{run.pk}/refused.csv"))
    assert "Write an e-mail such as" in afterwards
    assert "canary" not in afterwards


def test_the_report_is_filtered_by_what_became_of_the_rows() -> None:
    run = brought_in(
        in_csv(
            [
                HEADINGS,
                ("soon", "", "Ice"),
                *((f"2027-03-{day:02}", "", "Snow") for day in range(1, 29)),
            ]
        )
    )
    client = signed_in()
    assert (
        text_of(client.get(f"{HOME}{run.pk}/?what=refused")).count('<span class="tag late">') == 1
    )
    assert text_of(client.get(f"{HOME}{run.pk}/?what=added")).count('<span class="tag met">') == 28
    assert "None." in text_of(client.get(f"{HOME}{run.pk}/?what=merged"))


def test_an_import_on_its_way_shows_how_far_it_is_and_can_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sizes, "SMALL", 1)
    client, run = signed_in(), ready(columns={0: "first_day", 1: "last_day", 2: "name"})
    assert run.status == SheetRun.Status.JUDGING
    assert "Nothing moves: go on" in text_of(client.get(f"{HOME}{run.pk}/"))
    monkeypatch.setattr(sizes, "SMALL", 10)
    client.post(f"{HOME}{run.pk}/go-on/")
    monkeypatch.setattr(sizes, "SMALL", 1)
    client.post(f"{HOME}{run.pk}/bring-in/")
    fragment = client.get(f"{HOME}{run.pk}/progress/")
    assert "0 of 3 rows" in text_of(fragment)
    assert "HX-Refresh" not in fragment.headers
    monkeypatch.setattr(sizes, "SMALL", 10)
    client.post(f"{HOME}{run.pk}/go-on/")
    assert client.get(f"{HOME}{run.pk}/progress/").headers["HX-Refresh"] == "true"
    assert len(closed()) == 3


def test_who_comes_second_is_told_and_nothing_happens_twice() -> None:
    client, run = signed_in(), ready()
    for act in ("bring-in", "bring-in", "change", "leave", "go-on", "undo", "undo"):
        assert client.post(f"{HOME}{run.pk}/{act}/").status_code == 302
    run.refresh_from_db()
    assert run.status == SheetRun.Status.UNDONE
    assert "Somebody brought this file in a moment ago." in text_of(client.get(f"{HOME}{run.pk}/"))


def test_an_old_import_offers_no_undo() -> None:
    run = brought_in()
    SheetRun.objects.filter(pk=run.pk).update(applied_at=now() - timedelta(days=31))
    client = signed_in()
    assert "Undo this import" not in text_of(client.get(f"{HOME}{run.pk}/"))
    client.post(f"{HOME}{run.pk}/undo/")
    assert "can be undone for 30 days" in text_of(client.get(f"{HOME}{run.pk}/"))
    assert len(closed()) == 3


def test_who_may_not_bring_in_a_sheet_does_not_see_its_imports() -> None:
    run = brought_in()
    editor = signed_in(Role.DIRECTORY_EDITOR)
    assert editor.get(f"{HOME}{run.pk}/").status_code == 404
    home = text_of(editor.get(HOME))
    assert "No spreadsheet has been brought in yet" in home
    assert "/en/desk/directory/imports/" in home
    assert "There is no spreadsheet for your role" in text_of(editor.get(f"{HOME}new/"))
    assert signed_in(Role.CASEWORKER).get(HOME).status_code == 403
    assert "/en/desk/directory/imports/" in text_of(signed_in().get(HOME))


def test_words_of_a_file_are_never_markup() -> None:
    markup = "<script>alert(1)</script>"
    client, run = (
        signed_in(),
        laid_down(in_csv([("Date", markup), ("2026-11-26", markup)]), name="<script>alert(1)<.csv"),
    )
    page = text_of(client.get(f"{HOME}{run.pk}/columns/"))
    client.post(f"{HOME}{run.pk}/columns/", {"column-0": "first_day", "column-1": "name"})
    for shown in (page, text_of(client.get(f"{HOME}{run.pk}/")), text_of(client.get(HOME))):
        assert "alert(1)" in shown
        assert "<script>alert" not in shown


@pytest.mark.parametrize(
    "page",
    ["", "new/", "{pk}/columns/", "{ready}/", "{ready}/progress/", "{done}/", "{done}/undo/"],
)
def test_every_page_opens_in_arabic_with_few_questions_to_the_database(
    page: str, django_assert_max_num_queries: Any
) -> None:
    client = signed_in()
    where = page.format(pk=laid_down().pk, ready=ready().pk, done=brought_in().pk)
    with django_assert_max_num_queries(20):
        answer = client.get(f"/ar/desk/imports/{where}")
    assert answer.status_code == 200
    if "progress" not in page:
        assert '<html lang="ar" dir="rtl">' in text_of(answer)


def test_a_csv_of_refused_rows_reads_as_a_table() -> None:
    run = ready(in_csv([HEADINGS, ("soon", "", "Ice; and snow")]))
    data = signed_in().get(f"{HOME}{run.pk}/refused.csv").content
    assert read(data)[1][4] == "Ice; and snow"
