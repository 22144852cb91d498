"""Two at the same moment: one has it, one form is one complaint, one says what was found, one closes it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from xenia.ground.accounts.models import User
from xenia.ground.common.transitions import WrongState
from xenia.ground.ledger.models import Entry
from xenia.work.ombudsman.models import (
    Clock,
    Complaint,
    ComplaintWord,
    DepartmentWord,
    Finding,
    Release,
)
from xenia.work.ombudsman.operations import filing, working
from xenia.work.ombudsman.operations.filing import AlreadyFiled
from xenia.work.ombudsman.operations.releasing import NotToThem, release
from xenia.work.ombudsman.operations.working import About
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_complaint,
    a_department,
    a_report,
    an_assessed,
    an_officer,
    asked,
    found,
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
    (found_there,) = at_once(scene)
    if isinstance(found_there, Exception):
        raise found_there
    return found_there


def refused(got: list[Any], kind: type[Exception] | tuple[type[Exception], ...]) -> int:
    """How many were told; whatever else was raised is a mistake."""
    errors = [one for one in got if isinstance(one, Exception)]
    assert all(isinstance(one, kind) for one in errors), errors
    return len(errors)


def counted(kind: str, **said: str) -> int:
    """How many entries the ledger has."""
    return int(in_the_office(Entry.objects.filter(kind=kind, **said).count))


def acting(act: Any, complaint: Complaint, by: User, **more: Any) -> Callable[[], Any]:
    """An act on the complaint as it is read now."""
    seen = in_the_office(lambda: Complaint.objects.get(pk=complaint.pk))
    said = {"complaint": seen, "version": seen.state_version, "by": by, "at": WEDNESDAY}
    return partial(act, **(said | more))


def test_one_form_sent_eight_times_is_one_complaint_counted_once() -> None:
    act = partial(filing.file_complaint, report=a_report(), token="one", at=MONDAY)
    assert refused(at_once(*[act] * 8), AlreadyFiled) == 7
    assert in_the_office(Complaint.objects.count) == 1
    assert counted("ombudsman.filed") == 1
    assert in_the_office(Clock.objects.count) == 1


def test_eight_take_a_complaint_and_one_has_it() -> None:
    complaint = in_the_office(a_complaint)
    people = in_the_office(lambda: [an_officer(f"Officer {number}") for number in range(8)])
    acts = [acting(working.assign, complaint, one, to=one) for one in people]
    got = at_once(*acts)
    assert refused(got, WrongState) == 7
    (winner,) = (one for one in got if isinstance(one, Complaint))
    kept = in_the_office(Complaint.objects.get)
    assert kept.officer_id == winner.officer_id
    assert kept.state_version == 1


def test_two_begin_to_work_and_one_is_told() -> None:
    complaint = in_the_office(a_complaint)
    people = in_the_office(lambda: [an_officer("First"), an_officer("Other")])
    got = at_once(*[acting(working.acknowledge, complaint, one) for one in people])
    assert refused(got, WrongState) == 1
    assert counted("ombudsman.clock") == 1


def test_it_is_said_once_what_was_found() -> None:
    officer = in_the_office(an_officer)
    complaint = in_the_office(partial(an_assessed, officer))
    acts = [
        acting(working.find, complaint, officer, outcome=outcome, words="Haa.")
        for outcome in ("upheld", "not_upheld", "partly")
    ]
    assert refused(at_once(*acts), WrongState) == 2
    assert in_the_office(Finding.objects.count) == 1
    assert counted("ombudsman.found") == 1


def test_two_of_a_department_reply_and_one_is_told() -> None:
    def scene() -> tuple[Complaint, User]:
        officer, (department, head) = an_officer(), a_department()
        return asked(officer, department=department), head

    complaint, head = in_the_office(scene)
    acts = [acting(working.reply_for_department, complaint, head, words="So.") for _one in "ab"]
    assert refused(at_once(*acts), WrongState) == 1
    assert in_the_office(DepartmentWord.objects.filter(kind="reply").count) == 1


def test_she_is_punished_while_the_department_is_being_asked_and_it_reads_nothing() -> None:
    def scene() -> tuple[Complaint, Complaint, User]:
        officer, (department, _head) = an_officer(), a_department()
        return an_assessed(officer, department=department), a_complaint(), officer

    complaint, first, officer = in_the_office(scene)
    got = at_once(
        acting(working.ask_department, complaint, officer, words="Why?", names_nobody=True),
        acting(working.link, complaint, officer, to=first, why="retaliation"),
    )
    assert refused(got, WrongState) == 1
    now = in_the_office(lambda: Complaint.objects.get(pk=complaint.pk))
    running = Clock.objects.filter(complaint=complaint.pk, which="department", dropped_on=None)
    assert (now.kind == "retaliation") != in_the_office(running.exists)


def test_she_lets_the_department_know_something_while_it_is_said_to_have_punished_her() -> None:
    officer = in_the_office(an_officer)
    complaint = in_the_office(partial(an_assessed, officer, level="open"))
    seen = in_the_office(lambda: Complaint.objects.select_related("department").get())
    said: dict[str, Any] = {"field": "name", "value": "Hodan Warsame", "days": 30}
    about = About("retaliation", seen.department)
    got = at_once(
        partial(release, complaint=seen, at=WEDNESDAY, **said),
        acting(working.assess, complaint, officer, about=about),
    )
    assert refused(got, NotToThem) < 2
    kept = in_the_office(lambda: [str(one.value) for one in Release.objects.all()])
    assert not any(kept)


def test_she_takes_it_back_while_we_close_it_and_it_ends_once() -> None:
    officer = in_the_office(an_officer)
    complaint = in_the_office(partial(an_assessed, officer))
    seen = in_the_office(lambda: Complaint.objects.get(pk=complaint.pk))
    got = at_once(
        partial(filing.withdraw_own, complaint=seen, at=WEDNESDAY),
        acting(working.close, complaint, officer, closing="premature", words="Weli maya."),
    )
    assert refused(got, WrongState) == 1
    assert counted("ombudsman.closed") == 1


def test_she_writes_while_we_say_what_we_found_and_nothing_is_lost() -> None:
    officer = in_the_office(an_officer)
    complaint = in_the_office(partial(an_assessed, officer))
    seen = in_the_office(lambda: Complaint.objects.get(pk=complaint.pk))
    got = at_once(
        partial(filing.write_again, complaint=seen, words="Mar kale.", at=WEDNESDAY),
        acting(working.find, complaint, officer, outcome="upheld", words="Haa."),
    )
    told = refused(got, WrongState)
    words = in_the_office(lambda: list(ComplaintWord.objects.values_list("kind", flat=True)))
    assert words.count("hers") == 2
    assert words.count("answer") == 1 - told


def test_two_begin_a_second_look_and_one_is_told() -> None:
    def scene() -> tuple[Complaint, User, User]:
        officer = an_officer()
        return found(an_assessed(officer), officer), an_officer("One"), an_officer("Two")

    complaint, one, two = in_the_office(scene)
    acts = [acting(working.begin_review, complaint, who, reviewer=who) for who in (one, two)]
    assert refused(at_once(*acts), WrongState) == 1
    running = Clock.objects.filter(which="review")
    assert in_the_office(running.count) == 1


def test_two_say_what_it_is_about_and_it_is_counted_once() -> None:
    officer = in_the_office(an_officer)
    complaint = in_the_office(partial(an_assessed, officer))
    acts = [
        acting(working.assess, complaint, officer, about=About(kind), at=TUESDAY)
        for kind in ("delay", "mistake")
    ]
    assert refused(at_once(*acts), WrongState) == 1
    entries = in_the_office(lambda: list(Entry.objects.filter(kind="ombudsman.filed")))
    assert sum(one.quantity for one in entries) == 1
