"""When an offering meets, who came, and how a new one is made quickly."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_time
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.queries.counting import individuals
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.programs import operations
from xenia.work.programs.models import Offering, ProgramTemplate, RunBy
from xenia.work.programs.models.enrolment import Why
from xenia.work.programs.operations import Meets, MeetsAlready, NothingToKeep, NotYet, StillRuns
from xenia.work.programs.queries.shown import people_of_session
from xenia.work.programs.tests.makers import (
    BEGINS,
    EVENING,
    MEETS,
    MONDAY,
    NEXT_WEEK,
    a_program,
    an_offering,
    enrolled,
)

pytestmark = pytest.mark.django_db


def hours(offering: Offering) -> list[tuple[date, time]]:
    local = [local_time(one.starts_at) for one in offering.sessions.all()]
    return [(one.date(), one.time()) for one in local]


def came() -> dict[str, int]:
    found: dict[str, int] = {}
    rows = Entry.objects.filter(kind="programs.attended").values_list("outcome", "quantity")
    for outcome, quantity in rows:
        found[outcome] = found.get(outcome, 0) + quantity
    return {outcome: quantity for outcome, quantity in found.items() if quantity}


def test_it_meets_every_week_at_the_same_time_also_when_the_clocks_change() -> None:
    first = Meets(date(2026, 10, 20), EVENING, 90)
    offering = an_offering(meets=tuple(operations.weekly(first, until=date(2026, 11, 10))))
    assert hours(offering) == [
        (date(2026, 10, 20), EVENING),
        (date(2026, 10, 27), EVENING),
        (date(2026, 11, 3), EVENING),
        (date(2026, 11, 10), EVENING),
    ]


def test_it_does_not_meet_twice_at_one_time() -> None:
    offering = an_offering(meets=(MEETS,))
    with pytest.raises(MeetsAlready):
        operations.add_sessions(offering=offering, meets=[MEETS], by=a_user(), at=MONDAY)
    operations.call_off_session(session=offering.sessions.get(), by=a_user(), at=MONDAY)
    operations.add_sessions(offering=offering, meets=[MEETS], by=a_user(), at=MONDAY)


def test_who_came_is_counted_corrected_and_taken_back() -> None:
    offering, colleague = an_offering(meets=(MEETS,)), a_user()
    first, second = enrolled(offering), enrolled(offering, a_client(area="saltmarsh"))
    session = offering.sessions.get()
    said: dict[str, Any] = {"session": session, "by": colleague, "at": NEXT_WEEK}
    marks = {first.pk: "attended", second.pk: "absent"}
    assert operations.note_attendance(marks=marks, **said) == 2
    assert operations.note_attendance(marks=marks, **said) == 0
    assert came() == {"attended": 1, "absent": 1}
    operations.note_attendance(marks={second.pk: "attended"}, **said)
    assert came() == {"attended": 2}
    operations.note_attendance(marks={first.pk: ""}, **said)
    assert came() == {"attended": 1}
    operations.call_off_session(session=session, by=colleague, at=NEXT_WEEK)
    assert came() == {}


def test_who_got_a_place_later_or_left_before_is_not_on_the_list_of_a_session() -> None:
    offering = an_offering(meets=(MEETS,), places=5)
    there, gone, later, noted = (
        enrolled(offering, at=at) for at in (MONDAY, MONDAY, NEXT_WEEK, NEXT_WEEK)
    )
    session = offering.sessions.get()
    operations.leave(enrolment=gone, why=Why.TIME, by=None, at=MONDAY)
    operations.note_attendance(
        session=session, marks={noted.pk: "attended"}, by=a_user(), at=NEXT_WEEK
    )
    assert people_of_session(session) == [there, noted]
    operations.leave(enrolment=there, why=Why.TIME, by=None, at=NEXT_WEEK)
    assert people_of_session(session) == [there, noted]
    assert later not in people_of_session(session)


def test_nobody_came_to_what_has_not_been_or_was_called_off() -> None:
    offering = an_offering(meets=(MEETS,))
    place, session = enrolled(offering), offering.sessions.get()
    marks, colleague = {place.pk: "attended"}, a_user()
    with pytest.raises(NotYet):
        operations.note_attendance(session=session, marks=marks, by=colleague, at=MONDAY)
    operations.call_off_session(session=session, by=colleague, at=MONDAY)
    with pytest.raises(NotYet):
        operations.note_attendance(session=session, marks=marks, by=colleague, at=NEXT_WEEK)


def test_nobody_of_another_offering_is_noted() -> None:
    offering = an_offering(meets=(MEETS,))
    stranger = enrolled(an_offering(program=offering.program))
    noted = operations.note_attendance(
        session=offering.sessions.get(),
        marks={stranger.pk: "attended"},
        by=a_user(),
        at=NEXT_WEEK,
    )
    assert noted == 0


def test_like_last_time_has_the_same_places_and_hours_and_nobody_in_it() -> None:
    again = MEETS.on + timedelta(days=14)
    offering = an_offering(meets=(MEETS, Meets(again, EVENING, 60)), places=7, hold_days=3)
    enrolled(offering)
    gone = offering.sessions.latest("starts_at")
    operations.call_off_session(session=gone, by=a_user(), at=MONDAY)
    spring = BEGINS + timedelta(days=70)
    made = operations.repeat_offering(
        offering=offering, name="Spring", begins_on=spring, by=a_user(), at=MONDAY
    )
    assert (made.places, made.hold_days, made.capacity_type) == (7, 3, "seats")
    assert made.ends_on - made.begins_on == offering.ends_on - offering.begins_on
    assert hours(made) == [(spring, EVENING)]
    assert not made.enrolments.exists()
    assert made.status == Offering.Status.PLANNED


def test_a_new_initiative_is_made_from_a_pattern_with_offerings_and_sessions() -> None:
    program = a_program(about="Learn together.")
    an_offering(program=program, meets=(MEETS,), places=12)
    an_offering(
        program=program,
        name="Mornings",
        places=8,
        begins_on=BEGINS + timedelta(days=7),
        ends_on=BEGINS + timedelta(days=21),
    )
    template = operations.keep_as_template(
        program=program, name="Two classes", is_for_everybody=True, by=a_user(), at=MONDAY
    )
    first = date(2027, 2, 2)
    made = operations.begin_from_template(
        template=ProgramTemplate.objects.get(pk=template.pk),
        organization=an_organization(name="Eastgate"),
        run_by=RunBy.PARTNER,
        name="New class",
        begins_on=first,
        by=a_user(),
        at=MONDAY,
    )
    evenings, mornings = made.offerings.order_by("begins_on")
    assert (made.about, evenings.places, mornings.places) == ("Learn together.", 12, 8)
    assert hours(evenings) == [(first, EVENING)]
    assert mornings.begins_on == first + timedelta(days=7)
    assert mornings.ends_on == first + timedelta(days=21)


def test_a_program_without_an_offering_is_no_pattern_and_can_end() -> None:
    program, colleague = a_program(), a_user()
    with pytest.raises(NothingToKeep):
        operations.keep_as_template(
            program=program, name="Nothing", is_for_everybody=True, by=colleague, at=MONDAY
        )
    offering = an_offering(program=program)
    with pytest.raises(StillRuns):
        operations.end_program(program=program, by=colleague, at=MONDAY)
    operations.close_offering(offering=offering, by=colleague, at=MONDAY)
    assert operations.end_program(program=program, by=colleague, at=MONDAY).ended_on


def people_served() -> dict[str, int]:
    found = individuals("programs.served", 2026, by=["service_type"])
    return {one.cell[0]: one.total for one in found}


def test_who_came_once_was_served_and_who_only_enrolled_was_not() -> None:
    lesson = a_service(name="English classes", terms=("learn-english.english-class",))
    offering = an_offering(program=a_program(service=lesson), meets=(MEETS,), places=3)
    came_once, stayed_away, _never_asked = (enrolled(offering) for _one in range(3))
    session, by = offering.sessions.get(), a_user()
    marks = {came_once.pk: "attended", stayed_away.pk: "absent"}
    operations.note_attendance(session=session, marks=marks, by=by, at=NEXT_WEEK)
    assert people_served() == {"education": 1}
    # It was another one.
    marks = {came_once.pk: "absent", stayed_away.pk: "attended"}
    operations.note_attendance(session=session, marks=marks, by=by, at=NEXT_WEEK)
    assert people_served() == {"education": 1}
    operations.call_off_session(session=session, by=by, at=NEXT_WEEK)
    assert people_served() == {}


def test_who_was_there_to_the_end_was_served_unless_it_was_noted_that_she_stayed_away() -> None:
    offering, by = an_offering(meets=(MEETS,), places=3), a_user()
    stays, leaves, stayed_away = (enrolled(offering) for _one in range(3))
    marks = {stayed_away.pk: "absent"}
    operations.note_attendance(session=offering.sessions.get(), marks=marks, by=by, at=NEXT_WEEK)
    operations.leave(enrolment=leaves, why=Why.TIME, by=by, at=NEXT_WEEK)
    operations.close_offering(offering=offering, by=by, at=NEXT_WEEK)
    stays.refresh_from_db()
    assert (stays.status, people_served()) == ("completed", {"": 1})
