"""An office's own list of open complaints comes in from a messy spreadsheet: looked at, brought in, again, taken back."""

from datetime import date, timedelta

import pytest
from django.db.models import Sum

from xenia.ground.accounts.models import User
from xenia.ground.imports.models import SheetRun
from xenia.ground.imports.operations import bring_in, undo_import
from xenia.ground.imports.operations.bring import OrderUnclear
from xenia.ground.imports.tests.makers import in_csv, outcomes, ready, reason, verdicts
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.registers.directory.models import Organization
from xenia.work.ombudsman.ledger_kinds import FILED
from xenia.work.ombudsman.models import Clock, Complaint
from xenia.work.ombudsman.models.complaint import Channel, Kind, Level, Status
from xenia.work.ombudsman.operations import working
from xenia.work.ombudsman.tests.makers import MONDAY, TUESDAY, a_department, an_officer

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Case #",
    "Complainant",
    "Date received",
    "Dept",
    "Type",
    "Lang",
    "Phone",
    "Status",
    "Description",
)
MESSY = (
    ("17", "Amina Warsame", "2026-11-02", "city clerk", "Denied service", "Somali", "(617) 555-0142", "Open", "Sent away; SSN 123-45-6789 was asked."),
    ("18", "", "11/09/2026", "Clerk", "staff conduct", "", "", "in progress", "The man laughed at her name."),
    ("19", "Jean B.", "2026-11-10", "Water & Sewer Board", "billing", "Kreyol", "n/a", "", "The bill goes to somebody else."),
    ("20", "Lan", "last spring", "City Clerk", "delay", "", "", "open", "Waits since spring."),
    ("21", "Rosa", "2026-11-11", "City Clerk", "parade noise", "Spanish", "", "open", "The parade was loud."),
    ("22", "Ana", "2026-11-12", "City Clerk", "delay", "", "", "Closed", "Was answered."),
    ("23", "Ines", "2031-11-12", "City Clerk", "delay", "", "", "open", "Waits."),
)  # fmt: skip


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture(autouse=True)
def clerk() -> Organization:
    return a_department("City Clerk")[0]


def looked_at(by: User) -> SheetRun:
    return ready(in_csv([HEADINGS, *MESSY]), sheet="complaints", by=by, date_order="mdy")


def brought(by: User) -> SheetRun:
    run = looked_at(by)
    bring_in(run=run, by=by, at=MONDAY)
    return SheetRun.objects.get(pk=run.pk)


def of(day: str) -> Complaint:
    return Complaint.objects.get(filed_on=date.fromisoformat(day))


def test_the_preview_says_what_becomes_of_every_row_and_changes_nothing(officer: User) -> None:
    run = looked_at(officer)
    assert verdicts(run) == {
        2: "added",
        3: "added",
        4: "added",
        5: "refused",
        6: "added",
        7: "refused",
        8: "refused",
    }
    assert reason(run, 5)[0] == "filed_on", "a day is never guessed"
    assert "know no department" in reason(run, 4)[1]
    assert "do not know this kind" in reason(run, 6)[1]
    assert "Only open complaints" in reason(run, 7)[1]
    assert "still to come" in reason(run, 8)[1]
    assert not Complaint.objects.exists()


def test_nobody_guesses_whether_the_month_or_the_day_comes_first(officer: User) -> None:
    with pytest.raises(OrderUnclear):
        ready(in_csv([HEADINGS, *MESSY]), sheet="complaints", by=officer)


def test_they_come_in_with_their_days_and_without_names_or_numbers(
    officer: User, clerk: Organization
) -> None:
    brought(officer)
    first, second, third = of("2026-11-02"), of("2026-11-09"), of("2026-11-10")
    assert {one.status for one in (first, second, third)} == {Status.RECEIVED}
    assert {one.channel for one in (first, second, third)} == {Channel.LIST}
    assert (first.department, first.kind, str(first.language)) == (clerk, Kind.ACCESS, "so")
    assert (second.department, second.kind) == (clerk, Kind.TREATMENT)
    assert (third.department, third.kind, str(third.language)) == (None, Kind.MISTAKE, "ht")
    assert (first.level, first.answer_by) == (Level.CONFIDENTIAL, "call")
    assert (second.level, second.contact) == (Level.ANONYMOUS, None)
    kept = str(known_to_rules(first.words.get(), "english"))
    assert "Sent away" in kept
    for left_out in ("123-45-6789", "Amina", "Warsame"):
        assert left_out not in kept


def test_an_old_one_is_late_at_once(officer: User) -> None:
    brought(officer)
    clock = of("2026-11-02").clocks.get()
    assert clock.which == Clock.Which.ACKNOWLEDGE
    assert clock.started_on == date(2026, 11, 2)
    assert clock.is_late(MONDAY.date())


def test_a_complaint_counts_on_the_day_it_came(officer: User) -> None:
    brought(officer)
    days = Entry.objects.filter(kind=FILED).values_list("on", flat=True)
    assert sorted(f"{day}" for day in days) == [
        "2026-11-02",
        "2026-11-09",
        "2026-11-10",
        "2026-11-11",
    ]


def test_the_same_list_again_brings_nothing_new(officer: User) -> None:
    brought(officer)
    again = brought(officer)
    assert "added" not in outcomes(again).values()
    assert Complaint.objects.count() == 4


def test_it_is_taken_back_and_nothing_is_counted(officer: User) -> None:
    run = brought(officer)
    undo_import(run=run, by=officer, at=TUESDAY)
    assert not Complaint.objects.exists()
    assert not Entry.objects.filter(kind=FILED).aggregate(sum=Sum("quantity"))["sum"]


def test_what_somebody_worked_on_since_stays(officer: User) -> None:
    run = brought(officer)
    worked_on = of("2026-11-09")
    working.acknowledge(
        complaint=worked_on,
        version=worked_on.state_version,
        by=officer,
        at=MONDAY + timedelta(hours=1),
    )
    undo_import(run=run, by=officer, at=TUESDAY)
    assert list(Complaint.objects.all()) == [worked_on]
