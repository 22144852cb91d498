"""An import that is interrupted goes on: no row is done twice, and two who press at once do not collide."""

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, connections

from xenia.ground.accounts.models import Invitation, User
from xenia.ground.common.transitions import WrongState
from xenia.ground.imports.kept import kept_file
from xenia.ground.imports.models import SheetRow, SheetRun
from xenia.ground.imports.operations import (
    apply,
    bring_in,
    go_on,
    import_rows,
    judge_rows,
    sizes,
    undo,
    undo_import,
    undo_rows,
)
from xenia.ground.imports.plug import SHEETS, Done, Step, Values
from xenia.ground.imports.sentences import NotReadable
from xenia.ground.imports.tests.makers import (
    HEADINGS,
    MONDAY,
    TUESDAY,
    a_director,
    closed,
    in_csv,
    outcomes,
    ready,
    reason,
    verdicts,
)
from xenia.ground.reference.models import Closure

PATIENCE = 60  # seconds until we give up waiting for the other
ROWS = 12
DONE = 9  # of twelve rows, those that have a day


class Killed(BaseException):
    """The process ended here."""


def a_list(count: int = ROWS) -> bytes:
    """So many closures; every fourth row has no day."""
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(count)]
    rows = [
        (f"{day}" if number % 4 else "soon", "", f"Closure {number}")
        for number, day in enumerate(days)
    ]
    return in_csv([HEADINGS, *rows])


@pytest.fixture(autouse=True)
def parts_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows are committed at once, so that there is something to interrupt."""
    monkeypatch.setattr(apply, "PART", 3)
    monkeypatch.setattr(undo, "PART", 3)


def plugged(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """The sheet of closures, with something of it done otherwise."""
    monkeypatch.setitem(SHEETS, "closures", replace(SHEETS["closures"], **changes))


def ending_after(rows: int, end: BaseException) -> Callable[[Values, Any, User], Step]:
    """The plan of closures; after so many rows were done, something ends it."""
    sheet, left = SHEETS["closures"], [rows]

    def plan(row: Values, found: Any, by: User) -> Step:
        step = sheet.plan(row, found, by)

        def do(at: datetime) -> Done:
            left[0] -= 1
            if left[0] < 0:
                raise end
            assert step.do
            return step.do(at)

        return replace(step, do=do)

    return plan


@pytest.mark.django_db
@pytest.mark.parametrize("end", [Killed(), OperationalError("disk full")])
@pytest.mark.parametrize("rows", range(DONE))
def test_interrupted_at_any_row_and_run_again_it_ends_the_same(
    rows: int, end: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = a_director()
    run = ready(a_list(), by=by)
    promised = verdicts(run)
    with monkeypatch.context() as interrupted:
        plugged(interrupted, plan=ending_after(rows, end))
        with pytest.raises(type(end)):
            bring_in(run=run, by=by, at=MONDAY)
    run.refresh_from_db()
    assert run.status == SheetRun.Status.APPLYING
    assert len(closed()) == run.lines.filter(outcome="added").count()
    go_on(run=run, by=by, at=TUESDAY)
    assert outcomes(run) == promised
    assert len(closed()) == DONE
    assert Closure.objects.count() == DONE


@pytest.mark.django_db
@pytest.mark.parametrize("rows", range(DONE))
def test_an_undo_interrupted_at_any_row_goes_on_too(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, left = a_director(), [rows]
    run = ready(a_list(), by=by)
    bring_in(run=run, by=by, at=MONDAY)
    take_back = SHEETS["closures"].undo

    def killed(*said: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        take_back(*said)

    with monkeypatch.context() as interrupted:
        plugged(interrupted, undo=killed)
        with pytest.raises(Killed):
            undo_import(run=run, by=by, at=TUESDAY)
    run.refresh_from_db()
    assert run.status == SheetRun.Status.UNDOING
    go_on(run=run, by=by, at=TUESDAY)
    run.refresh_from_db()
    assert (run.status, closed()) == ("undone", [])


@pytest.mark.django_db
def test_people_are_invited_all_or_none_so_that_no_link_is_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [(f"p{number}@office.example", "Caseworker") for number in range(7)]
    by = a_director()
    run = ready(in_csv([("E-mail", "Role"), *rows]), sheet="people", by=by)
    people, asked = SHEETS["people"], [0]

    def plan(row: Values, found: Any, by: User) -> Step:
        asked[0] += 1
        if asked[0] == 6:
            raise Killed
        return people.plan(row, found, by)

    with monkeypatch.context() as interrupted:
        interrupted.setitem(SHEETS, "people", replace(people, plan=plan))
        with pytest.raises(Killed):
            bring_in(run=run, by=by, at=MONDAY)
    run.refresh_from_db()
    assert (run.status, Invitation.objects.count()) == ("ready", 0)
    assert len(bring_in(run=run, by=by, at=MONDAY)) == 7


@pytest.mark.django_db
def test_a_mistake_in_one_row_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ready(a_list())
    plugged(monkeypatch, plan=ending_after(4, ZeroDivisionError("Closure canary")))
    bring_in(run=run, by=a_director(), at=MONDAY)
    assert len(closed()) == 4
    assert reason(run, 13)[1] == "We could not bring in this row. Tell whoever runs the server."
    assert "anary" not in "".join(capsys.readouterr())


@pytest.mark.django_db
def test_what_somebody_wrote_in_between_is_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    run = ready(a_list())
    sheet, clashes = SHEETS["closures"], [1]

    def plan(row: Values, found: Any, by: User) -> Step:
        step = sheet.plan(row, found, by)

        def do(at: datetime) -> Done:
            clashes[0] -= 1
            if clashes[0] >= 0:
                raise IntegrityError("somebody was first")
            assert step.do
            return step.do(at)

        return replace(step, do=do)

    plugged(monkeypatch, plan=plan)
    bring_in(run=run, by=a_director(), at=MONDAY)
    assert len(closed()) == DONE


@pytest.mark.django_db
def test_a_large_file_is_left_to_the_job_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "SMALL", 5)
    by = a_director()
    run = ready(a_list(), by=by)
    assert run.status == SheetRun.Status.JUDGING
    judge_rows(run=run, by=by, at=MONDAY)
    assert bring_in(run=run, by=by, at=MONDAY) == []
    assert closed() == []
    import_rows(run=run, by=by, at=MONDAY)
    assert len(closed()) == DONE
    undo_import(run=run, by=by, at=TUESDAY)
    assert len(closed()) == DONE
    undo_rows(run=run, by=by, at=TUESDAY)
    assert closed() == []


@pytest.fixture
def many_hands(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Databases that several may write at once: on SQLite files, as in an office."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory = {}
    for alias in ("default", "keys"):
        office = tmp_path / f"{alias}.sqlite3"
        with connections[alias].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(office)])
        in_memory[alias] = connections.settings[alias]["NAME"]
        connections.settings[alias]["NAME"] = str(office)
    yield
    for alias, name in in_memory.items():
        connections.settings[alias]["NAME"] = name


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all acts at the same moment, each on connections of its own."""
    start = Barrier(len(acts), timeout=PATIENCE)

    def one(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def press(act: Callable[..., Any], run: SheetRun, by: User) -> str:
    """Press a button, on the import as this person sees it."""
    try:
        act(run=run, by=by, at=MONDAY)
    except WrongState:
        return "told"
    return "done"


def go(run: SheetRun, by: User) -> None:
    """Go on; whoever comes when it is over finds neither the state nor the file."""
    with contextlib.suppress(WrongState, NotReadable):
        import_rows(run=run, by=by, at=MONDAY)


def mine(run: SheetRun) -> SheetRun:
    """The import as one more person has it before her."""
    return SheetRun(
        **{field.attname: getattr(run, field.attname) for field in SheetRun._meta.fields}
    )


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sheet", ["closures", "people"])
def test_of_two_who_bring_in_the_same_file_one_wins_and_the_other_is_told(
    many_hands: None, sheet: str
) -> None:
    rows = [("E-mail", "Role"), *((f"p{number}@x.example", "Caseworker") for number in range(9))]
    data = a_list() if sheet == "closures" else in_csv(rows)

    def scene() -> tuple[SheetRun, User]:
        by = a_director()
        return ready(data, sheet=sheet, by=by), by

    ((run, by),) = at_once(scene)
    said = at_once(*(partial(press, bring_in, mine(run), by) for _ in range(2)))
    assert sorted(said) == ["done", "told"]
    (became,) = at_once(lambda: outcomes(run))
    assert list(became.values()).count("added") == 9
    (counted,) = at_once(lambda: (Closure.objects.count(), Invitation.objects.count()))
    assert counted == ((9, 0) if sheet == "closures" else (0, 9))


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_who_go_on_at_once_do_no_row_twice(many_hands: None) -> None:
    def scene() -> tuple[SheetRun, User]:
        by = a_director()
        run = ready(a_list(40), by=by)
        SheetRun.objects.filter(pk=run.pk).update(status="applying")
        run.refresh_from_db()
        return run, by

    ((run, by),) = at_once(scene)
    at_once(*(partial(go, mine(run), by) for _ in range(3)))
    (counted,) = at_once(
        lambda: (Closure.objects.count(), SheetRow.objects.filter(outcome="added").count())
    )
    assert counted == (30, 30)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_who_undo_the_same_import_one_wins_and_the_other_is_told(many_hands: None) -> None:
    def scene() -> tuple[SheetRun, User]:
        by = a_director()
        run = ready(a_list(), by=by)
        bring_in(run=run, by=by, at=MONDAY)
        return run, by

    ((run, by),) = at_once(scene)
    said = at_once(*(partial(press, undo_import, mine(run), by) for _ in range(2)))
    assert sorted(said) == ["done", "told"]
    (left,) = at_once(lambda: (closed(), run.lines.filter(undo="undone").count()))
    assert left == ([], DONE)


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_when_the_import_is_over_its_file_and_key_are_gone(
    many_hands: None, files_of_its_own: Path
) -> None:
    def scene() -> tuple[SheetRun, bytes]:
        by = a_director()
        run = ready(a_list(), by=by)
        here = kept_file(run.pk)
        bring_in(run=run, by=by, at=MONDAY)
        return run, here

    ((run, here),) = at_once(scene)
    assert here == a_list()
    assert list(files_of_its_own.iterdir()) == []
    with pytest.raises(NotReadable):
        at_once(lambda: kept_file(run.pk))
