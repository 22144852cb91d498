"""A person says yes or no by any means, and it holds at once."""

import pytest
from django.db import DatabaseError, transaction

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import ConsentNote, ContactPoint
from xenia.ground.notifications.operations import (
    give_consent,
    note_oral_stop,
    stop_by_link,
    withdraw_consent,
)
from xenia.ground.notifications.operations.consent import LinkUnknown
from xenia.ground.notifications.queries import agreed_purposes, consent_of
from xenia.ground.notifications.tests.makers import MONDAY, TUESDAY, a_mailbox, a_phone

pytestmark = pytest.mark.django_db
BOTH = ("appointment_reminders", "events")


def agreed(contact: ContactPoint, channel: str) -> list[str]:
    return agreed_purposes(consent_of(contact), channel)


def test_nobody_agreed_to_what_nobody_asked_her() -> None:
    assert agreed(a_phone(agrees_to=()), "sms") == []


def test_a_line_says_what_how_when_and_who_noted_it() -> None:
    colleague = a_user()
    contact = a_phone(agrees_to=())
    give_consent(
        contact=contact, channel="sms", purposes=["events"], how="oral", by=colleague, at=MONDAY
    )
    line = contact.consent_notes.get()
    assert (line.number, line.channel, line.purpose, line.is_given) == (1, "sms", "events", True)
    assert (line.how, line.on, line.noted_by) == ("oral", MONDAY.date(), colleague.pk)


def test_a_no_to_one_purpose_leaves_the_others() -> None:
    contact = a_phone(agrees_to=BOTH)
    withdraw_consent(
        contact=contact, channel="sms", purposes=["events"], how="oral", by=None, at=TUESDAY
    )
    assert agreed(contact, "sms") == ["appointment_reminders"]


def test_a_no_without_more_words_means_everything_and_a_later_yes_one_thing() -> None:
    contact = a_phone(agrees_to=BOTH)
    withdraw_consent(contact=contact, channel="sms", how="oral", by=None, at=TUESDAY)
    assert agreed(contact, "sms") == []
    give_consent(
        contact=contact, channel="sms", purposes=["events"], how="form", by=None, at=TUESDAY
    )
    assert agreed(contact, "sms") == ["events"]


def test_a_second_no_adds_nothing() -> None:
    contact = a_phone()
    said = [
        withdraw_consent(contact=contact, channel="sms", how="oral", by=None, at=TUESDAY)
        for _time in range(2)
    ]
    assert said == [True, False]
    assert Entry.objects.filter(kind="notifications.opted_out").count() == 1


def test_a_text_is_not_a_call() -> None:
    contact = a_phone(agrees_to=BOTH)
    give_consent(
        contact=contact, channel="call", purposes=["events"], how="oral", by=None, at=MONDAY
    )
    withdraw_consent(contact=contact, channel="sms", how="reply", by=None, at=TUESDAY)
    assert agreed(contact, "call") == ["events"]


def test_an_unknown_purpose_or_a_channel_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown purposes"):
        give_consent(
            contact=a_phone(), channel="sms", purposes=["sales"], how="form", by=None, at=MONDAY
        )
    with pytest.raises(ValueError, match="no 'sms'"):
        give_consent(
            contact=a_mailbox(), channel="sms", purposes=["events"], how="form", by=None, at=MONDAY
        )


@pytest.mark.both_databases
def test_a_line_of_the_consent_ledger_is_never_changed() -> None:
    line = a_phone().consent_notes.get()
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentNote.objects.filter(pk=line.pk).update(is_given=False)
    assert ConsentNote.objects.get(pk=line.pk).is_given


@pytest.mark.both_databases
def test_the_link_in_an_email_stops_it_for_everybody_at_this_address() -> None:
    hers = a_mailbox("family@lindenport.example", agrees_to=BOTH)
    his = a_mailbox("Family@lindenport.example", agrees_to=BOTH)
    other = a_mailbox("else@lindenport.example", agrees_to=BOTH)
    assert stop_by_link(token=str(hers.stop_token), purposes=[], at=TUESDAY)
    assert agreed(hers, "email") == agreed(his, "email") == []
    assert agreed(other, "email") == list(BOTH)
    assert not stop_by_link(token=str(hers.stop_token), purposes=[], at=TUESDAY)


def test_the_link_may_stop_one_thing_only() -> None:
    contact = a_mailbox(agrees_to=BOTH)
    stop_by_link(token=str(contact.stop_token), purposes=["events"], at=TUESDAY)
    assert agreed(contact, "email") == ["appointment_reminders"]


def test_a_link_says_nothing_and_cannot_be_guessed() -> None:
    first, second = a_mailbox("a@lindenport.example"), a_mailbox("a@lindenport.example")
    token = str(first.stop_token)
    assert len(token) >= 43  # 256 bits, six to a letter
    assert token != str(second.stop_token)
    assert str(first.pk) not in token
    with pytest.raises(LinkUnknown):
        stop_by_link(token=token[:-1], purposes=[], at=TUESDAY)


def test_what_was_said_on_the_phone_holds_for_texts_and_calls() -> None:
    colleague = a_user()
    hers, his = a_phone("617-555-0101", agrees_to=BOTH), a_phone("617-555-0101", agrees_to=BOTH)
    give_consent(contact=hers, channel="call", purposes=BOTH, how="oral", by=None, at=MONDAY)
    note_oral_stop(kind="phone", address="+16175550101", purposes=[], by=colleague, at=TUESDAY)
    assert agreed(hers, "sms") == agreed(hers, "call") == agreed(his, "sms") == []
    last = consent_of(hers)[-1]
    assert (last.how, last.noted_by) == ("oral", colleague.pk)


def test_leaving_is_counted_without_a_person() -> None:
    withdraw_consent(contact=a_phone(), channel="sms", how="reply", by=None, at=TUESDAY)
    entry = Entry.objects.get(kind="notifications.opted_out")
    assert (entry.mode, entry.reason) == ("sms", "reply")
