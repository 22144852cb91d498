"""Two rounds at the same moment, or a round and a colleague: each step is taken once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.work.ombudsman.limits import limits_now
from xenia.work.ombudsman.models import Clock, Complaint, OfficeLimit
from xenia.work.ombudsman.operations import clocks
from xenia.work.ombudsman.operations.climbing import keep_clocks
from xenia.work.ombudsman.operations.limits import LimitsCrossed, mark_of_limits, set_limits
from xenia.work.ombudsman.tests.makers import MONDAY, a_complaint, a_supervisor, an_officer

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]
PATIENCE = 60  # seconds
# 10:00 in the city, on the first business day after a complaint of Monday 16 November should have been acknowledged.
LATE = datetime(2026, 11, 24, 15, tzinfo=UTC)
SUPERVISED = datetime(2026, 11, 25, 15, tzinfo=UTC)


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


def some_late_ones() -> list[Complaint]:
    officer = an_officer()
    a_supervisor()
    complaints = [a_complaint() for _number in range(3)]
    Complaint.objects.update(officer_id=officer.pk)
    OutboxMessage.objects.all().delete()
    return complaints


def test_three_rounds_tell_each_person_once() -> None:
    in_the_office(some_late_ones)
    got = at_once(*[lambda: keep_clocks(SUPERVISED)] * 3)
    assert sum(got) == 3, got
    # Each of three complaints: whoever has it, and the supervisor.
    assert in_the_office(OutboxMessage.objects.count) == 6
    assert in_the_office(lambda: set(Clock.objects.values_list("climbed", flat=True))) == {2}


def test_what_is_acknowledged_at_that_moment_has_climbed_or_not_and_is_counted_once() -> None:
    (complaint, *_others) = in_the_office(some_late_ones)

    def acknowledge() -> Any:
        return clocks.stop_clock(complaint=complaint, which="acknowledge", at=LATE)

    got = at_once(acknowledge, lambda: keep_clocks(LATE), acknowledge)
    assert not [one for one in got if isinstance(one, Exception)], got
    assert [isinstance(got[0], Clock), isinstance(got[2], Clock)].count(True) == 1, got
    assert in_the_office(Entry.objects.filter(kind="ombudsman.clock").count) == 1
    clock = in_the_office(lambda: Clock.objects.get(complaint=complaint))
    assert clock.met_on == LATE.date()


def test_one_clock_starts_when_two_start_it() -> None:
    (complaint, *_others) = in_the_office(some_late_ones)

    def start() -> Any:
        return clocks.start_clock(complaint=complaint, which="answer", at=MONDAY)

    got = at_once(start, start)
    assert [isinstance(one, Clock) for one in got].count(True) == 1, got
    assert in_the_office(Clock.objects.filter(which="answer").count) == 1


def test_of_two_who_set_the_limits_the_second_is_told() -> None:
    person = in_the_office(a_supervisor)
    seen = in_the_office(mark_of_limits)

    def write(days: int) -> Callable[[], Any]:
        return lambda: set_limits(
            said=limits_now() | {"answer": days}, source="", seen=seen, by=person, at=MONDAY
        )

    got = at_once(write(15), write(20))
    assert [isinstance(one, LimitsCrossed) for one in got].count(True) == 1, got
    assert in_the_office(OfficeLimit.objects.count) == 1
