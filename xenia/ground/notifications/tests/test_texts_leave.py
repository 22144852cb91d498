"""Text messages leave through a provider that speaks HTTP; what it calls us with is believed only when signed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.channels.hooks import Call, NotTheProvider, values_of
from xenia.ground.notifications.channels.http_sms import filled, value_at
from xenia.ground.notifications.channels.providers import SettingsFault, sms_provider
from xenia.ground.notifications.models import ContactPoint, OutboxMessage, Reply
from xenia.ground.notifications.operations.sending import send_messages
from xenia.ground.notifications.queries import agreed_purposes, consent_of
from xenia.ground.notifications.tests.makers import MONDAY, a_phone, a_reminder
from xenia.ground.notifications.tests.provider import (
    HOOK_SECRET,
    Provider,
    a_provider,
    described,
    signed,
    signed_by_url,
)

pytestmark = pytest.mark.django_db
Status = OutboxMessage.Status
REPLIES, DELIVERY = "/hooks/messages/replies/", "/hooks/messages/delivery/"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def provider(settings: Any, tmp_path: Path) -> Iterator[Provider]:
    """A provider on this machine, and an office that uses it."""
    with a_provider() as running:
        settings.SMS_FILE = str(described(running, tmp_path))
        yield running


def send() -> dict[str, int]:
    return dict(send_messages(clock=lambda: MONDAY))


def call(where: str, *, secret: str = HOOK_SECRET, **fields: str) -> int:
    """What the provider calls us with. Returns the status of our answer."""
    body, signature = signed(fields, secret=secret)
    client = Client(enforce_csrf_checks=True)
    headers = {"X-Signature": signature}
    return client.post(where, body, content_type=FORM, headers=headers).status_code


def reply(text: str, number: str, *, sid: str = "SM1", secret: str = HOOK_SECRET) -> int:
    return call(REPLIES, secret=secret, From=number, Body=text, MessageSid=sid)


def agreed(contact: ContactPoint) -> list[str]:
    return agreed_purposes(consent_of(contact), "sms")


def test_a_text_reaches_the_phone(provider: Provider) -> None:
    message = a_reminder(to=a_phone("617-555-0101"))
    assert send() == {"sent": 1}
    [asked] = provider.asked
    assert (asked["path"], asked["To"]) == ("/v1/messages?part=2", "+16175550101")
    assert "See you on Tuesday." in asked["Body"]
    assert asked["headers"]["Authorization"] == "Bearer send-secret"
    assert asked["headers"]["Idempotency-Key"] == str(message.pk)
    message.refresh_from_db()
    assert (message.status, message.channel) == (Status.SENT, "sms")
    assert message.reference == f"SM-{message.pk}"


def test_a_second_try_carries_the_same_key_and_the_phone_rings_once(provider: Provider) -> None:
    message = a_reminder(to=a_phone())
    send()
    OutboxMessage.objects.filter(pk=message.pk).update(status=Status.WAITING)
    send()
    assert len(provider.asked) == 2
    assert len(provider.on_phones) == 1


def test_a_report_of_delivery_leaves_no_trace_of_whom(provider: Provider) -> None:
    message = a_reminder(to=a_phone())
    send()
    report = {"MessageSid": f"SM-{message.pk}", "MessageStatus": "delivered"}
    assert call(DELIVERY, **report) == 200
    message.refresh_from_db()
    assert message.status == Status.DELIVERED
    assert (message.recipient_id, message.record_id, message.reference) == (None, None, "")
    assert (message.template, message.channel) == ("tests.reminder", "sms")
    assert call(DELIVERY, **report) == 200


def test_a_report_that_it_failed_is_shown_to_colleagues(provider: Provider) -> None:
    message = a_reminder(to=a_phone())
    send()
    sid = f"SM-{message.pk}"
    assert call(DELIVERY, MessageSid=sid, MessageStatus="sending") == 200
    assert call(DELIVERY, MessageSid=sid, MessageStatus="undelivered", ErrorCode="21211") == 200
    message.refresh_from_db()
    assert (message.status, message.reason) == (Status.FAILED, "unknown_number")
    assert message.recipient_id is not None
    # Late, and in the wrong order: it changes nothing.
    assert call(DELIVERY, MessageSid=sid, MessageStatus="delivered") == 404
    message.refresh_from_db()
    assert message.status == Status.FAILED


def test_a_report_that_comes_before_we_know_the_message_is_asked_for_again(
    provider: Provider,
) -> None:
    assert call(DELIVERY, MessageSid="SM-unheard-of", MessageStatus="delivered") == 404


@pytest.mark.parametrize(
    ("status", "answer", "became", "reason"),
    [
        (400, {"code": "21211"}, "failed", "unknown_number"),
        (400, {"code": "99999"}, "failed", "refused"),
        (429, {}, "waiting", "busy"),
        (503, {}, "waiting", "busy"),
        (302, {}, "waiting", "busy"),
        (401, {}, "waiting", "not_let_in"),
    ],
)
def test_what_the_provider_answers_decides(
    provider: Provider, status: int, answer: dict[str, Any], became: str, reason: str
) -> None:
    provider.answers.append((status, answer))
    message = a_reminder(to=a_phone())
    assert send() == {became: 1}
    message.refresh_from_db()
    assert (message.status, message.reason) == (became, reason)


def test_a_provider_that_is_away_is_asked_again(settings: Any, tmp_path: Path) -> None:
    settings.SMS_FILE = str(described(Provider(port=9), tmp_path))
    a_reminder(to=a_phone())
    assert send() == {"waiting": 1}


@pytest.mark.both_databases
def test_stop_holds_at_once_for_everybody_at_this_number_and_is_confirmed_once(
    provider: Provider,
) -> None:
    hers, his = a_phone("617-555-0101"), a_phone("617-555-0101")
    other = a_phone("617-555-0102")
    waiting = a_reminder(to=hers)
    assert reply("Stop!", "+16175550101") == 200
    assert agreed(hers) == agreed(his) == []
    assert agreed(other) == ["appointment_reminders"]
    assert send() == {"failed": 1, "sent": 1}
    waiting.refresh_from_db()
    assert (waiting.status, waiting.reason) == (Status.FAILED, "no_consent")
    [asked] = provider.asked
    assert "You get no more messages" in asked["Body"]
    assert reply("Stop!", "+16175550101", sid="SM2") == 200
    assert send() == {}
    assert Entry.objects.filter(kind="notifications.opted_out").count() == 2


@pytest.mark.parametrize("word", ["STOP", "alto", "停止", "kanpe", "dừng", "стоп", "توقف", "jooji"])
def test_stop_works_in_every_language(provider: Provider, word: str) -> None:
    contact = a_phone("617-555-0101")
    assert reply(word, "+16175550101") == 200
    assert agreed(contact) == []


@pytest.mark.parametrize("secret", ["wrong", ""])
def test_a_call_with_a_wrong_signature_changes_nothing(provider: Provider, secret: str) -> None:
    contact = a_phone("617-555-0101")
    message = a_reminder(to=contact)
    send()
    assert reply("STOP", "+16175550101", secret=secret) == 403
    report = {"MessageSid": f"SM-{message.pk}", "MessageStatus": "delivered"}
    assert call(DELIVERY, secret=secret, **report) == 403
    assert Client().post(REPLIES, {"From": "+16175550101", "Body": "STOP"}).status_code == 403
    assert agreed(contact) == ["appointment_reminders"]
    message.refresh_from_db()
    assert message.status == Status.SENT


def test_without_a_provider_nobody_is_believed(settings: Any) -> None:
    settings.SMS_FILE = ""
    contact = a_phone("617-555-0101")
    assert reply("STOP", "+16175550101", secret="") == 403
    assert agreed(contact) == ["appointment_reminders"]


def test_a_provider_without_a_secret_is_never_believed(settings: Any, tmp_path: Path) -> None:
    path = described(Provider(port=9), tmp_path)
    (tmp_path / "hook-secret").write_text("", encoding="utf-8")
    settings.SMS_FILE = str(path)
    assert reply("STOP", "+16175550101", secret="") == 403


def test_the_same_reply_twice_is_one_reply(provider: Provider) -> None:
    contact = a_phone("617-555-0101")
    for _time in range(2):
        assert reply("I will be late", "+16175550101", sid="SM7") == 200
    assert Reply.objects.filter(contact=contact).count() == 1


def test_an_old_start_played_again_does_not_undo_a_stop(provider: Provider) -> None:
    contact = a_phone("617-555-0101")
    reply("STOP", "+16175550101", sid="SM1")
    reply("START", "+16175550101", sid="SM2")
    assert agreed(contact) == ["appointment_reminders"]
    reply("STOP", "+16175550101", sid="SM3")
    assert reply("START", "+16175550101", sid="SM2") == 200
    assert agreed(contact) == []


def test_what_is_no_call_is_refused(provider: Provider) -> None:
    assert reply("STOP", "nobody") == 400
    assert reply("STOP", "+16175550101", sid="") == 400
    assert Client().get(REPLIES).status_code == 405


def test_other_ways_to_sign(provider: Provider, tmp_path: Path, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://help.lindenport.example"
    settings.SMS_FILE = str(described(provider, tmp_path, scheme="url-and-fields-sha1"))
    fields = {"From": "+16175550101", "Body": "STOP", "MessageSid": "SM1"}
    body, signature = signed_by_url(f"https://help.lindenport.example{REPLIES}", fields)
    contact = a_phone("617-555-0101")
    client = Client()
    wrong = client.post(REPLIES, body, content_type=FORM, headers={"X-Signature": signature[:-2]})
    assert wrong.status_code == 403
    right = client.post(REPLIES, body, content_type=FORM, headers={"X-Signature": signature})
    assert right.status_code == 200
    assert agreed(contact) == []
    settings.SMS_FILE = str(described(provider, tmp_path, scheme="secret"))
    known = sms_provider()
    assert known
    told = Call("", b'{"From": "+1", "Body": "hi"}', "application/json", f"Bearer {HOOK_SECRET}")
    assert values_of(known, told, known.reply)["text"] == "hi"
    with pytest.raises(NotTheProvider):
        values_of(known, Call("", b"{}", "application/json", "Bearer no"), known.reply)


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        '[send]\nurl = "https://sms.example"',
        '[send]\nurl = "http://sms.example"\nfields = {}',
        '[send]\nurl = "https://sms.example"\nbody = "xml"\nfields = {}',
        '[send]\nurl = "https://sms.example"\nfields = {}\n[hooks]\nscheme = "trust"',
    ],
)
def test_settings_that_cannot_be_used_are_said_at_once(
    settings: Any, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "sms.toml"
    path.write_text(text, encoding="utf-8")
    settings.SMS_FILE = str(path)
    with pytest.raises(SettingsFault):
        sms_provider()


def test_what_a_message_says_never_fills_another_hole() -> None:
    said = {"to": "+1", "text": "{secret} {to}", "key": "k", "secret": "s"}
    shape = {"messages": [{"to": "{to}", "text": "{text}", "note": "id-{key}"}], "on": True}
    assert filled(shape, said) == {
        "messages": [{"to": "+1", "text": "{secret} {to}", "note": "id-k"}],
        "on": True,
    }


def test_a_place_in_an_answer() -> None:
    assert value_at({"messages": [{"id": "m1"}]}, "messages.0.id") == "m1"
    assert value_at({"messages": []}, "messages.0.id") is None
    assert value_at("text", "id") is None
    assert value_at({"id": 1}, "") is None
