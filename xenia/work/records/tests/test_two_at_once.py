"""Two colleagues at the same moment: each paper gets its number, one decision stands, one opening has its decision."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from tests.people.models import Person
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.subjects import new_subject
from xenia.work.records import operations
from xenia.work.records.models import RecordsRequest
from xenia.work.records.models.request import Decision
from xenia.work.records.tests.makers import (
    MONDAY,
    TUESDAY,
    a_decided_request,
    a_paper,
    a_request,
)

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


def test_papers_that_come_at_once_each_get_a_number() -> None:
    desk: User = in_the_office(lambda: a_user(Role.FRONT_DESK))

    def receive() -> str:
        return str(operations.receive_request(paper=a_paper(), by=desk, at=MONDAY).number)

    got = at_once(*[receive] * 4)
    assert sorted(str(one) for one in got) == [f"R-2026-{number:04d}" for number in range(1, 5)]


def test_two_counsel_decide_and_one_is_told() -> None:
    def laid_before_counsel() -> tuple[RecordsRequest, list[User]]:
        counsel = [a_user(Role.COUNSEL), a_user(Role.COUNSEL)]
        made, person = a_request(), Person(subject_id=new_subject(), name="Marisol Quispe")
        person.save(force_insert=True)
        operations.name_person(request=made, subject=person.subject_id, by=counsel[0], at=MONDAY)
        return operations.hand_to_counsel(request=made, by=counsel[0], at=MONDAY), counsel

    request, counsel = in_the_office(laid_before_counsel)

    def decide(who: User, decision: str) -> Callable[[], str]:
        def act() -> str:
            mine = RecordsRequest.objects.get(pk=request.pk)
            operations.decide_request(request=mine, decision=decision, by=who, at=TUESDAY)
            return decision

        return act

    got = at_once(decide(counsel[0], Decision.FULL), decide(counsel[1], Decision.REFUSED))
    assert [isinstance(one, WrongState) for one in got].count(True) == 1
    won = next(one for one in got if isinstance(one, str))
    standing = in_the_office(lambda: RecordsRequest.objects.get(pk=request.pk).decision)
    assert standing == won


def test_records_are_not_opened_under_a_decision_that_is_taken_back() -> None:
    def decided() -> tuple[RecordsRequest, User, User]:
        person = Person(subject_id=new_subject(), name="Marisol Quispe")
        person.save(force_insert=True)
        counsel = a_user(Role.COUNSEL)
        made = a_decided_request(person.subject_id, counsel=counsel)
        return made, counsel, a_user(Role.DIRECTOR)

    request, counsel, director = in_the_office(decided)
    opened, taken_back = at_once(
        lambda: operations.extract_all(request=request, by=director, at=TUESDAY),
        lambda: operations.look_again(request=request, by=counsel, at=TUESDAY),
    )
    outcomes = (type(opened).__name__, type(taken_back).__name__)
    assert outcomes in {("list", "AlreadyExtracted"), ("NotReleased", "RecordsRequest")}
