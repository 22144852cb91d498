"""The daily round: once a night, caught up when it was missed, and what fails in it is seen."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.people.models import Errand, Person
from xenia.config.due import DUE, run_due
from xenia.ground.keys.models import MasterVersion, SubjectKey, Tombstone
from xenia.ground.vault.merging import merge_subjects, undo_merge
from xenia.ground.vault.models import RetentionRound, SubjectMerge
from xenia.ground.vault.operations import rounds
from xenia.ground.vault.operations.rounds import RoundFailed, round_when_due, run_round
from xenia.ground.vault.overviews import last_round, rounds_go_well
from xenia.ground.vault.subjects import new_records, new_subject, shred
from xenia.ground.vault.tests.makers import a_person
from xenia.ground.vault.tests.retention_makers import (
    NIGHT,
    TODAY,
    a_rule,
    is_gone,
    night,
    nights,
    rules_for_people,
    the_director,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_master_key")]


def at(clock: str, day: int = 2) -> datetime:
    return datetime.fromisoformat(f"2026-03-{day:02}T{clock}:00-05:00")


def finished() -> list[int]:
    """The days of March whose round ended."""
    ended = RetentionRound.objects.filter(finished_at__isnull=False)
    return [one.on.day for one in ended.order_by("on")]


def test_the_round_goes_once_a_night_and_not_in_the_evening() -> None:
    for clock in ("00:10", "01:00", "01:01", "14:00", "23:59"):
        round_when_due(at(clock))
    assert RetentionRound.objects.get().finished_at == at("01:00")
    round_when_due(at("00:59", day=3))
    assert finished() == [2]
    round_when_due(at("01:00", day=3))
    assert finished() == [2, 3]


def test_a_round_that_was_missed_is_run_by_day() -> None:
    round_when_due(at("01:00"))
    round_when_due(at("09:30", day=5))
    assert finished() == [2, 5]


def test_a_round_that_broke_off_is_taken_up_after_an_hour(monkeypatch: Any) -> None:
    def power_cut(*_args: Any) -> int:
        raise SystemExit

    with monkeypatch.context() as cut:
        cut.setitem(rounds.STEPS, "sweep", power_cut)
        with pytest.raises(SystemExit):
            round_when_due(at("01:00"))
    assert finished() == []
    round_when_due(at("01:30"))
    assert finished() == [], "it may still be going on"
    round_when_due(at("02:00"))
    assert finished() == [2]


def test_a_step_that_fails_is_said_and_the_others_are_done(monkeypatch: Any) -> None:
    rules_for_people()
    person = a_person(closed_on=TODAY - timedelta(days=400))
    nights(0, 13)

    def stumble(*_args: Any) -> int:
        raise KeyError("Amina Warsame")

    monkeypatch.setitem(rounds.STEPS, "list", stumble)
    assert rounds_go_well(night(13))
    with pytest.raises(RoundFailed, match="list"):
        round_when_due(night(14))
    assert is_gone(person.subject_id)
    last = last_round()
    assert last is not None
    assert last.problems == {"list": "KeyError"}, "what stood in the error is not repeated"
    assert not rounds_go_well(night(14))


def test_keys_without_data_are_reported_and_nothing_is_swept() -> None:
    new_records(Person, [Person(name=f"Person {number}") for number in range(60)])
    SubjectKey.objects.update(made_at=NIGHT - timedelta(days=10))
    Person.objects.all().delete()
    round_when_due(NIGHT)
    last = last_round()
    assert last is not None
    assert last.problems == {"sweep": "60 of 60 keys have no record"}
    assert SubjectKey.objects.count() == 60
    assert not rounds_go_well(NIGHT)


def test_rounds_that_stopped_coming_are_seen() -> None:
    assert rounds_go_well(NIGHT), "the first is still to come"
    nights(0)
    assert rounds_go_well(night(2))
    assert not rounds_go_well(night(3))


def test_the_worker_knows_the_round() -> None:
    assert DUE["vault.retention"] is round_when_due
    assert run_due(at=NIGHT)["vault.retention"]
    assert last_round() is not None


def test_a_round_sweeps_keys_and_renews_the_master_key() -> None:
    a_person()
    MasterVersion.objects.update(made_at=NIGHT - timedelta(days=29))
    unused = new_subject()
    SubjectKey.objects.update(made_at=NIGHT - timedelta(days=2))
    before = MasterVersion.objects.get().version
    nights(0)
    assert is_gone(unused)
    assert MasterVersion.objects.latest("version").version == before + 1


def test_what_came_in_while_its_person_left_is_cleared_the_next_night() -> None:
    person = a_person()
    late = Person(subject_id=person.subject_id, name="Written at the same moment")
    late.save(force_insert=True)
    stored = Person.objects.filter(pk=late.pk).values_list("name", flat=True).get()
    shred(person.subject_id, by=None, at=NIGHT, reason="asked")
    Person.objects.filter(pk=late.pk).update(name=stored)
    assert Person.objects.filter(name__isnull=False).count() == 1
    nights(1)
    assert not Person.objects.filter(name__isnull=False).exists()


def test_tombstones_and_rounds_have_terms_of_their_own() -> None:
    for days in (731, 729):
        Tombstone.objects.create(
            pk=uuid4(), reason="asked", shredded_at=night(-days), cleared_at=night(-days)
        )
    waiting = Tombstone.objects.create(pk=uuid4(), reason="asked", shredded_at=night(-900))
    RetentionRound.objects.create(on=TODAY - timedelta(days=401), taken_at=night(-401))
    done = run_round(at=NIGHT)
    assert done.done["tombstones"] == 2, "one waited to be cleared, which was done first"
    assert not Tombstone.objects.filter(pk=waiting.pk).exists()
    assert Tombstone.objects.get().shredded_at == night(-729)
    assert RetentionRound.objects.get() == done


def test_a_merge_stays_while_one_of_the_two_is_known() -> None:
    old = night(-4 * 365)
    people = [a_person().subject_id for _number in range(6)]
    director = the_director()
    merges = [
        merge_subjects(kept=kept, absorbed=absorbed, by=director, at=old)
        for kept, absorbed in zip(people[::2], people[1::2], strict=True)
    ]
    undo_merge(merge=merges[2], by=director, at=old)
    shred(people[0], by=None, at=NIGHT, reason="asked")
    assert run_round(at=NIGHT).done["merges"] == 2
    assert SubjectMerge.objects.get() == merges[1]


def test_rows_about_nobody_go_at_the_end_of_their_term_when_two_approved_it() -> None:
    # In the city, the 30th day before March 2 is January 31.
    last_moment = datetime.fromisoformat("2026-01-31T23:59:59-05:00")
    old = Errand.objects.create(done_at=last_moment)
    young = Errand.objects.create(done_at=last_moment + timedelta(seconds=1))
    undone = Errand.objects.create(done_at=None)
    nights(0)
    assert Errand.objects.count() == 3, "a declared term alone destroys nothing"
    a_rule("people.errand", 30, "done_at")
    assert run_round(at=NIGHT).done["people.errand"] == 1
    assert set(Errand.objects.all()) == {young, undone}
    nights(1)
    assert set(Errand.objects.all()) == {undone}
    assert old.done_at == last_moment
