"""A person is sent on: with consent and agreement, to an inbox, by a link, or on paper."""

from datetime import timedelta

import pytest

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.clients.models import Consent
from xenia.registers.clients.operations import withdraw_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.referrals import operations
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Status, Way
from xenia.work.referrals.operations import (
    AlreadySent,
    MayNotBeSent,
    NoConsent,
    OnPaperOnly,
    Words,
    Yes,
)
from xenia.work.referrals.tests.makers import (
    MONDAY,
    TUESDAY,
    a_consent,
    a_partner,
    a_referral,
    an_agreement,
    fresh,
)

pytestmark = pytest.mark.django_db


def test_a_referral_reaches_the_inbox_of_an_organization_with_somebody() -> None:
    partner = a_partner()
    referral = a_referral(partner, by=a_user())
    assert (referral.status, referral.way) == (Status.SENT, Way.INBOX)
    assert referral.answer_by == local_day(MONDAY) + timedelta(days=7)  # five business days
    told = OutboxMessage.objects.get(template="referrals.waits_for_you")
    assert told.recipient_id == partner.member.pk


def test_without_an_account_there_they_get_a_link() -> None:
    organization = an_organization(name="Island Legal Aid")
    an_agreement(organization, email="hello@island.example")
    client = a_client()
    referral = operations.send_referral(
        client=client,
        service=a_service(organization=organization),
        need="other-legal",
        consent=a_consent(client, organization),
        by=None,
        at=MONDAY,
    )
    assert referral.way == Way.LINK
    told = OutboxMessage.objects.get(template="referrals.link_for_you")
    assert told.recipient_id == referral.pk


def test_without_an_agreement_she_takes_a_paper_and_nobody_is_told() -> None:
    client = a_client()
    referral = operations.send_with_consent(
        client=client,
        service=a_service(),
        words=Words("food"),
        yes=Yes((), local_day(MONDAY) + timedelta(days=90)),
        by=None,
        at=MONDAY,
    )
    assert (referral.status, referral.way) == (Status.SENT, Way.SLIP)
    assert not Consent.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert not Referral.objects.in_sight(local_day(MONDAY)).exists()


def test_her_yes_and_the_referral_are_one_act() -> None:
    partner, client = a_partner(), a_client()
    referral = operations.send_with_consent(
        client=client,
        service=partner.service,
        words=Words("adult-education", "Evenings."),
        yes=Yes(["called"], local_day(MONDAY) + timedelta(days=30), may_ask_later=True),
        by=None,
        at=MONDAY,
    )
    assert referral.consent is not None
    assert referral.consent.fields == ["called"]
    assert referral.consent.recipient == partner.organization
    purposes = Consent.objects.values_list("purpose", flat=True)
    assert sorted(purposes) == ["follow_up", "referral"]


@pytest.mark.parametrize(
    "wrong", ["none", "another organization", "another person", "withdrawn", "over"]
)
def test_without_a_consent_that_stands_nothing_is_sent(wrong: str) -> None:
    partner, client = a_partner(), a_client()
    whose = a_client("Tran") if wrong == "another person" else client
    where = (
        an_organization(name="Else") if wrong == "another organization" else partner.organization
    )
    consent = None if wrong == "none" else a_consent(whose, where, days=1)
    if consent is not None and wrong == "withdrawn":
        withdraw_consent(consent=consent, by=None, at=MONDAY)
        consent.refresh_from_db()
    at = MONDAY + timedelta(days=5) if wrong == "over" else MONDAY
    with pytest.raises(NoConsent):
        operations.send_referral(
            client=client,
            service=partner.service,
            need="food",
            consent=consent,
            by=None,
            at=at,
        )
    assert not Referral.objects.exists()
    assert not Entry.objects.filter(kind="referrals.sent").exists()


def test_nobody_is_sent_by_name_to_a_victim_service() -> None:
    organization = an_organization(name="Lantern")
    an_agreement(organization, is_victim_service=True)
    client = a_client()
    with pytest.raises(OnPaperOnly):
        operations.send_referral(
            client=client,
            service=a_service(organization=organization),
            need="safety",
            consent=None,
            by=None,
            at=MONDAY,
        )
    assert not Referral.objects.exists()


def test_a_shelter_without_an_agreement_gets_no_names_either() -> None:
    shelter = an_organization(name="Pier Shelter", kind="shelter")
    with pytest.raises(OnPaperOnly):
        operations.send_referral(
            client=a_client(),
            service=a_service(organization=shelter),
            need="shelter",
            consent=None,
            by=None,
            at=MONDAY,
        )


def test_she_is_not_sent_twice_to_one_service() -> None:
    partner, client = a_partner(), a_client()
    first = a_referral(partner, client=client)
    with pytest.raises(AlreadySent) as told:
        a_referral(partner, client=client, at=TUESDAY)
    assert told.value.referral == first
    assert Referral.objects.count() == 1


def test_a_draft_keeps_what_was_typed_and_becomes_the_referral() -> None:
    partner, client, colleague = a_partner(), a_client(), a_user()
    draft = operations.keep_draft(
        client=client,
        service=partner.service,
        words=Words("food", "Two children."),
        by=colleague,
        at=MONDAY,
    )
    assert (draft.status, str(fresh(draft).note)) == (Status.DRAFT, "Two children.")
    sent = a_referral(partner, client=client, note="Three children.", at=TUESDAY)
    assert sent.pk == draft.pk
    assert str(fresh(draft).note) == "Three children."


def test_every_step_is_written_down_and_counted_for_one_person() -> None:
    referral = a_referral()
    steps = {(one.before, one.after) for one in referral.steps_taken.all()}
    assert steps == {("", "draft"), ("draft", "sent")}
    entry = Entry.objects.get(kind="referrals.sent")
    assert (entry.need, entry.language, entry.mode) == ("adult-education", "vi", "inbox")
    assert entry.provider == referral.organization_id
    assert entry.token


def test_a_withdrawn_agreement_ends_sending() -> None:
    partner = a_partner()
    operations.end_agreement(agreement=partner.agreement, version=0, by=None, at=MONDAY)
    client = a_client()
    referral = operations.send_referral(
        client=client,
        service=partner.service,
        need="food",
        consent=a_consent(client, partner.organization),
        by=None,
        at=TUESDAY,
    )
    assert referral.way == Way.SLIP
    assert issubclass(operations.NoAgreement, MayNotBeSent)
