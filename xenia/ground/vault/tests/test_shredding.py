"""Somebody leaves: her key is destroyed, and nothing of hers opens again."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from tests.people.models import Person, Visit
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.keys.models import BlindIndex, SubjectKey, Tombstone
from xenia.ground.vault import subjects
from xenia.ground.vault.blind import candidates, index
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.subjects import (
    TooMuchToSweep,
    UnderHold,
    clear_shredded,
    new_records,
    new_subject,
    new_subjects,
    replay,
    shred,
    shred_many,
    sweep,
    tombstones,
)
from xenia.ground.vault.tests.makers import MONDAY, a_person

LATER = MONDAY + timedelta(days=3)


def a_hold(**scope: Any) -> LegalHold:
    return LegalHold.objects.create(
        reference="No. 7", placed_by_id=uuid4(), placed_at=MONDAY, **scope
    )


@pytest.mark.both_databases
@pytest.mark.django_db
def test_a_shredded_person_is_erased_everywhere() -> None:
    person, other = a_person(phone="+16175550101"), a_person("Somebody else")
    Visit.objects.create(subject_id=person.subject_id, what="Food", on=MONDAY.date())
    index(person.subject_id, use="phone", values=["+16175550101"])
    shred(person.subject_id, by=None, at=MONDAY, reason="asked")
    again = Person.objects.get(pk=person.pk)
    assert is_shredded(again.name)
    assert not Visit.objects.exists(), "a visit's row goes with her"
    assert not SubjectKey.objects.filter(pk=person.subject_id).exists()
    assert not BlindIndex.objects.exists()
    assert candidates("phone", "+16175550101") == set()
    assert Person.objects.get(pk=other.pk).name == "Somebody else"


@pytest.mark.django_db
def test_a_shredding_leaves_a_tombstone_without_content() -> None:
    person = a_person()
    shred(person.subject_id, by=None, at=MONDAY, reason="client-record")
    assert tombstones() == {person.subject_id: ("client-record", MONDAY)}
    event = AuditEvent.objects.get(action="vault.shredded")
    assert (event.record_id, event.purpose) == (person.subject_id, "client-record")


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ["person", "class", "all"])
def test_a_hold_keeps_what_it_covers(scope: str) -> None:
    person, other = a_person(), a_person("Somebody else")
    scopes: dict[str, dict[str, Any]] = {
        "person": {"subject_id": person.subject_id},
        "class": {"record_class": "people.person"},
        "all": {},
    }
    a_hold(**scopes[scope])
    with pytest.raises(UnderHold):
        shred(person.subject_id, by=None, at=MONDAY, reason="asked")
    assert Person.objects.get(pk=person.pk).name == "Amina Warsame"
    if scope == "person":
        shred(other.subject_id, by=None, at=MONDAY, reason="asked")
        assert is_shredded(Person.objects.get(pk=other.pk).name)


@pytest.mark.django_db
def test_a_lifted_hold_keeps_nothing() -> None:
    person = a_person()
    a_hold(lifted_at=MONDAY, lift_asked_by_id=uuid4(), lifted_by_id=uuid4())
    shred(person.subject_id, by=None, at=MONDAY, reason="asked")
    assert is_shredded(Person.objects.get(pk=person.pk).name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_nobody_is_shredded_inside_another_transaction() -> None:
    person = a_person()
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        shred(person.subject_id, by=None, at=MONDAY, reason="asked")
    assert Person.objects.get(pk=person.pk).name == "Amina Warsame"


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_a_key_stands_before_the_row_and_outlives_a_failed_one() -> None:
    made: list[UUID] = []

    @transaction.atomic
    def a_write_that_fails() -> None:
        made.append(new_subject())
        Person(subject_id=made[0], name="Never").save(force_insert=True)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        a_write_that_fails()
    assert not Person.objects.exists()
    assert SubjectKey.objects.filter(pk=made[0]).exists(), "committed at once"
    with transaction.atomic(using="keys"), pytest.raises(RuntimeError, match="durable"):
        new_subject()


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_a_crash_after_the_key_went_is_finished_later(monkeypatch: Any) -> None:
    person = a_person()

    def power_cut(_at: Any) -> int:
        raise SystemExit

    with monkeypatch.context() as cut:
        cut.setattr(subjects, "clear_shredded", power_cut)
        with pytest.raises(SystemExit):
            shred(person.subject_id, by=None, at=MONDAY, reason="asked")
    assert is_shredded(Person.objects.get(pk=person.pk).name)
    assert Tombstone.objects.get().cleared_at is None
    assert clear_shredded(LATER) == 1
    assert clear_shredded(LATER) == 0
    assert Tombstone.objects.get().cleared_at == LATER
    with_data = Person.objects.filter(name__isnull=False).count()
    assert with_data == 0, "not even sealed bytes are left"


@pytest.mark.django_db
def test_an_old_backup_does_not_bring_anybody_back() -> None:
    person, other = a_person(), a_person("Somebody else")
    key = SubjectKey.objects.get(pk=person.subject_id)
    sealed = person.__dict__["name"]
    shred(person.subject_id, by=None, at=MONDAY, reason="asked")
    dead = tombstones()
    # Both databases come back as they were on Sunday.
    Tombstone.objects.all().delete()
    key.save(force_insert=True)
    Person.objects.filter(pk=person.pk).update(name=sealed)
    assert Person.objects.get(pk=person.pk).name == "Amina Warsame"
    assert replay(dead, at=LATER) == 1
    assert is_shredded(Person.objects.get(pk=person.pk).name)
    assert not Person.objects.filter(pk=person.pk, name__isnull=False).exists()
    assert Person.objects.get(pk=other.pk).name == "Somebody else"


@pytest.mark.django_db
def test_keys_nobody_needs_are_swept_after_a_day() -> None:
    person, unused = a_person(), new_subject()
    SubjectKey.objects.update(made_at=MONDAY)
    assert sweep(MONDAY + timedelta(hours=23)) == 0
    assert sweep(MONDAY + timedelta(days=2)) == 1
    assert not SubjectKey.objects.filter(pk=unused).exists()
    assert Person.objects.get(pk=person.pk).name == "Amina Warsame"


@pytest.mark.django_db
def test_keys_are_not_swept_when_the_data_is_missing() -> None:
    new_records(Person, [Person(name=f"Person {number}") for number in range(60)])
    SubjectKey.objects.update(made_at=MONDAY)
    Person.objects.all().delete()  # a restore that went wrong
    with pytest.raises(TooMuchToSweep, match="60 of 60"):
        sweep(MONDAY + timedelta(days=2))
    assert SubjectKey.objects.count() == 60


@pytest.mark.django_db
@pytest.mark.both_databases
def test_many_people_leave_at_once() -> None:
    people = [Person(name=f"Person {number}") for number in range(250)]
    new_records(Person, people)
    leaving = [person.subject_id for person in people[:200]]
    assert shred_many(leaving, by=None, at=MONDAY, reason="asked") == 200
    left = [person.name for person in Person.objects.all() if not is_shredded(person.name)]
    assert len(left) == 50
    assert len(set(new_subjects(3))) == 3
