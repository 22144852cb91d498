"""Two at the same moment: one pauses her, one credential is checked, one pair stands, one week holds."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.transitions import WrongState
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.operations import AlreadyChecked, AlreadyThere, Pair, Stretch
from xenia.work.language_access.tests.makers import (
    FIVE,
    NINE,
    ON,
    TUESDAY,
    a_coordinator,
    an_interpreter,
    recorded,
)

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
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


def one_won(answers: list[Any], told: type[Exception]) -> bool:
    """Whether one did it, and every other was told."""
    return sum(isinstance(one, told) for one in answers) == len(answers) - 1


def test_of_three_who_pause_her_one_does() -> None:
    somebody: Interpreter = in_the_office(lambda: an_interpreter("ht"))

    def pause() -> Any:
        return operations.pause(interpreter=somebody, by=None, at=TUESDAY)

    assert one_won(at_once(pause, pause, pause), WrongState)
    acts = AuditEvent.objects.filter(action="language_access.interpreter_paused")
    assert in_the_office(acts.count) == 1


def test_a_credential_is_checked_by_one_of_two() -> None:
    credential, by = in_the_office(lambda: (recorded(an_interpreter("ht")), a_coordinator()))

    def check() -> Any:
        return operations.check_credential(credential=credential, by=by, at=TUESDAY)

    assert one_won(at_once(check, check), AlreadyChecked)


def test_a_pair_written_down_twice_stands_once() -> None:
    somebody: Interpreter = in_the_office(an_interpreter)

    def add() -> Any:
        return operations.add_language_pair(
            interpreter=somebody, pair=Pair("ht", "en", ["phone"]), by=None, at=TUESDAY
        )

    assert one_won(at_once(add, add), AlreadyThere)
    assert in_the_office(somebody.pairs.count) == 1


def test_of_two_weeks_set_for_the_same_day_one_holds() -> None:
    somebody: Interpreter = in_the_office(lambda: an_interpreter("ht"))

    def week(weekday: int) -> Callable[[], Any]:
        return lambda: operations.set_weekly_hours(
            interpreter=somebody,
            hours=[Stretch(weekday, NINE, FIVE)],
            from_day=ON,
            by=None,
            at=TUESDAY,
        )

    assert at_once(week(1), week(2)) == [None, None]
    assert in_the_office(somebody.hours.filter(valid_until=None).count) == 1
