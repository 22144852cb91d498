"""Many at the same moment: no place is given twice, nobody stands in line twice, nobody is shown an error."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from xenia.ground.accounts.models import User
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.registers.clients.models import Client
from xenia.registers.clients.tests.makers import a_client
from xenia.work.programs import operations
from xenia.work.programs.models import Enrolment, Offering
from xenia.work.programs.models.enrolment import Status, Why
from xenia.work.programs.operations import AlreadyIn, FigureCrossed
from xenia.work.programs.tests.makers import MONDAY, TUESDAY, an_offering, full

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]
PATIENCE = 60  # seconds
PEOPLE, PLACES = 8, 3


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


def fresh(offering: Offering) -> Offering:
    found: Offering = Offering.objects.select_related("program").get(pk=offering.pk)
    return found


def bring_in(offering: Offering, her: Client) -> Callable[[], Any]:
    def act() -> str:
        client = Client.objects.get(pk=her.pk)
        made = operations.enrol(offering=fresh(offering), client=client, by=None, at=MONDAY)
        return str(made.status)

    return act


def stands(offering: Offering) -> tuple[Counter[str], int, int]:
    """How many stand how, how many places are counted as taken, how many people the ledger counts."""
    rows = Enrolment.objects.filter(offering=offering).values_list("status", flat=True)
    counted = Entry.objects.filter(kind="programs.enrolled").values_list("quantity", flat=True)
    return Counter(rows), fresh(offering).taken, sum(counted)


def test_eight_come_at_once_for_three_places_and_five_wait() -> None:
    offering, people = in_the_office(
        lambda: (an_offering(places=PLACES), [a_client() for _one in range(PEOPLE)])
    )
    got = at_once(*[bring_in(offering, her) for her in people])
    assert Counter(got) == {Status.ENROLLED: PLACES, Status.WAITING: PEOPLE - PLACES}
    statuses, taken, counted = in_the_office(lambda: stands(offering))
    assert (statuses[Status.ENROLLED], taken, counted) == (PLACES, PLACES, PLACES)
    numbers = in_the_office(lambda: list(Enrolment.objects.values_list("number", flat=True)))
    assert sorted(numbers) == list(range(1, PEOPLE + 1))


def test_eight_colleagues_bring_in_the_same_person_and_she_stands_there_once() -> None:
    offering, her = in_the_office(lambda: (an_offering(places=PLACES), a_client()))
    got = at_once(*[bring_in(offering, her)] * PEOPLE)
    assert sum(isinstance(one, AlreadyIn) for one in got) == PEOPLE - 1
    statuses, taken, counted = in_the_office(lambda: stands(offering))
    assert (statuses.total(), taken, counted) == (1, 1, 1)


def test_some_leave_while_others_come_and_every_place_is_held_by_one() -> None:
    def scene() -> tuple[Offering, list[Enrolment], list[Client], User]:
        offering = an_offering(places=4)
        return offering, full(offering), [a_client() for _one in range(4)], a_user()

    offering, inside, outside, colleague = in_the_office(scene)

    def go(enrolment: Enrolment) -> Callable[[], Any]:
        def act() -> Any:
            hers = Enrolment.objects.select_related("offering", "client").get(pk=enrolment.pk)
            return operations.leave(enrolment=hers, why=Why.TIME, by=colleague, at=TUESDAY)

        return act

    got = at_once(*map(go, inside), *[bring_in(offering, her) for her in outside])
    assert not [one for one in got if isinstance(one, Exception)]
    statuses, taken, counted = in_the_office(lambda: stands(offering))
    assert statuses == {Status.LEFT: 4, Status.ENROLLED: 4}
    assert (taken, counted) == (4, 8)


def test_one_leaves_at_eight_desks_and_one_place_is_free() -> None:
    def scene() -> tuple[Offering, Enrolment, User]:
        offering = an_offering(places=2)
        return offering, full(offering)[0], a_user()

    offering, enrolment, colleague = in_the_office(scene)

    def act() -> Any:
        hers = Enrolment.objects.select_related("offering", "client").get(pk=enrolment.pk)
        return operations.leave(enrolment=hers, why=Why.TIME, by=colleague, at=TUESDAY, version=0)

    got = at_once(*[act] * PEOPLE)
    assert sum(isinstance(one, WrongState) for one in got) == PEOPLE - 1
    assert in_the_office(lambda: fresh(offering).taken) == 1


def test_two_write_a_months_figures_and_one_is_told() -> None:
    offering, colleague = in_the_office(lambda: (an_offering(), a_user()))
    line = in_the_office(lambda: offering.capacity_lines.earliest("month"))

    def say(delivered: int) -> Callable[[], Any]:
        return lambda: operations.say_capacity(
            offering=fresh(offering),
            month=line.month,
            planned=line.planned,
            delivered=delivered,
            version=line.version,
            by=User.objects.get(pk=colleague.pk),
            at=TUESDAY,
        )

    got = at_once(say(1), say(2))
    assert sum(isinstance(one, FigureCrossed) for one in got) == 1
    kept, counted = in_the_office(
        lambda: (
            offering.capacity_lines.get(pk=line.pk).delivered,
            sum(Entry.objects.filter(method="delivered").values_list("quantity", flat=True)),
        )
    )
    assert kept == counted
