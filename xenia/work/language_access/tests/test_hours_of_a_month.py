"""Hours of a month, for payment: totals on the page, one line for each meeting in a file; for the office alone."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.accounts.models import AuditEvent, User
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.queries.worked import minutes_of, totals
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, a_request, as_it_stands
from xenia.work.language_access.tests.makers import (
    MONDAY,
    ON,
    a_clinic,
    a_coordinator,
    an_interpreter,
)
from xenia.work.language_access.tests.test_roster_pages import LIST, page, signed_in

pytestmark = pytest.mark.django_db
FIRST, LAST = ON.replace(day=1), ON.replace(day=30)


def a_meeting(
    *people: Interpreter, minutes: int | None = 50, by: User, days: int = 0, **said: Any
) -> None:
    """They went; it took so long, or nobody has written it down."""
    start = THURSDAY + timedelta(days=days)
    request = a_request(preferred_at=start, team=len(people), **said)
    for one in people:
        operations.assign(
            request=request, interpreter=one, start=start, mode="phone", why="agreed", by=by,
            at=MONDAY,
        )  # fmt: skip
    if minutes is not None:
        operations.record_outcome(
            request=as_it_stands(request), minutes=minutes, by=by, at=start + HOUR
        )


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_month_by_hand() -> None:
    by, ana, beto = a_coordinator(), an_interpreter("kea"), an_interpreter("kea")
    a_meeting(ana, by=by)
    # Both of a team are paid.
    a_meeting(ana, beto, minutes=70, by=by, days=1)
    a_meeting(beto, minutes=None, by=by, days=4)
    # The next month.
    a_meeting(ana, by=by, days=28)
    found = totals(FIRST, LAST, LAST)
    assert [(one.interpreter, one.meetings, one.minutes, one.waiting) for one in found] == [
        (ana, 2, 120, 0),
        (beto, 1, 70, 1),
    ]
    assert minutes_of(ana, LAST + timedelta(days=5)) == {"now": 50, "before": 120}


def test_what_was_cancelled_or_did_not_take_place_is_no_hour_of_work() -> None:
    by, ana = a_coordinator(), an_interpreter("kea")
    a_meeting(ana, minutes=None, by=by)
    request = ana.bookings.get().request
    operations.record_outcome(
        request=as_it_stands(request), absent="others", by=by, at=THURSDAY + HOUR
    )
    assert totals(FIRST, LAST, LAST) == []


def test_the_page_adds_up_and_the_file_has_each_meeting() -> None:
    by = a_coordinator()
    ana = an_interpreter("kea", rate_cents=4550, rate_unit="hour")
    a_meeting(ana, by=by)
    a_meeting(ana, minutes=70, by=by, days=1)
    a_meeting(ana, minutes=None, by=by, days=-2)
    content = page(by, f"{LIST}hours/", month="2026-11")
    assert "1 booking is over, and nobody wrote down how long it took." in content
    assert '<td class="number">120</td>' in content
    assert '<td class="number">2.00</td>' in content
    assert "$45.50" in content
    answer = signed_in(by).get(f"{LIST}hours.csv", {"month": "2026-11"})
    first, second = lines(answer.content)
    assert (first["date"], first["minutes"], first["mode"]) == ("2026-11-05", "50", "phone")
    assert (first["department"], first["interpreter"]) == ("Public Health", "Ana Tavares")
    assert (first["rate"], first["rate_for"]) == ("45.50", "hour")
    assert second["minutes"] == "70"
    assert AuditEvent.objects.filter(
        action="language_access.hours_taken_out", actor_id=by.pk
    ).exists()


def test_no_cell_is_a_formula() -> None:
    by = a_coordinator()
    ana = an_interpreter("kea", name='=HYPERLINK("http://evil.example")')
    a_meeting(ana, by=by, organization=an_organization(name="+Public Health"))
    answer = signed_in(by).get(f"{LIST}hours.csv", {"month": "2026-11"})
    (line,) = lines(answer.content)
    assert line["interpreter"].startswith("'=")
    assert line["department"] == "'+Public Health"


def test_only_who_keeps_the_roster_reads_hours() -> None:
    _clinic, clerk = a_clinic()
    for where in ("hours/", "hours.csv"):
        assert signed_in(clerk).get(f"{LIST}{where}").status_code == 403


@pytest.mark.parametrize("month", ["", "soon", "9999-12", "0001-01", "2026-13"])
def test_a_month_that_makes_no_sense_is_this_one(month: str) -> None:
    assert "Nobody worked in this month." in page(a_coordinator(), f"{LIST}hours/", month=month)


def test_a_busy_month_takes_few_questions_to_the_database(
    django_assert_max_num_queries: Any,
) -> None:
    by, people = a_coordinator(), [an_interpreter("kea") for _one in range(6)]
    for number, one in enumerate(people * 3):
        a_meeting(one, by=by, days=number % 20)
    client = signed_in(by)
    with django_assert_max_num_queries(18):
        client.get(f"{LIST}hours/", {"month": "2026-11"})
    with django_assert_max_num_queries(12):
        client.get(f"{LIST}hours.csv", {"month": "2026-11"})
