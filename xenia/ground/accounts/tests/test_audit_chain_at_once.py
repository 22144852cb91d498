"""Many write while the chain is closed: each event stands in exactly one link, also when its writer commits late."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.audit_trail import verify_audit
from xenia.ground.accounts.models import AuditEvent, AuditLink, AuditPlace
from xenia.ground.accounts.operations.audit_chain import close_audit
from xenia.ground.accounts.tests.makers import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60  # seconds until we give up waiting for the others
WRITERS, EVENTS_EACH = 4, 40


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several may write at once: on SQLite a file, as in an office."""
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


def at_once(*acts: Callable[[], object]) -> None:
    """Do all acts at the same moment, each on a connection of its own."""
    start = Barrier(len(acts), timeout=PATIENCE)

    def one(act: Callable[[], object]) -> None:
        try:
            start.wait()
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(one, acts))


def an_event() -> AuditEvent:
    return audit.record(None, "test.done", ("test.thing", uuid4()), at=MONDAY)


@pytest.mark.both_databases
def test_of_many_writers_and_two_closers_no_event_is_left_out_or_counted_twice(
    many_hands: None,
) -> None:
    done = Event()
    still_writing = Barrier(WRITERS, action=done.set, timeout=PATIENCE)

    def write() -> None:
        for number in range(EVENTS_EACH):
            with transaction.atomic():
                an_event()
                if number % 10 == 9:
                    # What is taken back was never there.
                    transaction.set_rollback(True)
        still_writing.wait()

    def close() -> None:
        while not done.is_set():
            close_audit(at=MONDAY)

    def look() -> None:
        close_audit(at=MONDAY)
        verdict = verify_audit()
        written = WRITERS * EVENTS_EACH * 9 // 10
        assert AuditEvent.objects.count() == AuditPlace.objects.count() == written
        assert (verdict.events, verdict.waiting, verdict.broken) == (written, 0, [])
        assert sum(AuditLink.objects.values_list("events", flat=True)) == written
        numbers = list(AuditLink.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))

    at_once(*[write] * WRITERS, close, close)
    at_once(look)


@pytest.mark.both_databases
def test_who_commits_after_the_minute_closed_stands_in_the_next_link(many_hands: None) -> None:
    """On SQLite writers stand in a queue, so nobody can be late; the next link takes them as well."""
    written, closed = Event(), Event()
    one_at_a_time = connection.vendor == "sqlite"
    late: list[AuditEvent] = []

    def write_late() -> None:
        with transaction.atomic():
            late.append(an_event())
            written.set()
            if not one_at_a_time:
                assert closed.wait(PATIENCE)

    def close_before() -> None:
        assert written.wait(PATIENCE)
        close_audit(at=MONDAY)
        closed.set()

    def look() -> None:
        assert close_audit(at=MONDAY) == (0 if one_at_a_time else 1)
        assert AuditPlace.objects.filter(link__lte=2).count() == 2
        if not one_at_a_time:
            assert AuditPlace.objects.get(link__number=2).event_id == late[0].pk
        assert not verify_audit().broken

    at_once(an_event)
    at_once(write_late, close_before)
    at_once(look)
