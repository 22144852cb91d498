"""Two at the same moment: one takes an intake, one form is one request, one matter is opened, one step is counted."""

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
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Said
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.casework import operations
from xenia.work.casework.models import Intake, Matter, Screening
from xenia.work.casework.operations import (
    AlreadyOpen,
    AlreadySent,
    AlreadyWritten,
    NotHeldHere,
    Settled,
    TakenAlready,
    Told,
)
from xenia.work.casework.queries.legal_counts import received
from xenia.work.casework.tests.legal_makers import a_provider, in_a_year, theirs, under_way
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    a_caseworker,
    a_request,
    accepted,
    an_intake,
    screened,
)
from xenia.work.casework.tests.rules import found as rules_say
from xenia.work.language_access.models import InterpreterRequest

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


def fresh(intake: Intake) -> Intake:
    found: Intake = Intake.objects.get(pk=intake.pk)
    return found


def refused(got: list[Any], kind: type[Exception] | tuple[type[Exception], ...]) -> int:
    """How many were told; whatever else was raised is a mistake."""
    errors = [one for one in got if isinstance(one, Exception)]
    assert all(isinstance(one, kind) for one in errors), errors
    return len(errors)


def counted(kind: str, **said: Any) -> int:
    rows = Entry.objects.filter(kind=kind, **said)
    return sum(rows.values_list("quantity", flat=True))


def test_eight_take_an_intake_and_one_has_it() -> None:
    intake: Intake
    intake, people = in_the_office(
        lambda: (an_intake(), [a_caseworker(f"Colleague {n}") for n in range(8)])
    )

    def take(who: User) -> Callable[[], Any]:
        return lambda: operations.take(intake=fresh(intake), by=who, at=MONDAY).taken_by_id

    got = at_once(*map(take, people))
    assert refused(got, TakenAlready) == 7
    (winner,) = [one for one in got if not isinstance(one, Exception)]
    assert in_the_office(lambda: fresh(intake).taken_by_id) == winner


def test_eight_decide_from_one_page_and_one_decision_is_counted() -> None:
    def scene() -> tuple[User, Intake]:
        rosa = a_caseworker()
        return rosa, screened(by=rosa)

    rosa, intake = in_the_office(scene)
    version = intake.state_version

    def accept() -> Any:
        operations.accept(intake=fresh(intake), version=version, by=rosa, at=TUESDAY)

    def decline() -> Any:
        operations.decline(
            intake=fresh(intake), why="no_capacity", version=version, by=rosa, at=TUESDAY
        )

    assert refused(at_once(*[accept, decline] * 4), WrongState) == 7
    ends = in_the_office(
        lambda: [counted("casework.intake", outcome=one) for one in ("accepted", "declined")]
    )
    assert sorted(ends) == [0, 1]


def test_who_gave_no_name_becomes_one_person_however_often_it_is_pressed() -> None:
    def scene() -> tuple[User, Intake]:
        rosa = a_caseworker()
        return rosa, screened(by=rosa, said=Said(spoken_language="so"), agrees=False)

    rosa, intake = in_the_office(scene)
    got = at_once(
        *[lambda: operations.accept(intake=fresh(intake), by=rosa, at=TUESDAY).status] * 4
    )
    assert refused(got, WrongState) == 3
    assert in_the_office(Client.objects.count) == 1


def test_one_form_sent_by_four_clicks_is_one_request() -> None:
    in_the_office(a_caseworker)
    got = at_once(
        *[lambda: operations.ask_for_help(request=a_request(), token="one form", at=MONDAY)] * 4
    )
    assert refused(got, AlreadySent) == 3
    found = in_the_office(
        lambda: (Intake.objects.count(), counted("casework.intake", outcome="submitted"))
    )
    assert found == (1, 1)


def test_four_desks_take_her_in_at_once_and_it_is_one_intake_of_the_report() -> None:
    def scene() -> tuple[User, Client, list[Intake]]:
        rosa, linh = a_caseworker(), a_client()
        draft: dict[str, Any] = {"channel": "phone", "draft": {}, "by": rosa, "at": MONDAY}
        return rosa, linh, [operations.start_intake(client=linh, **draft) for _one in range(2)]

    rosa, linh, drafts = in_the_office(scene)

    def take_in(draft: Intake | None) -> Callable[[], Any]:
        told = Told(client=linh, needs=("food",))
        return lambda: operations.submit_intake(told=told, intake=draft, by=rosa, at=MONDAY)

    assert refused(at_once(*map(take_in, [None, None, *drafts])), WrongState) == 0
    found = in_the_office(
        lambda: (counted("casework.intake", outcome="submitted"), received(MONDAY.year).intakes)
    )
    assert found == (4, 1)


def test_one_screen_sent_by_four_clicks_calls_one_interpreter() -> None:
    rosa, office = in_the_office(lambda: (a_caseworker(), an_organization()))
    told = Told(needs=("food",), said=Said(spoken_language="vi"), token="one screen")
    submit = partial(
        operations.submit_intake, told=told, interpreter_for=office, by=rosa, at=MONDAY
    )
    assert refused(at_once(*[submit] * 4), AlreadyWritten) == 3
    request, intake = in_the_office(
        lambda: (InterpreterRequest.objects.get(), Intake.objects.get())
    )
    assert (intake.interpreter_id, request.origin_id) == (request.pk, intake.pk)


def test_one_matter_is_opened_for_one_issue() -> None:
    def scene() -> tuple[User, Intake]:
        rosa = a_caseworker()
        return rosa, accepted(by=rosa)

    rosa, intake = in_the_office(scene)

    def open_it() -> Any:
        client = Client.objects.get(pk=intake.client_id)
        operations.open_matter(client=client, issue="housing", by=rosa, at=TUESDAY)

    assert refused(at_once(*[open_it] * 4), AlreadyOpen) == 3
    found = in_the_office(lambda: (Matter.objects.count(), counted("casework.matter")))
    assert found == (1, 1)


def test_eight_settle_one_screening_from_one_page_and_one_is_kept_and_counted() -> None:
    rosa, intake = in_the_office(lambda: (a_caseworker(), an_intake()))

    def settle(decision: str) -> Callable[[], Any]:
        settled = Settled(
            findings=(rules_say(),), agrees=True, decision=decision, issue="food", why="conflict"
        )
        return lambda: operations.settle_screening(
            intake=fresh(intake), settled=settled, version=intake.state_version, by=rosa, at=MONDAY
        )

    decisions = ("accepted", "advised", "declined", "later") * 2
    assert refused(at_once(*map(settle, decisions)), WrongState) == 7
    kept = in_the_office(lambda: (Screening.objects.count(), counted("casework.screening")))
    assert kept == (1, 1)


def test_two_requests_of_hers_screened_at_the_same_moment_are_one_screening() -> None:
    def scene() -> tuple[User, list[Intake]]:
        first = an_intake()
        return a_caseworker(), [first, an_intake(client=first.client)]

    rosa, intakes = in_the_office(scene)

    def settle(intake: Intake) -> Callable[[], Any]:
        settled = Settled(findings=(rules_say(),), agrees=True)
        return lambda: operations.settle_screening(
            intake=fresh(intake), settled=settled, by=rosa, at=MONDAY
        )

    assert refused(at_once(*map(settle, intakes)), WrongState) == 0
    kept = in_the_office(lambda: (Screening.objects.count(), counted("casework.screening")))
    assert kept == (2, 1)


def test_four_see_a_result_otherwise_and_the_first_is_kept() -> None:
    def scene() -> tuple[User, Screening]:
        rosa, intake = a_caseworker(), an_intake()
        settled = Settled(findings=(rules_say(),), agrees=True)
        operations.settle_screening(intake=intake, settled=settled, by=rosa, at=MONDAY)
        return rosa, Screening.objects.get()

    rosa, kept = in_the_office(scene)
    override = partial(
        operations.override_screening,
        screening=kept,
        tier="unlikely",
        why="She moved.",
        version=0,
        by=rosa,
        at=TUESDAY,
    )
    assert refused(at_once(*[override] * 4), WrongState) == 3


def test_she_takes_her_request_back_while_a_colleague_decides() -> None:
    def scene() -> tuple[User, Intake]:
        rosa = a_caseworker()
        intake = operations.ask_for_help(request=a_request(), token="a form", at=MONDAY)
        return rosa, operations.screen(intake=intake, by=rosa, at=MONDAY)

    rosa, intake = in_the_office(scene)
    erased, helped = at_once(
        lambda: operations.erase_own(intake=fresh(intake), at=TUESDAY),
        lambda: operations.accept(intake=fresh(intake), by=rosa, at=TUESDAY),
    )
    assert not isinstance(erased, Exception) or isinstance(erased, operations.KnownByNow)
    is_gone = not isinstance(erased, Exception)
    assert in_the_office(lambda: Intake.objects.filter(pk=intake.pk).exists()) != is_gone
    assert is_gone == isinstance(helped, Exception)


def test_eight_assign_a_legal_matter_and_one_has_it() -> None:
    provider = in_the_office(a_provider)
    matter = in_the_office(lambda: theirs(provider))
    version, people = matter.state_version, [provider.full, provider.partial] * 4

    def assign(who: User) -> Callable[[], Any]:
        return lambda: (
            operations.assign(
                matter=matter, to=who, version=version, by=provider.attorney, at=TUESDAY
            ).taken_by_id
        )

    got = at_once(*map(assign, people))
    assert refused(got, WrongState) == 7
    (winner,) = [one for one in got if not isinstance(one, Exception)]
    assert in_the_office(lambda: Matter.objects.get().taken_by_id) == winner


def test_eight_presses_of_one_form_are_one_piece_of_work() -> None:
    provider = in_the_office(a_provider)
    matter = in_the_office(lambda: theirs(provider))
    by = provider.attorney

    def work() -> Any:
        return operations.note_activity(
            matter=matter, kind="meeting", minutes=30, token="form", by=by, at=TUESDAY
        ).pk

    assert len(set(at_once(*[work] * 8))) == 1
    assert in_the_office(lambda: counted("casework.matter_minutes")) == 30


def test_one_hands_it_over_while_another_closes_it() -> None:
    giver, taker = in_the_office(lambda: (a_provider(), a_provider("Quayside Legal Aid")))
    matter = in_the_office(lambda: under_way(giver))
    said: dict[str, Any] = {"matter": matter, "by": giver.attorney, "at": TUESDAY}
    version = in_the_office(lambda: Matter.objects.get().state_version)

    def give() -> Any:
        return operations.hand_over_matter(
            to=taker.organization, notes=[], until=in_a_year(), version=version, **said
        ).holder

    def close() -> Any:
        return operations.close_legal(
            outcome="favorable", closing_code="H", version=version, **said
        ).status

    got = at_once(give, close)
    assert refused(got, (WrongState, NotHeldHere)) == 1
