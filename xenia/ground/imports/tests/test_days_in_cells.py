"""Days are read however they are written; where month and day could be swapped, somebody is asked."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.local_words import written_day
from xenia.ground.imports.cells import Ways, day, days
from xenia.ground.imports.operations import OrderUnclear
from xenia.ground.imports.sentences import Refused
from xenia.ground.imports.tests.makers import in_csv, in_xlsx, ready, reason

NOVEMBER_26 = date(2026, 11, 26)
ANY_DAY = st.dates(date(1970, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        "2026-11-26", "2026/11/26", "2026.11.26", "20261126", "2026年11月26日", "2026-11-26T09:00:00Z", "2026-11-26 00:00:00",
        "11/26/2026", "11-26-2026", "11.26.26", "11/26/26 9:30 PM", "46352", 46352, 46352.75,
        "Nov 26, 2026", "November 26th, 2026", "Thursday, November 26, 2026", "26-Nov-26", "26 nov. 2026",
        "26 de noviembre de 2026", "26 novembre 2026", "26 de novembro de 2026", "26 ноября 2026 г.", "26 novanm 2026",
        "٢٦/١١/٢٠٢٦", "٢٦ نوفمبر ٢٠٢٦", "２０２６-１１-２６", datetime(2026, 11, 26, 17, 0), NOVEMBER_26,  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_day_is_read(cell: object) -> None:
    ways = Ways("dmy" if cell == "٢٦/١١/٢٠٢٦" else "mdy")
    assert day(cell, ways) == NOVEMBER_26  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "cell",
    [
        "soon",
        "2026-13-01",
        "2/30/2026",
        "13/13/2026",
        "26",
        7,
        1e12,
        float("inf"),
        True,
        "Nov 2026",
        "November 26",
        "mar mar 3 2026",
        "#REF!",
        "2026-11-26 or later",
    ],
)
def test_what_is_no_day_is_refused(cell: object) -> None:
    with pytest.raises(Refused):
        day(cell, Ways())  # type: ignore[arg-type]


@given(on=ANY_DAY, order=st.sampled_from(("mdy", "dmy")), between=st.sampled_from("/-."))
def test_any_day_in_figures_comes_back_in_its_order(on: date, order: str, between: str) -> None:
    parts = (on.month, on.day) if order == "mdy" else (on.day, on.month)
    assert day(between.join(f"{part}" for part in (*parts, on.year)), Ways(order)) == on


@given(on=ANY_DAY, reader=st.sampled_from(("en", "es", "fr", "pt-br", "ru", "ht")))
def test_any_day_as_our_own_pages_write_it_is_read(on: date, reader: str) -> None:
    if (reader, on.month) not in TWO_MONTHS:
        assert day(written_day(on, reader), Ways()) == on


# "Out" is August in Haitian Creole and October in Portuguese.
TWO_MONTHS = {("ht", 8)}


def test_a_name_that_means_two_months_means_none() -> None:
    with pytest.raises(Refused):
        day("1 out 2026", Ways())


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("12/24/2026 - 1/2/2027", (date(2026, 12, 24), date(2027, 1, 2))),
        ("Dec 24, 2026 – Jan 2, 2027", (date(2026, 12, 24), date(2027, 1, 2))),
        ("2026-12-24 to 2027-01-02", (date(2026, 12, 24), date(2027, 1, 2))),
        ("2026-12-24", (date(2026, 12, 24), date(2026, 12, 24))),
    ],
)
def test_one_cell_may_hold_the_first_and_the_last_day(cell: str, span: tuple[date, date]) -> None:
    assert days(cell, Ways()) == span


@pytest.mark.django_db
def test_days_that_can_be_read_in_two_ways_are_asked_about() -> None:
    table = in_csv([("Date", "Holiday"), ("3/4/2026", "One"), ("5/6/2026", "Two")])
    with pytest.raises(OrderUnclear) as unclear:
        ready(table)
    assert unclear.value.example == "3/4/2026"
    assert ready(table, date_order="dmy").date_order == "dmy"


@pytest.mark.django_db
@pytest.mark.parametrize(("telling", "order"), [("12/25/2026", "mdy"), ("25/12/2026", "dmy")])
def test_one_day_that_tells_speaks_for_the_whole_file(telling: str, order: str) -> None:
    run = ready(in_csv([("Date", "Holiday"), ("3/4/2026", "One"), (telling, "Two")]))
    assert run.date_order == order


@pytest.mark.django_db
def test_where_days_of_both_orders_stand_each_is_read_and_what_is_unsure_is_refused() -> None:
    days_said = ("25/12/2026", "11/26/2026", "3/4/2027")
    run = ready(in_csv([("Date", "Holiday"), *((said, "Free") for said in days_said)]))
    assert list(run.lines.values_list("verdict", flat=True)) == ["added", "added", "refused"]
    assert "two ways" in reason(run, 4)[1]


@pytest.mark.django_db
def test_a_day_with_dots_says_nothing_of_days_with_slashes() -> None:
    table = in_csv([("Date", "Holiday"), ("3/4/26", "One"), ("13.02.2027", "Two")])
    with pytest.raises(OrderUnclear) as unclear:
        ready(table)
    assert unclear.value.example == "3/4/26"
    run = ready(table, date_order="mdy")
    assert list(run.lines.values_list("verdict", flat=True)) == ["added", "added"]


@pytest.mark.django_db
def test_real_dates_of_a_workbook_ask_nothing() -> None:
    run = ready(in_xlsx([("Date", "Holiday"), (date(2026, 4, 3), "One"), ("Nov 3, 2026", "Two")]))
    assert run.date_order == ""
    assert run.lines.filter(verdict="added").count() == 2
