"""A fingerprint, a face or a small key opens the door, and nothing is typed that could be stolen."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client, TestCase

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.tests.makers import PASSWORD, a_user
from xenia.ground.accounts.tests.passkey import Passkey

pytestmark = pytest.mark.django_db
ADD = "/en/account/second-step/passkey/"
PLACE = "localhost:8000"


@pytest.fixture(autouse=True)
def a_real_city(settings: Any) -> Iterator[None]:
    """Everybody signs in with a second step here."""
    cache.clear()
    settings.SECOND_STEP_OPTIONAL = False
    yield
    cache.clear()


def a_browser() -> Client:
    return Client(HTTP_HOST=PLACE)


def come_in(client: Client, person: User) -> Any:
    return client.post("/en/account/sign-in/", {"login": person.email, "password": PASSWORD})


def with_passkey(client: Client, person: User, *, alone: bool = False) -> Passkey:
    """Sign in and add a passkey; `alone`: one that needs no password beside it."""
    come_in(client, person)
    options = client.get(ADD).context["js_data"]["creation_options"]
    passkey = Passkey(f"http://{PLACE}")
    said = {"name": "my phone", "credential": passkey.register(_plain(options))}
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(ADD, {**said, "passwordless": "on"} if alone else said)
    assert answer.status_code == 302, answer.context["form"].errors
    return passkey


def _plain(options: Any) -> dict[str, Any]:
    """What the page's script would read."""
    from django.core.serializers.json import DjangoJSONEncoder

    found: dict[str, Any] = json.loads(json.dumps(options, cls=DjangoJSONEncoder))
    return found


def test_a_passkey_is_a_second_step() -> None:
    person, browser = a_user(), a_browser()
    passkey = with_passkey(browser, person)
    assert browser.get("/en/account/").status_code == 200
    assert AuditEvent.objects.filter(action="accounts.passkey_added").exists()

    later = a_browser()
    assert come_in(later, person).headers["Location"] == "/en/account/sign-in/code/"
    page = later.get("/en/account/sign-in/code/")
    options = page.context["js_data"]["request_options"]
    later.post("/en/account/sign-in/code/", {"credential": passkey.sign(_plain(options))})
    assert later.get("/en/account/").status_code == 200


def test_somebody_elses_passkey_opens_nothing() -> None:
    person, other = a_user(), a_user()
    with_passkey(a_browser(), person)
    strange = with_passkey(a_browser(), other)
    thief = a_browser()
    come_in(thief, person)
    options = thief.get("/en/account/sign-in/code/").context["js_data"]["request_options"]
    thief.post("/en/account/sign-in/code/", {"credential": strange.sign(_plain(options))})
    assert thief.get("/en/account/").status_code == 302


def test_a_passkey_alone_signs_in_without_a_password() -> None:
    person = a_user()
    passkey = with_passkey(a_browser(), person, alone=True)
    later = a_browser()
    asked = later.get("/en/account/sign-in/passkey/", headers={"accept": "application/json"})
    later.post(
        "/en/account/sign-in/passkey/",
        {"credential": passkey.sign(asked.json()["request_options"])},
    )
    assert later.get("/en/account/").status_code == 200


def test_who_has_left_does_not_come_in_with_a_passkey() -> None:
    person = a_user()
    passkey = with_passkey(a_browser(), person, alone=True)
    User.objects.filter(pk=person.pk).update(is_active=False)
    later = a_browser()
    asked = later.get("/en/account/sign-in/passkey/", headers={"accept": "application/json"})
    later.post(
        "/en/account/sign-in/passkey/",
        {"credential": passkey.sign(asked.json()["request_options"])},
    )
    assert later.get("/en/account/").status_code == 302


def test_a_passkey_is_listed_by_its_name_and_removed() -> None:
    person, browser = a_user(), a_browser()
    with_passkey(browser, person)
    assert "my phone" in browser.get("/en/account/second-step/").content.decode()
    key = Authenticator.objects.get(type="webauthn")
    where = f"/en/account/second-step/passkey/{key.pk}/remove/"
    assert "my phone" in browser.get(where).content.decode()
    assert browser.post(where).headers["Location"] == "/en/account/second-step/"
    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.filter(action="accounts.passkey_removed").exists()


def test_nobody_removes_a_colleagues_passkey() -> None:
    with_passkey(a_browser(), a_user())
    key = Authenticator.objects.get(type="webauthn")
    browser = a_browser()
    with_passkey(browser, a_user())
    assert browser.post(f"/en/account/second-step/passkey/{key.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_passkey_can_be_asked_for_again() -> None:
    person, browser = a_user(), a_browser()
    passkey = with_passkey(browser, person)
    page = browser.get("/en/account/again/passkey/")
    assert "A code from your app" in page.content.decode()
    options = page.context["js_data"]["request_options"]
    answer = browser.post(
        "/en/account/again/passkey/?next=/en/account/",
        {"credential": passkey.sign(_plain(options))},
    )
    assert answer.headers["Location"] == "/en/account/"
