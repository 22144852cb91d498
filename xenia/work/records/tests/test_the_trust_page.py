"""The page that says what we hold: public, in every language, true to the schema, and without a cookie."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.languages import EACH_TIME, INTERFACE
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.privacy import NEVER_HELD
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.vault.operations.rule import approve_rule, propose_rule
from xenia.work.records import operations
from xenia.work.records.inventory.kinds import kinds_held, promised
from xenia.work.records.inventory.who_sees import ON_NO_PAGE
from xenia.work.records.models.request import Decision
from xenia.work.records.tests.makers import MONDAY, a_decided_request, a_request
from xenia.work.records.trust_page import trust_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_office_of_every_language(db: None) -> Iterator[None]:
    choose_languages(codes=list(INTERFACE), by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def inventory(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get("/en/trust/inventory.json").content)
    return found


@pytest.mark.parametrize("language", EACH_TIME)
def test_anybody_reads_it_in_her_language_and_gets_no_cookie(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/trust/")
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
    assert not answer.cookies


def test_every_kind_of_record_is_on_the_page(client: Client) -> None:
    content = client.get("/en/trust/").content.decode()
    assert not [kind.label for kind in kinds_held() if f'id="{kind.label}"' not in content]


def test_the_machines_page_says_what_an_order_gets(client: Client) -> None:
    said = {one["kind"]: one for one in inventory(client)["record_kinds"]}
    kinds = kinds_held()
    for opened, name in ((True, "order_while_open"), (False, "order_after_term")):
        promise = promised(kinds, opened=opened)
        assert {label: set(one[name]) for label, one in said.items() if one[name]} == {
            label: set(codes) for label, codes in promise.items()
        }


def test_who_sees_a_kind_is_true_where_it_names_nobody(client: Client) -> None:
    said = {one["kind"]: one["shown_to"] for one in inventory(client)["record_kinds"]}
    # Who looked at a person is shown to whoever serves her; every other act to the two.
    assert said["accounts.auditevent"]["roles"] == [
        "director",
        "supervisor",
        "caseworker",
        "front_desk",
        "counsel",
    ]
    assert said["vault.legalhold"]["permissions"] == ["vault.hold", "records.read"]
    assert {kind for kind, shown in said.items() if not shown["roles"]} == ON_NO_PAGE


def test_what_the_page_of_terms_says_of_erasing_holds_for_every_kind(client: Client) -> None:
    client.force_login(a_user(Role.DIRECTOR))
    content = client.get("/en/desk/records/retention/").content.decode()
    assert "No record locked with a person’s key is erased before two people approved" in content
    assert "Nothing is erased before" not in content
    locked = {kind.label for kind in kinds_held() if kind.has_key}
    said = {one["kind"]: one["term_is"] for one in inventory(client)["record_kinds"]}
    assert {said[label] for label in locked} <= {"not_approved", "none"}
    assert "keys.tombstone" in {label for label, term in said.items() if term == "kept"}


def test_what_is_never_held_is_on_the_page(client: Client) -> None:
    assert inventory(client)["never_held"]["field_names"] == list(NEVER_HELD)
    assert "immigration or citizenship status" in client.get("/en/trust/").content.decode()


def test_a_default_is_called_a_default_until_two_people_approved_a_term(client: Client) -> None:
    label = "notifications.contactpoint"

    def term() -> tuple[int, str]:
        (one,) = [one for one in inventory(client)["record_kinds"] if one["kind"] == label]
        return one["keep_days"], one["term_is"]

    assert term() == (730, "not_approved")
    assert "not yet approved by two people" in client.get("/en/trust/").content.decode()
    director, counsel = a_user(Role.DIRECTOR), a_user(Role.COUNSEL)
    rule = propose_rule(
        record_class=label,
        keep_days=100,
        since="safety_rechecked_on",
        source="City schedule 7-B",
        in_effect_on=local_day(now()) - timedelta(days=1),
        by=director,
        at=now(),
    )
    approve_rule(rule=rule, by=director, at=now())
    assert term() == (730, "not_approved")
    approve_rule(rule=rule, by=counsel, at=now())
    assert term() == (100, "approved")
    content = client.get("/en/trust/").content.decode()
    assert "City schedule 7-B" in content
    assert "100 days" in content


def test_the_counts_of_requests_are_public_and_name_nobody(client: Client) -> None:
    assert "Nobody has asked us for records yet." in client.get("/en/trust/").content.decode()
    director = a_user(Role.DIRECTOR)
    today = local_day(now())
    a_request(received_on=today, at=now())
    refused = a_decided_request(decision=Decision.REFUSED, received_on=today, at=now())
    operations.answer_request(request=refused, by=director, at=now())
    (year,) = inventory(client)["requests_for_records"]
    assert (year["received"], year["refused"], year["released"]) == (2, 1, 0)
    content = client.get("/en/trust/").content.decode()
    assert "Marisol" not in content
    assert refused.number not in content


def test_it_costs_few_queries_and_no_key_is_asked_for(django_assert_max_num_queries: Any) -> None:
    a_request()
    with django_assert_max_num_queries(30):
        trust_page(at=now(), reader="en")


def test_the_page_is_kept_by_browsers_until_it_changes(client: Client) -> None:
    first = client.get("/en/trust/inventory.json")
    assert first["ETag"]
    assert first["Content-Type"].startswith("application/json")
    assert "max-age" in first["Cache-Control"]


def test_every_public_page_leads_there(client: Client) -> None:
    assert 'href="/en/trust/"' in client.get("/en/i-speak/").content.decode()
