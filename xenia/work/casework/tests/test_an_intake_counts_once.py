"""Who asks for the same again within thirty days is one intake of the report; what is abandoned, and who is nobody, stand apart."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.clients.operations import Pair, Said, merge_clients
from xenia.work.casework import operations
from xenia.work.casework.models import Intake
from xenia.work.casework.operations import in_bulk
from xenia.work.casework.operations.counted_once import ONE_INTAKE_WITHIN
from xenia.work.casework.queries.legal_counts import Received, received
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    a_caseworker,
    a_request,
    a_token,
    an_intake,
    told,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def again(first: Intake, *, at: datetime, **said: Any) -> Intake:
    """She is back, and asks for something."""
    return an_intake(client=first.client, at=at, **said)


def test_the_same_person_and_need_within_thirty_days_are_one_intake() -> None:
    first = an_intake()
    last = MONDAY + ONE_INTAKE_WITHIN
    found = [again(first, at=at).is_counted for at in (TUESDAY, last, last + DAY, last + 2 * DAY)]
    assert found == [False, False, True, False]
    assert received(2026) == Received(intakes=2, screenings=0, abandoned=0)


def test_who_needs_something_else_too_has_another_intake() -> None:
    first = an_intake(needs=("food",))
    assert again(first, at=TUESDAY, needs=("food", "housing")).is_counted
    assert not again(first, at=TUESDAY + DAY, needs=("housing",)).is_counted
    assert not again(first, at=TUESDAY + DAY, needs=(), note="She is back.").is_counted
    assert received(2026).intakes == 2


def test_two_people_and_people_without_a_name_have_an_intake_each() -> None:
    rosa = a_caseworker()
    an_intake(called="Linh")
    an_intake(called="Amina")
    for _one in range(2):
        an_intake(said=Said(spoken_language="so"), agrees=False)
        operations.ask_for_help(request=a_request(), token=a_token(), at=MONDAY)
    assert received(2026) == Received(intakes=6, screenings=0, abandoned=0)
    for one in Intake.objects.all():
        operations.screen(intake=one, by=rosa, at=TUESDAY)
    assert received(2026) == Received(intakes=6, screenings=6, abandoned=0)


def test_what_is_no_intake_of_its_own_is_no_screening_of_its_own() -> None:
    rosa, first = a_caseworker(), an_intake()
    second = again(first, at=TUESDAY)
    for one in (first, second):
        operations.screen(intake=one, by=rosa, at=TUESDAY)
    assert received(2026) == Received(intakes=1, screenings=1, abandoned=0)


def test_a_draft_counts_when_it_is_handed_in_and_apart_when_it_never_is() -> None:
    rosa, first = a_caseworker(), an_intake()
    drafts = [
        operations.start_intake(channel="phone", draft={}, client=first.client, by=rosa, at=TUESDAY)
        for _one in range(2)
    ]
    late = MONDAY + 40 * DAY
    operations.submit_intake(told=told(client=first.client), intake=drafts[0], by=rosa, at=late)
    operations.withdraw(intake=drafts[1], why="abandoned", by=None, at=late)
    assert received(2026) == Received(intakes=2, screenings=0, abandoned=1)
    assert not again(first, at=late + 30 * DAY).is_counted


def test_known_under_two_records_she_is_one_person() -> None:
    first, second = an_intake(called="Linh"), an_intake(called="Lin")
    assert first.client
    assert second.client
    first.client.refresh_from_db()
    second.client.refresh_from_db()
    versions = (first.client.state_version, second.client.state_version)
    merge_clients(pair=Pair(first.client, second.client, *versions), by=a_caseworker(), at=MONDAY)
    late = MONDAY + 20 * DAY
    operations.name_person(
        intake=(nobody := an_intake(said=Said(), agrees=False, needs=("food",), at=late)),
        told=told(client=first.client),
        version=nobody.state_version,
        by=a_caseworker(),
        at=late,
    )
    assert not again(first, at=late).is_counted
    assert not again(first, at=late, needs=("food",)).is_counted
    assert again(first, at=late, needs=("work",)).is_counted


def test_taken_back_and_open_again_it_is_still_one_intake() -> None:
    rosa, first = a_caseworker(), an_intake()
    second = again(first, at=TUESDAY)
    for one in (first, second):
        operations.withdraw(intake=one, why="her_wish", by=rosa, at=TUESDAY)
        operations.reopen(intake=one, by=rosa, at=TUESDAY)
    assert received(2026) == Received(intakes=1, screenings=0, abandoned=0)


def test_looked_at_again_after_it_was_taken_back_it_is_one_screening() -> None:
    rosa, one = a_caseworker(), an_intake()
    for day in range(3):
        at = MONDAY + day * DAY
        operations.screen(intake=one, by=rosa, at=at)
        operations.withdraw(intake=one, why="not_reached", by=rosa, at=at)
        operations.reopen(intake=one, by=rosa, at=at)
    assert received(2026) == Received(intakes=1, screenings=1, abandoned=0)


def test_in_lots_the_same_is_counted_as_one_by_one() -> None:
    desk = a_user(Role.FRONT_DESK)
    people = [an_intake(called=f"Person {n}", needs=("food",)).client for n in range(3)]
    nobody = told(said=Said(), agrees=False)
    lots = [
        (TUESDAY, [told(client=people[0], needs=("food",)), told(client=people[1]), nobody]),
        (MONDAY + 31 * DAY, [told(client=one, needs=("food",)) for one in people]),
        (MONDAY + 32 * DAY, [told(client=one, needs=("food",)) for one in people]),
    ]
    found = []
    for at, lot in lots:
        made = in_bulk.submit_intakes([in_bulk.Sheet(one, desk, at) for one in lot], at=at)
        found.append([one.is_counted for one in made])
    # The first asked for food on Monday; the second for a class as well; nobody is nobody.
    assert found == [[False, True, True], [True] * 3, [False] * 3]
    assert received(2026).intakes == 3 + 2 + 3
    assert Intake.objects.filter(is_counted=True).count() == 8


def test_across_the_turn_of_the_year_she_stands_in_the_year_she_came_first() -> None:
    first = an_intake(at=datetime(2026, 12, 20, 15, tzinfo=UTC))
    again(first, at=datetime(2027, 1, 5, 15, tzinfo=UTC))
    assert (received(2026).intakes, received(2027).intakes) == (1, 0)
    again(first, at=datetime(2027, 2, 1, 15, tzinfo=UTC))
    assert received(2027).intakes == 1
