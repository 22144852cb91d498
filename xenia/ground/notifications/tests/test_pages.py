"""The pages about messages: for the person who says stop, and for colleagues."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.notifications.models import ContactPoint, OutboxMessage, Reply
from xenia.ground.notifications.operations import queue
from xenia.ground.notifications.operations.replies import hear_reply
from xenia.ground.notifications.operations.sending import send_messages
from xenia.ground.notifications.queries import agreed_purposes, consent_of
from xenia.ground.notifications.safety import Safety
from xenia.ground.notifications.tests.makers import (
    LETTER,
    MONDAY,
    a_mailbox,
    a_phone,
    a_reminder,
)
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages

pytestmark = pytest.mark.django_db
Status = OutboxMessage.Status
BOTH = ("appointment_reminders", "events")


@pytest.fixture(autouse=True)
def an_office_of_two_languages() -> Iterator[None]:
    """People read English and Arabic here."""
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def signed_in(role: str = Role.FRONT_DESK) -> tuple[Client, User]:
    person, client = a_user(role), Client()
    client.force_login(person)
    return client, person


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    answer = client.get(reverse(f"notifications:{name}", args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def stop_page(contact: ContactPoint, language: str = "en") -> str:
    return f"/{language}/messages/stop/{contact.stop_token}/"


def agreed(contact: ContactPoint, channel: str = "email") -> list[str]:
    return agreed_purposes(consent_of(contact), channel)


def test_looking_at_the_link_stops_nothing_and_shows_no_address() -> None:
    contact = a_mailbox("ana@lindenport.example", agrees_to=BOTH)
    answer = Client().get(stop_page(contact))
    text = answer.content.decode()
    assert "ana@" not in text
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in text
    assert agreed(contact) == list(BOTH)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_one_click_stops_everything_without_a_cookie(language: str) -> None:
    contact = a_mailbox(agrees_to=BOTH)
    answer = Client(enforce_csrf_checks=True).post(stop_page(contact, language))
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()
    assert agreed(contact) == []


def test_some_may_be_stopped_alone() -> None:
    contact = a_mailbox(agrees_to=BOTH)
    answer = Client().post(stop_page(contact), {"only": "1", "purpose": ["events", "sales"]})
    assert answer.status_code == 200
    assert agreed(contact) == ["appointment_reminders"]


def test_whoever_ticks_nothing_is_asked_again_and_nothing_has_changed() -> None:
    contact = a_mailbox(agrees_to=BOTH)
    answer = Client().post(stop_page(contact), {"only": "1"})
    assert answer.status_code == 422
    assert "Nothing has changed yet" in answer.content.decode()
    assert agreed(contact) == list(BOTH)


def test_an_unknown_link_says_what_to_do() -> None:
    for ask in (Client().get, Client().post):
        answer = ask("/en/messages/stop/guessed/")
        assert answer.status_code == 404
        assert "This link has ended" in answer.content.decode()


def test_the_outbox_shows_reasons_and_never_an_address() -> None:
    client, _person = signed_in()
    a_reminder(to=a_phone("617-555-0101", agrees_to=[]))
    a_reminder(to=a_mailbox("ana@lindenport.example"))
    send_messages(clock=lambda: MONDAY)
    text = page(client, "outbox")
    assert "The person has not agreed to this, or said stop." in text
    assert "5550101" not in text
    assert "ana@" not in text
    assert "Try again" in text


def test_a_colleague_tries_again() -> None:
    client, _person = signed_in()
    message = a_reminder(to=a_phone(agrees_to=[]))
    send_messages(clock=lambda: MONDAY)
    where = reverse("notifications:try_again", args=[message.pk])
    assert client.post(where).status_code == 302
    message.refresh_from_db()
    assert message.status == Status.WAITING
    assert client.post(where).status_code == 302


def test_who_may_only_read_is_offered_no_act() -> None:
    client, _person = signed_in(Role.LANGUAGE_ACCESS_OFFICE)
    a_reminder(to=a_phone(agrees_to=[]))
    send_messages(clock=lambda: MONDAY)
    text = page(client, "outbox")
    assert "Try again" not in text
    assert "Somebody said stop" not in text


def test_the_outbox_asks_few_questions(django_assert_max_num_queries: Any) -> None:
    client, _person = signed_in()
    for _each in range(30):
        a_reminder(to=a_phone(agrees_to=[]))
    send_messages(clock=lambda: MONDAY)
    page(client, "outbox")
    with django_assert_max_num_queries(16):
        page(client, "outbox")


def test_a_call_shows_the_number_and_notes_who_looked() -> None:
    client, person = signed_in()
    contact = a_phone(
        "617-555-0101",
        safety=Safety(note="ask for Amina"),
        channel="call",
        agrees_to=["service_updates"],
    )
    message = queue(LETTER, contact, to=contact, on=MONDAY.date())
    send_messages(clock=lambda: MONDAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xenia.ground.notifications.views.by_hand.now", lambda: MONDAY)
        text = page(client, "by_hand", message.pk)
    assert 'href="tel:+16175550101"' in text
    assert "(617) 555-0101" in text
    assert "ask for Amina" in text
    assert "Leave no message." in text
    assert AuditEvent.objects.filter(action="vault.looked", actor_id=person.pk).count() == 1
    assert client.post(reverse("notifications:done_by_hand", args=[message.pk])).status_code == 302
    message.refresh_from_db()
    assert message.status == Status.SENT


def test_a_call_that_may_not_be_made_shows_no_number() -> None:
    client, _person = signed_in()
    contact = a_phone(
        "617-555-0101", safety=Safety(), channel="call", agrees_to=["service_updates"]
    )
    message = queue(LETTER, contact, to=contact, on=MONDAY.date())
    send_messages(clock=lambda: MONDAY)
    contact.consent_notes.all().delete()
    text = page(client, "by_hand", message.pk)
    assert "5550101" not in text


def test_somebody_said_stop_and_the_page_does_not_say_whether_we_hold_her_number() -> None:
    client, _person = signed_in()
    contact = a_phone("617-555-0101", agrees_to=BOTH)
    where = reverse("notifications:oral_stop")
    said = [
        client.post(where, {"address": number, "what": "everything"}, follow=True).content.decode()
        for number in ("(617) 555-0101", "617-555-0199")
    ]
    notes = ["If we hold this number or e-mail, it gets no more of that." in text for text in said]
    assert notes == [True, True]
    assert agreed(contact, "sms") == []


def test_a_number_we_cannot_read_keeps_what_was_typed() -> None:
    client, _person = signed_in()
    answer = client.post(reverse("notifications:oral_stop"), {"address": "12 34"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="12 34"' in text
    assert "We cannot read this" in text


def test_one_purpose_alone_is_stopped_by_email() -> None:
    client, _person = signed_in()
    contact = a_mailbox("ana@lindenport.example", agrees_to=BOTH)
    client.post(
        reverse("notifications:oral_stop"), {"address": "Ana@lindenport.example", "what": "events"}
    )
    assert agreed(contact) == ["appointment_reminders"]


def test_a_reply_is_read_and_erased() -> None:
    client, person = signed_in()
    contact = a_phone("617-555-0101")
    for number, text in enumerate(("please stop it", "<b>Friday?</b>")):
        hear_reply(sender="+16175550101", text=text, number=str(number), at=MONDAY)
    text = page(client, "replies")
    assert "This may mean stop" in text
    assert "&lt;b&gt;Friday?" in text
    assert "5550101" not in text
    assert AuditEvent.objects.filter(action="vault.looked", actor_id=person.pk).count() == 2
    assert "wait to be read" in page(client, "outbox")
    reply = Reply.objects.get(may_mean_stop=True)
    where = reverse("notifications:read_reply", args=[reply.pk])
    client.post(where, {"stop": "1"})
    assert agreed(contact, "sms") == []
    assert Reply.objects.count() == 1
    assert client.post(where, {"stop": "1"}).status_code == 302


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_catalogue_shows_each_message_as_it_will_look(language: str) -> None:
    client, _person = signed_in()
    text = page(client, "catalogue", language=language)
    assert "You get no more messages from us" in text
    assert f'lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert client.get(reverse("notifications:catalogue"), {"language": "xx"}).status_code == 404


def test_the_sample_city_shows_what_it_wrote_and_a_real_city_has_no_such_page(
    settings: Any,
) -> None:
    client, _person = signed_in()
    assert "Nothing is written yet." in page(client, "written")
    a_reminder(to=a_mailbox("ana@lindenport.example"))
    a_reminder(to=a_phone())
    send_messages(clock=lambda: MONDAY)
    text = page(client, "written")
    assert "See you on Tuesday." in text
    assert "Subject: Your day with us" in text
    settings.SAMPLE_CITY = False
    assert client.get(reverse("notifications:written")).status_code == 404
