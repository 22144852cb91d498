"""Two at the same moment: one confirms, one writes first, one reminds."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.work.departments.models import Statement, StatementVersion
from xenia.work.departments.operations import statements
from xenia.work.departments.operations.round import keep_statements
from xenia.work.departments.tests.makers import (
    LAW,
    MONDAY,
    NEXT_YEAR,
    OPEN,
    TUESDAY,
    a_city_service,
    a_department,
    confirmed,
    written,
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


def refused(got: list[Any], kind: type[Exception]) -> int:
    """How many were told; whatever else was raised is a mistake."""
    errors = [one for one in got if isinstance(one, Exception)]
    assert all(isinstance(one, kind) for one in errors), errors
    return len(errors)


def counted(kind: str, **said: str) -> int:
    """How many entries the ledger has."""
    return int(in_the_office(Entry.objects.filter(kind=kind, **said).count))


def _fresh(kind: Any, pk: Any) -> Any:
    return kind.objects.select_related("service__organization").get(pk=pk)


def test_eight_confirm_what_they_read_and_one_confirms() -> None:
    def scene() -> tuple[Any, Any]:
        department, head = a_department()
        return written(a_city_service(department), by=head), head

    statement, head = in_the_office(scene)
    seen = statement.state_version
    acts = [
        partial(
            statements.confirm_statement,
            statement=in_the_office(lambda: _fresh(Statement, statement.pk)),
            version=seen,
            by=head,
            at=TUESDAY,
        )
        for _number in range(8)
    ]
    assert refused(at_once(*acts), WrongState) == 7
    assert counted("departments.statement", outcome="confirmed") == 1
    assert in_the_office(Statement.objects.get).state_version == seen + 1


def test_one_confirms_while_another_writes_and_only_one_is_kept() -> None:
    def scene() -> tuple[Any, Any, Any]:
        department, head = a_department()
        service = a_city_service(department)
        return service, written(service, by=head), head

    service, statement, head = in_the_office(scene)
    said: dict[str, Any] = {"version": statement.state_version, "by": head, "at": TUESDAY}
    got = at_once(
        partial(statements.confirm_statement, statement=statement, **said),
        partial(statements.write_statement, service=service, said=LAW, **said),
    )
    assert refused(got, WrongState) == 1
    now = in_the_office(Statement.objects.get)
    assert (now.rule, now.status) in (("open", "confirmed"), ("law", "draft"))


def test_two_write_the_first_words_and_one_is_told() -> None:
    service = in_the_office(a_city_service)
    act = partial(statements.write_statement, service=service, said=OPEN, by=None, at=MONDAY)
    assert refused(at_once(act, act, act, act), WrongState) == 3
    assert in_the_office(StatementVersion.objects.count) == 1


def test_two_workers_remind_a_department_once() -> None:
    def scene() -> None:
        department, head = a_department()
        confirmed(a_city_service(department), head)

    in_the_office(scene)
    assert sum(at_once(*[partial(keep_statements, NEXT_YEAR)] * 4)) == 1
