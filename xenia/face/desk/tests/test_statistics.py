"""The office's statistics: referrals that come back with an answer, needs that stay unmet, small numbers protected."""

from datetime import UTC, date, datetime
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xenia.face.desk.queries.statistics import Statistics
from xenia.face.desk.tests.scenes import a_person, an_office, page_of, signed_in
from xenia.ground.accounts.roles import Role
from xenia.ground.disclosure.crossed import TOTAL, hidden_cells, with_sums
from xenia.ground.ledger.operations import record
from xenia.work.language_access.queries.periods import period_named

MAY, TODAY = date(2026, 5, 4), date(2026, 11, 16)
YEAR = period_named("2026", TODAY)
AT = datetime(2026, 11, 16, 15, tzinfo=UTC)


def counted(kind: str, quantity: int, **said: Any) -> None:
    is_person = kind not in ("referrals.days_to_answer", "casework.need")
    who: dict[str, Any] = {"subject": uuid4()} if is_person else {}
    record(kind=kind, on=MAY, quantity=quantity, **who, **said)


def unmet(quantity: int, language: str, area: str) -> None:
    about = {"language": language, "area": area, "need": "shelter", "outcome": "unmet"}
    counted("casework.need", quantity, **about, reason="no_capacity")


@pytest.mark.django_db
def test_the_loop_is_closed_where_the_outcome_is_known_be_it_good_or_not() -> None:
    for outcome, times in (("served", 30), ("partly", 15), ("not_served", 15), ("unknown", 20)):
        counted("referrals.closed", times, outcome=outcome)
    counted("referrals.closed", 40, outcome="declined")
    assert Statistics(YEAR).loop_closed().percent == 75  # 60 of 80


@pytest.mark.django_db
def test_days_to_answer_are_an_average_over_answers() -> None:
    counted("referrals.answered", 12, outcome="accepted")
    counted("referrals.answered", 13, outcome="declined", reason="capacity")
    counted("referrals.days_to_answer", 60)
    assert Statistics(YEAR).days_to_answer() == 2.4


@pytest.mark.django_db
def test_few_answers_have_no_average_and_a_few_unknown_no_percent() -> None:
    counted("referrals.answered", 3, outcome="accepted")
    counted("referrals.days_to_answer", 9)
    counted("referrals.closed", 40, outcome="served")
    counted("referrals.closed", 2, outcome="unknown")
    found = Statistics(YEAR)
    assert (found.days_to_answer(), found.loop_closed().percent) == (None, None)


@pytest.mark.django_db
def test_a_rare_reason_to_decline_hides_the_next_one_too() -> None:
    for reason, times in (("capacity", 40), ("language", 12), ("documents", 2)):
        counted("referrals.answered", times, outcome="declined", reason=reason)
    assert Statistics(YEAR).declined() == [
        ("capacity", 40),
        ("documents", None),
        ("language", None),
    ]


@pytest.mark.django_db
def test_unmet_needs_stand_by_language_and_area() -> None:
    for language, area, times in (("vi", "north", 20), ("vi", "south", 30), ("ht", "north", 40)):
        unmet(times, language, area)
    counted("casework.need", 50, language="vi", area="north", need="food", outcome="met")
    found = Statistics(YEAR).unmet
    assert (found.languages, found.areas) == (("ht", "vi"), ("north", "south"))
    assert found.shown["vi", "north"] == 20
    assert found.shown["vi", TOTAL] == 50
    assert found.shown[TOTAL, TOTAL] == 90


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unmet_times", "met_times", "share"),
    [(30, 90, (30, 120)), (30, 4, (None, None)), (6, 90, (None, None)), (30, 0, (30, 30))],
)
def test_unmet_needs_are_shown_of_how_many_where_nothing_small_follows(
    unmet_times: int, met_times: int, share: tuple[int | None, int | None]
) -> None:
    unmet(unmet_times, "vi", "north")
    if met_times:
        counted("casework.need", met_times, language="vi", area="north", need="food", outcome="met")
    found = Statistics(YEAR).unmet_of_ended()
    assert (found.part, found.whole) == share


@pytest.mark.django_db
def test_one_small_cell_cannot_be_worked_out_from_its_row_and_column() -> None:
    for language, area, times in (
        ("vi", "north", 3), ("vi", "south", 30), ("ht", "north", 40), ("ht", "south", 50),
    ):  # fmt: skip
        unmet(times, language, area)
    shown = Statistics(YEAR).unmet.shown
    assert shown["vi", "north"] is None
    assert sum(number is None for number in shown.values()) >= 4


@pytest.mark.django_db
def test_where_even_the_sum_is_small_no_table_gives_it_away() -> None:
    unmet(6, "vi", "north")
    found = Statistics(YEAR)
    assert set(found.unmet.shown.values()) == {None}
    assert found.unmet_needs() == found.unmet_reasons() == []


tables = st.dictionaries(
    st.sampled_from(list(product("abcd", "xyz"))), st.integers(0, 40), min_size=1, max_size=12
)


@settings(max_examples=300, deadline=None)
@given(tables)
def test_no_hidden_number_follows_from_those_that_are_shown(counts: dict[Any, int]) -> None:
    full = with_sums(counts)
    hidden = hidden_cells(full)
    assert all(at in hidden for at, number in full.items() if 0 < number < 11)
    assert not _worked_out(full, hidden)


def _worked_out(full: dict[Any, int], hidden: frozenset[Any]) -> bool:
    """Whether some hidden number is the same in every solution of the sums: elimination over the fractions."""
    unknown = sorted(hidden)
    lines = {at[0] for at in full}, {at[1] for at in full}
    rows = [[_sign(at) * (at[0] == line) for at in unknown] for line in lines[0]]
    rows += [[_sign(at) * (at[1] == line) for at in unknown] for line in lines[1]]
    reduced = _reduced([row for row in rows if any(row)])
    return any(sum(1 for value in row if value) == 1 for row in reduced)


def _sign(at: tuple[str, str]) -> int:
    """In a row the sum stands against its parts; in the row of sums too."""
    return -1 if at.count(TOTAL) == 1 else 1


def _reduced(rows: list[list[int]]) -> list[list[float]]:
    found, column = [[float(value) for value in row] for row in rows], 0
    done = 0
    while found and done < len(found) and column < len(found[0]):
        pivot = next((n for n in range(done, len(found)) if abs(found[n][column]) > 1e-9), None)
        if pivot is not None:
            found[done], found[pivot] = found[pivot], found[done]
            by = found[done][column]
            found[done] = [value / by for value in found[done]]
            for n in range(len(found)):
                if n != done and abs(found[n][column]) > 1e-9:
                    less = found[n][column]
                    found[n] = [a - less * b for a, b in zip(found[n], found[done], strict=True)]
            done += 1
        column += 1
    return [[0.0 if abs(value) < 1e-9 else value for value in row] for row in found]


@pytest.mark.django_db
@pytest.mark.parametrize("reader", ["en", "ar"])
def test_the_page_and_the_spreadsheet_say_what_is_not_shown(
    reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_office()
    monkeypatch.setattr("xenia.face.desk.views.office_statistics.now", lambda: AT)
    browser = signed_in(a_person(Role.DIRECTOR))
    assert "<table" not in page_of(browser, f"/{reader}/desk/statistics/")
    unmet(30, "vi", "north")
    unmet(2, "ht", "north")
    counted("referrals.sent", 1234, provider=uuid4())
    page = page_of(browser, f"/{reader}/desk/statistics/")
    assert "1234" in page
    assert page.index('class="not-shown"') < page.index("<table"), "first what it means"
    assert page.count('<caption class="read-aloud">') == page.count("<caption") - 1
    assert ">2<" not in page
    sheet = page_of(browser, f"/{reader}/desk/statistics.csv")
    assert ",1234" in sheet
    assert ",2\r" not in sheet


@pytest.mark.django_db
def test_a_partner_does_not_see_the_statistics_of_the_office() -> None:
    an_office()
    partner = a_person(Role.PARTNER_MANAGER, organization_id=uuid4())
    assert signed_in(partner).get("/en/desk/statistics/").status_code == 403
