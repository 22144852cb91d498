"""Somebody is known twice: the two become one person, and two again when that was wrong."""

from collections.abc import Iterator
from threading import Barrier, Thread
from uuid import UUID

import pytest
from django.db import connection, connections

from tests.people.models import Person
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.vault import merging
from xenia.ground.vault.blind import candidates, candidates_with_merged, index
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.merging import (
    CannotMerge,
    CannotUndo,
    everybody_who_is,
    kept_id,
    merge_subjects,
    undo_merge,
)
from xenia.ground.vault.models import LegalHold, SubjectMerge
from xenia.ground.vault.subjects import UnderHold, shred
from xenia.ground.vault.tests.makers import MONDAY, a_person

pytestmark = pytest.mark.django_db


def two_and_a_colleague() -> tuple[UUID, UUID, User]:
    first, second = a_person("Amina Warsame"), a_person("Amina Warsama")
    return first.subject_id, second.subject_id, a_user(Role.SUPERVISOR)


def test_the_two_are_one_and_two_again() -> None:
    kept, absorbed, by = two_and_a_colleague()
    merge = merge_subjects(kept=kept, absorbed=absorbed, by=by, at=MONDAY)
    assert kept_id(absorbed) == kept == kept_id(kept)
    assert everybody_who_is([kept]) == everybody_who_is([absorbed]) == {kept, absorbed}
    undo_merge(merge=merge, by=by, at=MONDAY)
    assert kept_id(absorbed) == absorbed
    assert everybody_who_is([kept]) == {kept}
    names = {person.name for person in Person.objects.all()}
    assert names == {"Amina Warsame", "Amina Warsama"}, "nothing was lost"


def test_who_is_merged_is_found_under_the_id_that_was_kept() -> None:
    kept, absorbed, by = two_and_a_colleague()
    index(absorbed, use="phone", values=["+16175550101"])
    assert candidates("phone", "+16175550101") == {absorbed}
    merge_subjects(kept=kept, absorbed=absorbed, by=by, at=MONDAY)
    assert candidates("phone", "+16175550101") == {kept}
    assert candidates_with_merged("phone", "+16175550101") == {kept, absorbed}


def test_whoever_was_merged_leaves_as_one() -> None:
    kept, absorbed, by = two_and_a_colleague()
    merge_subjects(kept=kept, absorbed=absorbed, by=by, at=MONDAY)
    shred(absorbed, by=None, at=MONDAY, reason="asked")
    assert all(is_shredded(person.name) for person in Person.objects.all())


def test_a_hold_on_one_keeps_both() -> None:
    kept, absorbed, by = two_and_a_colleague()
    merge_subjects(kept=kept, absorbed=absorbed, by=by, at=MONDAY)
    LegalHold.objects.create(reference="7", subject_id=kept, placed_by_id=by.pk, placed_at=MONDAY)
    with pytest.raises(UnderHold):
        shred(absorbed, by=None, at=MONDAY, reason="asked")


def test_merges_make_no_circles_and_no_chains() -> None:
    kept, absorbed, by = two_and_a_colleague()
    third = a_person("Third").subject_id
    merge_subjects(kept=kept, absorbed=absorbed, by=by, at=MONDAY)
    for pair in (
        (kept, kept),
        (absorbed, kept),
        (third, absorbed),
        (absorbed, third),
        (third, kept),
    ):
        with pytest.raises(CannotMerge):
            merge_subjects(kept=pair[0], absorbed=pair[1], by=by, at=MONDAY)
    merge_subjects(kept=kept, absorbed=third, by=by, at=MONDAY)
    assert everybody_who_is([third]) == {kept, absorbed, third}


def test_a_merge_is_undone_once() -> None:
    kept, absorbed, by = two_and_a_colleague()
    merge = merge_subjects(kept=kept, absorbed=absorbed, by=by, at=MONDAY)
    undo_merge(merge=merge, by=by, at=MONDAY)
    with pytest.raises(CannotUndo):
        undo_merge(merge=merge, by=by, at=MONDAY)
    merge_subjects(kept=absorbed, absorbed=kept, by=by, at=MONDAY)


@pytest.fixture
def told() -> Iterator[list[tuple[str, UUID, UUID]]]:
    heard: list[tuple[str, UUID, UUID]] = []
    merging.WHEN_MERGED["test"] = lambda kept, absorbed, _at: heard.append(("one", kept, absorbed))
    merging.WHEN_UNMERGED["test"] = lambda kept, absorbed, _at: heard.append(
        ("two", kept, absorbed)
    )
    yield heard
    del merging.WHEN_MERGED["test"], merging.WHEN_UNMERGED["test"]


def test_rooms_that_count_people_are_told(told: list[tuple[str, UUID, UUID]]) -> None:
    kept, absorbed, by = two_and_a_colleague()
    merge = merge_subjects(kept=kept, absorbed=absorbed, by=by, at=MONDAY)
    undo_merge(merge=merge, by=by, at=MONDAY)
    assert told == [("one", kept, absorbed), ("two", kept, absorbed)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_two_colleagues_merge_at_once_and_one_is_told() -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("SQLite in memory has one connection for all; this race runs on PostgreSQL")
    kept, absorbed, by = two_and_a_colleague()
    third = a_person("Third").subject_id
    start, said = Barrier(2), []

    def colleague(into: UUID) -> None:
        start.wait()
        try:
            merge_subjects(kept=into, absorbed=absorbed, by=by, at=MONDAY)
            said.append("merged")
        except CannotMerge:
            said.append("told")
        finally:
            connections.close_all()

    both = [Thread(target=colleague, args=(into,)) for into in (kept, third)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(said) == ["merged", "told"]
    assert SubjectMerge.objects.filter(undone_at__isnull=True).count() == 1
