"""A report on the desk, from the first word to the second signature; and posted, as everybody reads it."""

import zlib
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.insight.reports.files import write_files
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.call import close_call
from xenia.insight.reports.operations.drafting import write_words
from xenia.insight.reports.tasks import make_numbers
from xenia.insight.reports.tests.call_makers import a_call
from xenia.insight.reports.tests.makers import (
    AFTER,
    YEAR,
    a_locked_year,
    a_report,
    signed_twice,
)

pytestmark = pytest.mark.django_db
BUDGET = 60_000
ALL = "/en/desk/reports/"


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def read(browser: Browser, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


@pytest.fixture
def director() -> User:
    return a_user(Role.DIRECTOR)


@pytest.fixture
def posted(tmp_path: Path, settings: Any) -> Any:
    """A report everybody reads, in English, Spanish and Arabic, with its files."""
    settings.REPORTS_FOLDER = tmp_path
    choose_languages(codes=["en", "es", "ar"], by=None, at=AFTER)
    forget_office()
    a_locked_year()
    report = a_report()
    by = a_user(Role.DIRECTOR)
    write_words(report=report, part="summary", text="A good year.", seen="", by=by, at=AFTER)
    report = signed_twice(report)
    Report.objects.filter(pk=report.pk).update(status=Report.Status.POSTED, posted_at=AFTER)
    report.refresh_from_db()
    yield report
    forget_office()


def test_a_report_is_begun_on_the_desk(director: User) -> None:
    a_locked_year()
    desk = signed_in(director)
    assert "No report was begun yet" in read(desk, ALL)
    answer = desk.post(f"{ALL}begin/", {"year": YEAR})
    report = Report.objects.get()
    assert answer.headers["Location"] == f"{ALL}{report.pk}/"
    page = read(desk, f"{ALL}{report.pk}/")
    assert "The numbers were not made yet." in page
    again = desk.post(f"{ALL}begin/", {"year": YEAR}, follow=True)
    assert "Finish it first" in again.content.decode()


def test_a_year_nobody_counted_in_cannot_be_chosen(director: User) -> None:
    a_locked_year()
    answer = signed_in(director).post(f"{ALL}begin/", {"year": 1999})
    assert answer.status_code == 422
    assert "Choose a year." in answer.content.decode()


def test_words_written_by_two_at_once_lose_nothing(director: User) -> None:
    report, desk = a_report(), signed_in(director)
    part = f"{ALL}{report.pk}/parts/letter/"
    desk.post(part, {"text": "Dear Council", "seen": ""})
    late = desk.post(part, {"text": "To the Council", "seen": ""})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Dear Council" in page
    assert "To the Council" in page
    assert report.narratives.get().text == "Dear Council"


def test_a_remark_stands_beside_its_part_until_it_is_seen_to(director: User) -> None:
    report, desk = a_report(), signed_in(director)
    part = f"{ALL}{report.pk}/parts/legal/"
    desk.post(f"{part}remark/", {"text": "Cite the clause."})
    assert "Cite the clause." in read(desk, part)
    empty = desk.post(f"{part}remark/", {"text": ""})
    assert empty.status_code == 422
    said = report.remarks.get()
    desk.post(f"{ALL}remarks/{said.pk}/settle/")
    assert "Seen to" in read(desk, part)


def test_two_people_sign_on_the_desk(director: User) -> None:
    a_locked_year()
    report, first, second = a_report(), signed_in(director), signed_in(a_user(Role.COUNSEL))
    page = f"{ALL}{report.pk}/"
    first.post(f"{page}sign/", {"version": 0})
    assert "A second person reads it and signs." in read(first, page)
    told = first.post(f"{page}sign/", {"version": 1}, follow=True).content.decode()
    assert "You signed first, so a second person signs now." in told
    second.post(f"{page}sign/", {"version": 1})
    report.refresh_from_db()
    assert report.status == Report.Status.SIGNED
    assert "Post it" in read(first, page)


def test_numbers_are_asked_of_the_worker(director: User) -> None:
    report = a_report(with_numbers=False)
    with patch("xenia.insight.reports.views.drafts.make_numbers") as worker:
        answer = signed_in(director).post(f"{ALL}{report.pk}/numbers/", follow=True)
    worker.enqueue.assert_called_once_with(str(report.pk), str(director.pk))
    assert "The numbers are being made." in answer.content.decode()


def test_numbers_that_were_asked_for_are_not_asked_for_twice(director: User) -> None:
    report, desk = a_report(with_numbers=False), signed_in(director)
    desk.post(f"{ALL}{report.pk}/numbers/")
    page = read(desk, f"{ALL}{report.pk}/")
    assert "Being made: step 0 of 3." in page
    assert "Make the numbers" not in page


def test_whoever_signed_second_reads_who_goes_on(director: User) -> None:
    a_locked_year()
    report, counsel = signed_twice(a_report()), signed_in(a_user(Role.COUNSEL))
    assert "Two people signed it. Whoever prepares reports posts it." in read(
        counsel, f"{ALL}{report.pk}/"
    )
    assert "Open it again before you change it." in read(counsel, f"{ALL}{report.pk}/parts/legal/")
    assert "Whoever prepares reports" not in read(signed_in(director), f"{ALL}{report.pk}/")


def test_a_posted_report_leads_to_its_next_version_and_a_replaced_one_to_the_newer(
    posted: Report, director: User
) -> None:
    desk = signed_in(director)
    assert f"{ALL}begin/?year={YEAR}" in read(desk, f"{ALL}{posted.pk}/")
    begin = read(desk, f"{ALL}begin/?year={YEAR}")
    assert f'<option value="{YEAR}" selected>' in begin
    newer = a_report(director, what_changed="Counted anew.")
    Report.objects.filter(pk=posted.pk).update(status=Report.Status.REPLACED)
    page = read(desk, f"{ALL}{posted.pk}/")
    assert "Version 2 took its place." in page
    assert f"{ALL}{newer.pk}/" in page


def test_an_open_call_is_said_before_anybody_signs(director: User) -> None:
    a_locked_year()
    call, report, desk = a_call(), a_report(director, year=2026), signed_in(director)
    assert call.year == 2026
    page = read(desk, f"{ALL}{report.pk}/")
    assert "Its call for counts is open." in page
    close_call(call=call, by=director, at=AFTER)
    assert "Its call for counts is open." not in read(desk, f"{ALL}{report.pk}/")


def test_a_year_that_is_open_leads_to_where_it_is_locked(director: User) -> None:
    report = a_report(director)
    page = read(signed_in(director), f"{ALL}{report.pk}/")
    assert "The year is not locked" in page
    assert "/en/desk/ledger/" in page[page.index("The year is not locked") :][:300]


def test_what_nobody_foresaw_is_said_on_the_page_and_in_the_log(
    director: User, caplog: Any
) -> None:
    report, desk = a_report(with_numbers=False), signed_in(director)
    with patch("xenia.insight.reports.tasks.compute_draft", side_effect=KeyError("x")):
        make_numbers.func(str(report.pk), str(director.pk))
    page = read(desk, f"{ALL}{report.pk}/")
    assert "The numbers could not be made" in page
    assert "Something went wrong that nobody foresaw." in page
    assert "the numbers of a report could not be made" in caplog.text


def test_whoever_may_not_sign_reads_who_may() -> None:
    a_locked_year()
    report = a_report()
    page = read(signed_in(a_user(Role.CASEWORKER)), f"{ALL}{report.pk}/")
    assert "It waits for somebody who may sign" in page


def test_a_draft_is_read_before_it_is_signed(director: User) -> None:
    report = a_report()
    page = read(signed_in(director), f"{ALL}{report.pk}/read/")
    assert "2025 in numbers" in page
    assert "This is a draft." in page


def test_nothing_is_read_before_it_is_posted() -> None:
    a_locked_year()
    signed_twice(a_report())
    assert "No report is posted yet." in read(Browser(), "/en/report/")
    read(Browser(), f"/en/report/{YEAR}/", status=404)


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_everybody_reads_each_section_and_how_its_numbers_are_made(
    posted: Report, language: str
) -> None:
    anybody = Browser()
    first = read(anybody, f"/{language}/report/{YEAR}/")
    assert "A good year." in first
    content = posted.content["documents"][language]
    for section in content["sections"]:
        page = read(anybody, f"/{language}/report/{YEAR}/{section['code']}/")
        assert len(zlib.compress(page.encode())) < BUDGET, section["code"]
    for code in list(content["definitions"])[:5]:
        assert f"/{language}/report/{YEAR}/numbers/{code}/" in "".join(
            read(anybody, f"/{language}/report/{YEAR}/{one['code']}/")
            for one in content["sections"]
        )
        read(anybody, f"/{language}/report/{YEAR}/numbers/{code}/")
    read(anybody, f"/{language}/report/{YEAR}/weather/", status=404)


def test_its_files_are_fetched_whole(posted: Report) -> None:
    anybody = Browser()
    assert anybody.get(f"/en/report/{YEAR}/files/report.pdf").status_code == 404
    write_files(posted)
    page = read(anybody, f"/en/report/{YEAR}/")
    for name in ("report.pdf", "report.es.pdf", "report.xlsx", "report.json", "report.zip"):
        assert name in page
        answer = anybody.get(f"/en/report/{YEAR}/files/{name}")
        assert answer.status_code == 200
        assert b"".join(answer)
    assert anybody.get(f"/en/report/{YEAR}/files/SHA256SUMS").status_code == 404
    assert anybody.get(f"/en/report/{YEAR}/files/..%2f..%2fmaster.key").status_code == 404
