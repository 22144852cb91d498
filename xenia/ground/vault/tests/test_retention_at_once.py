"""Two at once: a hold and a shredding, two approvals, two rounds, somebody who writes while her person leaves."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event
from typing import Any
from uuid import UUID

import pytest
from django.db import connections, transaction

from tests.people.models import Person
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.keys.subject_keys import destroy_subject_keys
from xenia.ground.vault import subjects
from xenia.ground.vault.fields import SubjectIsGone, is_shredded
from xenia.ground.vault.models import Leaving, LegalHold, RetentionRule
from xenia.ground.vault.operations import leaving
from xenia.ground.vault.operations.hold import (
    AlreadyLifted,
    NothingToHold,
    ask_to_lift,
    lift_hold,
    place_hold,
)
from xenia.ground.vault.operations.leaving import note_activity, shred_who_leaves
from xenia.ground.vault.operations.rounds import round_when_due, run_round
from xenia.ground.vault.operations.rule import AlreadyApproved, approve_rule, withdraw_rule
from xenia.ground.vault.standing import plan_of
from xenia.ground.vault.tests.makers import a_person
from xenia.ground.vault.tests.retention_makers import (
    NIGHT,
    TODAY,
    a_hold,
    a_proposal,
    a_rule,
    a_visit,
    is_gone,
    night,
    nights,
    rules_for_people,
    the_counsel,
    the_director,
)

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("many_hands", "own_master_key"),
]

PATIENCE = 60  # seconds until we give up waiting for the others
MOMENT = 0.3  # seconds in which a lock that does not hold would show


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Databases that several may write at once: on SQLite files, as in an office."""
    in_memory = {}
    for alias in ("default", "keys"):
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        office = tmp_path / f"{alias}.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(office)])
        in_memory[alias] = connections.settings[alias]["NAME"]
        connections.settings[alias]["NAME"] = str(office)
    yield
    for alias, name in in_memory.items():
        connections.settings[alias]["NAME"] = name


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each on connections of its own. What each returned or raised."""
    start = Barrier(len(acts), timeout=PATIENCE)

    def one(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except Exception as error:  # noqa: BLE001  # what it raised is the answer
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def in_the_office(scene: Callable[[], Any]) -> Any:
    """A scene on the databases of the office. Raises what it raises."""
    (found,) = at_once(scene)
    if isinstance(found, Exception):
        raise found
    return found


def noticed_people(count: int = 1) -> list[UUID]:
    """People whose two weeks are over tonight, the fourteenth."""
    rules_for_people()
    long_ago = TODAY - timedelta(days=400)
    people = [a_person(closed_on=long_ago).subject_id for _number in range(count)]
    nights(0)
    return people


def paused_before_the_keys_go(monkeypatch: Any) -> tuple[Event, Event]:
    """The shredding stops where it is about to destroy keys: (it is there, let it go on)."""
    there, go_on = Event(), Event()

    def destroy(*args: Any, **options: Any) -> int:
        there.set()
        assert go_on.wait(PATIENCE)
        return destroy_subject_keys(*args, **options)

    monkeypatch.setattr(subjects, "destroy_subject_keys", destroy)
    return there, go_on


def unless_first(other: Event, there: Event, go_on: Event) -> Callable[[], None]:
    """Let the shredding go on, once the other one had a moment to come first if no lock held it."""

    def let_go() -> None:
        assert there.wait(PATIENCE)
        other.wait(MOMENT)
        go_on.set()

    return let_go


def while_somebody_acts(act: Callable[[], object]) -> int:
    """Shred while an act stands in an open transaction; it ends when the shredding did, or does not wait for it."""
    acted, shredded = Event(), Event()

    def acting() -> None:
        with transaction.atomic():
            act()
            acted.set()
            shredded.wait(MOMENT)

    def shredding() -> int:
        assert acted.wait(PATIENCE)
        try:
            return shred_who_leaves(night(14))
        finally:
            shredded.set()

    nothing, gone = at_once(acting, shredding)
    assert nothing is None
    assert isinstance(gone, int)
    return gone


@pytest.mark.parametrize("scope", ["person", "class", "all"])
def test_a_hold_that_comes_while_keys_go_waits_and_finds_nobody(
    monkeypatch: Any, scope: str
) -> None:
    (person,) = in_the_office(noticed_people)
    counsel = in_the_office(the_counsel)
    there, go_on = paused_before_the_keys_go(monkeypatch)
    covered: dict[str, Any] = {
        "person": {"subject": person},
        "class": {"record_class": "people.person"},
        "all": {},
    }[scope]
    was_gone_when_placed: list[bool] = []
    answered = Event()

    def hold() -> LegalHold:
        assert there.wait(PATIENCE)
        try:
            placed = place_hold(reference="26-cv-0007", by=counsel, at=night(14), **covered)
            was_gone_when_placed.append(is_gone(person))
            return placed
        finally:
            answered.set()

    _shredded, held, _ = at_once(
        lambda: shred_who_leaves(night(14)), hold, unless_first(answered, there, go_on)
    )
    assert in_the_office(lambda: is_gone(person))
    if scope == "person":
        assert isinstance(held, NothingToHold)
        assert not in_the_office(LegalHold.objects.exists)
    else:
        assert was_gone_when_placed == [True], "the hold stood only when nothing was left to go"


def test_a_hold_that_is_being_placed_is_waited_for_and_nothing_goes() -> None:
    (person,) = in_the_office(noticed_people)
    counsel = in_the_office(the_counsel)
    gone = while_somebody_acts(
        lambda: place_hold(reference="26-cv-0007", subject=person, by=counsel, at=night(14))
    )
    assert gone == 0
    assert not in_the_office(lambda: is_gone(person))


def test_hold_or_shredding_whoever_is_first_the_other_knows() -> None:
    people = in_the_office(lambda: noticed_people(3))
    counsel = in_the_office(the_counsel)
    _gone, held = at_once(
        lambda: shred_who_leaves(night(14)),
        lambda: place_hold(reference="26-cv-0007", subject=people[0], by=counsel, at=night(14)),
    )
    was_first = isinstance(held, LegalHold)
    assert was_first or isinstance(held, NothingToHold)
    assert in_the_office(lambda: is_gone(people[0])) != was_first
    assert in_the_office(lambda: is_gone(people[1]) and is_gone(people[2]))


def test_the_same_person_twice_at_once_is_one_approval() -> None:
    rule, director = in_the_office(a_proposal), in_the_office(the_director)
    answers = at_once(*[lambda: approve_rule(rule=rule, by=director, at=NIGHT)] * 3)
    assert sum(isinstance(answer, AlreadyApproved) for answer in answers) == 2
    stored = in_the_office(RetentionRule.objects.get)
    assert (stored.status, stored.approvals) == (RetentionRule.Status.PROPOSED, 1)


def test_two_people_at_once_are_two_approvals() -> None:
    rule = in_the_office(a_proposal)
    director, counsel = in_the_office(the_director), in_the_office(the_counsel)
    at_once(
        lambda: approve_rule(rule=rule, by=director, at=NIGHT),
        lambda: approve_rule(rule=rule, by=counsel, at=NIGHT),
    )
    stored = in_the_office(RetentionRule.objects.get)
    assert (stored.status, stored.approvals) == (RetentionRule.Status.APPROVED, 2)


def test_who_is_shredded_while_the_list_is_renewed_is_not_noticed_again(monkeypatch: Any) -> None:
    told: list[int] = []
    monkeypatch.setitem(leaving.WHEN_NOTICED, "tests", lambda new, _at: told.append(len(new)))
    rules_for_people()
    person = a_person(closed_on=TODAY - timedelta(days=400)).subject_id
    run_round(at=NIGHT)

    def then_another_round_destroys_her_key(at: Any, *, only: Any = None) -> Any:
        plan = plan_of(at, only=only)
        if only is not None:
            Leaving.objects.filter(subject_id=person).delete()
            destroy_subject_keys({person}, reason="rule", at=at)
        return plan

    monkeypatch.setattr(leaving, "plan_of", then_another_round_destroys_her_key)
    assert leaving.renew_the_list(night(14)) == {"off": 0, "noticed": 0}
    assert told == [1]


def test_a_hold_is_lifted_once() -> None:
    hold, counsel = in_the_office(a_hold), in_the_office(the_counsel)
    in_the_office(lambda: ask_to_lift(hold=hold, by=counsel, at=NIGHT))
    others = [in_the_office(the_director) for _number in range(2)]
    answers = at_once(*[lambda by=by: lift_hold(hold=hold, by=by, at=NIGHT) for by in others])
    assert sum(isinstance(answer, AlreadyLifted) for answer in answers) == 1
    acts = in_the_office(lambda: AuditEvent.objects.filter(action="vault.hold_lifted").count())
    assert acts == 1


def test_two_rounds_at_once_notice_once_and_shred_once(monkeypatch: Any) -> None:
    monkeypatch.setattr(leaving, "AT_ONCE", 3)
    told: list[int] = []
    monkeypatch.setitem(leaving.WHEN_NOTICED, "tests", lambda new, _at: told.append(len(new)))

    def begin() -> list[UUID]:
        rules_for_people()
        old = TODAY - timedelta(days=400)
        return [a_person(closed_on=old).subject_id for _number in range(8)]

    people = in_the_office(begin)
    for day in (0, 14):
        both = at_once(*[lambda day=day: run_round(at=night(day))] * 2)
        assert [one.problems for one in both] == [{}, {}]
    assert sum(told) == 8
    assert in_the_office(lambda: all(is_gone(person) for person in people))
    shredded = in_the_office(lambda: AuditEvent.objects.filter(action="vault.shredded").count())
    assert shredded == 8


def test_two_workers_share_one_round() -> None:
    in_the_office(noticed_people)
    in_the_office(lambda: round_when_due(night(1)))
    at_once(*[lambda: round_when_due(night(2))] * 3)
    acts = in_the_office(
        lambda: AuditEvent.objects.filter(action="vault.retention_round", at=night(2)).count()
    )
    assert acts == 1


def test_who_notes_an_activity_first_keeps_her() -> None:
    (person,) = in_the_office(noticed_people)

    def write() -> None:
        note_activity(person, night(13))
        a_visit(person, TODAY)

    assert while_somebody_acts(write) == 0
    assert not in_the_office(lambda: is_gone(person))


def test_who_comes_too_late_is_told_that_she_is_gone(monkeypatch: Any) -> None:
    (person,) = in_the_office(noticed_people)
    there, go_on = paused_before_the_keys_go(monkeypatch)
    written = Event()

    def write() -> None:
        assert there.wait(PATIENCE)
        with transaction.atomic():
            note_activity(person, night(14))
            a_visit(person, TODAY)
        written.set()

    gone, late, _ = at_once(
        lambda: shred_who_leaves(night(14)), write, unless_first(written, there, go_on)
    )
    assert gone == 1
    assert isinstance(late, SubjectIsGone)


def test_a_change_that_is_under_way_keeps_her() -> None:
    (person,) = in_the_office(noticed_people)

    def write() -> None:
        record = Person.objects.get(subject_id=person)
        record.phone = "+16175550101"
        record.save()

    assert while_somebody_acts(write) == 0
    record = in_the_office(lambda: Person.objects.get(subject_id=person))
    assert not in_the_office(lambda: is_shredded(Person.objects.get(pk=record.pk).phone))
    assert in_the_office(Leaving.objects.count) == 1, "the next round notices her anew"


def test_a_rule_that_is_being_withdrawn_lets_nobody_go() -> None:
    (person,) = in_the_office(noticed_people)
    director = in_the_office(the_director)
    rule = in_the_office(lambda: RetentionRule.objects.get(record_class="people.person"))
    gone = while_somebody_acts(lambda: withdraw_rule(rule=rule, by=director, at=night(14)))
    assert gone == 0
    assert not in_the_office(lambda: is_gone(person))
    assert in_the_office(lambda: a_rule().version) == 2
