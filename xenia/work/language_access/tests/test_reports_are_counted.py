"""What a department reports of its year is counted as its own count, never added to ours."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry, Year
from xenia.ground.ledger.queries.counting import quantities
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access.ledger_kinds import MEETINGS
from xenia.work.language_access.models import SelfReport
from xenia.work.language_access.operations.reports import keep_figure, open_report, send_report
from xenia.work.language_access.plan_kinds import DOCUMENT

pytestmark = pytest.mark.django_db
JANUARY = datetime(2027, 1, 20, 17, 0, tzinfo=UTC)


def a_report(*figures: tuple[str, str, str, int]) -> SelfReport:
    """A report of 2026: what, language, way of counting, number."""
    report = open_report(
        organization=an_organization(name="Public Health"), year=2026, by=None, at=JANUARY
    )
    for what, language, method, value in figures:
        said: dict[str, Any] = {
            "what": what,
            "language": language,
            "method": method,
            "value": value,
        }
        keep_figure(report=report, said=said, by=None, at=JANUARY)
    return report


def sent(report: SelfReport) -> None:
    """The coordinator sends it."""
    by = a_user(Role.DEPARTMENT_COORDINATOR, report.organization_id)
    send_report(report=report, by=by, at=JANUARY)


def test_each_way_of_counting_of_a_report_stands_alone() -> None:
    sent(
        a_report(
            ("phone", "ht", "phone_line", 300),
            ("phone", "", "phone_line", 420),
            ("phone", "ht", "survey", 280),
            ("documents", "ht", "records", 9),
            ("people", "ht", "estimate", 5000),
        )
    )
    found = quantities(MEETINGS, 2026, by=["method", "language", "mode"])
    assert {one.cell: int(one.quantity) for one in found} == {
        ("reported.phone_line", "", "phone"): 120,
        ("reported.phone_line", "ht", "phone"): 300,
        ("reported.survey", "ht", "phone"): 280,
    }
    (papers,) = quantities(DOCUMENT, 2026, method="reported.records")
    assert papers.quantity == 9
    assert set(Entry.objects.values_list("on", flat=True)) == {date(2026, 12, 31)}


def test_a_report_goes_out_though_the_year_is_locked_in_the_ledger() -> None:
    Year.objects.create(
        year=2026, status=Year.Status.LOCKED, locked_at=JANUARY, digest="0" * 64, entry_count=0
    )
    report = a_report(("phone", "ht", "phone_line", 300))
    sent(report)
    report.refresh_from_db()
    assert report.status == SelfReport.Status.SENT
    assert not Entry.objects.exists()
