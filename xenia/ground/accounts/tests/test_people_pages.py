"""The pages about colleagues: who sees whom, and what happens at a click."""

from uuid import UUID

import pytest
from django.test import Client

from xenia.ground.accounts.models import Invitation, RoleGrant, User
from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import (
    HARBOR,
    ISLAND,
    PASSWORD,
    a_user,
    an_invitation,
    with_role,
)
from xenia.ground.common.dates import now
from xenia.ground.common.languages import language

pytestmark = pytest.mark.django_db
NAMES = {HARBOR: "Harbor House", ISLAND: "Island Legal Aid"}


@pytest.fixture(autouse=True)
def a_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory of two organisations."""

    def names(ids: set[UUID], _reader: str) -> dict[UUID, str]:
        return {pk: NAMES[pk] for pk in ids if pk in NAMES}

    def find(words: str, _reader: str) -> list[tuple[UUID, str]]:
        return [(pk, name) for pk, name in NAMES.items() if words.casefold() in name.casefold()]

    monkeypatch.setattr(HANDLERS, "organization_names", names)
    monkeypatch.setattr(HANDLERS, "find_organizations", find)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_director_sees_everybody_and_finds_people_by_words_and_role() -> None:
    director = a_user(Role.DIRECTOR)
    a_user(Role.PARTNER_MEMBER, name="Amara Diallo")
    a_user(Role.COUNSEL, name="Benedita Tavares")
    client = signed_in(director)
    everybody = client.get("/en/account/people/").content.decode()
    assert "Amara Diallo" in everybody
    assert "Harbor House" in everybody
    found = client.get("/en/account/people/?q=dial+amara").content.decode()
    assert "Amara Diallo" in found
    assert "Benedita Tavares" not in found
    counsel = client.get("/en/account/people/?role=counsel").content.decode()
    assert "Benedita Tavares" in counsel
    assert "Amara Diallo" not in counsel
    assert "Nobody fits." in client.get("/en/account/people/?q=nobody+at+all").content.decode()


def test_a_long_list_has_pages() -> None:
    director = a_user(Role.DIRECTOR)
    for _number in range(30):
        a_user()
    client = signed_in(director)
    assert client.get("/en/account/people/").content.count(b"<tr>") - 1 == 25
    assert client.get("/en/account/people/?page=2").content.count(b"<tr>") - 1 == 6


def test_a_partner_manager_sees_her_own_organization_alone() -> None:
    manager = a_user(Role.PARTNER_MANAGER, HARBOR)
    hers = a_user(Role.PARTNER_MEMBER, HARBOR, name="Amara Diallo")
    other = a_user(Role.PARTNER_MEMBER, ISLAND, name="Benedita Tavares")
    client = signed_in(manager)
    page = client.get("/en/account/people/").content.decode()
    assert "Amara Diallo" in page
    assert "Benedita Tavares" not in page
    assert client.get(f"/en/account/people/{hers.pk}/").status_code == 200
    assert client.get(f"/en/account/people/{other.pk}/").status_code == 404
    assert client.post(f"/en/account/people/{other.pk}/left/").status_code == 404
    assert User.objects.get(pk=other.pk).is_active


def test_a_partner_manager_invites_into_her_own_organization_without_naming_it() -> None:
    client = signed_in(a_user(Role.PARTNER_MANAGER, HARBOR))
    form = client.get("/en/account/people/invite/").content.decode()
    assert "Partner member" in form
    assert "Caseworker" not in form
    client.post("/en/account/people/invite/", {"email": "g@x.example", "role": "partner_member"})
    assert Invitation.objects.get().organization_id == HARBOR


def test_a_partner_manager_cannot_slip_in_another_organization() -> None:
    client = signed_in(a_user(Role.PARTNER_MANAGER, HARBOR))
    answer = client.post(
        "/en/account/people/invite/",
        {"email": "g@x.example", "role": "partner_member", "organization_choice": str(ISLAND)},
    )
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"organization": "harbor"}, HARBOR),
        ({"organization": "a", "organization_choice": str(ISLAND)}, ISLAND),
    ],
)
def test_the_director_names_an_organization_by_part_of_its_name(
    typed: dict[str, str], expected: UUID
) -> None:
    client = signed_in(a_user(Role.DIRECTOR))
    said = {"email": "g@x.example", "role": "partner_member", **typed}
    client.post("/en/account/people/invite/", said)
    assert Invitation.objects.get().organization_id == expected


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "This role belongs to an organization"),
        ({"organization": "a"}, "Several organizations fit"),
        ({"organization": "nowhere"}, "No organization in the directory has this name"),
    ],
)
def test_an_unclear_organization_is_asked_for_again(typed: dict[str, str], told: str) -> None:
    client = signed_in(a_user(Role.DIRECTOR))
    said = {"email": "g@x.example", "role": "partner_member", **typed}
    answer = client.post("/en/account/people/invite/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "g@x.example" in page, "what was typed is kept"
    if "Several" in told:
        assert "Island Legal Aid" in page


def test_a_waiting_invitation_is_withdrawn_with_a_click() -> None:
    client = signed_in(a_user(Role.DIRECTOR))
    invitation, _token = an_invitation(at=now())
    assert invitation.email in client.get("/en/account/people/").content.decode()
    client.post(f"/en/account/people/invitations/{invitation.pk}/withdraw/")
    assert invitation.email not in client.get("/en/account/people/").content.decode()


def test_a_role_is_given_and_ended_on_the_persons_page() -> None:
    client = signed_in(a_user(Role.SUPERVISOR))
    person = a_user(Role.CASEWORKER)
    page = f"/en/account/people/{person.pk}/"
    client.post(f"{page}give-role/", {"role": "librarian", "organization": "Harbor House"})
    grant = person.role_grants.get(role="librarian")
    assert grant.organization_id == HARBOR
    client.post(f"{page}roles/{grant.pk}/end/")
    assert RoleGrant.objects.get(pk=grant.pk).ended_at
    refused = client.post(f"{page}give-role/", {"role": "director"})
    assert refused.status_code == 422
    assert "director" not in person.role_grants.values_list("role", flat=True)


def test_leaving_is_asked_once_more_and_coming_back_is_a_click() -> None:
    client = signed_in(a_user(Role.DIRECTOR))
    person = a_user(name="Amara Diallo")
    page = f"/en/account/people/{person.pk}/"
    assert "Has Amara Diallo left?" in client.get(f"{page}left/").content.decode()
    assert User.objects.get(pk=person.pk).is_active
    client.post(f"{page}left/")
    assert not User.objects.get(pk=person.pk).is_active
    assert "Amara Diallo" not in client.get("/en/account/people/").content.decode()
    assert "Amara Diallo" in client.get("/en/account/people/?left=on").content.decode()
    client.post(f"{page}let-back/")
    assert User.objects.get(pk=person.pk).is_active


def test_a_forgotten_password_is_replaced_by_a_link() -> None:
    client = signed_in(a_user(Role.DIRECTOR))
    person = a_user()
    at_home = signed_in(person)
    answer = client.post(f"/en/account/people/{person.pk}/new-link/")
    path = answer.context["address"].removeprefix("http://testserver")
    assert at_home.get("/en/account/").status_code == 200, "nothing changes until the link is used"
    visitor = Client()
    assert visitor.post(path, {"password": "four tall grey cranes"}).status_code == 302
    assert User.objects.get(pk=person.pk).check_password("four tall grey cranes")
    assert at_home.get("/en/account/").status_code == 302, "earlier sign-ins ended"
    assert visitor.post(path, {"password": "another good password"}).status_code == 410


def test_a_newer_link_ends_the_older_one() -> None:
    client = signed_in(a_user(Role.DIRECTOR))
    person = a_user()
    first, second = (
        client.post(f"/en/account/people/{person.pk}/new-link/").context["address"]
        for _time in range(2)
    )
    visitor = Client()
    assert visitor.get(first.removeprefix("http://testserver")).status_code == 410
    assert visitor.get(second.removeprefix("http://testserver")).status_code == 200


def test_a_supervisor_gives_a_director_no_link() -> None:
    client = signed_in(a_user(Role.SUPERVISOR))
    director = a_user(Role.DIRECTOR)
    answer = client.post(f"/en/account/people/{director.pk}/new-link/")
    assert answer.status_code == 302
    assert not director.sign_in_links.exists()


def test_a_person_says_how_she_is_called_and_what_she_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(HANDLERS, "office_languages", lambda: [language("en"), language("fr")])
    person = a_user(name="A. Diallo")
    client = signed_in(person)
    assert "A. Diallo" in client.get("/en/account/").content.decode()
    client.post("/en/account/describe/", {"name": "Amara Diallo", "language": "fr"})
    person.refresh_from_db()
    assert (person.name, person.language) == ("Amara Diallo", "fr")
    assert client.post("/en/account/describe/", {"name": "", "language": "fr"}).status_code == 422


def test_another_password_ends_every_other_sign_in() -> None:
    person = a_user()
    here, elsewhere = signed_in(person), signed_in(person)
    wrong = here.post(
        "/en/account/password/", {"current": "no", "password": "four tall grey cranes"}
    )
    assert wrong.status_code == 422
    here.post("/en/account/password/", {"current": PASSWORD, "password": "four tall grey cranes"})
    assert here.get("/en/account/").status_code == 200
    assert elsewhere.get("/en/account/").status_code == 302


def test_a_person_with_two_organizations_manages_the_one_she_manages() -> None:
    manager = with_role(a_user(Role.PARTNER_MANAGER, HARBOR), Role.PARTNER_MEMBER, ISLAND)
    islander = a_user(Role.PARTNER_MEMBER, ISLAND)
    assert signed_in(manager).get(f"/en/account/people/{islander.pk}/").status_code == 404
