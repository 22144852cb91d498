"""Two at the same moment: one opens the call, one sends, one closes, one reminds."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.notifications.models import OutboxMessage
from xenia.insight.reports.messages import COUNTS_DUE_SOON
from xenia.insight.reports.models import DataCall, DataRequest, Recommendation
from xenia.insight.reports.operations import call as operations
from xenia.insight.reports.operations import recommending
from xenia.insight.reports.operations.call import Number
from xenia.insight.reports.operations.call_round import remind_late
from xenia.insight.reports.tests.call_makers import COUNCIL, MONDAY, TUESDAY, a_partner, a_request

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


def refused(got: list[Any], *kinds: type[Exception]) -> int:
    """How many were told; whatever else was raised is a mistake."""
    errors = [one for one in got if isinstance(one, Exception)]
    assert all(isinstance(one, kinds) for one in errors), errors
    return len(errors)


def test_four_open_the_call_and_one_call_is_there() -> None:
    partner, by = in_the_office(lambda: (a_partner()[0], a_user(Role.DIRECTOR)))
    act = partial(
        operations.open_call,
        year=2026,
        council_on=COUNCIL,
        organizations=[partner],
        by=by,
        at=MONDAY,
    )
    assert refused(at_once(*[act] * 4), operations.AlreadyCalled) == 3
    assert in_the_office(lambda: (DataCall.objects.count(), DataRequest.objects.count())) == (1, 1)


def test_six_send_different_numbers_and_one_set_stands_whole() -> None:
    request, manager = in_the_office(a_request)

    def send(value: int) -> Any:
        return operations.answer(
            request=DataRequest.objects.get(pk=request.pk),
            numbers=[Number("people", value), Number("intakes", value)],
            method="Each once.",
            version=0,
            by=manager,
            at=TUESDAY,
        )

    got = at_once(*[partial(send, value) for value in range(20, 26)])
    assert refused(got, WrongState) == 5
    values = in_the_office(lambda: set(request.figures.values_list("value", flat=True)))
    assert len(values) == 1


def test_a_call_is_closed_or_answered_first_and_never_both_halves() -> None:
    request, manager = in_the_office(a_request)

    def send() -> Any:
        return operations.answer(
            request=DataRequest.objects.get(pk=request.pk),
            numbers=[Number("people", 20)],
            method="Each once.",
            version=0,
            by=manager,
            at=TUESDAY,
        )

    def close() -> Any:
        return operations.close_call(call=DataCall.objects.get(), by=manager, at=TUESDAY)

    got = at_once(send, close, close)
    assert refused(got, operations.CallClosed) in (1, 2)
    status, numbers = in_the_office(
        lambda: (DataRequest.objects.get().status, request.figures.count())
    )
    assert (status == "answered") == (numbers == 1)


def test_four_workers_remind_once() -> None:
    in_the_office(a_request)
    due = datetime(2027, 2, 18, 15, tzinfo=UTC)
    assert sum(at_once(*[partial(remind_late, due)] * 4)) == 1
    told = in_the_office(OutboxMessage.objects.filter(template=COUNTS_DUE_SOON).count)
    assert told == 1


def test_four_move_a_recommendation_and_one_does() -> None:
    made = in_the_office(
        partial(
            recommending.make,
            barrier="fear",
            text="Say it.",
            owner_words="Us",
            by=None,
            at=MONDAY,
        )
    )

    def move() -> Any:
        one = Recommendation.objects.get(pk=made.pk)
        return recommending.move(recommendation=one, to="accepted", version=0, by=None, at=TUESDAY)

    assert refused(at_once(*[move] * 4), WrongState) == 3
