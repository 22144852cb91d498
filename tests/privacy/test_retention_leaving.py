"""A person is noticed, and two weeks later she is gone, unless something of hers happens."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.people.models import Person, Visit
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.keys.models import Tombstone
from xenia.ground.keys.subject_keys import destroy_subject_keys
from xenia.ground.ledger.models import Entry
from xenia.ground.vault import subjects
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.merging import merge_subjects, undo_merge
from xenia.ground.vault.models import Leaving
from xenia.ground.vault.operations import leaving
from xenia.ground.vault.operations.leaving import (
    WHEN_NOTICED,
    note_activity,
    reason_of,
    shred_who_leaves,
)
from xenia.ground.vault.operations.rounds import run_round
from xenia.ground.vault.operations.rule import withdraw_rule
from xenia.ground.vault.subjects import new_subject
from xenia.ground.vault.tests.makers import a_person
from xenia.ground.vault.tests.retention_makers import (
    LONG_AGO,
    NIGHT,
    TODAY,
    a_rule,
    a_visit,
    is_gone,
    night,
    nights,
    rules_for_people,
    the_director,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_master_key")]


@pytest.fixture
def rules() -> None:
    rules_for_people()


def closed(days_ago: int) -> UUID:
    """A person whose record was closed so many days ago."""
    return a_person(closed_on=TODAY - timedelta(days=days_ago)).subject_id


@pytest.mark.both_databases
def test_somebody_past_her_term_is_noticed_and_gone_two_weeks_later(rules: None) -> None:
    person = closed(400)
    visit = a_visit(person, TODAY - timedelta(days=500))
    nights(0)
    listed = Leaving.objects.get()
    assert (listed.noticed_on, listed.leaves_on) == (TODAY, TODAY + timedelta(days=14))
    nights(13)
    assert not is_gone(person)
    nights(14)
    assert is_gone(person)
    assert is_shredded(Person.objects.get(subject_id=person).name)
    assert not Visit.objects.filter(pk=visit.pk).exists()
    assert not Leaving.objects.exists()


def test_who_is_noticed_before_her_term_leaves_on_its_day(rules: None) -> None:
    person = closed(365 - 10)
    nights(0)
    assert Leaving.objects.get().leaves_on == TODAY + timedelta(days=14)
    other = closed(365 - 20)
    nights(5)
    assert not Leaving.objects.filter(subject_id=other).exists(), "more than two weeks left"
    nights(6)
    assert Leaving.objects.get(subject_id=other).leaves_on == TODAY + timedelta(days=20)
    nights(19)
    assert is_gone(person)
    assert not is_gone(other)
    nights(20)
    assert is_gone(other)


def test_nobody_leaves_before_two_people_approved_the_rule() -> None:
    person = closed(4000)
    nights(0, 14, 30)
    assert not Leaving.objects.exists()
    assert not is_gone(person)


def test_one_class_without_a_rule_keeps_all_of_a_person() -> None:
    a_rule("people.person")
    person, other = closed(400), closed(400)
    a_visit(person, LONG_AGO)
    nights(0, 14)
    assert is_gone(other)
    assert not is_gone(person)


def test_a_record_that_is_not_closed_keeps_her(rules: None) -> None:
    person = closed(400)
    Person.objects.create(subject_id=person, name="The same, again", closed_on=None)
    nights(0, 14)
    assert not is_gone(person)


def test_the_record_whose_term_ends_last_decides(rules: None) -> None:
    person = closed(4000)
    a_visit(person, LONG_AGO)
    a_visit(person, TODAY - timedelta(days=365 - 100))
    nights(0, 86, 99)
    assert not is_gone(person)
    nights(100)
    assert is_gone(person)


def test_the_tombstone_names_the_rule_and_nothing_else(rules: None) -> None:
    person = closed(4000)
    last = a_visit(person, TODAY - timedelta(days=400))
    nights(0)
    rule = Leaving.objects.get().rule
    assert rule.record_class == "people.visit"
    nights(14)
    stone = Tombstone.objects.get()
    assert (stone.pk, stone.reason) == (person, reason_of(rule.pk))
    event = AuditEvent.objects.get(action="vault.shredded")
    assert (event.record_id, event.actor_id, event.purpose) == (person, None, stone.reason)
    assert not Visit.objects.filter(pk=last.pk).exists()


def new_old_visit(person: UUID) -> None:
    """A visit of years ago, found in a drawer today."""
    a_visit(person, LONG_AGO)


def corrected_phone(person: UUID) -> None:
    record = Person.objects.get(subject_id=person)
    record.phone = "+16175550101"
    record.save()


def reopened_and_closed(person: UUID) -> None:
    Person.objects.filter(subject_id=person).update(closed_on=TODAY - timedelta(days=390))


def called(person: UUID) -> None:
    assert note_activity(person, night(7))


ACTS = [new_old_visit, corrected_phone, reopened_and_closed, called]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_anything_new_of_hers_begins_the_two_weeks_again(
    rules: None, act: Callable[[UUID], None]
) -> None:
    person, quiet = closed(400), closed(400)
    nights(0)
    act(person)
    nights(8, 14)
    assert is_gone(quiet)
    assert not is_gone(person)
    nights(21)
    assert not is_gone(person)
    nights(22)
    assert is_gone(person)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_what_happens_on_the_last_evening_counts_as_well(
    rules: None, act: Callable[[UUID], None]
) -> None:
    person = closed(400)
    nights(0)
    act(person)
    shred_who_leaves(night(14))
    assert not is_gone(person), "looked at again at the last moment"


def test_reopening_takes_her_off_the_list(rules: None) -> None:
    person = closed(400)
    nights(0)
    Person.objects.filter(subject_id=person).update(closed_on=None)
    nights(14)
    assert not Leaving.objects.exists()
    assert not is_gone(person)


def test_an_activity_before_the_notice_was_known_already(rules: None) -> None:
    person = closed(400)
    nights(0)
    assert not note_activity(person, night(-1))
    assert not note_activity(new_subject(), night(1))
    assert Leaving.objects.count() == 1


def test_a_rule_withdrawn_on_the_last_day_keeps_everybody(rules: None) -> None:
    person = closed(400)
    nights(0)
    withdraw_rule(rule=Leaving.objects.get().rule, by=the_director(), at=night(13))
    shred_who_leaves(night(14))
    assert not is_gone(person)
    nights(14)
    assert not Leaving.objects.exists()


def test_a_shorter_term_never_shortens_the_notice(rules: None) -> None:
    person = closed(365 - 14)
    nights(0)
    assert Leaving.objects.get().leaves_on == TODAY + timedelta(days=14)
    a_rule("people.person", 300)
    nights(1)
    listed = Leaving.objects.get()
    assert listed.due_on < TODAY
    assert (listed.noticed_on, listed.leaves_on) == (TODAY, TODAY + timedelta(days=14))
    nights(13)
    assert not is_gone(person)
    nights(14)
    assert is_gone(person)


def test_a_longer_term_takes_her_off_the_list(rules: None) -> None:
    person = closed(400)
    nights(0)
    a_rule("people.person", 4000)
    nights(14)
    assert not Leaving.objects.exists()
    assert not is_gone(person)


def test_a_person_known_twice_leaves_as_one(rules: None) -> None:
    one, other = closed(400), closed(365 - 50)
    merge = merge_subjects(kept=one, absorbed=other, by=the_director(), at=NIGHT)
    nights(0, 14, 36, 49)
    assert not is_gone(one)
    nights(50)
    assert is_gone(one)
    assert is_gone(other)
    assert Tombstone.objects.count() == 2
    assert merge.undone_at is None


def test_a_merge_on_the_last_day_counts_as_activity(rules: None) -> None:
    one, other = closed(400), a_person().subject_id
    nights(0)
    merge = merge_subjects(kept=one, absorbed=other, by=the_director(), at=night(13))
    shred_who_leaves(night(14))
    assert not is_gone(one)
    undo_merge(merge=merge, by=the_director(), at=night(15))
    nights(16, 30)
    assert is_gone(one)
    assert not is_gone(other)


def test_staff_are_told_how_many_are_noticed_and_only_once(rules: None, monkeypatch: Any) -> None:
    told: list[int] = []

    def tell(noticed: Collection[Leaving], at: datetime) -> None:
        told.append(len(noticed))

    monkeypatch.setitem(WHEN_NOTICED, "tests", tell)
    for _number in range(3):
        closed(400)
    nights(0, 1, 2)
    assert told == [3]


def test_many_people_leave_in_lots_and_the_progress_is_shown(rules: None, monkeypatch: Any) -> None:
    monkeypatch.setattr(leaving, "AT_ONCE", 2)
    people = [closed(400) for _number in range(5)]
    nights(0)
    seen: list[tuple[str, int, int]] = []
    run_round(at=night(14), progress=lambda *step: seen.append(step))
    assert all(is_gone(person) for person in people)
    assert [step for step in seen if step[0] == "shredded"] == [
        ("shredded", 2, 5),
        ("shredded", 4, 5),
        ("shredded", 5, 5),
    ]


@pytest.mark.both_databases
@pytest.mark.parametrize("after_keys", [True, False])
def test_a_round_cut_off_in_the_middle_is_finished_by_the_next(
    rules: None, monkeypatch: Any, after_keys: bool
) -> None:
    monkeypatch.setattr(leaving, "AT_ONCE", 2)
    people = [closed(400) for _number in range(5)]
    nights(0)
    calls: list[object] = []

    def power_cut(*args: Any, **options: Any) -> int:
        calls.append(args)
        if len(calls) == 2 and not after_keys:
            raise SystemExit
        gone = destroy_subject_keys(*args, **options)
        if len(calls) == 2:
            raise SystemExit
        return gone

    with monkeypatch.context() as cut:
        cut.setattr(subjects, "destroy_subject_keys", power_cut)
        with pytest.raises(SystemExit):
            run_round(at=night(14))
    assert sum(is_gone(person) for person in people) == (4 if after_keys else 2)
    nights(15)
    assert all(is_gone(person) for person in people)
    assert not Leaving.objects.exists()
    assert not Person.objects.filter(name__isnull=False).exists()


def test_the_ledger_is_the_same_before_and_after(rules: None) -> None:
    Entry.objects.create(kind="tests.visit", on=date(2026, 1, 5), quantity=3)
    before = list(Entry.objects.values())
    person = closed(400)
    nights(0, 14)
    assert is_gone(person)
    assert list(Entry.objects.values()) == before
