"""A stolen password alone does not open an account, nor does a stolen copy of the database."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client, TestCase
from django.urls import get_resolver

from xenia.ground.accounts.forms.sign_in import PENDING_SECRET
from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.operations.person import person_left
from xenia.ground.accounts.operations.second_step import seal_second_steps_anew
from xenia.ground.accounts.operations.sign_in_link import issue_sign_in_link
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.sealing import seal, unseal
from xenia.ground.accounts.tests.makers import PASSWORD, TUESDAY, a_user
from xenia.ground.common.master_key import (
    BadMasterKey,
    make_master_key,
    read_master_keys,
    read_or_make_master_keys,
)
from xenia.ground.keys.keepers import master_keys
from xenia.ground.keys.rotation import rotate

pytestmark = pytest.mark.django_db
APP = "/en/account/second-step/app/"
STEPS = "/en/account/second-step/"


@pytest.fixture(autouse=True)
def a_real_city(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Everybody signs in with a second step here."""
    cache.clear()
    settings.SECOND_STEP_OPTIONAL = False
    settings.SAMPLE_CITY = False
    settings.MASTER_KEY_FILE = tmp_path / "master.key"
    make_master_key(settings.MASTER_KEY_FILE)
    yield
    cache.clear()


def code_now(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def code_before(secret: str) -> str:
    """The code of half a minute ago, still good for a phone whose clock is late."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 - 1)))


def come_in(client: Client, person: User) -> Any:
    return client.post("/en/account/sign-in/", {"login": person.email, "password": PASSWORD})


def set_up_app(client: Client) -> str:
    """Set up an app, and return its secret."""
    secret = str(client.get(APP).context["form"].secret)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert client.post(APP, {"code": code_before(secret)}).status_code == 302
    return secret


def test_without_a_second_step_there_is_one_page_only(client: Client) -> None:
    person = a_user(Role.DIRECTOR)
    come_in(client, person)
    for path in ("/en/account/", "/en/account/people/", "/en/account/audit/", "/en/desk/"):
        assert client.get(path).headers["Location"] == STEPS, path
    page = client.get(STEPS)
    assert page.status_code == 200
    assert "Set up your second step first" in page.content.decode()


def test_no_address_of_the_office_is_a_way_around_the_second_step(client: Client) -> None:
    come_in(client, a_user(Role.DIRECTOR))
    open_to_her = set()
    for name, path in staff_addresses():
        for answer in (client.get(path), client.post(path)):
            if answer.headers.get("Location") != STEPS:
                open_to_her.add(name)
    assert open_to_her == {
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
    }


def staff_addresses() -> list[tuple[str, str]]:
    """Every address under account/ without a record's id that needs a permission."""
    found = []
    for name, entries in get_resolver().reverse_dict.lists():
        for entry in entries:
            pattern, params = entry[0][0]
            if isinstance(name, str) and not params and "account/" in pattern:
                found.append((name, f"/{pattern}"))
    public = {"account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn"}
    return [(name, path) for name, path in found if name not in public]


def test_with_an_app_the_desk_opens_after_the_code(client: Client) -> None:
    person = a_user(Role.DIRECTOR)
    come_in(client, person)
    secret = set_up_app(client)
    assert client.get("/en/account/").status_code == 200
    client.post("/en/account/sign-out/")

    assert come_in(client, person).headers["Location"] == "/en/account/sign-in/code/"
    assert client.get("/en/account/").headers["Location"].startswith("/en/account/sign-in/")
    wrong = client.post("/en/account/sign-in/code/", {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    client.post("/en/account/sign-in/code/", {"code": code_now(secret)})
    assert client.get("/en/account/").status_code == 200


def test_a_code_works_once() -> None:
    person = a_user()
    first = Client()
    come_in(first, person)
    secret = set_up_app(first)
    code = code_now(secret)
    one, two = Client(), Client()
    for client in (one, two):
        come_in(client, person)
        client.post("/en/account/sign-in/code/", {"code": code})
    assert one.get("/en/account/").status_code == 200
    assert two.get("/en/account/").status_code == 302


def test_codes_cannot_be_guessed_one_after_the_other(client: Client) -> None:
    person = a_user()
    come_in(client, person)
    secret = set_up_app(client)
    thief = Client()
    come_in(thief, person)
    for number in range(5):
        thief.post("/en/account/sign-in/code/", {"code": f"{number:06}"})
    answer = thief.post("/en/account/sign-in/code/", {"code": code_now(secret)})
    assert "Too many wrong codes" in answer.content.decode()
    assert thief.get("/en/account/").status_code == 302


def test_a_recovery_code_opens_the_door_once(client: Client) -> None:
    person = a_user()
    come_in(client, person)
    set_up_app(client)
    codes = client.get("/en/account/second-step/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    for expected in (200, 302):
        visitor = Client()
        come_in(visitor, person)
        visitor.post("/en/account/sign-in/code/", {"code": codes[0]})
        assert visitor.get("/en/account/").status_code == expected


def test_halfway_in_a_person_may_start_again(client: Client) -> None:
    person = a_user()
    come_in(client, person)
    set_up_app(client)
    other = Client()
    come_in(other, person)
    assert other.get("/en/account/sign-in/").headers["Location"] == "/en/account/sign-in/code/"
    answer = other.post("/en/account/sign-out/", {"next": "/en/account/sign-in/"}, follow=True)
    assert answer.redirect_chain == [("/en/account/sign-in/", 302)]
    assert "Work e-mail" in answer.content.decode()


def test_a_sign_in_from_before_the_second_step_does_not_outlive_it(client: Client) -> None:
    person = a_user()
    thief = Client()
    come_in(thief, person)
    come_in(client, person)
    set_up_app(client)
    assert client.get("/en/account/").status_code == 200
    assert thief.get("/en/account/").headers["Location"].startswith("/en/account/sign-in/")


def test_removing_the_last_second_step_leads_back_to_setting_one_up(client: Client) -> None:
    come_in(client, a_user())
    set_up_app(client)
    assert client.post("/en/account/second-step/app/remove/").status_code == 302
    assert not Authenticator.objects.exists()
    assert client.get("/en/account/").headers["Location"] == STEPS


def test_the_password_is_asked_again_when_signing_in_was_a_while_ago(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xenia.ground.accounts import adapter

    come_in(client, a_user())
    monkeypatch.setattr(adapter, "JUST_SIGNED_IN_SECONDS", -1)
    typed = {"code": "123456"}
    again = client.post(APP, typed)
    assert again.headers["Location"] == f"/en/account/again/?next={APP.replace('/', '%2F')}"
    kept = str(Session.objects.get().get_decoded())
    assert "123456" not in kept, "what was typed is not kept"
    assert "127.0.0.1" not in kept, "nor where it came from"
    wrong = client.post(again.headers["Location"], {"password": "no"})
    assert "This is not your password" in wrong.content.decode()
    monkeypatch.undo()
    right = client.post(again.headers["Location"], {"password": PASSWORD})
    assert right.headers["Location"] == APP


def test_setting_up_and_removing_is_in_the_audit(client: Client) -> None:
    come_in(client, a_user())
    set_up_app(client)
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post("/en/account/second-step/recovery-codes/new/")
    client.post("/en/account/second-step/app/remove/")
    said = list(AuditEvent.objects.values_list("action", flat=True))
    for action in ("codes_set_up", "recovery_codes_made", "codes_removed"):
        assert f"accounts.{action}" in said


def test_no_table_holds_a_secret_in_clear(client: Client) -> None:
    come_in(client, a_user())
    secret = str(client.get(APP).context["form"].secret)
    waiting = Session.objects.get().get_decoded()[PENDING_SECRET]
    assert secret not in waiting
    assert unseal(waiting) == secret
    client.post(APP, {"code": code_now(secret)})
    for step in Authenticator.objects.all():
        assert secret not in str(step.data)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert unseal(kept) == secret
    seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
    assert seed.startswith("1.")
    assert len(unseal(seed)) == 80


def test_another_master_key_opens_nothing(settings: Any, tmp_path: Path) -> None:
    sealed = seal("secret")
    assert seal("secret") != sealed, "each is sealed under a number of its own"
    settings.MASTER_KEY_FILE = tmp_path / "other.key"
    make_master_key(settings.MASTER_KEY_FILE)
    with pytest.raises(BadMasterKey):
        unseal(sealed)


def test_a_changed_secret_is_refused() -> None:
    sealed = seal("secret")
    for changed in (sealed[:-4] + "AAAA", "2" + sealed[1:], "nothing"):
        with pytest.raises(BadMasterKey):
            unseal(changed)


def test_who_lost_her_phone_gets_a_link_and_sets_up_anew(client: Client) -> None:
    director, person = a_user(Role.DIRECTOR), a_user()
    come_in(client, person)
    set_up_app(client)
    issue_sign_in_link(person=person, by=director, at=TUESDAY)
    assert Authenticator.objects.exists(), "a plain link leaves the second step"
    issue_sign_in_link(person=person, by=director, at=TUESDAY, without_second_step=True)
    assert not Authenticator.objects.exists()
    assert client.get("/en/account/").status_code == 302
    assert come_in(client, person).headers["Location"] == "/en/desk/"
    assert client.get("/en/desk/").headers["Location"] == STEPS


def test_leaving_removes_the_second_steps_and_who_stands_halfway_in(client: Client) -> None:
    director, person = a_user(Role.DIRECTOR), a_user()
    come_in(client, person)
    secret = set_up_app(client)
    halfway = Client()
    come_in(halfway, person)
    person_left(person=person, by=director, at=TUESDAY)
    assert not Authenticator.objects.exists()
    halfway.post("/en/account/sign-in/code/", {"code": code_now(secret)})
    assert halfway.get("/en/account/").status_code == 302


def test_the_master_key_is_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "new.key"
    make_master_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        make_master_key(path)
    keys = read_master_keys(path)
    assert keys.newest == 1
    assert keys.derived("one use", 1) != keys.derived("another use", 1)
    assert keys.versions[1].hex() not in repr(keys)


def test_the_sample_city_makes_its_key_the_first_time(tmp_path: Path) -> None:
    path = tmp_path / "sample.key"
    first = read_or_make_master_keys(path)
    assert read_or_make_master_keys(path) == first
    assert [one.name for one in tmp_path.iterdir() if "sample" in one.name] == ["sample.key"]
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "nonsense", "1 abcd", "x " + "ab" * 32, "1"])
def test_a_damaged_master_key_is_refused_without_quoting_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.key"
    path.write_text(content)
    with pytest.raises(BadMasterKey) as refused:
        read_master_keys(path)
    assert "abab" not in str(refused.value)
    assert "nonsense" not in str(refused.value)


def test_a_newer_version_of_the_key_seals_and_the_older_still_opens(
    settings: Any, tmp_path: Path
) -> None:
    old = seal("secret")
    line = settings.MASTER_KEY_FILE.read_text()
    settings.MASTER_KEY_FILE.write_text(f"{line}2 {'ab' * 32}\n")
    assert seal("secret").startswith("2.")
    assert unseal(old) == "secret"


@pytest.mark.django_db
def test_second_steps_are_sealed_anew_when_the_master_key_is_replaced() -> None:
    app = Authenticator.objects.create(
        user=a_user(), type=Authenticator.Type.TOTP, data={"secret": seal("JBSWY3DPEHPK3PXP")}
    )
    codes = Authenticator.objects.create(
        user=a_user(),
        type=Authenticator.Type.RECOVERY_CODES,
        data={"seed": seal("seed"), "migrated_codes": [seal("one"), seal("two")], "used_mask": 1},
    )
    rotate(TUESDAY)
    assert set(master_keys().versions) == {2}
    app.refresh_from_db()
    codes.refresh_from_db()
    assert unseal(app.data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert unseal(codes.data["seed"]) == "seed"
    assert [unseal(code) for code in codes.data["migrated_codes"]] == ["one", "two"]
    assert codes.data["used_mask"] == 1
    assert seal_second_steps_anew() == 0, "nothing is left to do"
