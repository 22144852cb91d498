"""Somebody who works here signs in; nobody else does."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import NoReverseMatch, reverse

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import PASSWORD, a_user

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/account/sign-in/"


def test_a_colleague_signs_in_with_email_and_password(client: Client) -> None:
    person = a_user(email="amara@lindenport.example")
    said = {"login": " Amara@Lindenport.example", "password": PASSWORD}
    answer = client.post(SIGN_IN, said)
    assert answer.headers["Location"] == "/en/desk/"
    assert client.get("/en/account/").status_code == 200
    assert AuditEvent.objects.filter(action="accounts.signed_in", actor_id=person.pk).exists()


def test_after_signing_in_a_person_is_where_she_wanted_to_go(client: Client) -> None:
    a_user(email="amara@lindenport.example")
    to = client.get("/en/account/describe/").headers["Location"]
    assert to == "/en/account/sign-in/?next=%2Fen%2Faccount%2Fdescribe%2F"
    page = client.get(to).content.decode()
    assert 'name="next" value="/en/account/describe/"' in page
    said = {
        "login": "amara@lindenport.example",
        "password": PASSWORD,
        "next": "/en/account/describe/",
    }
    assert client.post(to, said).headers["Location"] == "/en/account/describe/"
    away = {**said, "next": "https://elsewhere.example/"}
    assert Client().post(SIGN_IN, away).headers["Location"] == "/en/desk/"


def test_a_wrong_password_says_what_to_do_and_not_what_was_wrong(client: Client) -> None:
    a_user(email="amara@lindenport.example")
    wrong = client.post(SIGN_IN, {"login": "amara@lindenport.example", "password": "no"})
    nobody = client.post(SIGN_IN, {"login": "nobody@lindenport.example", "password": "no"})
    for answer in (wrong, nobody):
        page = answer.content.decode()
        assert "do not match" in page
        assert "new sign-in link" in page
    assert 'value="amara@lindenport.example"' in wrong.content.decode(), "what was typed is kept"


def test_nobody_signs_up_alone() -> None:
    for name in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_who_has_left_does_not_come_in_with_the_old_password(client: Client) -> None:
    person = a_user(email="amara@lindenport.example")
    User.objects.filter(pk=person.pk).update(is_active=False)
    said = {"login": "amara@lindenport.example", "password": PASSWORD}
    answer = client.post(SIGN_IN, said, follow=True)
    assert "You no longer have access here" in answer.content.decode()
    assert client.get("/en/account/").status_code == 302


def test_a_session_knows_a_person_by_her_id_alone(client: Client) -> None:
    person = a_user(email="amara@lindenport.example", name="Amara Diallo")
    client.post(SIGN_IN, {"login": "amara@lindenport.example", "password": PASSWORD})
    kept = str(Session.objects.get().get_decoded())
    assert str(person.pk) in kept
    for personal in ("amara", "Amara", "127.0.0.1"):
        assert personal not in kept


def test_signing_out_needs_a_click_and_closes_the_desk(client: Client) -> None:
    client.force_login(a_user())
    assert client.get("/en/account/sign-out/").status_code == 200
    assert client.get("/en/account/").status_code == 200
    client.post("/en/account/sign-out/")
    assert client.get("/en/account/").status_code == 302


def test_no_address_exists_under_accounts_for_what_we_do_not_use(client: Client) -> None:
    for path in ("signup/", "email/", "password/reset/", "login/", "inactive/"):
        assert client.get(f"/en/account/{path}").status_code == 404


def test_the_sample_city_shows_whom_to_try_and_a_real_city_does_not(
    client: Client, settings: object
) -> None:
    a_user(Role.DIRECTOR, email="marisol@lindenport.example")
    shown = client.get(SIGN_IN).content.decode()
    assert "lindenport-sample" in shown
    assert "marisol@lindenport.example" in shown
    settings.SAMPLE_CITY = False  # type: ignore[attr-defined]
    hidden = client.get(SIGN_IN).content.decode()
    assert "lindenport-sample" not in hidden
    assert "marisol@lindenport.example" not in hidden


def test_the_sign_in_page_speaks_the_language_of_its_address(client: Client) -> None:
    assert client.get(SIGN_IN).headers["Content-Language"] == "en"
