"""A year is open, then locked, then sealed by two people; names leave, counts stay."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.keys.named import exists
from xenia.ground.ledger import measures
from xenia.ground.ledger.models import Alias, CountingPeriod, Entry, SealedFigure, Year
from xenia.ground.ledger.operations import alias, record, unalias
from xenia.ground.ledger.operations.alias import NotAbsorbed
from xenia.ground.ledger.operations.correction import NotAdditive, correct_figure
from xenia.ground.ledger.operations.night import keep_night
from xenia.ground.ledger.operations.open_year import YearIsClosed
from xenia.ground.ledger.operations.sealing import NotYet, SamePerson, seal_year
from xenia.ground.ledger.operations.year import (
    NotOver,
    lock_year,
    propose_sealing,
    withdraw_proposal,
)
from xenia.ground.ledger.queries.counting import Individuals, individuals, quantities
from xenia.ground.ledger.queries.sealed import Figure, NotKept, figures, sum_measure
from xenia.ground.ledger.tests.makers import (
    COUNTED,
    FUND,
    HELPED,
    MONDAY,
    NEW_YEAR,
    a_locked_year,
    a_sealed_year,
    at_noon,
    help_somebody,
    keepers,
    people,
)
from xenia.ground.ledger.tokens import key_name

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_in_the_way(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """No upper room has a say, and the files lie apart."""
    nothing: tuple[tuple[str, Any], ...] = (
        ("BEFORE_SEALING", {}), ("MEASURES", {}), ("TOGETHER", {}), ("QUESTIONS", set()),
    )  # fmt: skip
    for name, empty in nothing:
        monkeypatch.setattr(measures, name, empty)
        monkeypatch.setattr(f"xenia.ground.ledger.operations.sealing.{name}", empty)
    settings.LEDGER_FOLDER = tmp_path


def a_year_of_work() -> None:
    """Three people, one of them known twice and one without a name, in three months."""
    amara, again, binta, unnamed = people(4)
    for number, person in enumerate((amara, again, binta, unnamed), start=1):
        is_named = person != unnamed
        help_somebody(person, on=date(2026, number, 9), language="ht", is_named=is_named)
        help_somebody(person, on=date(2026, number, 11), language="fr", is_named=is_named)
    alias(again, amara)
    record(kind=COUNTED, on=MONDAY, quantity=42)


def everything_asked() -> list[Any]:
    splits: tuple[list[str], ...] = ([], ["month"], ["quarter"], ["language"])
    people = [individuals(HELPED, 2026, by=by) for by in splits]
    sums = [quantities(kind, 2026, by=by) for kind in (HELPED, COUNTED) for by in splits]
    return [*people, *sums]


@pytest.mark.both_databases
def test_a_sealed_year_answers_as_it_did_before() -> None:
    a_year_of_work()
    one, _other = keepers()
    a_locked_year(one)
    before = everything_asked()
    assert before[0] == [Individuals((), 2, 1)]
    Year.objects.update(status="open", locked_at=None)
    a_sealed_year()
    assert everything_asked() == before


@pytest.mark.both_databases
def test_sealing_leaves_no_token_no_alias_and_no_key(
    django_capture_on_commit_callbacks: Any,
) -> None:
    a_year_of_work()
    help_somebody(on=date(2027, 1, 2))
    ids = set(Entry.objects.values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        a_sealed_year()
    sealed = Entry.objects.filter(on__year=2026)
    assert sealed.count() == 9
    assert not sealed.filter(token__isnull=False).exists()
    assert not ids & set(sealed.values_list("pk", flat=True))
    assert not Alias.objects.exists()
    assert not exists(key_name("service", 2026))
    assert [period.year for period in CountingPeriod.objects.all()] == [2027]
    assert exists(key_name("service", 2027))


def test_the_night_destroys_what_a_crash_left() -> None:
    a_year_of_work()
    a_sealed_year()
    assert exists(key_name("service", 2026)), "nothing was committed yet"
    keep_night(at_noon(2027, 1, 5))
    assert not exists(key_name("service", 2026))
    assert not CountingPeriod.objects.exists()


@pytest.mark.both_databases
def test_nobody_seals_alone() -> None:
    help_somebody()
    one, other = keepers()
    year = a_locked_year(one)
    with pytest.raises(WrongState):
        seal_year(year=year, by=other, at=NEW_YEAR)
    propose_sealing(year=year, by=one, at=NEW_YEAR)
    with pytest.raises(SamePerson):
        seal_year(year=year, by=one, at=NEW_YEAR)
    assert Entry.objects.get().token
    seal_year(year=year, by=other, at=NEW_YEAR)
    assert (year.status, year.proposed_by, year.sealed_by) == ("sealed", one.pk, other.pk)
    with pytest.raises(WrongState):
        seal_year(year=year, by=one, at=NEW_YEAR)


def test_the_database_knows_that_two_people_are_two() -> None:
    help_somebody()
    one, _other = keepers()
    year = a_locked_year(one)
    propose_sealing(year=year, by=one, at=NEW_YEAR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Year.objects.update(status="sealed", sealed_by=one.pk, sealed_at=NEW_YEAR)


def test_a_proposal_can_be_withdrawn() -> None:
    help_somebody()
    one, other = keepers()
    year = a_locked_year(one)
    propose_sealing(year=year, by=one, at=NEW_YEAR)
    withdraw_proposal(year=year, by=other, at=NEW_YEAR)
    assert (year.status, year.proposed_by) == ("locked", None)
    with pytest.raises(WrongState):
        seal_year(year=year, by=other, at=NEW_YEAR)


def test_a_year_that_is_not_over_is_not_locked() -> None:
    help_somebody()
    director = a_user(Role.DIRECTOR)
    year = Year.objects.get()
    with pytest.raises(NotOver):
        lock_year(year=year, by=director, at=at_noon(2026, 12, 31))
    assert lock_year(year=year, by=director, at=at_noon(2027, 1, 1)).status == "locked"


@pytest.mark.both_databases
def test_late_entries_come_in_until_the_year_is_locked() -> None:
    amara, again = people(2)
    help_somebody(amara, on=date(2026, 12, 30))
    keep_night(NEW_YEAR)
    late = help_somebody(again, on=date(2026, 12, 31))
    assert (late.on, late.grain) == (date(2026, 12, 1), "month")
    one, _other = keepers()
    a_locked_year(one)
    with pytest.raises(YearIsClosed) as closed:
        help_somebody(amara, on=date(2026, 12, 31))
    assert (closed.value.year, closed.value.status) == (2026, "locked")
    assert alias(again, amara) == 0, "people are merged in open years"
    with pytest.raises(NotAbsorbed):
        unalias(again, amara)
    a_proposal_and_a_seal()
    with pytest.raises(YearIsClosed):
        help_somebody(amara, on=date(2026, 5, 5))
    assert individuals(HELPED, 2026)[0].total == 2


def a_proposal_and_a_seal() -> None:
    one, other = keepers()
    year = Year.objects.get(year=2026)
    propose_sealing(year=year, by=one, at=NEW_YEAR)
    seal_year(year=year, by=other, at=NEW_YEAR)


def test_a_fund_whose_year_ends_later_stays_open() -> None:
    help_somebody(on=date(2026, 8, 8), stream=FUND)
    help_somebody(on=date(2026, 8, 8))
    a_sealed_year()
    late = help_somebody(on=date(2026, 8, 9), stream=FUND)
    assert late.token
    assert individuals(HELPED, 2027, stream=FUND)[0].total == 2
    assert Entry.objects.filter(stream="service", token__isnull=False).count() == 0


def test_an_upper_room_can_stand_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    help_somebody()
    one, other = keepers()
    year = a_locked_year(one)
    hold = "A legal hold keeps the records of 2026."
    reasons = {2026: ""}
    monkeypatch.setitem(
        measures.BEFORE_SEALING, "test.hold", lambda number: reasons.get(number, "")
    )
    propose_sealing(year=year, by=one, at=NEW_YEAR)
    reasons[2026] = hold
    with pytest.raises(NotYet) as not_yet:
        seal_year(year=year, by=other, at=NEW_YEAR)
    assert not_yet.value.reasons == [hold]
    withdraw_proposal(year=year, by=one, at=NEW_YEAR)
    with pytest.raises(NotYet):
        propose_sealing(year=year, by=one, at=NEW_YEAR)


def test_measures_of_upper_rooms_are_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    a_year_of_work()

    def pairs(year: int) -> Iterator[Figure]:
        for one in individuals(HELPED, year, by=["language", "month"]):
            yield Figure(dict(zip(("language", "month"), one.cell, strict=True)), one.total)
        yield Figure({}, Decimal("2.5"))

    monkeypatch.setitem(measures.MEASURES, "reports.test", pairs)
    monkeypatch.setitem(
        measures.TOGETHER, "reports", lambda year: [("reports.other", one) for one in pairs(year)]
    )
    a_sealed_year()
    for name in ("reports.test", "reports.other"):
        stored = {str(one.cell): one.now for one in figures(2026) if one.measure == name}
        assert stored["{}"] == Decimal("2.5")
        assert len(stored) == 9


def test_a_question_that_was_kept_is_answered_and_another_is_not() -> None:
    a_year_of_work()
    measures.keep(HELPED, by=["month", "language"])
    before = individuals(HELPED, 2026, by=["month", "language"])
    a_sealed_year()
    assert [one.total for one in before] == [1] * 8
    assert len(individuals(HELPED, 2026, by=["month", "language"])) == 8
    with pytest.raises(NotKept):
        individuals(HELPED, 2026, by=["language", "area"])


@pytest.mark.both_databases
def test_a_sum_is_corrected_as_a_new_version() -> None:
    a_year_of_work()
    a_sealed_year()
    director = a_user(Role.DIRECTOR)
    figure = figures(2026).get(measure=sum_measure(COUNTED, "service"))
    for change in (8, -3):
        correct_figure(
            figure=figure, change=change, reason="Found a list.", by=director, at=NEW_YEAR
        )
    corrected = figures(2026).get(pk=figure.pk)
    assert (corrected.value, corrected.now, corrected.version) == (42, 47, 3)
    assert quantities(COUNTED, 2026)[0].quantity == 47
    assert quantities(COUNTED, 2026, by=["month"])[0].quantity == 47
    assert quantities(COUNTED, 2026, by=["quarter"])[0].quantity == 47
    assert AuditEvent.objects.filter(action="ledger.figure_corrected").count() == 2


def test_people_who_were_counted_once_cannot_be_corrected() -> None:
    a_year_of_work()
    a_sealed_year()
    figure = SealedFigure.objects.filter(measure__startswith="individuals").first()
    assert figure
    with pytest.raises(NotAdditive):
        correct_figure(
            figure=figure, change=1, reason="One more.", by=a_user(Role.DIRECTOR), at=NEW_YEAR
        )


@pytest.mark.both_databases
def test_a_sealed_figure_is_changed_by_nobody() -> None:
    a_year_of_work()
    a_sealed_year()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SealedFigure.objects.update(value=0)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SealedFigure.objects.all().delete()


def test_each_step_stands_in_the_audit() -> None:
    help_somebody()
    a_sealed_year()
    acts = AuditEvent.objects.filter(action__startswith="ledger.").order_by("pk")
    assert sorted(act.action for act in acts) == [
        "ledger.sealing_proposed",
        "ledger.year_locked",
        "ledger.year_sealed",
    ]
