"""The office at a glance: what is late, what rises, places used, needs unmet."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from xenia.face.desk.queries.late import late
from xenia.face.desk.queries.rising import rises
from xenia.face.desk.queries.unmet import unmet_needs
from xenia.face.desk.tests.scenes import a_person, an_office, page_of, signed_in
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.local_words import written_day
from xenia.ground.ledger.operations import record
from xenia.insight.reports.models import WeekFigure
from xenia.insight.reports.operations.weeks import keep_sums
from xenia.insight.reports.queries.weeks import weeks_until
from xenia.insight.reports.weeks import KINDS, WEEK, monday_of, spans_between
from xenia.work.ombudsman.tests.makers import MONDAY, a_complaint

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 16)
AT = datetime(2026, 11, 16, 15, tzinfo=UTC)


def weeks_of(kind: str, *counts: int, today: date = TODAY) -> None:
    """The last weeks that are over had so many of a kind; of the others nothing happened."""
    last = monday_of(today) - timedelta(days=1)
    first = monday_of(last) - WEEK * (len(counts) - 1)
    sums: dict[Any, int] = {}
    for number, count in enumerate(counts):
        monday = first + WEEK * number
        for place, span in enumerate(spans_between(monday, monday + WEEK - timedelta(days=1))):
            for code in KINDS:
                sums[span.monday, span.month, code] = count if code == kind and not place else 0
    keep_sums(sums, through=last)


def test_nothing_is_late_in_a_new_office() -> None:
    an_office()
    client = signed_in(a_person(Role.DIRECTOR))
    page = page_of(client, "/en/desk/board/")
    assert "Nothing is late in any room." in page
    assert "No week was counted yet." in page


def test_a_complaint_past_its_clock_is_late_with_a_link_for_who_may_read_it() -> None:
    an_office()
    a_complaint()
    at = MONDAY + timedelta(days=120)
    found = {one.code: one for one in late(a_person(Role.DIRECTOR), at)}
    assert found["complaints"].count == 1
    assert found["complaints"].url.endswith("/desk/complaints/?view=late")
    analyst = late(a_person(Role.POLICY_ANALYST), at)
    assert [one.url for one in analyst if one.code == "complaints"] == [""]


def test_a_rise_is_named_with_what_is_usual() -> None:
    weeks_of("questions", *[20, 22, 18, 21, 19, 20] * 4, 20, 48)
    (found,) = rises(weeks_until(TODAY, how_many=27))
    assert (found.kind, found.count, found.monday) == ("questions", 48, date(2026, 11, 9))
    # Mean 20, within two sigma: Poisson tables, 11 or fewer .0214, 30 or more .0218.
    assert found.usual == (12, 29)


def test_a_row_of_weeks_that_rises_says_so_where_each_number_is_usual() -> None:
    an_office()
    counts = [20] * 18 + [24] * 8
    weeks_of("questions", *counts, today=local_day(now()))
    page = page_of(signed_in(a_person(Role.DIRECTOR)), "/en/desk/board/")
    assert "24; usual is 12 to 29 · Eight in a row above the middle." in page


def test_a_small_number_raises_no_alarm() -> None:
    weeks_of("complaints", *[1, 0, 1, 0, 1, 1] * 4, 1, 9)
    assert rises(weeks_until(TODAY, how_many=27)) == []


def test_a_few_weeks_do_not_say_what_is_usual() -> None:
    weeks_of("questions", 20, 20, 20, 20, 90)
    assert rises(weeks_until(TODAY, how_many=27)) == []


def unmet(quantity: int, month: int, need: str = "shelter", reason: str = "no_capacity") -> None:
    record(
        kind="casework.need",
        on=date(2026, month, 4),
        quantity=quantity,
        need=need,
        outcome="unmet",
        reason=reason,
    )


def test_unmet_needs_of_a_quarter_do_not_give_away_the_rest_of_the_year() -> None:
    """40 of the year, 37 in its third quarter: who shows both shows the other three."""
    unmet(37, 8)
    unmet(3, 2)
    unmet(30, 3, need="job-search")
    found = unmet_needs(TODAY)
    assert found.quarter == date(2026, 7, 1)
    housing = next(one for one in found.categories if one.code == "housing")
    assert None in (housing.quarter, housing.year)


def test_last_quarter_may_lie_in_the_year_before() -> None:
    unmet(37, 11)
    found = unmet_needs(date(2027, 2, 3))
    assert found.quarter == date(2026, 10, 1)
    housing = next(one for one in found.categories if one.code == "housing")
    assert (housing.quarter, housing.year) == (37, 0)


def test_the_page_is_light_and_asks_little() -> None:
    an_office()
    weeks_of("questions", *[20] * 26, today=local_day(now()))
    for role in (Role.DIRECTOR, Role.SUPERVISOR, Role.POLICY_ANALYST):
        client = signed_in(a_person(role))
        page_of(client, "/en/desk/board/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = page_of(client, "/ar/desk/board/")
        assert len(asked) <= 25, len(asked)
        assert len(page.encode()) < 60_000
    assert WeekFigure.objects.exists()


def test_others_of_the_office_do_not_see_it() -> None:
    an_office()
    assert signed_in(a_person(Role.CASEWORKER)).get("/en/desk/board/").status_code == 403


def test_what_is_shared_can_be_printed_and_opened_in_a_spreadsheet() -> None:
    an_office()
    year = local_day(now()).year
    for need, quantity in (("shelter", 40), ("job-search", 30), ("rent", 3)):
        about: dict[str, Any] = {"need": need, "outcome": "unmet", "reason": "no_capacity"}
        record(kind="casework.need", on=date(year, 1, 4), quantity=quantity, **about)
    client = signed_in(a_person(Role.POLICY_ANALYST))
    answer = client.post("/en/desk/board/share/")
    day = local_day(now()).isoformat()
    assert answer.headers["Location"] == f"/en/desk/board/shared/{day}/"
    page = page_of(client, answer.headers["Location"])
    assert "Needs met and not met" in page
    assert "All together" in page
    table = page_of(client, f"/en/desk/board/shared/{day}.csv")
    assert "not shown" in table or ",73" in table
    assert f'/en/desk/board/shared/{day}/"' in page_of(client, "/en/desk/board/")
    page_of(client, f"/ar/desk/board/shared/{day}/")


def test_the_year_so_far_says_until_which_day_it_counts() -> None:
    """No quarter cuts it: what happened today is in it."""
    an_office()
    today = local_day(now())
    about: dict[str, Any] = {"need": "shelter", "outcome": "unmet", "reason": "no_capacity"}
    for on, quantity in ((date(today.year, 1, 1), 40), (today, 33)):
        record(kind="casework.need", on=on, quantity=quantity, **about)
    counted = f"Counted to {written_day(today, 'en')}"
    client = signed_in(a_person(Role.DIRECTOR))
    page = page_of(client, "/en/desk/board/")
    assert re.search(rf"{today.year} so far.*>\s*73\s*<", page, re.DOTALL)
    assert counted in page
    client.post("/en/desk/board/share/")
    page = page_of(client, f"/en/desk/board/shared/{today.isoformat()}/")
    assert re.search(r">\s*73\s*<", page)
    assert counted in page


def test_a_share_that_says_too_much_is_refused_in_a_sentence(monkeypatch: Any) -> None:
    from xenia.insight.reports.release import Refused

    def refuse(**_said: Any) -> date:
        raise Refused(["needs ended, 2026: 1 to 3"])

    an_office()
    monkeypatch.setattr("xenia.face.desk.views.board_share.share_board", refuse)
    client = signed_in(a_person(Role.DIRECTOR))
    page = client.post("/en/desk/board/share/", follow=True).content.decode()
    assert "This was not shared." in page
    assert "1 to 3" not in page


@pytest.mark.parametrize("day", ["2026-02-30", "2020-01-01", "today"])
def test_a_day_nothing_was_shared_on_has_no_page(day: str) -> None:
    an_office()
    client = signed_in(a_person(Role.DIRECTOR))
    assert client.get(f"/en/desk/board/shared/{day}/").status_code == 404
