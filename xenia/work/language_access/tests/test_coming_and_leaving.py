"""Interpreters come to the roster, change, pause and leave."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.common.transitions import WrongState
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import Interpreter
from xenia.work.language_access.models.interpreter import Status
from xenia.work.language_access.operations import (
    NeedsAVendor,
    NobodyBehindIt,
    Pair,
    TakenByAnother,
)
from xenia.work.language_access.tests.makers import (
    MONDAY,
    TUESDAY,
    a_coordinator,
    a_described,
    an_interpreter,
)

pytestmark = pytest.mark.django_db
Act = Callable[..., Interpreter]


def test_what_is_private_lies_sealed_and_opens_again() -> None:
    made = operations.add_interpreter(said=a_described(), by=None, at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, email, home_note FROM language_access_interpreter")
        assert all(b"Ana" not in bytes(one) for one in cursor.fetchone())
    assert str(Interpreter.objects.get(pk=made.pk).name) == "Ana Tavares"
    assert made.status == Status.ONBOARDING


def test_each_step_is_in_the_audit_without_a_value() -> None:
    by = a_coordinator()
    made = operations.add_interpreter(said=a_described(), by=by, at=MONDAY)
    operations.change_interpreter(
        interpreter=made, said=a_described(phone="617-555-0199"), by=by, at=TUESDAY
    )
    last = AuditEvent.objects.get(action="language_access.interpreter_changed")
    assert (last.record_id, last.fields) == (made.pk, ["phone"])


@pytest.mark.parametrize(
    ("steps", "last"),
    [
        (["pause"], Status.PAUSED),
        (["pause", "resume"], Status.ACTIVE),
        (["leave"], Status.LEFT),
        (["pause", "leave", "bring_back"], Status.ONBOARDING),
    ],
)
def test_she_pauses_comes_back_and_leaves(steps: list[str], last: str) -> None:
    somebody = an_interpreter("ht")
    for step in steps:
        act: Act = getattr(operations, step)
        act(interpreter=somebody, by=None, at=TUESDAY)
    somebody.refresh_from_db()
    assert somebody.status == last
    assert (somebody.left_on is not None) == (last == Status.LEFT)


@pytest.mark.parametrize("step", ["begin", "resume", "bring_back"])
def test_who_works_with_us_does_not_begin_again(step: str) -> None:
    somebody = an_interpreter("ht")
    act: Act = getattr(operations, step)
    with pytest.raises(WrongState):
        act(interpreter=somebody, by=None, at=TUESDAY)


def test_the_second_to_pause_her_is_told() -> None:
    somebody = an_interpreter("ht")
    seen_before = Interpreter.objects.get(pk=somebody.pk)
    operations.pause(interpreter=somebody, by=None, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.pause(interpreter=seen_before, by=None, at=TUESDAY)


def test_who_left_is_not_changed() -> None:
    somebody = an_interpreter("ht")
    operations.leave(interpreter=somebody, by=None, at=TUESDAY)
    with pytest.raises(WrongState):
        operations.add_language_pair(
            interpreter=somebody, pair=Pair("fr", "en", ["phone"]), by=None, at=TUESDAY
        )


def test_a_vendor_line_belongs_to_a_vendor_and_is_nobody() -> None:
    with pytest.raises(NeedsAVendor):
        operations.add_interpreter(said=a_described(kind="vendor_line"), by=None, at=MONDAY)
    vendor = an_organization(name="Harbor Lines")
    said = a_described(kind="vendor_line", organization=vendor, gender="female")
    with pytest.raises(NobodyBehindIt):
        operations.add_interpreter(said=said, by=None, at=MONDAY)


def test_an_account_is_of_one_interpreter() -> None:
    colleague = a_coordinator()
    operations.add_interpreter(said=a_described(user=colleague), by=None, at=MONDAY)
    with pytest.raises(TakenByAnother):
        operations.add_interpreter(said=a_described(user=colleague), by=None, at=MONDAY)


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "left"},
        {"rate_cents": 4000},
        {"weekly_cap_minutes": 0},
        {"kind": "vendor_line", "gender": "female"},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong: dict[str, Any]) -> None:
    somebody = an_interpreter("ht")
    with pytest.raises(IntegrityError), transaction.atomic():
        Interpreter.objects.filter(pk=somebody.pk).update(**wrong)
