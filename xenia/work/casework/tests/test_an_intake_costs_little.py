"""At the desk somebody waits: an intake asks the databases for nothing it knows, and leaves everything as ever."""

from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.vault import blind
from xenia.registers.clients.models import Client, Consent
from xenia.registers.clients.operations import Said
from xenia.work.casework import operations
from xenia.work.casework.models import Intake
from xenia.work.casework.models.intake import Status
from xenia.work.casework.operations import AlreadyWritten, Told, Way
from xenia.work.casework.operations.thread import NotAChoice
from xenia.work.casework.tests.makers import MONDAY, a_caseworker, a_token, told

pytestmark = [pytest.mark.django_db(databases=["default", "keys"]), pytest.mark.both_databases]
PHONE, EMAIL = "+16175550112", "linh@mail.example"
LINH = Said(called="Linh Trần", spoken_language="vi", written_language="vi", birth_year="1990")


def a_screen_full(**said: Any) -> Told:
    """Linh says a lot: two needs, what stands in the way, how to reach her, and yes to text messages."""
    usual: dict[str, Any] = {
        "said": LINH,
        "needs": ("adult-education", "work"),
        "barriers": ("language",),
        "ways": (Way("phone", PHONE, channels=("sms",)), Way("email", EMAIL)),
        "note": "She came with a letter.",
        "minutes": 20,
        "token": a_token(),
    }
    return told(**usual | said)


def takes(records_at_most: int, keys_at_most: int, *, screen: Told, by: User) -> bool:
    """Whether an intake takes no more statements than these, on the records and on the keys."""
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        operations.submit_intake(told=screen, by=by, at=MONDAY)
    return len(records) <= records_at_most and len(keys) <= keys_at_most


def test_an_intake_asks_the_databases_few_times() -> None:
    rosa = a_caseworker()
    operations.submit_intake(told=a_screen_full(), by=rosa, at=MONDAY)
    plain = a_screen_full(ways=(Way("phone", PHONE),), token="")
    assert takes(20, 8, screen=plain, by=rosa)
    assert takes(24, 8, screen=a_screen_full(), by=rosa)


def test_what_it_leaves_is_whole() -> None:
    operations.submit_intake(told=a_screen_full(), by=a_caseworker(), at=MONDAY, takes=True)
    client, intake = Client.objects.get(), Intake.objects.get()
    assert (intake.status, intake.is_new, intake.barriers) == (Status.SCREENED, True, ["language"])
    assert intake.channel == "walk_in"
    assert {one.need for one in intake.needs.all()} == {"adult-education", "work"}
    assert [(one.number, str(one.text)) for one in intake.notes.all()] == [
        (1, "She came with a letter.")
    ]
    steps = {(one.before, one.after) for one in intake.steps_taken.all()}
    assert steps == {("", "started"), ("started", "submitted"), ("submitted", "screened")}
    assert all(need.steps_taken.count() == 1 for need in intake.needs.all())
    assert Consent.objects.get().client_id == client.pk
    phone = ContactPoint.objects.get(kind="phone")
    assert [(one.number, one.channel) for one in phone.consent_notes.all()] == [(1, "sms")]


def test_she_is_found_by_all_her_ways() -> None:
    operations.submit_intake(told=a_screen_full(), by=a_caseworker(), at=MONDAY)
    linh = {Client.objects.get().subject_id}
    assert blind.candidates("phone", PHONE) == linh
    assert blind.candidates("email", EMAIL) == linh
    assert linh <= blind.candidates("name", blind.sounds("Linh"))


def test_each_act_is_in_the_audit_and_counted_once() -> None:
    operations.submit_intake(
        told=a_screen_full(), by=(rosa := a_caseworker()), at=MONDAY, takes=True
    )
    acts = AuditEvent.objects.filter(actor_id=rosa.pk).values_list("action", flat=True)
    assert sorted(acts) == [
        "casework.intake_screened",
        "casework.intake_submitted",
        "casework.visit_noted",
        "clients.added",
        "clients.consent_given",
        "notifications.consent_given",
        "notifications.contact_added",
        "notifications.contact_added",
    ]
    counted = Entry.objects.filter(kind__startswith="casework").values_list("outcome", flat=True)
    assert sorted(filter(None, counted)) == ["open", "open", "screened", "started", "submitted"]


def test_a_form_that_comes_twice_leaves_one_intake_and_one_audit() -> None:
    rosa, screen = a_caseworker(), a_screen_full()
    operations.submit_intake(told=screen, by=rosa, at=MONDAY)
    before = AuditEvent.objects.count()
    with pytest.raises(AlreadyWritten):
        operations.submit_intake(told=screen, by=rosa, at=MONDAY)
    assert (Client.objects.count(), Intake.objects.count()) == (1, 1)
    assert AuditEvent.objects.count() == before


def test_what_is_refused_halfway_leaves_nothing() -> None:
    rosa = a_caseworker()
    before = AuditEvent.objects.count()
    with pytest.raises(NotAChoice):
        operations.submit_intake(told=a_screen_full(barriers=("none",)), by=rosa, at=MONDAY)
    assert not Client.objects.exists()
    assert not Intake.objects.exists()
    assert not ContactPoint.objects.exists()
    assert not Entry.objects.exists()
    assert AuditEvent.objects.count() == before


def test_her_second_intake_is_not_her_first() -> None:
    rosa = a_caseworker()
    first = operations.submit_intake(told=a_screen_full(), by=rosa, at=MONDAY).intake
    again = Told(client=Client.objects.get(), needs=("health",))
    second = operations.submit_intake(told=again, by=rosa, at=MONDAY).intake
    assert (first.is_new, second.is_new) == (True, False)
    third = Told(client=Client.objects.get(), needs=("work",))
    assert takes(20, 2, screen=third, by=rosa)
