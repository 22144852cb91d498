"""Silence is reminded, then brought before a colleague; outcomes are asked for, and given up in the end."""

from datetime import datetime, timedelta

import pytest

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.notifications.operations import add_contact_point
from xenia.ground.notifications.operations import give_consent as agree_to_messages
from xenia.ground.notifications.safety import Safety
from xenia.registers.clients.models import Client
from xenia.registers.clients.operations import Agreed, give_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.work.referrals import operations
from xenia.work.referrals.models.choices import Ending, Status
from xenia.work.referrals.operations import tend_referrals
from xenia.work.referrals.queries.lists import TO_DO, referrals_in
from xenia.work.referrals.tests.makers import MONDAY, TUESDAY, a_partner, a_referral, fresh

pytestmark = pytest.mark.django_db


def told(template: str) -> int:
    return OutboxMessage.objects.filter(template=f"referrals.{template}").count()


def days_later(count: int) -> datetime:
    return MONDAY + timedelta(days=count)


def who_may_be_asked() -> Client:
    """Linh gave her phone, takes news by text, and agreed to be asked how it went."""
    client = a_client()
    phone = add_contact_point(
        subject=client.subject_id,
        kind=ContactPoint.Kind.PHONE,
        address="617-555-0123",
        safety=Safety(may_text=True),
        by=None,
        at=MONDAY,
    )
    agree_to_messages(
        contact=phone, channel="sms", purposes=["service_updates"], how="oral", by=None, at=MONDAY
    )
    client.contact = phone
    client.save(update_fields=["contact"])
    give_consent(client=client, agreed=Agreed("follow_up"), by=None, at=MONDAY)
    return client


def test_silence_is_reminded_then_escalated_then_nobody_is_told_again() -> None:
    sender = a_user()
    referral = a_referral(by=sender)  # due on the next Monday
    for day in range(1, 7):
        tend_referrals(days_later(day))
    assert (told("waits_for_you"), told("nobody_answered")) == (1, 0)
    tend_referrals(days_later(7))
    assert told("waits_for_you") == 2
    assert fresh(referral).escalated_on is None
    tend_referrals(days_later(8))
    assert told("nobody_answered") == 0
    for day in (9, 10, 11):
        tend_referrals(days_later(day))
    assert fresh(referral).escalated_on == days_later(9).date()
    waiting = OutboxMessage.objects.filter(template="referrals.nobody_answered")
    assert set(waiting.values_list("recipient_id", flat=True)) == {sender.pk, None}
    assert told("waits_for_you") == 2


def test_an_answer_in_time_leaves_nothing_due() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    operations.accept(referral=referral, by=partner.member, at=TUESDAY)
    tend_referrals(days_later(10))
    assert (told("waits_for_you"), told("nobody_answered")) == (1, 0)


def test_what_waits_for_an_organization_whose_agreement_ended_comes_back() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    operations.end_agreement(agreement=partner.agreement, version=0, by=None, at=TUESDAY)
    tend_referrals(TUESDAY)
    now = fresh(referral)
    assert (now.status, now.ending) == (Status.CANCELLED, Ending.AGREEMENT_ENDED)
    assert told("nobody_answered") == 1
    assert list(referrals_in(TO_DO, today=local_day(TUESDAY))) == [referral]
    operations.settle(referral=fresh(referral), by=a_user(), at=TUESDAY)
    assert not referrals_in(TO_DO, today=local_day(TUESDAY)).exists()


def test_she_is_asked_by_a_message_and_in_the_end_nobody_knows() -> None:
    partner = a_partner()
    referral = a_referral(partner, client=who_may_be_asked())
    operations.accept(referral=referral, by=partner.member, at=MONDAY)
    for day in range(1, 80):
        tend_referrals(days_later(day))
    assert told("how_did_it_go") == 3
    now = fresh(referral)
    assert (now.status, now.outcome) == (Status.COMPLETED, "unknown")


def test_who_did_not_agree_to_be_asked_is_not_asked_but_the_organization_is() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    operations.accept(referral=referral, by=partner.member, at=MONDAY)
    tend_referrals(days_later(14))
    assert (told("how_did_it_go"), told("how_went_it_there")) == (0, 1)
    assert fresh(referral).follow_ups == 1


def test_who_took_a_paper_and_cannot_be_written_to_waits_for_a_colleague() -> None:
    partner = a_partner()
    operations.end_agreement(agreement=partner.agreement, version=0, by=None, at=MONDAY)
    referral = operations.send_referral(
        client=a_client(),
        service=partner.service,
        need="food",
        consent=None,
        by=None,
        at=MONDAY,
    )
    tend_referrals(days_later(40))
    now = fresh(referral)
    assert (now.status, now.follow_ups) == (Status.SENT, 0)
