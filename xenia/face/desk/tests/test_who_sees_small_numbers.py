"""The board: exact for whoever may open the very records, protected for everybody else (ADR 0049)."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from xenia.face.desk.queries.late import late
from xenia.face.desk.queries.shown_weeks import as_counted, as_shared
from xenia.face.desk.tests.scenes import a_person, an_office, page_of, signed_in
from xenia.ground.accounts.roles import PERMISSIONS, Role
from xenia.ground.common.dates import local_day, now
from xenia.insight.reports.operations.sharing import READ
from xenia.insight.reports.operations.weeks import keep_sums
from xenia.insight.reports.queries.weeks import weeks_until
from xenia.insight.reports.release.weekly import last_quarter
from xenia.insight.reports.weeks import DAY, KINDS, WEEK, monday_of, spans_between
from xenia.work.ombudsman.tests.makers import MONDAY, a_complaint

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
BOARD = "/en/desk/board/"
# Where the records of each kind are opened, and by which permission.
OPENED_BY = {
    "intakes": "casework.take_in",
    "contacts": "enquiries.log",
    "needs_said": "casework.take_in",
    "needs_met": "casework.take_in",
    "referrals": "referrals.send",
    "questions": "enquiries.answer",
    "interpreters": "language_access.assign",
    "complaints": "ombudsman.handle",
}


def weeks_of(kind: str, *counts: int, today: date = TODAY) -> None:
    """Since the last quarter began, every week had these in turn, and 20 of everything else."""
    first, last = monday_of(last_quarter(today)[0]), monday_of(today) - DAY
    sums: dict[Any, int] = {}
    mondays = [first + WEEK * at for at in range((last - first).days // 7 + 1)]
    for at, monday in enumerate(mondays):
        for place, span in enumerate(spans_between(monday, monday + WEEK - DAY)):
            for code in KINDS:
                number = counts[at % len(counts)] if code == kind else 20
                sums[span.monday, span.month, code] = 0 if place else number
    keep_sums(sums, through=last)


def weekly_cells(page: str) -> list[str]:
    table = page[page.index('id="weeks"') : page.index('id="places"')]
    found = re.findall(r'<td class="number">(.*?)</td>', table, re.DOTALL)
    return [one.strip() for one in found]


def test_a_director_sees_the_weeks_as_they_were_counted() -> None:
    an_office()
    weeks_of("complaints", 1, 3, 0, 4, today=local_day(now()))
    page = page_of(signed_in(a_person(Role.DIRECTOR)), BOARD)
    assert {"1", "3", "4"} <= set(weekly_cells(page))
    assert "you answer for this work and may open each record" in page


def test_an_analyst_sees_no_small_number_of_a_week() -> None:
    an_office()
    weeks_of("complaints", 1, 3, 0, 4, 40, today=local_day(now()))
    page = page_of(signed_in(a_person(Role.POLICY_ANALYST)), BOARD)
    cells = weekly_cells(page)
    assert any("not-shown" in one for one in cells)
    numbers = {int(one) for one in cells if one.strip().isdigit()}
    assert numbers
    assert not numbers & set(range(1, 11))
    assert "Numbers from 1 to 10 are not shown" in page[page.index('id="weeks"') :]
    assert 'id="chart"' not in page


def test_what_an_analyst_sees_of_the_weeks_is_what_is_shared_and_no_more() -> None:
    """Not the quarter that runs: its numbers grow, and two looks at it could be subtracted."""
    weeks_of("complaints", 1, 3, 0, 4, 40)
    weeks = weeks_until(TODAY, how_many=READ)
    shown = as_shared(weeks, TODAY)
    first, last = last_quarter(TODAY)
    assert all(first <= row.monday + WEEK - DAY <= last for row in shown.rows)
    assert "needs_met" not in shown.kinds
    counted = {row.monday: row for row in as_counted(weeks).rows}
    for row in shown.rows:
        for kind, number in zip(shown.kinds, row.numbers, strict=True):
            true = counted[row.monday].numbers[list(KINDS).index(kind)]
            assert number in (None, true)
            assert number is not None or kind == "complaints"


def test_an_analyst_reads_that_something_rises_and_not_how_much() -> None:
    an_office()
    weeks_of("questions", *[20] * 17, 48, 20, today=local_day(now()))
    analyst = page_of(signed_in(a_person(Role.POLICY_ANALYST)), BOARD)
    assert "usual is" not in analyst


def test_few_late_things_have_no_number_and_no_day_for_who_may_not_open_them() -> None:
    an_office()
    a_complaint()
    at = MONDAY + timedelta(days=120)
    (director,) = (one for one in late(a_person(Role.DIRECTOR), at) if one.code == "complaints")
    assert (director.count, director.since is None) == (1, False)
    (analyst,) = (
        one for one in late(a_person(Role.POLICY_ANALYST), at) if one.code == "complaints"
    )
    assert (analyst.count, analyst.since, analyst.url) == (None, None, "")


def test_eleven_late_things_have_their_number_for_everybody() -> None:
    an_office()
    for _each in range(11):
        a_complaint()
    at = MONDAY + timedelta(days=120)
    (found,) = (one for one in late(a_person(Role.POLICY_ANALYST), at) if one.code == "complaints")
    assert (found.count, found.since) == (11, None)


def test_whoever_sees_true_weeks_may_open_every_record_they_count() -> None:
    assert OPENED_BY.keys() == KINDS.keys()
    see = PERMISSIONS["desk.weeks"]
    assert not see.own_organization
    for permission in OPENED_BY.values():
        assert see.anywhere <= PERMISSIONS[permission].anywhere, permission


def test_before_a_quarter_is_over_an_analyst_is_told_what_will_stand_there() -> None:
    an_office()
    page = page_of(signed_in(a_person(Role.POLICY_ANALYST)), BOARD)
    assert "No week to show yet" in page
