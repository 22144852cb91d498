"""A colleague finds a person by what she knows of her: a phone, an e-mail, a code, a name in any letters."""

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.registers.clients.operations import Pair, Ways, merge_clients, say_ways
from xenia.registers.clients.queries.finding import MOST, find
from xenia.registers.clients.tests.makers import MONDAY, a_client, reached

pytestmark = pytest.mark.django_db


def called(text: str) -> list[str]:
    """What those found want to be called."""
    return [str(one.called) for one in find(text, by=a_user(Role.FRONT_DESK))]


def test_a_phone_is_found_however_it_is_typed() -> None:
    reached(a_client("Linh"), phone="617-555-0142")
    a_client("Amina")
    assert called("(617) 555 0142") == called("+1 617 555 0142") == ["Linh"]
    assert called("617-555-0199") == []


def test_two_who_share_a_phone_are_both_found() -> None:
    for name in ("Linh", "Minh"):
        reached(a_client(name), phone="617-555-0142")
    assert sorted(called("617-555-0142")) == ["Linh", "Minh"]


def test_an_e_mail_is_found() -> None:
    reached(a_client("Linh"), email="linh@mail.example")
    assert called(" Linh@Mail.example") == ["Linh"]


def test_a_phone_she_took_back_finds_her_no_more() -> None:
    client = reached(a_client("Linh"), phone="617-555-0142")
    say_ways(client=client, ways=Ways(), state_version=client.state_version, by=None, at=MONDAY)
    assert called("617-555-0142") == []
    client.refresh_from_db()
    assert client.contact is None


def test_her_code_finds_her_with_or_without_the_dash() -> None:
    client = a_client("")
    for typed in (client.code, client.code.lower(), client.code.replace("-", "")):
        assert find(typed, by=a_user(Role.FRONT_DESK)) == [client]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Nguyễn Thị Linh", "linh nguyen"),
        ("Amina Warsame", "amina warsama"),
        ("محمد علي", "محمد على"),
        ("João Tavares", "joao tavares"),
        ("Marisol Peña", "pena marisol"),
    ],
)
def test_a_name_is_found_without_its_accents_and_in_another_order(written: str, typed: str) -> None:
    a_client(written)
    a_client("Beatriz Oliveira")
    assert called(typed) == [written]


def test_a_year_of_birth_puts_the_right_one_first() -> None:
    for year in ("1961", "1988", "2004"):
        a_client("Maria Silva", birth_year=year)
    people = find("maria silva 1988", by=a_user(Role.CASEWORKER))
    assert next(str(one.birth_year) for one in people) == "1988"


def test_never_more_than_twenty_are_shown() -> None:
    for _each in range(MOST + 3):
        a_client("Maria Silva")
    assert len(called("maria silva")) == MOST


def test_a_record_that_was_merged_leads_to_the_one_that_stands() -> None:
    kept, absorbed = a_client("Linh Tran"), a_client("Lin Tran")
    pair = Pair(kept, absorbed, kept.state_version, absorbed.state_version)
    merge_clients(pair=pair, by=a_user(Role.CASEWORKER), at=MONDAY)
    for text in ("lin tran", absorbed.code, "linh tran"):
        assert find(text, by=a_user(Role.FRONT_DESK)) == [kept]


@pytest.mark.parametrize("role", [Role.PARTNER_MEMBER, Role.INTERPRETER, Role.POLICY_ANALYST])
def test_who_serves_nobody_finds_nobody(role: Role) -> None:
    client = a_client("Linh")
    assert find(client.code, by=a_user(role)) == []


def test_nothing_typed_finds_nobody() -> None:
    a_client("")
    assert called("  ") == called("1988") == []


def test_finding_a_common_name_takes_few_queries(django_assert_max_num_queries: object) -> None:
    for _each in range(30):
        a_client("Maria Silva")
    by = a_user(Role.FRONT_DESK)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        find("maria silva", by=by)
