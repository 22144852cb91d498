"""Guessing passwords is stopped without keeping anybody's network address."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory

from xenia.ground.accounts import lockout
from xenia.ground.accounts.operations.session import tidy
from xenia.ground.accounts.tests.makers import PASSWORD, TUESDAY, a_user
from xenia.ground.common.dates import now

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/account/sign-in/"
ADDRESS = "203.0.113.77"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Nobody has tried anything yet."""
    cache.clear()
    yield
    cache.clear()


def try_password(
    password: str, *, email: str = "amara@lindenport.example", address: str = ADDRESS
) -> int:
    said = {"login": email, "password": password}
    return Client(REMOTE_ADDR=address).post(SIGN_IN, said).status_code


def test_the_ninth_wrong_password_is_not_even_looked_at() -> None:
    a_user(email="amara@lindenport.example")
    first_seven = [try_password("wrong") for _time in range(7)]
    assert set(first_seven) == {200}
    assert try_password("wrong") == 429, "the eighth closes the door"
    assert try_password("wrong") == 429
    assert try_password(PASSWORD) == 429, "the right one no longer opens it"


def test_the_page_says_when_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lockout, "now", lambda: TUESDAY)  # 9:00 in the city
    for _time in range(7):
        try_password("wrong")
    said = {"login": "amara@lindenport.example", "password": "wrong"}
    page = Client(REMOTE_ADDR=ADDRESS).post(SIGN_IN, said).content.decode()
    assert "Try again after 9:16" in page
    assert "15 minutes" in page


def test_a_colleague_at_the_same_address_is_not_locked_out() -> None:
    a_user(email="amara@lindenport.example")
    a_user(email="benedita@lindenport.example")
    for _time in range(9):
        try_password("wrong")
    assert try_password(PASSWORD, email="benedita@lindenport.example") == 302


def test_a_stranger_elsewhere_does_not_lock_a_person_out() -> None:
    a_user(email="amara@lindenport.example")
    for _time in range(9):
        try_password("wrong", address="198.51.100.9")
    assert try_password(PASSWORD) == 302


def test_capitals_do_not_give_eight_more_tries() -> None:
    a_user(email="amara@lindenport.example")
    for _time in range(8):
        try_password("wrong", email="AMARA@lindenport.example")
    assert try_password(PASSWORD) == 429


def test_the_right_password_forgets_the_wrong_ones() -> None:
    a_user(email="amara@lindenport.example")
    for _time in range(7):
        try_password("wrong")
    assert try_password(PASSWORD) == 302
    assert try_password("wrong") == 200


def test_the_password_asked_again_inside_is_counted_too() -> None:
    person = a_user(email="amara@lindenport.example")
    client = Client(REMOTE_ADDR=ADDRESS)
    client.force_login(person)
    tried = [
        client.post("/en/account/password/", {"current": "no", "password": PASSWORD}).status_code
        for _time in range(9)
    ]
    assert tried[-1] == 429


def test_one_place_that_tries_many_accounts_is_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lockout, "WRONG_FROM_ONE_PLACE", 10)
    a_user(email="amara@lindenport.example")
    tried = [try_password("wrong", email=f"person{n}@lindenport.example") for n in range(10)]
    assert tried == [200] * 9 + [429]
    assert try_password(PASSWORD) == 429
    assert try_password(PASSWORD, address="198.51.100.9") == 302


def test_a_few_wrong_passwords_of_many_colleagues_close_no_office() -> None:
    a_user(email="amara@lindenport.example")
    for number in range(12):
        try_password("wrong", email=f"person{number}@lindenport.example")
    assert try_password(PASSWORD) == 302


def test_no_network_address_is_in_any_table_or_counter() -> None:
    a_user(email="amara@lindenport.example")
    for _time in range(9):
        try_password("wrong")
    try_password(PASSWORD, address="198.51.100.9")
    kept = everything_kept()
    assert "axes-" in kept, "tries are counted"
    for address in (ADDRESS, "198.51.100.9"):
        assert address not in kept


def test_the_database_never_hears_of_a_network_address(client: Client) -> None:
    a_user(email="amara@lindenport.example")
    heard: list[str] = []

    def listen(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        heard.append(f"{sql} {params}")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        for _time in range(9):
            try_password("wrong")
        try_password(PASSWORD, address="198.51.100.9")
    assert heard
    assert not [said for said in heard if ADDRESS in said or "198.51.100.9" in said]


def everything_kept() -> str:
    """Every row of every table, and every key and value of the cache, as text."""
    rows = [str(list(model._default_manager.values())) for model in apps.get_models()]
    counters = cache._cache  # type: ignore[attr-defined]  # the test's cache lives in memory
    return " ".join([*rows, str(counters)])


def test_tomorrow_the_same_address_is_somebody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=ADDRESS)
    monkeypatch.setattr(lockout, "now", lambda: TUESDAY)
    today, later_today = (lockout.address_of_the_day(request) for _time in range(2))
    salt = cache.get(lockout.SALT)
    monkeypatch.setattr(lockout, "now", lambda: TUESDAY + timedelta(days=1))
    tomorrow = lockout.address_of_the_day(request)
    assert today == later_today
    assert today != tomorrow
    assert cache.get(lockout.SALT) != salt, "yesterday's salt is gone"


def test_the_salt_goes_also_when_nobody_signs_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lockout, "now", lambda: TUESDAY)
    lockout.address_of_the_day(RequestFactory().get("/", REMOTE_ADDR=ADDRESS))
    tidy(TUESDAY)
    assert cache.get(lockout.SALT)
    tidy(TUESDAY + timedelta(days=1))
    assert cache.get(lockout.SALT) is None


def test_a_session_that_ran_out_is_erased() -> None:
    Client().force_login(a_user())
    assert tidy(now()) == 0
    assert tidy(now() + timedelta(days=1)) == 1


def test_a_proxys_word_is_believed_only_as_far_as_the_office_says(settings: object) -> None:
    ask = RequestFactory(REMOTE_ADDR="10.0.0.1").get
    one = ask("/", headers={"x-forwarded-for": "203.0.113.1"})
    other = ask("/", headers={"x-forwarded-for": "203.0.113.2"})
    assert lockout.address_of_the_day(one) == lockout.address_of_the_day(other)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    assert lockout.address_of_the_day(one) != lockout.address_of_the_day(other)
