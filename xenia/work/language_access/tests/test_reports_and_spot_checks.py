"""A department's own report of a year, and what happened when somebody asked it in a language."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.registers.directory.models import Organization
from xenia.work.language_access.models import ReportFigure, SelfReport, SpotCheck
from xenia.work.language_access.operations import reports as operations
from xenia.work.language_access.operations.plans import ChangedMeanwhile, mark_of
from xenia.work.language_access.operations.reports import (
    CountedThisWay,
    NothingToReport,
    YearNotOver,
)
from xenia.work.language_access.queries.plans import helped
from xenia.work.language_access.tests.plan_makers import (
    MONDAY,
    ON,
    TUESDAY,
    a_department,
    a_plan,
    in_force,
    promised,
    signed_in,
    stop_the_clock,
    the_office,
)

pytestmark = pytest.mark.django_db
CALLS = {"what": "phone", "language": "ht", "value": 611, "method": "phone_line"}
ASKED = {
    "language": "ht", "held_on": ON, "asked_by": "community", "way": "phone",
    "asked": "When is the vaccine van here?", "outcome": "own_person",
}  # fmt: skip


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday."""
    stop_the_clock(monkeypatch)


def a_report(department: Organization, year: int = 2025) -> SelfReport:
    """A report being written."""
    return operations.open_report(organization=department, year=year, by=None, at=MONDAY)


def counted(report: SelfReport, **said: object) -> ReportFigure:
    """A number of it."""
    return operations.keep_figure(report=report, said={**CALLS, **said}, by=None, at=MONDAY)


def test_a_number_counted_in_two_ways_is_two_numbers_and_never_a_sum() -> None:
    department, head = a_department()
    plan = in_force(a_plan(department))
    report = a_report(department)
    counted(report, value=611)
    counted(report, value=580, method="records")
    with pytest.raises(CountedThisWay):
        counted(report, value=600)
    content = signed_in(head).get(f"/en/desk/plans/{plan.pk}/report/?year=2025").content.decode()
    assert ">611<" in content
    assert ">580<" in content
    assert "1,191" not in content
    assert "They are never added together." in content


def test_the_database_keeps_no_number_without_its_way_of_counting() -> None:
    report = a_report(a_department()[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportFigure.objects.create(report=report, what="phone", value=3, method="")


def test_a_sent_report_is_locked_with_the_checklist_of_that_day() -> None:
    department, head = a_department()
    plan = a_plan(department)
    promised(plan, "ht")
    in_force(plan)
    report = a_report(department)
    counted(report)
    sent = operations.send_report(report=report, by=head, at=MONDAY)
    assert sent.checks["languages"] is True
    assert sent.checks["training"] is False
    assert sent.checks["signed"] is True
    figure = sent.figures.get()
    for act in (
        lambda: counted(report, what="video"),
        lambda: operations.take_off_figure(report=report, figure=figure.pk, by=None, at=TUESDAY),
        lambda: operations.describe_report(report=report, words="Else", by=None, at=TUESDAY),
        lambda: operations.send_report(report=report, by=head, at=TUESDAY),
    ):
        with pytest.raises(WrongState):
            act()
    assert sent.figures.get() == figure


def test_a_report_is_sent_when_its_year_is_over_and_says_something() -> None:
    department, head = a_department()
    this_year, last_year = a_report(department, 2026), a_report(department)
    counted(this_year)
    with pytest.raises(YearNotOver):
        operations.send_report(report=this_year, by=head, at=MONDAY)
    with pytest.raises(NothingToReport):
        operations.send_report(report=last_year, by=head, at=MONDAY)
    january = datetime(2027, 1, 4, 14, 0, tzinfo=UTC)
    assert operations.send_report(report=this_year, by=head, at=january).sent_on == date(2027, 1, 4)


def test_of_two_who_write_the_words_the_second_is_told_and_loses_nothing() -> None:
    department, head = a_department()
    plan, report = a_plan(department), a_report(department)
    seen = mark_of(report)
    operations.describe_report(report=report, words="First.", mark=seen, by=None, at=TUESDAY)
    with pytest.raises(ChangedMeanwhile):
        operations.describe_report(report=report, words="Second.", mark=seen, by=None, at=TUESDAY)
    said = {"year": "2025", "mark": seen, "words": "Second, and long."}
    crossed = signed_in(head).post(f"/en/desk/plans/{plan.pk}/report/words/", said)
    assert crossed.status_code == 409
    assert "Second, and long." in crossed.content.decode()
    report.refresh_from_db()
    assert report.words == "First."


def test_a_coordinator_writes_sends_and_sees_that_it_is_locked() -> None:
    department, head = a_department()
    plan, client = a_plan(department), signed_in(head)
    where = f"/en/desk/plans/{plan.pk}/report/"
    share = {"year": "2025", "what": "share", "value": "101", "method": "intake"}
    wrong = client.post(where, share)
    assert wrong.status_code == 422
    assert "A percentage is 100 at most." in wrong.content.decode()
    client.post(where, {**share, "value": "21"})
    assert (
        "This number stands already."
        in client.post(where, share | {"value": "21"}).content.decode()
    )
    client.post(f"{where}words/", {"year": "2025", "words": "A good year."})
    client.post(f"{where}send/", {"year": "2025"})
    content = client.get(f"{where}?year=2025").content.decode()
    assert "Nothing in it changes any more." in content
    assert "A good year." in content
    assert client.get(f"{where}?year=1999").status_code == 404


def test_the_office_writes_with_a_department_and_does_not_send_for_it() -> None:
    plan = a_plan()
    counted(a_report(plan.organization))
    where = f"/en/desk/plans/{plan.pk}/report/send/"
    assert signed_in(the_office()).post(where, {"year": "2025"}).status_code == 403


def test_a_spot_check_is_written_down_counted_and_shown_to_the_department() -> None:
    department, head = a_department()
    plan, office = a_plan(department), signed_in(the_office())
    where = f"/en/desk/plans/{plan.pk}/spot-checks/"
    said = {**ASKED, "held_on": "2026-11-02", "waited_minutes": "14"}
    assert office.post(f"{where}new/", said).status_code == 302
    content = signed_in(head).get(where).content.decode()
    for words in (
        "A community group",
        "By phone",
        "Told to bring somebody",
        "vaccine van",
        "14 minutes",
    ):
        assert words in content, words
    assert "Write down a spot check" not in content
    (entry,) = Entry.objects.filter(kind="language_access.spot_check")
    assert (entry.language, entry.department) == ("ht", department.pk)
    assert (entry.mode, entry.outcome) == ("phone", "own_person")


@pytest.mark.parametrize("day", ["2026-11-04", "2024-12-31"])
def test_a_spot_check_is_of_this_year_or_last_and_not_of_tomorrow(day: str) -> None:
    plan = a_plan()
    where = f"/en/desk/plans/{plan.pk}/spot-checks/new/"
    answer = signed_in(the_office()).post(where, {**ASKED, "held_on": day})
    assert answer.status_code == 422
    assert "vaccine van" in answer.content.decode()
    assert not SpotCheck.objects.exists()


def test_only_checks_of_the_last_year_say_how_many_were_helped() -> None:
    department, _head = a_department()
    for day, outcome in (
        (date(2026, 10, 1), "helped"),
        (date(2026, 9, 1), "called_back"),
        (date(2026, 8, 1), "english"),
        (date(2025, 10, 1), "helped"),
    ):
        said = {**ASKED, "held_on": day, "outcome": outcome}
        operations.record_spot_check(organization=department, said=said, by=None, at=MONDAY)
    assert helped(department.spot_checks.all(), ON) == (2, 3)
