"""A record changes its state once; of two people at once, one wins and the other is told."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from itertools import product
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.apps import apps
from django.db import connection, connections, transaction

from xenia.ground.common.transitions import WrongState, may_become, transition

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)
Outcome = TypeVar("Outcome")
BOTH_AT_ONCE = 10  # seconds until we give up waiting for the other


def an_import(status: str = "staging") -> Any:
    """A record with states, from a room above: this one knows it by name only."""
    return apps.get_model("imports", "ImportRun").objects.create(
        kind="directory", source="city.csv", status=status, started_at=MONDAY
    )


def states() -> list[str]:
    return list(apps.get_model("imports", "ImportRun").Status.values)


@pytest.mark.django_db
def test_a_step_in_the_table_is_taken_with_its_fields() -> None:
    run = an_import()
    transition(run, to="failed", at=MONDAY, finished_at=MONDAY)
    assert (run.status, run.finished_at) == ("failed", MONDAY)
    run.refresh_from_db()
    assert (run.status, run.finished_at) == ("failed", MONDAY)


@pytest.mark.django_db
def test_a_step_that_is_not_in_the_table_changes_nothing() -> None:
    run = an_import("applied")
    with pytest.raises(WrongState) as wrong:
        transition(run, to="failed", at=MONDAY, finished_at=MONDAY)
    assert wrong.value.status == "applied"
    run.refresh_from_db()
    assert (run.status, run.finished_at) == ("applied", None)


@pytest.mark.django_db
def test_only_the_table_decides_which_step_is_possible() -> None:
    for of, to in product(states(), states()):
        run = an_import(of)
        if may_become(run, to):
            assert transition(run, to=to, at=MONDAY).status == to
        else:
            with pytest.raises(WrongState):
                transition(run, to=to, at=MONDAY)


@pytest.mark.django_db
def test_the_state_is_read_from_the_record_and_not_from_an_old_copy() -> None:
    run = an_import()
    old_copy = type(run).objects.get(pk=run.pk)
    transition(run, to="failed", at=MONDAY)
    with pytest.raises(WrongState) as wrong:
        transition(old_copy, to="staged", at=MONDAY)
    assert wrong.value.status == "failed"


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_step_is_taken() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        transition(an_import(), to="failed", at=MONDAY)


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several may write at once.

    SQLite's test database lives in memory, where nobody waits for a lock as in the office: so its tables are copied
    to a file, and threads open that.
    """
    if connection.vendor != "sqlite":
        yield
        return
    office = tmp_path / "office.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(office)])
    place = connections.settings["default"]
    in_memory = place["NAME"]
    place["NAME"] = str(office)
    yield
    place["NAME"] = in_memory


def apart(act: Callable[[], Outcome]) -> Outcome:
    """Do something on a connection of its own."""
    (outcome,) = at_once([act])
    return outcome


def at_once(acts: list[Callable[[], Outcome]]) -> list[Outcome]:
    """Do all acts at the same moment, each on a connection of its own."""
    start = Barrier(len(acts), timeout=BOTH_AT_ONCE)

    def one(act: Callable[[], Outcome]) -> Outcome:
        try:
            start.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.mark.both_databases
@pytest.mark.parametrize("hands", [2, 6])
def test_of_several_people_at_once_one_wins_and_the_others_are_told(
    many_hands: None, hands: int
) -> None:
    pk = apart(an_import).pk
    runs = apps.get_model("imports", "ImportRun").objects

    def end(who: str) -> str:
        mine = runs.get(pk=pk)
        try:
            with transaction.atomic():
                transition(mine, to="failed", at=MONDAY, source=f"ended by {who}")
        except WrongState as wrong:
            return f"told it is {wrong.status}"
        return f"ended by {who}"

    outcomes = at_once([partial(end, f"person {number}") for number in range(hands)])
    winners = [one for one in outcomes if one.startswith("ended")]
    assert len(winners) == 1
    assert outcomes.count("told it is failed") == hands - 1
    assert apart(lambda: runs.get(pk=pk).source) == winners[0]
