"""A legal hold: counsel or the director places it, two people lift it, and nothing in its scope is destroyed meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tests.people.models import Errand, Visit
from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.vault.merging import merge_subjects
from xenia.ground.vault.models import Leaving, LegalHold
from xenia.ground.vault.operations.hold import (
    AlreadyLifted,
    NeedsAnother,
    NothingToHold,
    UnfitHold,
    UnfitReference,
    ask_to_lift,
    lift_hold,
    place_hold,
)
from xenia.ground.vault.overviews import any_hold, hold_against_sealing, holds
from xenia.ground.vault.subjects import UnderHold, shred
from xenia.ground.vault.tests.makers import a_person
from xenia.ground.vault.tests.retention_makers import (
    LONG_AGO,
    NIGHT,
    TODAY,
    a_hold,
    a_rule,
    a_visit,
    is_gone,
    lifted,
    night,
    nights,
    rules_for_people,
    the_counsel,
    the_director,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_master_key")]
LONG_CLOSED = TODAY - timedelta(days=400)


@pytest.mark.parametrize("scope", ["person", "class", "all"])
def test_a_hold_takes_her_off_the_list_and_when_it_is_lifted_she_is_noticed_anew(
    scope: str,
) -> None:
    rules_for_people()
    person, other = (a_person(closed_on=LONG_CLOSED).subject_id for _number in range(2))
    a_visit(person, LONG_AGO)
    nights(0)
    covered: dict[str, Any] = {
        "person": {"subject": person},
        "class": {"record_class": "people.visit"},
        "all": {},
    }
    hold = a_hold(**covered[scope])
    nights(14, 100)
    assert not is_gone(person)
    assert not Leaving.objects.filter(subject_id=person).exists()
    assert is_gone(other) == (scope != "all")
    lifted(hold)
    nights(101, 114)
    assert not is_gone(person)
    nights(115)
    assert is_gone(person)


def test_a_hold_on_a_person_known_twice_covers_all_her_ids() -> None:
    rules_for_people()
    one, other = (a_person(closed_on=LONG_CLOSED).subject_id for _number in range(2))
    merge_subjects(kept=one, absorbed=other, by=the_director(), at=NIGHT)
    a_hold(subject=max(one, other))
    nights(0, 14)
    assert not is_gone(one)
    assert not is_gone(other)
    with pytest.raises(UnderHold):
        shred(one, by=None, at=NIGHT, reason="asked")


def test_a_class_hold_keeps_her_also_by_rows_under_an_id_that_was_shredded_before() -> None:
    rules_for_people()
    one, other = (a_person(closed_on=LONG_CLOSED).subject_id for _number in range(2))
    shred(other, by=None, at=night(-10), reason="asked")
    merge_subjects(kept=one, absorbed=other, by=the_director(), at=NIGHT)
    alone = a_person(closed_on=LONG_CLOSED).subject_id
    left_behind = a_visit(alone, LONG_AGO)
    Visit.objects.filter(pk=left_behind.pk).update(subject_id=other)
    a_hold(record_class="people.visit")
    nights(0, 14)
    assert not is_gone(one)
    assert is_gone(alone)


def test_somebody_who_was_erased_can_not_be_held_any_more() -> None:
    person = a_person().subject_id
    shred(person, by=None, at=NIGHT, reason="asked")
    with pytest.raises(NothingToHold):
        a_hold(subject=person)
    assert not LegalHold.objects.exists()


def test_two_people_lift_a_hold() -> None:
    director, counsel = the_director(), the_counsel()
    hold = a_hold()
    with pytest.raises(NeedsAnother):
        lift_hold(hold=hold, by=director, at=NIGHT)
    ask_to_lift(hold=hold, by=counsel, at=NIGHT)
    with pytest.raises(AlreadyLifted):
        ask_to_lift(hold=hold, by=director, at=NIGHT)
    with pytest.raises(NeedsAnother):
        lift_hold(hold=hold, by=counsel, at=NIGHT)
    lift_hold(hold=hold, by=director, at=NIGHT)
    assert (hold.lift_asked_by_id, hold.lifted_by_id) == (counsel.pk, director.pk)
    with pytest.raises(AlreadyLifted):
        lift_hold(hold=hold, by=director, at=NIGHT)
    acts = AuditEvent.objects.filter(record_id=hold.pk).order_by("action")
    assert [event.action for event in acts] == [
        "vault.hold_lift_asked",
        "vault.hold_lifted",
        "vault.hold_placed",
    ]


def test_only_counsel_and_the_director_place_or_lift() -> None:
    hold = a_hold()
    for role in (Role.SUPERVISOR, Role.CASEWORKER, Role.PARTNER_MANAGER):
        somebody = a_user(role)
        with pytest.raises(PermissionDenied):
            place_hold(reference="26-cv-0008", by=somebody, at=NIGHT)
        with pytest.raises(PermissionDenied):
            ask_to_lift(hold=hold, by=somebody, at=NIGHT)
        with pytest.raises(PermissionDenied):
            lift_hold(hold=hold, by=somebody, at=NIGHT)
    assert any_hold() == [hold]


def test_a_hold_names_its_order_and_one_scope_that_exists() -> None:
    person = a_person().subject_id
    for reference, record_class, subject in [
        (" ", "", None),
        ("26-cv-0007", "people.nobody", None),
        ("26-cv-0007", "people.person", person),
    ]:
        with pytest.raises(UnfitHold):
            place_hold(
                reference=reference,
                record_class=record_class,
                subject=subject,
                by=the_counsel(),
                at=NIGHT,
            )


@pytest.mark.parametrize(
    "reference",
    [
        "",
        "7",
        "Quispe",
        "Marisol Quispe",
        "No. 7",
        "-7",
        "26-cv-0007 Quispe",
        "Quispé7",
        "٧٧",
        "1" * 41,
    ],
)
def test_a_hold_goes_by_a_number_and_never_by_a_name(reference: str) -> None:
    with pytest.raises(UnfitReference) as refused:
        place_hold(reference=reference, by=the_counsel(), at=NIGHT)
    assert "Quispe" not in str(refused.value), "an error is written to the log"
    assert not LegalHold.objects.exists()


@pytest.mark.parametrize("reference", ["1:26-cv-01234", "R-2026-0007", " 26/4471.B ", "1" * 40])
def test_a_docket_or_request_number_is_one(reference: str) -> None:
    hold = place_hold(reference=reference, by=the_counsel(), at=NIGHT)
    assert hold.reference == reference.strip()


@pytest.mark.both_databases
def test_the_database_keeps_a_hold_to_one_scope() -> None:
    hold = a_hold(record_class="people.person")
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalHold.objects.filter(pk=hold.pk).update(subject_id=a_person().subject_id)


def test_any_standing_hold_is_in_the_way_of_sealing() -> None:
    assert hold_against_sealing(2025) == ""
    hold = a_hold(subject=a_person().subject_id)
    assert "26-cv-0007" in hold_against_sealing(2025)
    lifted(hold)
    assert hold_against_sealing(2025) == ""


def test_the_list_of_holds_says_whom_each_covers() -> None:
    one, _other = (a_person().subject_id for _number in range(2))
    a_visit(one, TODAY)
    placed = [
        a_hold(),
        a_hold(record_class="people.visit"),
        a_hold(subject=one),
        a_hold(record_class="people.errand"),
    ]
    lifted(a_hold())
    found = {line.hold: (line.scope, line.people) for line in holds(NIGHT)}
    covers = [("all", 2), ("people.visit", 1), ("person", 1), ("people.errand", 0)]
    assert found == dict(zip(placed, covers, strict=True))
    assert set(any_hold("people.visit")) == {placed[0], placed[1]}


def test_a_hold_also_keeps_rows_that_are_about_nobody() -> None:
    a_rule("people.errand", 30, "done_at")
    Errand.objects.create(done_at=NIGHT - timedelta(days=400))
    hold = a_hold(record_class="people.errand")
    nights(0)
    assert Errand.objects.count() == 1
    lifted(hold)
    nights(1)
    assert not Errand.objects.exists()
