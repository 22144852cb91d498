"""Places, the waiting line, and who is next."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.vault.subjects import shred
from xenia.registers.clients.tests.makers import a_client
from xenia.work.programs import operations
from xenia.work.programs.models import Capacity, Enrolment, Offering
from xenia.work.programs.models.enrolment import Ahead, Status, Why
from xenia.work.programs.operations import AlreadyIn, HeldNoLonger, OfferingClosed, TooMany
from xenia.work.programs.queries.places import places_left
from xenia.work.programs.tests.makers import (
    MONDAY,
    NEXT_WEEK,
    TUESDAY,
    an_offering,
    enrolled,
    full,
)

pytestmark = pytest.mark.django_db


def stands(enrolment: Enrolment) -> str:
    enrolment.refresh_from_db()
    return str(enrolment.status)


def test_who_comes_while_a_place_is_free_takes_part() -> None:
    offering = an_offering(places=2)
    assert enrolled(offering).status == Status.ENROLLED
    assert places_left(Offering.objects.get(pk=offering.pk)) == {"seats": 1}


def test_who_comes_when_all_is_full_waits_and_is_next_when_somebody_leaves() -> None:
    offering = an_offering(places=1)
    (first,) = full(offering)
    second, third = enrolled(offering), enrolled(offering)
    assert [second.status, third.status] == [Status.WAITING, Status.WAITING]
    moved = operations.leave(enrolment=first, why=Why.TIME, by=a_user(), at=TUESDAY)
    assert moved == [second]
    assert [stands(second), stands(third)] == [Status.ENROLLED, Status.WAITING]
    assert not second.is_told


def test_the_line_goes_by_who_asked_first_and_a_reason_puts_ahead() -> None:
    offering = an_offering(places=1)
    full(offering)
    second, third = enrolled(offering), enrolled(offering)
    fourth = enrolled(offering, ahead=Ahead.WAITED_BEFORE)
    assert list(offering.enrolments.in_line()) == [fourth, second, third]
    operations.put_ahead(
        enrolment=third, ahead=Ahead.DATE, by=a_user(), at=TUESDAY, version=third.state_version
    )
    assert list(offering.enrolments.in_line()) == [third, fourth, second]


def test_two_who_change_a_place_in_line_one_is_told() -> None:
    offering = an_offering(places=1)
    full(offering)
    waits = enrolled(offering)
    seen: dict[str, Any] = {
        "enrolment": waits,
        "by": a_user(),
        "at": TUESDAY,
        "version": waits.state_version,
    }
    operations.put_ahead(ahead=Ahead.DATE, **seen)
    with pytest.raises(WrongState):
        operations.put_ahead(ahead=Ahead.USUAL, **seen)


def test_a_place_that_becomes_free_is_held_for_the_next_until_a_day() -> None:
    offering = an_offering(places=1, hold_days=2)
    (first,) = full(offering)
    second, third = enrolled(offering), enrolled(offering)
    operations.leave(enrolment=first, why=Why.WAY, by=a_user(), at=MONDAY)
    assert stands(second) == Status.OFFERED
    assert second.answer_by
    last_moment = second.answer_by - timedelta(seconds=1)
    assert local_day(last_moment) == local_day(MONDAY) + timedelta(days=2)
    operations.take_held_place(enrolment=second, by=a_user(), at=TUESDAY)
    assert [stands(second), stands(third)] == [Status.ENROLLED, Status.WAITING]


def test_who_waits_does_not_take_a_place_nobody_holds_for_her() -> None:
    offering = an_offering(places=1)
    full(offering)
    waits = enrolled(offering)
    with pytest.raises(WrongState):
        operations.take_held_place(enrolment=waits, by=a_user(), at=TUESDAY)
    assert stands(waits) == Status.WAITING


def test_who_does_not_answer_in_time_gives_way_to_the_next() -> None:
    offering = an_offering(places=1, hold_days=2)
    (first,) = full(offering)
    second, third = enrolled(offering), enrolled(offering)
    operations.leave(enrolment=first, why=Why.WAY, by=a_user(), at=MONDAY)
    second.refresh_from_db()
    with pytest.raises(HeldNoLonger):
        operations.take_held_place(enrolment=second, by=a_user(), at=NEXT_WEEK)
    assert operations.let_go_of_held_places(TUESDAY) == 0
    assert operations.let_go_of_held_places(NEXT_WEEK) == 1
    assert [stands(second), second.why, stands(third)] == [
        Status.LEFT,
        Why.NO_ANSWER,
        Status.OFFERED,
    ]


def test_nobody_stands_in_an_offering_twice_but_may_come_back() -> None:
    offering, her = an_offering(), a_client()
    first = enrolled(offering, her)
    with pytest.raises(AlreadyIn):
        enrolled(offering, her)
    operations.leave(enrolment=first, why=Why.TIME, by=a_user(), at=TUESDAY)
    assert enrolled(offering, her, at=TUESDAY).status == Status.ENROLLED


def test_nobody_is_brought_into_what_is_planned_over_or_past_its_last_day() -> None:
    shut = an_offering(last_day_to_enrol=local_day(MONDAY))
    for offering, at in (
        (an_offering(program=shut.program, is_open=False), MONDAY),
        (shut, TUESDAY),
        (an_offering(program=shut.program), MONDAY + timedelta(days=90)),
    ):
        with pytest.raises(OfferingClosed):
            enrolled(offering, a_client(at=at), at=at)


def test_more_than_one_place_is_taken_only_of_hours() -> None:
    hours = an_offering(capacity_type=Capacity.HOURS, places=10)
    assert enrolled(hours, takes=7).status == Status.ENROLLED
    assert enrolled(hours, takes=4).status == Status.WAITING
    # Two hours would fit, but somebody waits before her.
    assert enrolled(hours, takes=2).status == Status.WAITING
    with pytest.raises(TooMany):
        enrolled(hours, takes=11)
    with pytest.raises(TooMany):
        enrolled(an_offering(program=hours.program), takes=2)


def test_more_places_go_to_those_who_wait() -> None:
    offering = an_offering(places=1)
    full(offering)
    second, third = enrolled(offering), enrolled(offering)
    current = Offering.objects.get(pk=offering.pk)
    said = operations.Changed(name="Fall", places=2)
    operations.change_offering(
        offering=current, said=said, version=current.state_version, by=a_user(), at=TUESDAY
    )
    assert [stands(second), stands(third)] == [Status.ENROLLED, Status.WAITING]
    with pytest.raises(Crossed):
        operations.change_offering(
            offering=current, said=said, version=current.state_version, by=a_user(), at=TUESDAY
        )


def test_fewer_places_than_people_hold_are_refused() -> None:
    offering = an_offering(places=2)
    full(offering)
    current = Offering.objects.get(pk=offering.pk)
    with pytest.raises(operations.FewerThanTaken):
        operations.change_offering(
            offering=current,
            said=operations.Changed(name="Fall", places=1),
            version=current.state_version,
            by=a_user(),
            at=TUESDAY,
        )


def test_the_database_itself_gives_no_place_twice() -> None:
    offering = an_offering(places=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offering.objects.filter(pk=offering.pk).update(taken=2)


def test_when_it_ends_who_took_part_was_there_and_who_waited_got_no_place() -> None:
    offering = an_offering(places=1)
    (first,) = full(offering)
    second = enrolled(offering)
    operations.keep_places(MONDAY + timedelta(days=60))
    assert [stands(first), stands(second), second.why] == [
        Status.COMPLETED,
        Status.LEFT,
        Why.ENDED,
    ]
    assert not second.is_told
    offering.refresh_from_db()
    assert (offering.status, offering.taken) == (Offering.Status.CLOSED, 0)


def test_when_it_is_called_off_everybody_is_to_be_told() -> None:
    offering = an_offering(places=1)
    everybody = [*full(offering), enrolled(offering)]
    operations.call_off(offering=offering, by=a_user(), at=TUESDAY)
    for one in everybody:
        assert [stands(one), one.why, one.is_told] == [Status.LEFT, Why.CALLED_OFF, False]
    assert operations.say_told(enrolment=everybody[0], by=a_user(), at=TUESDAY)
    assert not operations.say_told(enrolment=everybody[0], by=a_user(), at=TUESDAY)


def test_each_step_is_counted_in_her_language_and_area_without_her() -> None:
    offering = an_offering(places=1)
    her, other = a_client(area="saltmarsh"), a_client(spoken_language="ht", written_language="ht")
    first, second = enrolled(offering, her), enrolled(offering, other)
    operations.leave(enrolment=first, why=Why.TIME, by=a_user(), at=TUESDAY)
    found = Entry.objects.order_by("on", "kind", "outcome").values_list(
        "kind", "language", "area", "outcome", "reason"
    )
    assert sorted(found.exclude(kind="programs.capacity")) == [
        ("programs.ended", "vi", "saltmarsh", "left", "time"),
        ("programs.enrolled", "ht", "", "after_waiting", ""),
        ("programs.enrolled", "vi", "saltmarsh", "straight", ""),
        ("programs.waited", "ht", "", "enrolled", ""),
        ("programs.waited", "ht", "", "waiting", ""),
    ]
    assert second.steps_taken.count() == 2


def test_a_slip_counts_nobody() -> None:
    offering = an_offering(places=1)
    first, waits = enrolled(offering), enrolled(offering)
    operations.leave(enrolment=waits, why=Why.MISTAKE, by=a_user(), at=TUESDAY)
    operations.leave(enrolment=first, why=Why.MISTAKE, by=a_user(), at=TUESDAY)
    for kind in ("programs.enrolled", "programs.waited"):
        assert sum(Entry.objects.filter(kind=kind).values_list("quantity", flat=True)) == 0
    assert not Entry.objects.filter(kind="programs.ended").exists()


@pytest.mark.django_db(transaction=True)
def test_who_is_forgotten_leaves_her_place_to_the_next_and_the_counts_stay() -> None:
    offering, her = an_offering(places=1), a_client()
    enrolled(offering, her)
    second = enrolled(offering)
    counted = Entry.objects.filter(kind="programs.enrolled").count()
    shred(her.subject_id, by=None, at=TUESDAY, reason="asked")
    assert stands(second) == Status.ENROLLED
    assert not Enrolment.objects.filter(subject_id=her.subject_id).exists()
    offering.refresh_from_db()
    assert offering.taken == 1
    assert Entry.objects.filter(kind="programs.enrolled").count() == counted + 1
