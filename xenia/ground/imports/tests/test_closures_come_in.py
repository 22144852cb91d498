"""Closures from a spreadsheet: every row becomes something, and an undo puts the calendar back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations import TooLate, bring_in, leave_import, undo_import
from xenia.ground.imports.tests.makers import (
    CLOSURES,
    HEADINGS,
    MONDAY,
    TUESDAY,
    a_director,
    brought_in,
    closed,
    in_csv,
    in_xlsx,
    outcomes,
    ready,
    reason,
    verdicts,
)
from xenia.ground.reference.models import Closure
from xenia.ground.reference.operations import close_office, open_office_again

pytestmark = pytest.mark.django_db
THANKSGIVING = (date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving")


def test_a_list_of_closures_comes_in() -> None:
    run = brought_in()
    assert closed() == [
        THANKSGIVING,
        (date(2026, 12, 24), date(2027, 1, 1), "Winter break"),
        (date(2027, 2, 15), date(2027, 2, 15), "Presidents’ Day"),
    ]
    assert (run.status, run.applied_at, outcomes(run)) == (
        "applied",
        MONDAY,
        {2: "added", 3: "added", 4: "added"},
    )
    assert list(
        AuditEvent.objects.filter(record_type="imports.sheetrun").values_list("action", flat=True)
    ) == [
        "imports.sheet_laid_down",
        "imports.sheet_brought_in",
    ]


def test_nothing_changes_before_somebody_says_yes() -> None:
    run = ready()
    assert verdicts(run) == {2: "added", 3: "added", 4: "added"}
    assert not Closure.objects.exists()
    leave_import(run=run, by=a_director(), at=TUESDAY)
    assert not Closure.objects.exists()
    assert run.status == SheetRun.Status.LEFT


def test_the_same_file_again_changes_nothing() -> None:
    brought_in()
    again = brought_in()
    assert set(outcomes(again).values()) == {"unchanged"}
    assert len(closed()) == 3


def test_a_public_holiday_takes_the_offices_name_and_gets_its_own_back() -> None:
    seeded = close_office(
        first_day=date(2026, 11, 26),
        last_day=date(2026, 11, 26),
        name="Thanksgiving Day",
        origin="seeded",
        by=None,
        at=MONDAY,
    )
    run = brought_in(
        in_csv([("Day", "Why", "Note"), ("2026-11-26", "Giving thanks", "City Hall too")])
    )
    assert outcomes(run) == {2: "merged"}
    assert closed() == [(date(2026, 11, 26), date(2026, 11, 26), "Giving thanks (City Hall too)")]
    undo_import(run=run, by=a_director(), at=TUESDAY)
    (again,) = Closure.objects.filter(until_version=None)
    assert (again.name, again.origin) == (seeded.name, "seeded")


def test_rows_that_make_no_sense_are_refused_with_their_reason_and_the_others_come_in() -> None:
    run = brought_in(
        in_csv(
            [
                HEADINGS,
                ("2026-11-26", "2026-11-27", "Thanksgiving"),
                ("2026-12-24", "2026-12-23", "Backwards"),
                ("2026-12-24", "2028-12-23", "For ever"),
                ("soon", "", "Someday"),
                ("2026-12-25", "", ""),
                ("2026-11-26", "2026-11-27", "Thanksgiving"),
                ("2026-11-26", "2026-11-27", "Turkey day"),
                ("2026-12-26", "", "x" * 121),
                ("Date", "Until", "Holiday"),
            ]
        )
    )
    assert closed() == [THANKSGIVING]
    assert {number: reason(run, number) for number in range(3, 11)} == {
        3: ("", "The last day is before the first."),
        4: ("", "This is more than a year. Look at the years of both days."),
        5: ("first_day", "We cannot read this day. Write it as 2026-11-03."),
        6: ("name", "This cell is empty. It is needed."),
        7: ("", "The same as row 2."),
        8: ("", "Row 2 is about the same and says something else. Keep one of the two."),
        9: ("name", "This is longer than 120 characters. Write less."),
        10: ("first_day", "We cannot read this day. Write it as 2026-11-03."),
    }
    assert list(outcomes(run).values()) == [
        "added",
        *["refused"] * 4,
        "unchanged",
        *["refused"] * 3,
    ]


DAYS = st.sampled_from(["2026-11-26", "2026-11-27", "11/26/2026", "soon", "", "2026-02-30"])
NAMES = st.sampled_from(["Snow", "Ice", "", "snow ", "#REF!"])


@given(rows=st.lists(st.tuples(DAYS, DAYS, NAMES), max_size=25), as_workbook=st.booleans())
def test_every_row_is_accounted_for_and_an_undo_restores(
    rows: list[tuple[str, str, str]], as_workbook: bool
) -> None:
    before = closed()
    held = [row for row in rows if any(row)]
    table = [HEADINGS, *rows]
    run = ready(
        in_xlsx(table) if as_workbook else in_csv(table),
        columns={0: "first_day", 1: "last_day", 2: "name"},
    )
    promised = verdicts(run)
    bring_in(run=run, by=a_director(), at=MONDAY)
    became = outcomes(run)
    assert became == promised
    assert len(became) == len(held)
    assert set(became.values()) <= {"added", "merged", "unchanged", "refused"}
    assert len(closed()) - len(before) == list(became.values()).count("added")
    undo_import(run=run, by=a_director(), at=TUESDAY)
    assert closed() == before


def test_an_undo_leaves_what_was_changed_since_and_says_which_rows() -> None:
    run = brought_in()
    winter = Closure.objects.get(name="Winter break")
    open_office_again(closure=winter, by=None, at=TUESDAY)
    undo_import(run=run, by=a_director(), at=TUESDAY)
    assert closed() == []
    assert dict(run.lines.values_list("number", "undo")) == {2: "undone", 3: "stayed", 4: "undone"}
    assert reason(run, 3) == ("", "Somebody took this closure back before.")
    assert AuditEvent.objects.filter(action="imports.sheet_undone", record_id=run.pk).count() == 1


def test_an_import_is_undone_once_and_within_thirty_days() -> None:
    run = brought_in()
    with pytest.raises(TooLate):
        undo_import(run=run, by=a_director(), at=MONDAY + timedelta(days=31))
    undo_import(run=run, by=a_director(), at=MONDAY + timedelta(days=30))
    with pytest.raises(WrongState):
        undo_import(run=run, by=a_director(), at=TUESDAY)


def test_a_row_that_repeats_one_which_could_not_come_in_does_not_claim_it_did() -> None:
    first, repeat = ("2026-11-26", "", "Snow"), ("2026-11-26", "", "snow")
    run = ready(
        in_csv([HEADINGS, first, repeat]), columns={0: "first_day", 1: "last_day", 2: "name"}
    )
    assert verdicts(run) == {2: "added", 3: "refused"}
    run = ready(
        in_csv([HEADINGS, first, first]), columns={0: "first_day", 1: "last_day", 2: "name"}
    )
    SheetRow.objects.filter(run=run, number=2).update(outcome="refused")
    bring_in(run=run, by=a_director(), at=MONDAY)
    assert reason(run, 3) == ("", "The same as row 2, which could not come in.")


def test_of_refused_closures_the_words_are_kept_for_the_report() -> None:
    run = brought_in(
        in_csv(
            [
                (*HEADINGS, "Budget"),
                *[(*row, "secret") for row in CLOSURES],
                ("soon", "", "Snow", "secret"),
            ]
        )
    )
    assert SheetRow.objects.get(run=run, outcome="refused").said == {
        "first_day": "soon",
        "last_day": "",
        "name": "Snow",
    }
    assert not SheetRow.objects.filter(run=run, outcome="added").exclude(said={}).exists()
