"""Two colleagues at the same moment: one wins, the other is told, and no person is written down twice."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.vault.models import SubjectMerge
from xenia.registers.clients.models import Client, Consent, HouseholdMember
from xenia.registers.clients.operations import (
    Agreed,
    AlreadyAdded,
    CannotBecome,
    ClientCrossed,
    ClientGone,
    Home,
    LivesElsewhere,
    Pair,
    Said,
    add_client,
    change_client,
    give_consent,
    live_together,
    merge_clients,
    unmerge_client,
    withdraw_consent,
)
from xenia.registers.clients.tests.makers import MONDAY, a_client

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("many_hands"),
]
PATIENCE = 60  # seconds


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Databases that several may write at once: on SQLite files, as in an office."""
    in_memory = {}
    for alias in ("default", "keys"):
        connection = connections[alias]
        if connection.vendor == "sqlite":
            office = tmp_path / f"{alias}.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(office)])
            in_memory[alias] = connections.settings[alias]["NAME"]
            connections.settings[alias]["NAME"] = str(office)
    yield
    for alias, name in in_memory.items():
        connections.settings[alias]["NAME"] = name


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each on connections of its own. What each returned or raised."""
    start = Barrier(len(acts), timeout=PATIENCE)

    def one(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except Exception as error:  # noqa: BLE001  # what it raised is the answer
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def in_the_office(scene: Callable[[], Any]) -> Any:
    """A scene on the databases of the office. Raises what it raises."""
    (found,) = at_once(scene)
    if isinstance(found, Exception):
        raise found
    return found


def two_records() -> tuple[Client, Client, User]:
    """Two records, and a colleague who may merge them."""
    return a_client("Linh Tran"), a_client("Lin Tran"), a_user(Role.CASEWORKER)


def test_each_says_the_other_record_stays_and_one_of_them_wins() -> None:
    one, two, by = in_the_office(two_records)

    def merged(keeps: Client, goes: Client) -> Client:
        return merge_clients(pair=Pair(keeps, goes, 0, 0), by=by, at=MONDAY)

    found = at_once(lambda: merged(one, two), lambda: merged(two, one))
    won = [one for one in found if isinstance(one, Client)]
    told = [one for one in found if isinstance(one, ClientGone | ClientCrossed | CannotBecome)]
    assert (len(won), len(told)) == (1, 1), found

    def look() -> tuple[int, int]:
        standing = Client.objects.standing().count()
        return standing, SubjectMerge.objects.filter(undone_at__isnull=True).count()

    assert in_the_office(look) == (1, 1)


def test_two_take_a_merge_back_and_it_is_undone_once() -> None:
    one, two, by = in_the_office(two_records)
    in_the_office(lambda: merge_clients(pair=Pair(one, two, 0, 0), by=by, at=MONDAY))

    def part() -> Client:
        stale = Client.objects.select_related("merged_into").get(pk=two.pk)
        return unmerge_client(absorbed=stale, by=by, at=MONDAY)

    found = at_once(part, part)
    assert len([one for one in found if isinstance(one, Client)]) == 1, found
    assert in_the_office(lambda: Client.objects.standing().count()) == 2


def test_two_change_her_record_and_the_second_is_told() -> None:
    client = in_the_office(lambda: a_client("Linh"))

    def says(called: str) -> Client:
        return change_client(
            client=client, said=Said(called=called), state_version=0, by=None, at=MONDAY
        )

    found = at_once(lambda: says("Linh N."), lambda: says("Lin"))
    crossed = [one for one in found if isinstance(one, ClientCrossed)]
    assert len(crossed) == 1, found
    stands = in_the_office(lambda: str(Client.objects.get(pk=client.pk).called))
    assert stands == in_the_office(lambda: str(crossed[0].current.called))


def test_a_form_sent_twice_at_once_writes_one_person_down() -> None:
    number = uuid4()

    def send() -> Client:
        return add_client(said=Said(called="Linh"), by=None, at=MONDAY, number=number)

    found = at_once(send, send, send)
    assert len([one for one in found if isinstance(one, Client)]) == 1, found
    assert len([one for one in found if isinstance(one, AlreadyAdded)]) == 2, found
    assert in_the_office(Client.objects.count) == 1


def test_a_consent_sent_twice_at_once_is_one_consent_with_one_code() -> None:
    client = in_the_office(a_client)

    def send() -> tuple[Consent, str]:
        agreed = Agreed(purpose="follow_up")
        return give_consent(client=client, agreed=agreed, by=None, at=MONDAY, token="t1")

    found = at_once(send, send)
    assert not [one for one in found if isinstance(one, Exception)], found
    assert len({code for _consent, code in found}) == 1
    assert in_the_office(Consent.objects.count) == 1


def test_she_takes_it_back_at_home_and_at_the_desk_and_it_ends_once() -> None:
    def given() -> Consent:
        return give_consent(
            client=a_client(), agreed=Agreed(purpose="follow_up"), by=None, at=MONDAY
        )[0]

    consent = in_the_office(given)

    def back() -> bool:
        return withdraw_consent(consent=consent, by=None, at=MONDAY)

    assert sorted(at_once(back, back)) == [False, True]


def test_she_moves_into_one_household_however_many_write_it_down() -> None:
    child, one, other = in_the_office(
        lambda: (a_client("Minh"), a_client("Linh"), a_client("Amina"))
    )

    def moves(host: Client) -> HouseholdMember:
        return live_together(client=child, joins=host, home=Home("child"), by=None, at=MONDAY)

    found = at_once(lambda: moves(one), lambda: moves(other))
    assert len([one for one in found if isinstance(one, LivesElsewhere)]) == 1, found
    living = in_the_office(
        lambda: HouseholdMember.objects.living_there().filter(client=child).count()
    )
    assert living == 1
