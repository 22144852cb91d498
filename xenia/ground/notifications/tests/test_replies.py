"""What people answer is obeyed, or read by a colleague and erased."""

from datetime import timedelta
from uuid import uuid4

import pytest

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.hours import Hours
from xenia.ground.notifications.models import ContactPoint, OutboxMessage, Reply
from xenia.ground.notifications.operations import note_oral_stop, remove_contact_point
from xenia.ground.notifications.operations.replies import (
    AlreadyDealtWith,
    forget_old_replies,
    hear_reply,
    read_reply,
)
from xenia.ground.notifications.operations.sending import send_messages
from xenia.ground.notifications.queries import agreed_purposes, consent_of, unread_replies
from xenia.ground.notifications.safety import Safety
from xenia.ground.notifications.stop_words import Meaning
from xenia.ground.notifications.tests.makers import (
    LATE_EVENING,
    MONDAY,
    TEXTS,
    TUESDAY,
    a_phone,
    a_reminder,
)
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import describe_office
from xenia.ground.vault.models import LegalHold
from xenia.ground.vault.subjects import UnderHold

pytestmark = pytest.mark.django_db
NUMBER = "+16175550101"
Status = OutboxMessage.Status


def hear(text: str, *, sender: str = NUMBER) -> Meaning | None:
    return hear_reply(sender=sender, text=text, number=str(uuid4()), at=MONDAY)


def agreed(contact: ContactPoint) -> list[str]:
    return agreed_purposes(consent_of(contact), "sms")


def waiting() -> list[str]:
    messages = OutboxMessage.objects.filter(status=Status.WAITING)
    return sorted(messages.values_list("template", flat=True))


def test_start_brings_back_what_stood_before_and_no_more() -> None:
    contact = a_phone(NUMBER, agrees_to=["events"])
    hear("STOP")
    hear("START")
    assert agreed(contact) == ["events"]
    assert waiting() == ["notifications.started", "notifications.stopped"]


def test_start_without_a_stop_agrees_to_nothing() -> None:
    contact = a_phone(NUMBER, agrees_to=[])
    hear("START")
    assert agreed(contact) == []
    assert waiting() == []


def test_help_is_answered_with_the_phone_of_the_office() -> None:
    describe_office(
        by=None,
        at=MONDAY,
        name="Office",
        short_name="Office",
        jurisdiction_name="Lindenport",
        phone="617-555-0100",
    )
    forget_office()
    a_phone(NUMBER)
    assert hear("Help") == Meaning.HELP
    assert waiting() == ["notifications.help"]
    forget_office()


def test_the_confirmation_goes_only_where_texts_are_safe() -> None:
    contact = a_phone(NUMBER, safety=Safety())
    hear("STOP")
    assert agreed(contact) == []
    assert waiting() == []


def test_the_confirmation_leaves_at_night_but_not_outside_her_safe_hours() -> None:
    from datetime import time

    a_phone(NUMBER)
    a_phone("+16175550102", safety=Safety(may_text=True, hours=Hours(time(9), time(12))))
    hear("STOP")
    hear("STOP", sender="+16175550102")
    assert dict(send_messages(clock=lambda: LATE_EVENING)) == {"sent": 1, "waiting": 1}


def test_a_sentence_waits_for_a_colleague_sealed() -> None:
    contact = a_phone(NUMBER)
    assert hear("Can I come on Friday?") == Meaning.OTHER
    reply = Reply.objects.get()
    assert (reply.text, reply.subject_id) == ("Can I come on Friday?", contact.subject_id)
    assert not reply.may_mean_stop


def test_until_a_colleague_has_read_it_nothing_goes_to_this_phone() -> None:
    hers = a_phone(NUMBER)
    his = a_phone(NUMBER)
    assert hear("please stop texting me") == Meaning.MAYBE_STOP
    message = a_reminder(to=his)
    assert dict(send_messages(clock=lambda: MONDAY)) == {"waiting": 1}
    message.refresh_from_db()
    assert message.reason == "reply_unread"
    read_reply(pk=Reply.objects.get().pk, means_stop=False, by=a_user(), at=MONDAY)
    assert not Reply.objects.exists()
    assert dict(send_messages(clock=lambda: TUESDAY)) == {"sent": 1}
    assert agreed(hers) == ["appointment_reminders"]


def test_a_colleague_says_it_means_stop() -> None:
    hers, his = a_phone(NUMBER), a_phone(NUMBER)
    hear("please stop texting me")
    colleague = a_user()
    pk = Reply.objects.get().pk
    read_reply(pk=pk, means_stop=True, by=colleague, at=MONDAY)
    assert agreed(hers) == agreed(his) == []
    assert consent_of(hers)[-1].noted_by == colleague.pk
    with pytest.raises(AlreadyDealtWith):
        read_reply(pk=pk, means_stop=True, by=colleague, at=MONDAY)


def test_what_nobody_reads_is_erased_after_thirty_days_but_not_under_a_hold() -> None:
    free, held = a_phone(NUMBER), a_phone("+16175550102")
    hear("Friday?")
    hear("Saturday?", sender="+16175550102")
    hold = LegalHold.objects.create(
        reference="2026-7", subject_id=held.subject_id, placed_by_id=uuid4(), placed_at=MONDAY
    )
    forget_old_replies(MONDAY + timedelta(days=29))
    assert unread_replies().count() == 2
    forget_old_replies(MONDAY + timedelta(days=30))
    assert not Reply.objects.filter(contact=free).exists()
    assert Reply.objects.get(contact=held).text == "Saturday?"
    assert unread_replies().count() == 0
    with pytest.raises(UnderHold):
        remove_contact_point(contact=held, by=None, at=MONDAY)
    hold.delete()
    forget_old_replies(MONDAY + timedelta(days=31))
    assert not Reply.objects.exists()


def test_of_a_stranger_nothing_is_kept() -> None:
    assert hear("please stop", sender="+16175550199") == Meaning.MAYBE_STOP
    assert not Reply.objects.exists()
    assert Entry.objects.filter(kind="notifications.reply_from_nobody").count() == 1


def test_a_stop_of_an_unknown_number_by_phone_is_taken_too() -> None:
    note_oral_stop(kind="phone", address=NUMBER, purposes=[], by=a_user(), at=MONDAY)
    assert not Reply.objects.exists()
    assert not ContactPoint.objects.exists(), "and nothing is kept of the number"


def test_a_long_reply_is_cut() -> None:
    a_phone(NUMBER, safety=TEXTS)
    hear("word " * 2000)
    assert len(Reply.objects.get().text) == 2000
