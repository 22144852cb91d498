"""Messages wait in the outbox and leave after the commit."""

import ast
from pathlib import Path

import pytest
from django.db import transaction

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.notifications.catalogue import CATALOGUE, UnknownTemplate
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import queue
from xenia.ground.notifications.recipients import UnknownRecipient
from xenia.ground.notifications.tests.makers import MONDAY, REMINDER, a_phone
from xenia.ground.reference.models import Closure

TODAY = MONDAY.date()
CODE = Path(__file__).resolve().parents[3]


def a_closure() -> Closure:
    return Closure.objects.create(first_day=TODAY, last_day=TODAY, name="Storm", since_version=1)


@pytest.mark.django_db
def test_a_message_holds_ids_only() -> None:
    closure = a_closure()
    message = queue("directory.service_closed", closure, on=TODAY)
    assert (message.record_type, message.record_id) == ("reference.closure", closure.pk)
    assert (message.recipient_type, message.recipient_id) == ("", None)
    texts = {field.name for field in OutboxMessage._meta.fields} & {"text", "address", "subject"}
    assert not texts


@pytest.mark.django_db
def test_people_and_colleagues_are_recipients_and_a_closure_is_not() -> None:
    contact, colleague = a_phone(), a_user()
    assert queue(REMINDER, contact, to=contact, on=TODAY).recipient_id == contact.pk
    message = queue("directory.service_closed", contact, to=colleague, on=TODAY)
    assert message.recipient_type == "accounts.user"
    with pytest.raises(UnknownRecipient):
        queue(REMINDER, contact, to=a_closure(), on=TODAY)


@pytest.mark.django_db
def test_a_message_nobody_wrote_is_refused_when_it_is_queued() -> None:
    with pytest.raises(UnknownTemplate):
        queue("reference.unheard_of", a_closure(), on=TODAY)


def queued_templates() -> set[str]:
    """The code of every message some room lays into the outbox."""
    found = set()
    for path in CODE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "queue" and node.args:
                first = node.args[0]
                found |= {str(first.value)} if isinstance(first, ast.Constant) else set()
    return found


def test_every_message_that_is_queued_has_its_words() -> None:
    queued = queued_templates()
    assert "directory.service_closed" in queued
    assert queued <= set(CATALOGUE), f"no words for {queued - set(CATALOGUE)}"


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_message_of_something_that_did_not_happen_is_never_sent() -> None:
    closure = a_closure()
    with transaction.atomic():
        queue("directory.service_closed", closure, on=TODAY)
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()
