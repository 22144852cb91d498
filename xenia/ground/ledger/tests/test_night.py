"""What the night does, once, and what it makes up for."""

from datetime import date
from importlib import import_module

import pytest

from xenia.ground.ledger.models import Entry, Night, Year
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.night import keep_night
from xenia.ground.ledger.tests.makers import COUNTED, MONDAY, at_noon, help_somebody

pytestmark = pytest.mark.django_db


def places() -> set[tuple[date, str]]:
    return set(Entry.objects.values_list("on", "grain"))


def test_the_worker_keeps_the_night() -> None:
    # By name: the roof stands above this room.
    assert keep_night in import_module("xenia.config.due").DUE.values()


@pytest.mark.both_databases
def test_the_day_becomes_the_month_when_the_month_is_over() -> None:
    record(kind=COUNTED, on=MONDAY)
    keep_night(at_noon(2026, 3, 31))
    assert places() == {(MONDAY, "day")}
    keep_night(at_noon(2026, 4, 1))
    assert places() == {(date(2026, 3, 1), "month")}


@pytest.mark.both_databases
def test_an_entry_of_a_month_that_is_over_never_has_its_day() -> None:
    record(kind=COUNTED, on=MONDAY)
    keep_night(at_noon(2026, 4, 1))
    late = record(kind=COUNTED, on=date(2026, 3, 20))
    assert (late.on, late.grain) == (date(2026, 3, 1), "month")
    first_of_its_year = record(kind=COUNTED, on=date(2025, 12, 24))
    assert (first_of_its_year.on, first_of_its_year.grain) == (date(2025, 12, 1), "month")


def test_a_night_is_kept_once() -> None:
    assert keep_night(at_noon(2026, 3, 17))
    entry = help_somebody()
    assert not keep_night(at_noon(2026, 3, 17))
    assert Entry.objects.get().pk == entry.pk
    assert Night.objects.get().day == date(2026, 3, 17)


def test_a_night_begins_at_two_in_the_city() -> None:
    keep_night(at_noon(2026, 3, 17))
    half_past_one = at_noon(2026, 3, 18).replace(hour=5, minute=30)
    assert not keep_night(half_past_one)
    assert keep_night(half_past_one.replace(hour=6))


def test_nights_that_were_missed_are_made_up_for() -> None:
    record(kind=COUNTED, on=date(2026, 1, 9))
    record(kind=COUNTED, on=date(2026, 2, 9))
    before = set(Entry.objects.values_list("pk", flat=True))
    keep_night(at_noon(2026, 3, 17))
    assert places() == {(date(2026, 1, 1), "month"), (date(2026, 2, 1), "month")}
    assert not before & set(Entry.objects.values_list("pk", flat=True))
    assert Year.objects.get().closed_through == date(2026, 2, 1)


@pytest.mark.both_databases
def test_every_entry_of_a_month_that_a_late_one_came_into_is_rewritten() -> None:
    for day in (5, 6, 7):
        record(kind=COUNTED, on=date(2026, 2, day))
    keep_night(at_noon(2026, 3, 17))
    before = set(Entry.objects.values_list("pk", flat=True))
    record(kind=COUNTED, on=date(2026, 2, 8))
    keep_night(at_noon(2026, 3, 18))
    after = set(Entry.objects.values_list("pk", flat=True))
    assert (len(before), len(after), len(before & after)) == (3, 4, 0)


@pytest.mark.both_databases
def test_nothing_but_ids_and_order_changes_in_the_night() -> None:
    for number in range(1, 30):
        help_somebody(quantity=number, language="ht", is_named=number % 3 == 0)
    left_out = ("id", "turn")
    names = [f.name for f in Entry._meta.local_fields if f.name not in left_out]
    before = sorted(map(str, Entry.objects.values_list(*names)))
    keep_night(at_noon(2026, 3, 17))
    assert sorted(map(str, Entry.objects.values_list(*names))) == before
    assert all(pk.version == 4 for pk in Entry.objects.values_list("pk", flat=True))
