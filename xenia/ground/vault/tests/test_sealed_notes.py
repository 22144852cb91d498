"""Notes of a compartment open for a purpose, for those whose compartment it is, and every look is noted."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied

from tests.people.models import Person
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.keys.models import NamedKey
from xenia.ground.keys.named import destroy_named_key
from xenia.ground.vault.fields import Closed, is_shredded
from xenia.ground.vault.operations.glass import (
    AlreadySeen,
    NoReason,
    break_glass,
    note_seen,
)
from xenia.ground.vault.operations.reading import MayNotOpen, NoPurpose, note_look, read_sealed
from xenia.ground.vault.queries import who_looked
from xenia.ground.vault.subjects import shred
from xenia.ground.vault.tests.makers import MONDAY, a_person

pytestmark = pytest.mark.django_db
NOTE = "She is afraid of her landlord."


def opened(person: Person, by: User, purpose: str = "service") -> str:
    return str(read_sealed(person, "note", by=by, purpose=purpose, at=MONDAY)["note"])


def test_a_note_stays_closed_until_somebody_says_why() -> None:
    person = a_person(note=NOTE)
    assert isinstance(person.note, Closed)
    assert NOTE not in f"{person.note}{person.note!r}"
    assert opened(person, a_user(Role.CASEWORKER)) == NOTE


def test_a_note_just_written_is_closed_too() -> None:
    person = a_person()
    person.note = NOTE
    person.save()
    assert isinstance(person.note, Closed)
    assert opened(person, a_user(Role.CASEWORKER)) == NOTE


def test_every_look_is_noted_with_its_purpose() -> None:
    person, caseworker = a_person(note=NOTE), a_user(Role.CASEWORKER)
    opened(person, caseworker, "correction")
    event = AuditEvent.objects.get(action="vault.opened")
    assert (event.actor_id, event.record_id) == (caseworker.pk, person.pk)
    assert (event.fields, event.purpose) == (["note"], "correction")


@pytest.mark.parametrize("purpose", ["", "because", "SERVICE"])
def test_without_a_purpose_nothing_opens(purpose: str) -> None:
    person = a_person(note=NOTE)
    with pytest.raises(NoPurpose):
        opened(person, a_user(Role.CASEWORKER), purpose)
    with pytest.raises(NoPurpose):
        note_look(person, by=a_user(Role.CASEWORKER), purpose=purpose, at=MONDAY)
    assert not AuditEvent.objects.filter(action__startswith="vault.").exists()


@pytest.mark.parametrize("role", list(Role))
def test_roles_open_their_own_compartment_only(role: Role) -> None:
    mine, theirs = uuid4(), uuid4()
    inside = role in {Role.PARTNER_MANAGER, Role.PARTNER_MEMBER}
    office = role in {
        Role.DIRECTOR,
        Role.SUPERVISOR,
        Role.CASEWORKER,
        Role.OMBUDSMAN_OFFICER,
        Role.COUNSEL,
    }
    who = a_user(role, organization=mine)
    for compartment, may in (("office", office), (str(mine), inside), (str(theirs), False)):
        person = a_person(note=NOTE, compartment=compartment)
        if may:
            assert opened(person, who) == NOTE
        else:
            with pytest.raises(MayNotOpen):
                opened(person, who)


def test_two_compartments_do_not_open_each_others_bytes() -> None:
    ours, theirs = a_person(note=NOTE), a_person(note=NOTE, compartment=str(uuid4()))
    assert NamedKey.objects.filter(name__startswith="compartment ").count() == 2
    destroy_named_key(f"compartment {theirs.compartment}")
    assert opened(ours, a_user(Role.DIRECTOR)) == NOTE
    partner = a_user(Role.PARTNER_MEMBER, organization=UUID(theirs.compartment))
    held = read_sealed(
        Person.objects.get(pk=theirs.pk), "note", by=partner, purpose="service", at=MONDAY
    )
    assert is_shredded(held["note"]), "the organisation's key was destroyed with its contract"
    assert NamedKey.objects.filter(name__startswith="compartment ").count() == 1


def test_a_shredded_persons_note_reads_as_erased() -> None:
    person = a_person(note=NOTE)
    shred(person.subject_id, by=None, at=MONDAY, reason="asked")
    again = Person.objects.get(pk=person.pk)
    held = read_sealed(again, "note", by=a_user(Role.CASEWORKER), purpose="service", at=MONDAY)
    assert is_shredded(held["note"])


def test_the_front_desk_breaks_the_glass_for_an_hour() -> None:
    person, clerk = a_person(note=NOTE), a_user(Role.FRONT_DESK)
    with pytest.raises(MayNotOpen):
        opened(person, clerk)
    break_glass(
        subject=person.subject_id, by=clerk, reason="Ambulance asks for allergies", at=MONDAY
    )
    assert opened(person, clerk, "emergency") == NOTE
    with pytest.raises(MayNotOpen):
        read_sealed(
            person, "note", by=clerk, purpose="emergency", at=MONDAY + timedelta(minutes=60)
        )
    with pytest.raises(MayNotOpen):
        opened(a_person(note=NOTE), clerk)
    with pytest.raises(MayNotOpen):
        opened(person, a_user(Role.FRONT_DESK))


def test_broken_glass_never_opens_a_partners_compartment() -> None:
    person, director = a_person(note=NOTE, compartment=str(uuid4())), a_user(Role.DIRECTOR)
    break_glass(subject=person.subject_id, by=director, reason="Somebody is in danger", at=MONDAY)
    with pytest.raises(MayNotOpen):
        opened(person, director, "emergency")


def test_breaking_the_glass_needs_a_reason_and_an_office_role() -> None:
    person = a_person()
    with pytest.raises(NoReason):
        break_glass(subject=person.subject_id, by=a_user(Role.FRONT_DESK), reason=" ? ", at=MONDAY)
    partner = a_user(Role.PARTNER_MEMBER, organization=uuid4())
    with pytest.raises(PermissionDenied):
        break_glass(subject=person.subject_id, by=partner, reason="I want to look", at=MONDAY)


def test_a_supervisor_looks_at_it_once_and_never_at_her_own() -> None:
    person, clerk, supervisor = a_person(), a_user(Role.FRONT_DESK), a_user(Role.SUPERVISOR)
    glass = break_glass(
        subject=person.subject_id, by=clerk, reason="Ambulance asks for allergies", at=MONDAY
    )
    with pytest.raises(PermissionDenied):
        note_seen(glass=glass, by=clerk, at=MONDAY)
    note_seen(glass=glass, by=supervisor, at=MONDAY)
    with pytest.raises(AlreadySeen):
        note_seen(glass=glass, by=a_user(Role.DIRECTOR), at=MONDAY)


def test_a_person_learns_who_looked_at_her_record() -> None:
    person, caseworker = a_person(note=NOTE), a_user(Role.CASEWORKER)
    note_look(person, by=caseworker, purpose="service", at=MONDAY)
    read_sealed(
        person, "note", by=caseworker, purpose="supervision", at=MONDAY + timedelta(hours=1)
    )
    note_look(a_person("Somebody else"), by=caseworker, purpose="service", at=MONDAY)
    looks = who_looked(person.subject_id)
    assert [(look.purpose, look.actor_id) for look in looks] == [
        ("supervision", caseworker.pk),
        ("service", caseworker.pk),
    ]
