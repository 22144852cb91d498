"""Somebody is invited, comes once, or is told that the link has ended."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test import Client

from xenia.ground.accounts.models import AuditEvent, Invitation, User
from xenia.ground.accounts.operations.invitation import (
    AlreadyInvited,
    InvitationEnded,
    LinkEnded,
    accept_invitation,
    invite_person,
    withdraw_invitation,
)
from xenia.ground.accounts.operations.person import EmailTaken, welcome_person
from xenia.ground.accounts.operations.role import MayNotDecide, OrganizationMissing
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import (
    HARBOR,
    ISLAND,
    MONDAY,
    PASSWORD,
    TUESDAY,
    a_user,
    an_invitation,
)
from xenia.ground.common.dates import now

pytestmark = pytest.mark.django_db


def test_an_invited_person_comes_with_her_role() -> None:
    director = a_user(Role.DIRECTOR)
    _invitation, token = an_invitation(
        Role.CASEWORKER, email="Amara@Lindenport.example", by=director
    )
    person = accept_invitation(token=token, name=" Amara Diallo ", password=PASSWORD, at=TUESDAY)
    assert (person.email, person.name) == ("amara@lindenport.example", "Amara Diallo")
    assert person.roles() == {Role.CASEWORKER}
    assert person.check_password(PASSWORD)
    assert person.role_grants.get().granted_by == director
    said = AuditEvent.objects.filter(action__startswith="accounts.").values_list(
        "action", flat=True
    )
    assert {"accounts.person_invited", "accounts.invitation_accepted"} <= set(said)


def test_the_secret_of_a_link_is_long_and_not_kept() -> None:
    invitation, token = an_invitation()
    assert len(token) >= 43  # 256 bits, six to a letter
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())


def test_a_link_lets_one_person_in() -> None:
    _invitation, token = an_invitation()
    accept_invitation(token=token, name="First", password=PASSWORD, at=TUESDAY)
    with pytest.raises(LinkEnded):
        accept_invitation(token=token, name="Second", password=PASSWORD, at=TUESDAY)
    assert not User.objects.filter(name="Second").exists()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_is_let_in() -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("SQLite in memory lets no second thread wait")
    _invitation, token = an_invitation()
    ready = Barrier(2)

    def come(name: str) -> str:
        try:
            ready.wait(timeout=10)
            accept_invitation(token=token, name=name, password=PASSWORD, at=TUESDAY)
        except LinkEnded:
            return "told"
        else:
            return "let in"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(come, ["First", "Second"])) == ["let in", "told"]
    assert User.objects.count() == 1


def test_a_link_is_good_for_seven_days() -> None:
    _invitation, token = an_invitation(at=MONDAY)
    with pytest.raises(LinkEnded):
        accept_invitation(
            token=token, name="Late", password=PASSWORD, at=MONDAY + timedelta(days=7)
        )
    accept_invitation(token=token, name="In time", password=PASSWORD, at=MONDAY + timedelta(days=6))


def test_a_withdrawn_link_lets_nobody_in() -> None:
    director = a_user(Role.DIRECTOR)
    invitation, token = an_invitation(by=director)
    withdraw_invitation(invitation=invitation, by=director, at=MONDAY)
    with pytest.raises(LinkEnded):
        accept_invitation(token=token, name="Anybody", password=PASSWORD, at=MONDAY)
    with pytest.raises(InvitationEnded):
        withdraw_invitation(invitation=invitation, by=director, at=TUESDAY)


def test_an_email_belongs_to_one_person() -> None:
    a_user(email="amara@lindenport.example")
    with pytest.raises(EmailTaken):
        an_invitation(email="AMARA@lindenport.example")
    with pytest.raises(EmailTaken):
        a_user(email="Amara@Lindenport.Example ")


@pytest.mark.both_databases
def test_one_link_waits_for_an_email_at_a_time() -> None:
    an_invitation(email="amara@lindenport.example", at=MONDAY)
    with pytest.raises(AlreadyInvited):
        an_invitation(email="amara@lindenport.example", at=TUESDAY)
    _invitation, token = an_invitation(
        email="amara@lindenport.example", at=MONDAY + timedelta(days=8)
    )
    assert token


def test_the_second_of_two_links_is_told_when_the_email_was_taken_meanwhile() -> None:
    invitation, token = an_invitation(email="amara@lindenport.example")
    a_user(email=invitation.email)
    with pytest.raises(EmailTaken):
        accept_invitation(token=token, name="Amara", password=PASSWORD, at=TUESDAY)


@pytest.mark.parametrize(
    ("inviter", "role", "place", "may"),
    [
        (Role.DIRECTOR, Role.DIRECTOR, None, True),
        (Role.SUPERVISOR, Role.CASEWORKER, None, True),
        (Role.SUPERVISOR, Role.PARTNER_MANAGER, ISLAND, True),
        (Role.SUPERVISOR, Role.DIRECTOR, None, False),
        (Role.PARTNER_MANAGER, Role.PARTNER_MEMBER, HARBOR, True),
        (Role.PARTNER_MANAGER, Role.PARTNER_MANAGER, HARBOR, True),
        (Role.PARTNER_MANAGER, Role.PARTNER_MEMBER, ISLAND, False),
        (Role.PARTNER_MANAGER, Role.CASEWORKER, HARBOR, False),
        (Role.PARTNER_MANAGER, Role.DIRECTOR, None, False),
        (Role.DEPARTMENT_COORDINATOR, Role.DEPARTMENT_MEMBER, HARBOR, True),
        (Role.DEPARTMENT_COORDINATOR, Role.PARTNER_MEMBER, HARBOR, False),
        (Role.PARTNER_MEMBER, Role.PARTNER_MEMBER, HARBOR, False),
        (Role.CASEWORKER, Role.CASEWORKER, None, False),
        (Role.INTERPRETER, Role.INTERPRETER, None, False),
    ],
)
def test_nobody_invites_above_or_beside_her_own_place(
    inviter: Role, role: Role, place: object, may: bool
) -> None:
    by = a_user(inviter)
    if may:
        assert an_invitation(role, place, by=by)  # type: ignore[arg-type]
        return
    with pytest.raises(MayNotDecide):
        invite_person(
            email="guest@lindenport.example",
            role=role,
            organization_id=place,  # type: ignore[arg-type]
            by=by,
            at=MONDAY,
        )


def test_a_partner_role_needs_its_organization() -> None:
    with pytest.raises(OrganizationMissing):
        welcome_person(
            email="a@b.example",
            name="A",
            role=Role.PARTNER_MEMBER,
            organization_id=None,
            password=None,
            by=None,
            at=MONDAY,
        )


def test_the_link_is_shown_once_and_opens_the_door(client: Client) -> None:
    client.force_login(a_user(Role.DIRECTOR))
    sent = client.post(
        "/en/account/people/invite/",
        {"email": "amara@lindenport.example", "role": Role.CASEWORKER},
    )
    assert "no-store" in sent.headers["Cache-Control"]
    address = sent.context["address"]
    assert address in sent.content.decode()
    assert address not in client.get("/en/account/people/").content.decode()

    visitor = Client()
    path = address.removeprefix("http://testserver")
    assert "amara@lindenport.example" in visitor.get(path).content.decode()
    told = visitor.post(path, {"name": "Amara Diallo", "password": "short"})
    assert told.status_code == 422
    assert 'value="Amara Diallo"' in told.content.decode(), "what she typed is kept"
    come = visitor.post(path, {"name": "Amara Diallo", "password": PASSWORD})
    assert come.headers["Location"] == "/en/account/sign-in/"
    assert visitor.get(path).status_code == 410
    assert visitor.login(email="amara@lindenport.example", password=PASSWORD, request=_request())


def _request() -> object:
    from django.test import RequestFactory

    return RequestFactory().post("/")


def test_a_password_made_of_her_name_is_refused(client: Client) -> None:
    _invitation, token = an_invitation(at=now())
    answer = client.post(
        f"/en/account/come/{token}/",
        {"name": "Marguerite Dorsainvil", "password": "MargueriteDorsainvil"},
    )
    assert answer.status_code == 422


def test_the_invited_person_reads_her_own_language(client: Client) -> None:
    _invitation, token = an_invitation(at=now())
    client.post(f"/en/account/come/{token}/", {"name": "Amara", "password": PASSWORD})
    assert User.objects.get(name="Amara").language == "en"


def test_an_unknown_link_is_told_so(client: Client) -> None:
    assert client.get("/en/account/come/nothing/").status_code == 410
    assert client.get("/en/account/new-password/nothing/").status_code == 410
