"""The sample city gives account: a small share of its three years ends in posted reports, and what is posted is read."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client as Browser

from sample_city import complaints, history, reporting, year
from sample_city.build import build_city
from xenia.config.due import go_on_with_the_reports
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.models import Publication, Year
from xenia.ground.translations.models import TranslatedText
from xenia.insight.reports import keeping
from xenia.insight.reports.figures import TOTAL
from xenia.insight.reports.models import DataCall, Narrative, Report
from xenia.insight.reports.operations.drafting import begin_report
from xenia.work.casework.models import LaterDecision, LegalSide
from xenia.work.ombudsman.queries.posted import Posted

for _needed in reporting.NEEDED:
    pytest.importorskip(_needed)
pytestmark = pytest.mark.django_db
# Early in a year, so that a few months reach into three.
NOON = datetime(2026, 1, 20, 17, 0, tzinfo=UTC)
MONTHS, SHARE, WEEKS = 14, 0.35, 1
STEPS = 40


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Fourteen months with a third of the people, and files that nobody else writes."""
    monkeypatch.setattr(history, "MONTHS", MONTHS)
    monkeypatch.setattr(history, "SHARE", SHARE)
    monkeypatch.setattr(complaints, "MONTHS", 1)
    monkeypatch.setattr(year, "WEEKS", WEEKS)
    settings.LEDGER_FOLDER = tmp_path / "ledger"
    settings.REPORTS_FOLDER = tmp_path / "reports"
    settings.SAMPLE_HISTORY = True


def the_past() -> None:
    """The city, with a share of what happened before today."""
    build_city(at=NOON)
    list(year.write_year(at=NOON))
    list(complaints.write_complaints(at=NOON))
    list(history.write_history(at=NOON))


def everything_is_reported() -> int:
    """Round after round of the worker, until nothing is left. How many."""
    for rounds in range(STEPS):
        if not go_on_with_the_reports(NOON + timedelta(minutes=rounds)):
            return rounds
    raise AssertionError("the reports do not come to an end")


def test_the_sample_city_posts_its_reports_and_everybody_reads_them(
    tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    the_past()
    people_had_legal_help_of_every_way()
    assert reporting.how_far(NOON) == (0, 2)
    with django_capture_on_commit_callbacks(execute=True):
        assert everything_is_reported() > 10
    assert go_on_with_the_reports(NOON) == 0
    assert reporting.how_far(NOON) == (2, 2)
    two_are_posted_and_one_is_a_draft()
    nobody_is_asked_for_what_is_posted()
    what_is_posted_stands_in_the_publication_ledger()
    the_first_page_is_there_in_three_languages()
    totals_are_shown_and_people_are_protected()
    the_page_of_complaints_says_no_more()
    the_files_are_written(tmp_path / "out")


def people_had_legal_help_of_every_way() -> None:
    """By the office and by a provider, to the end, and decided later."""
    holders = set(LegalSide.objects.values_list("compartment", flat=True))
    assert "office" in holders
    assert len(holders) > 1
    assert LegalSide.objects.filter(matter__closed_on__lt=date(2026, 1, 1)).exists()
    assert LaterDecision.objects.exists()


def two_are_posted_and_one_is_a_draft() -> None:
    """2024 is sealed, 2025 locked; two signed each, and remarks wait on the draft."""
    found = {one.year: one for one in Report.objects.all()}
    assert {number: one.status for number, one in found.items()} == {
        2024: "posted",
        2025: "posted",
        2026: "draft",
    }
    assert all(not one.problem and one.computed_at for one in found.values())
    assert found[2025].first_by_id != found[2025].second_by_id
    assert found[2026].remarks.filter(settled_at=None).count() == 2
    states = dict(Year.objects.values_list("year", "status"))
    assert (states[2024], states[2025], states[2026]) == ("sealed", "locked", "open")
    sealed = keeping.from_data(found[2024].content["protected"]).shown["legal.people"]
    assert sealed.state == "sealed"
    spanish = TranslatedText.objects.filter(
        record_type=Narrative._meta.label_lower, language="es", field="text"
    )
    assert set(spanish.values_list("status", flat=True)) == {"draft"}


def nobody_is_asked_for_what_is_posted() -> None:
    """The call for its counts was closed before anybody signed."""
    call = DataCall.objects.get(year=2025)
    first = Report.objects.get(year=2025).first_at
    assert call.closed_on is not None
    assert first is not None
    assert call.closed_on <= local_day(first)
    closed = AuditEvent.objects.get(action="reports.call_closed", record_id=call.pk)
    assert closed.at < first
    asked = DataCall.objects.get(year=2026)
    assert (asked.closed_on, asked.council_on) == (None, date(2027, 3, 1))
    assert asked.requests.count() == call.requests.count()


def what_is_posted_stands_in_the_publication_ledger() -> None:
    """Every table of both years, and none of the draft."""
    titles = list(Publication.objects.values_list("title", flat=True))
    for said in ("Report 2024, version 1: legal.people", "Report 2025, version 1: legal.people"):
        assert said in titles
    assert not any(title.startswith("Report 2026") for title in titles)


def the_first_page_is_there_in_three_languages() -> None:
    """What the director wrote is read in Spanish too; Arabic readers get the page from their side."""
    words = {"en": "More people found us this year", "es": "Este año nos encontró más gente"}
    for language in ("en", "es", "ar"):
        answer = Browser().get(f"/{language}/report/2025/")
        assert answer.status_code == 200, language
        page = answer.content.decode()
        assert words.get(language, 'dir="rtl"') in page
    assert "2024" in Browser().get("/en/report/").content.decode()


def totals_are_shown_and_people_are_protected() -> None:
    """Totals by type of case are there, and no small number is."""
    report = Report.objects.get(year=2025)
    kept = keeping.from_data(report.content["protected"])
    assert kept.certificate["breaches"] == 0
    by_issue = kept.shown["legal.people"]
    by_type = kept.shown["legal.people_by_case_type"]
    assert (by_issue.numbers[TOTAL, TOTAL] or 0) > 50
    assert (by_type.numbers[TOTAL, "naturalization"] or 0) >= 11
    inner = {at: n for at, n in by_issue.numbers.items() if TOTAL not in at}
    everybody = by_issue.numbers[TOTAL, TOTAL] or 0
    assert sum(n or 0 for n in inner.values()) >= 0.85 * everybody
    numbers = [n for one in kept.shown.values() for n in one.numbers.values()]
    assert numbers.count(None) < len(numbers) / 2
    people = [n for one in (by_issue, by_type) for n in one.numbers.values() if n]
    assert min(people) >= 11


def the_page_of_complaints_says_no_more() -> None:
    """What the report hides of complaints stands nowhere else: two tables of one thing would give both away."""
    kept = keeping.from_data(Report.objects.get(year=2025).content["protected"])
    steps, about = kept.shown["complaints.in_time"], kept.shown["complaints.filed"]
    posted = Posted(2025)
    for step in posted.steps():
        assert step.due == steps.numbers[step.which, TOTAL]
        assert step.in_time == steps.numbers[step.which, "in_time"]
    rows = dict(posted.filed().rows)
    assert rows
    assert rows == {at[0]: n for at, n in about.numbers.items() if at[0] in rows}
    assert posted.filed().total == about.numbers[TOTAL,]
    page = Browser().get("/en/complaint/numbers/?year=2025").content.decode()
    assert "Steps that were done in time" in page


def the_files_are_written(out: Path) -> None:
    """`xenia report` writes every file of the same year, as a draft."""
    call_command("report", "2025", "--out", str(out), "--languages", "en", "--json")
    there = {one.name for one in out.iterdir()}
    assert {"report.html", "report.pdf", "report.xlsx", "report.json", "data"} <= there
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["languages"]["en"]


def test_nothing_is_reported_before_the_past_is_written_nor_in_a_real_office(settings: Any) -> None:
    assert reporting.carry_on(NOON) == 0
    build_city(at=NOON)
    assert reporting.carry_on(NOON) == 0
    settings.SAMPLE_HISTORY = False
    assert go_on_with_the_reports(NOON) == 0
    assert not Report.objects.exists()


def test_a_report_that_a_visitor_began_is_left_to_her(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MONTHS", 1)
    monkeypatch.setattr(history, "SHARE", 0.02)
    the_past()
    director = User.objects.get(email__startswith="lena.abernathy")
    mine = begin_report(year=2026, by=director, at=NOON)
    everything_is_reported()
    mine.refresh_from_db()
    assert (mine.status, mine.computed_at) == ("draft", None)
    assert not mine.remarks.exists()
