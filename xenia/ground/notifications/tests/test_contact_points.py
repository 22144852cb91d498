"""How a person is reached: sealed, found only by who knows the address, gone with her key."""

import pytest
from django.db import connection

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.notifications.addresses import NotAnAddress, own_email, own_phone
from xenia.ground.notifications.hours import Hours
from xenia.ground.notifications.models import ConsentNote, ContactPoint
from xenia.ground.notifications.operations import (
    change_contact_point,
    confirm_contact_point,
    recheck_safety,
    remove_contact_point,
)
from xenia.ground.notifications.operations.contact import ContactErased
from xenia.ground.notifications.queries import agreed_purposes, consent_of, contacts_at
from xenia.ground.notifications.safety import Safety, safety_from
from xenia.ground.notifications.tests.makers import MONDAY, TUESDAY, a_mailbox, a_phone
from xenia.ground.vault.subjects import new_subject, shred

pytestmark = pytest.mark.django_db


def raw_rows() -> str:
    """Everything the table of contact points holds, as it lies there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notifications_contactpoint")
        return repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor])


def test_nobody_is_texted_until_she_says_so() -> None:
    safe = Safety()
    assert not safe.may_text
    assert not safe.may_leave_voicemail
    assert safe.may_call


@pytest.mark.both_databases
def test_address_and_safety_lie_sealed() -> None:
    contact = a_phone("617-555-0101", safety=Safety(may_text=True, note="ask for Amina"))
    assert "5550101" not in raw_rows()
    assert "Amina" not in raw_rows()
    found = ContactPoint.objects.get(pk=contact.pk)
    assert found.address == "+16175550101"
    assert found.safe_ways().note == "ask for Amina"
    assert str(found.stop_token) not in raw_rows()


def test_what_is_safe_comes_back_as_it_was_said() -> None:
    from datetime import time

    said = Safety(may_call=False, may_text=True, hours=Hours(time(9), time(12, 30)), note="é")
    assert safety_from(said.as_json()) == said


@pytest.mark.parametrize(
    "typed", ["617-555-0101", "(617) 555 0101", "+1 617.555.0101", "6175550101"]
)
def test_a_phone_number_has_one_form(typed: str) -> None:
    assert own_phone(typed) == "+16175550101"


@pytest.mark.parametrize("typed", ["", "12", "call me", "617555010111111111"])
def test_what_is_no_phone_number_is_refused_without_being_quoted(typed: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        own_phone(typed)
    assert not typed or typed not in str(refused.value)


def test_capitals_make_no_other_mailbox() -> None:
    assert own_email(" Ana@Example.ORG ") == "ana@example.org"


@pytest.mark.both_databases
def test_a_number_finds_everybody_who_has_it_and_nobody_else() -> None:
    hers = a_phone("617-555-0101")
    his = a_phone("617-555-0101")
    a_phone("617-555-0102")
    assert {one.pk for one in contacts_at("phone", "+16175550101")} == {hers.pk, his.pk}
    assert contacts_at("phone", "+16175550199") == []
    assert contacts_at("email", "nobody@lindenport.example") == []


def test_two_phones_of_one_person_are_both_found() -> None:
    her = new_subject()
    first, second = a_phone("617-555-0101", subject=her), a_phone("617-555-0102", subject=her)
    assert contacts_at("phone", "+16175550101") == [first]
    remove_contact_point(contact=first, by=None, at=TUESDAY)
    assert contacts_at("phone", "+16175550101") == []
    assert contacts_at("phone", "+16175550102") == [second]


def test_a_new_number_asks_for_consent_anew_and_ends_old_links() -> None:
    contact = a_mailbox("ana@lindenport.example")
    confirm_contact_point(contact=contact, by=None, at=MONDAY)
    before = ContactPoint.objects.get(pk=contact.pk)
    change_contact_point(contact=contact, address="ana@other.example", by=None, at=TUESDAY)
    after = ContactPoint.objects.get(pk=contact.pk)
    assert after.address == "ana@other.example"
    assert before.is_verified
    assert not after.is_verified
    assert after.stop_hash != before.stop_hash
    assert agreed_purposes(consent_of(after), "email") == []
    assert contacts_at("email", "ana@lindenport.example") == []


def test_a_new_language_keeps_consent() -> None:
    contact = a_mailbox()
    change_contact_point(contact=contact, written="ht", by=None, at=TUESDAY)
    after = ContactPoint.objects.get(pk=contact.pk)
    assert after.language("written") == "ht"
    assert after.language("spoken") == "en"
    assert agreed_purposes(consent_of(after), "email") == ["appointment_reminders"]


def test_safety_is_asked_again_and_the_day_is_noted() -> None:
    contact = a_phone()
    recheck_safety(contact=contact, safety=Safety(may_call=False), by=None, at=TUESDAY)
    after = ContactPoint.objects.get(pk=contact.pk)
    assert after.safety_rechecked_on == TUESDAY.date()
    assert not after.safe_ways().may_text
    event = AuditEvent.objects.get(action="notifications.safety_rechecked")
    assert event.fields == ["safety"]


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_with_her_key_everything_goes() -> None:
    contact = a_phone("617-555-0101")
    early = ContactPoint.objects.get(pk=contact.pk)
    shred(contact.subject_id, by=None, at=TUESDAY, reason="asked")
    assert not ContactPoint.objects.filter(pk=contact.pk).exists()
    assert not ConsentNote.objects.exists()
    assert contacts_at("phone", "+16175550101") == []
    # Whoever held the row already reads nothing in it.
    assert early.is_erased
    assert not any(early.safe_ways().allows(way) for way in ("email", "sms", "call", "mail"))


def test_nothing_is_written_about_somebody_erased() -> None:
    contact = a_phone()
    from xenia.ground.keys.subject_keys import destroy_subject_keys

    destroy_subject_keys([contact.subject_id], reason="asked", at=TUESDAY)
    with pytest.raises(ContactErased):
        recheck_safety(contact=contact, safety=Safety(), by=None, at=TUESDAY)
