"""A rise shows itself, by department, kind, language and area; a fair one, and no small number with it."""

from datetime import date

import pytest

from xenia.ground.common.control_chart import Rule
from xenia.ground.disclosure.crossed import TOTAL
from xenia.ground.ledger.operations import record
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access.models.counting import CountMethod
from xenia.work.ombudsman.ledger_kinds import FILED
from xenia.work.ombudsman.models.complaint import Kind
from xenia.work.ombudsman.queries.contacts import People
from xenia.work.ombudsman.queries.counts import ALL, DEPARTMENT, KIND, LANGUAGE, WHOLE, Counts
from xenia.work.ombudsman.queries.rises import Judgement, Line, Rise, as_lines
from xenia.work.ombudsman.tests.counted import QUARTER, TODAY, calm_years, filed, reported

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def _rises() -> list[Rise]:
    return Judgement(Counts(TODAY)).rises()


def _named() -> set[tuple[str, str]]:
    return {(one.look, one.value) for one in _rises()}


def test_as_many_as_ever_are_no_rise() -> None:
    calm_years()
    filed(OCTOBER, 4)
    filed(NOVEMBER, 3)
    assert _rises() == []


def test_a_month_far_above_is_told_before_its_quarter_is_over() -> None:
    calm_years(kind=Kind.DELAY)
    filed(OCTOBER, 4, kind=Kind.DELAY)
    filed(NOVEMBER, 12, kind=Kind.DELAY)
    found = {(one.look, one.value): one for one in _rises()}
    assert found[KIND, ALL] == Rise(KIND, ALL, NOVEMBER, False, frozenset({Rule.FAR}))
    assert found[KIND, Kind.DELAY].first == NOVEMBER


def test_one_rise_is_one_line_with_its_parts_below() -> None:
    housing = an_organization(name="Housing")
    calm_years(department=housing.pk, kind=Kind.DELAY)
    filed(NOVEMBER, 15, department=housing.pk, kind=Kind.DELAY)
    assert len(_rises()) > 1
    (line,) = as_lines(_rises())
    assert (line.rise.look, line.rise.value) == (KIND, ALL)
    assert [(one.look, one.value) for one in line.parts][:2] == [
        (DEPARTMENT, str(housing.pk)),
        (KIND, Kind.DELAY),
    ]


def test_what_is_as_wide_as_another_stands_for_itself() -> None:
    """Two departments, and a kind that may be of either; a quarter before, one department and its kind."""

    def rise(look: str, value: str, first: date = NOVEMBER) -> Rise:
        return Rise(look, value, first, False, frozenset({Rule.FAR}))

    summer = date(2026, 8, 1)
    a, b, delay = rise(DEPARTMENT, "a"), rise(DEPARTMENT, "b", OCTOBER), rise(KIND, Kind.DELAY)
    older, scam = rise(DEPARTMENT, "a", summer), rise(KIND, Kind.SCAM, summer)
    assert as_lines([scam, older, delay, a, b]) == [
        Line(a),
        Line(b),
        Line(delay),
        Line(older, (scam,)),
    ]
    assert as_lines([]) == []


def test_a_slow_rise_is_told_of_the_quarter() -> None:
    """12 a quarter before, then 8 in each month of the third quarter, none of them high alone.

    Poisson, mean 12: 24 or more .0015, 25 or more .0007. So 24 are not yet too many, and 25 are.
    """
    calm_years(until=date(2026, 7, 1), months=33)
    for month, count in ((7, 8), (8, 8), (9, 8)):
        filed(date(2026, month, 1), count)
    assert _rises() == []
    filed(date(2026, 9, 2), 1)
    assert [one.rules for one in _rises() if one.value == ALL and one.is_quarter] == [
        frozenset({Rule.FAR})
    ]


def test_a_rise_of_the_last_spring_is_no_news() -> None:
    calm_years()
    filed(date(2026, 5, 3), 30)
    assert _rises() == []


def test_one_department_rises_while_the_others_stay_as_they_were() -> None:
    clerk, housing = an_organization(name="City Clerk"), an_organization(name="Housing")
    calm_years(2, department=clerk.pk)
    calm_years(2, department=housing.pk)
    filed(OCTOBER, 2, department=clerk.pk)
    filed(OCTOBER, 9, department=housing.pk)
    assert _named() == {(DEPARTMENT, str(housing.pk))}


def test_a_few_complaints_in_a_rare_language_are_not_told() -> None:
    """Ten in a language nobody complained in before are a rise of that kind, and point at people; eleven may be told."""
    calm_years(20)
    filed(OCTOBER, 10, language="mh")
    assert _named() == set()
    filed(OCTOBER, 1, language="mh")
    assert (LANGUAGE, "mh") in _named()


def test_a_first_half_year_says_nothing() -> None:
    calm_years(4, months=6)
    filed(NOVEMBER, 40)
    assert not Judgement(Counts(TODAY)).is_known
    assert _rises() == []


def test_after_nine_months_a_rise_shows_itself() -> None:
    calm_years(4, months=9, until=NOVEMBER)
    filed(NOVEMBER, 40)
    assert Judgement(Counts(TODAY)).is_known
    assert (KIND, ALL) in _named()


def test_what_turned_out_to_be_about_somebody_else_is_no_rise_here() -> None:
    clerk = an_organization(name="City Clerk")
    calm_years(2, department=clerk.pk)
    filed(OCTOBER, 12, department=clerk.pk)
    assert (DEPARTMENT, str(clerk.pk)) in _named()
    record(
        kind=FILED, on=OCTOBER, quantity=-10, reason=Kind.ACCESS, department=clerk.pk, mode="page"
    )
    assert (DEPARTMENT, str(clerk.pk)) not in _named()


def test_a_department_that_serves_three_times_the_people_may_hear_three_times_the_complaints() -> (
    None
):
    clerk = an_organization(name="City Clerk")
    calm_years(4, department=clerk.pk, months=33, until=date(2026, 7, 1))
    for month in (7, 8, 9, 10):
        filed(date(2026, month, 1), 9, department=clerk.pk)
    here = (DEPARTMENT, str(clerk.pk))
    assert here in _named()
    reported(clerk.pk, {2023: 4_000, 2024: 4_000, 2025: 4_000, 2026: 12_000})
    assert here not in _named()


def test_people_are_counted_in_one_way_and_a_year_without_a_report_borrows_from_the_year_before() -> (
    None
):
    clerk = an_organization(name="City Clerk")
    reported(clerk.pk, {2023: 4_000, 2024: 5_000})
    reported(clerk.pk, {2024: 9_999}, CountMethod.ESTIMATE)
    judgement = Judgement(Counts(TODAY))
    assert judgement.people(DEPARTMENT, str(clerk.pk)) == {2026: 5_000}
    assert judgement.people(DEPARTMENT, str(an_organization(name="Housing").pk)) is None


def test_a_rate_stands_where_the_number_does() -> None:
    """12 complaints for 4,000 people: 3 for a thousand."""
    served = People(4_000, CountMethod.INTAKE, 2026)
    assert (served.rate(12), served.rate(0), served.rate(None)) == (3.0, 0.0, None)


def test_a_chart_shows_no_small_quarter_nor_what_gives_it_away() -> None:
    """The year 2025: access 12 a quarter, delay 3 in spring alone. Spring's delay is hidden, and so is enough beside it."""
    calm_years()
    filed(date(2025, 5, 1), 3, kind=Kind.DELAY)
    counts = Counts(TODAY)
    spring = date(2025, 4, 1).isoformat()
    shown = counts.shown(KIND, 2025)
    assert shown[Kind.DELAY, spring] is None
    for line in (0, 1):
        hidden = [at for at, number in shown.items() if number is None]
        for one in hidden:
            assert sum(at[line] == one[line] for at in hidden) >= 2
    assert counts.shown_by_quarter(KIND, Kind.DELAY)[date(2025, 4, 1)] is None
    assert counts.shown_by_quarter(KIND, ALL)[date(2026, 4, 1)] == 12


def test_a_sum_that_one_table_hides_stands_in_no_other() -> None:
    """Twenty in summer and eight in autumn, all of one department: eight are hidden, so one sum more has to be."""
    clerk = an_organization(name="City Clerk")
    filed(date(2026, 7, 1), 12, department=clerk.pk)
    filed(date(2026, 7, 1), 8, department=clerk.pk, kind=Kind.DELAY, language="ht")
    filed(QUARTER, 8, department=clerk.pk)
    counts = Counts(TODAY)
    hidden = [
        {
            column
            for (row, column), number in counts.shown(look, 2026).items()
            if row == TOTAL and number is None
        }
        for look in WHOLE
    ]
    assert hidden == [hidden[0]] * len(WHOLE)
    assert QUARTER.isoformat() in hidden[0]
    assert len(hidden[0]) >= 2
