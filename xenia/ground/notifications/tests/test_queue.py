"""Messages wait in the outbox and leave after the commit."""

from datetime import date

import pytest
from django.db import transaction

from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations import queue
from xenia.ground.reference.models import Closure

MONDAY = date(2026, 11, 16)


def a_closure() -> Closure:
    return Closure.objects.create(first_day=MONDAY, last_day=MONDAY, name="Storm", since_version=1)


@pytest.mark.django_db
def test_a_message_holds_ids_only() -> None:
    closure = a_closure()
    message = queue("reference.office_closed", closure, on=MONDAY)
    assert (message.record_type, message.record_id) == ("reference.closure", closure.pk)
    texts = {
        field.name for field in OutboxMessage._meta.fields if field.name in ("text", "address")
    }
    assert not texts


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_message_of_something_that_did_not_happen_is_never_sent() -> None:
    closure = a_closure()
    with transaction.atomic():
        queue("reference.office_closed", closure, on=MONDAY)
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()
