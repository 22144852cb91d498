"""When somebody leaves, her access ends at once, everywhere."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.operations.person import StillHere, let_back_in, person_left
from xenia.ground.accounts.operations.role import (
    AlreadyEnded,
    AlreadyHeld,
    HasLeft,
    MayNotDecide,
    NobodyWouldDirect,
    end_role,
    give_role,
)
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import HARBOR, ISLAND, MONDAY, TUESDAY, a_user, with_role

pytestmark = pytest.mark.django_db


def test_every_role_ends_when_a_person_leaves() -> None:
    director = a_user(Role.DIRECTOR)
    person = with_role(a_user(Role.CASEWORKER), Role.INTERPRETER)
    person_left(person=person, by=director, at=TUESDAY)
    assert person.roles() == set()
    assert not person.role_grants.filter(ended_at=None).exists()
    assert (person.is_active, person.left_at) == (False, TUESDAY)
    assert not person.has_usable_password()


def test_the_next_click_after_leaving_leads_to_the_sign_in_page(client: Client) -> None:
    director, person = a_user(Role.DIRECTOR), a_user()
    client.force_login(person)
    assert client.get("/en/account/").status_code == 200
    person_left(person=person, by=director, at=TUESDAY)
    assert client.get("/en/account/").headers["Location"].startswith("/en/account/sign-in/")
    assert not Session.objects.exists()


def test_leaving_signs_nobody_else_out(client: Client) -> None:
    director, person = a_user(Role.DIRECTOR), a_user()
    client.force_login(director)
    person_left(person=person, by=director, at=TUESDAY)
    assert client.get("/en/account/people/").status_code == 200


def test_a_person_leaves_once() -> None:
    director, person = a_user(Role.DIRECTOR), a_user()
    person_left(person=person, by=director, at=TUESDAY)
    with pytest.raises(HasLeft):
        person_left(person=person, by=director, at=TUESDAY)


def test_who_comes_back_has_no_role_until_one_is_given() -> None:
    director, person = a_user(Role.DIRECTOR), a_user()
    with pytest.raises(StillHere):
        let_back_in(person=person, by=director, at=TUESDAY)
    person_left(person=person, by=director, at=TUESDAY)
    with pytest.raises(HasLeft):
        give_role(person=person, role=Role.COUNSEL, organization_id=None, by=director, at=TUESDAY)
    let_back_in(person=person, by=director, at=TUESDAY)
    assert person.is_active
    assert person.roles() == set()
    give_role(person=person, role=Role.COUNSEL, organization_id=None, by=director, at=TUESDAY)
    assert person.roles() == {Role.COUNSEL}


def test_of_two_directors_who_end_each_others_role_one_stays() -> None:
    first, second = a_user(Role.DIRECTOR), a_user(Role.DIRECTOR)
    on_the_screen_of_the_first = first.grants()
    end_role(grant=first.role_grants.get(), by=second, at=TUESDAY)
    assert on_the_screen_of_the_first == {None: {Role.DIRECTOR}}
    with pytest.raises(NobodyWouldDirect):
        end_role(grant=second.role_grants.get(), by=first, at=TUESDAY)
    with pytest.raises(NobodyWouldDirect):
        person_left(person=second, by=first, at=TUESDAY)
    assert second.roles() == {Role.DIRECTOR}


def test_a_role_ends_once_and_is_held_once() -> None:
    director, person = a_user(Role.DIRECTOR), a_user(Role.CASEWORKER)
    grant = person.role_grants.get()
    with pytest.raises(AlreadyHeld):
        give_role(
            person=person, role=Role.CASEWORKER, organization_id=None, by=director, at=TUESDAY
        )
    end_role(grant=grant, by=director, at=TUESDAY)
    with pytest.raises(AlreadyEnded):
        end_role(grant=grant, by=director, at=TUESDAY)
    assert AuditEvent.objects.filter(action="accounts.role_ended", record_id=grant.pk).count() == 1


@pytest.mark.parametrize(
    ("by", "person", "place", "may"),
    [
        (Role.DIRECTOR, Role.DIRECTOR, None, True),
        (Role.SUPERVISOR, Role.CASEWORKER, None, True),
        (Role.SUPERVISOR, Role.DIRECTOR, None, False),
        (Role.PARTNER_MANAGER, Role.PARTNER_MEMBER, HARBOR, True),
        (Role.PARTNER_MANAGER, Role.PARTNER_MEMBER, ISLAND, False),
        (Role.PARTNER_MANAGER, Role.LIBRARIAN, HARBOR, False),
        (Role.CASEWORKER, Role.CASEWORKER, None, False),
    ],
)
def test_only_who_could_give_every_role_of_a_person_ends_her_access(
    by: Role, person: Role, place: Any, may: bool
) -> None:
    decider, colleague = a_user(by), a_user(person, place)
    if may:
        person_left(person=colleague, by=decider, at=TUESDAY)
        return
    with pytest.raises(MayNotDecide):
        person_left(person=colleague, by=decider, at=TUESDAY)


def test_a_manager_does_not_end_the_access_of_somebody_who_also_works_elsewhere() -> None:
    manager = a_user(Role.PARTNER_MANAGER)
    member = with_role(a_user(Role.PARTNER_MEMBER, HARBOR), Role.PARTNER_MEMBER, ISLAND)
    with pytest.raises(MayNotDecide):
        person_left(person=member, by=manager, at=TUESDAY)
    here = member.role_grants.get(organization_id=HARBOR)
    end_role(grant=here, by=manager, at=TUESDAY)
    member.forget_grants()
    assert member.organizations() == {ISLAND}


def test_nobody_decides_about_herself() -> None:
    director = a_user(Role.DIRECTOR)
    a_user(Role.DIRECTOR)
    with pytest.raises(MayNotDecide):
        person_left(person=director, by=director, at=TUESDAY)
    with pytest.raises(MayNotDecide):
        give_role(person=director, role=Role.COUNSEL, organization_id=None, by=director, at=MONDAY)
