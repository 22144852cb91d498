"""An organization answers, and the office hears it; outcomes stand apart from where a referral stands."""

from datetime import timedelta
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import Crossed, Step, WrongState
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import OutboxMessage
from xenia.registers.clients.models import Consent
from xenia.registers.clients.operations import withdraw_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.work.referrals import operations
from xenia.work.referrals.models import Referral
from xenia.work.referrals.models.choices import Decline, Ending, Outcome, Status, Teller, Why
from xenia.work.referrals.operations import HEARD_BY, NoConsent, NoMoreInSight, SayWhy
from xenia.work.referrals.operations.outcome import NOT_YET
from xenia.work.referrals.queries.lists import TO_DO, referrals_in
from xenia.work.referrals.tests.makers import (
    MONDAY,
    TUESDAY,
    Partner,
    a_consent,
    a_partner,
    a_referral,
    fresh,
)

pytestmark = pytest.mark.django_db


def counted(kind: str) -> dict[tuple[str, str], int]:
    """What the ledger says of a kind: {(outcome, reason): sum}; what was taken back is gone."""
    found: dict[tuple[str, str], int] = {}
    for one in Entry.objects.filter(kind=kind):
        key = (one.outcome or "", one.reason or "")
        found[key] = found.get(key, 0) + one.quantity
    return {key: count for key, count in found.items() if count}


def test_they_accept_begin_and_say_what_came_of_it() -> None:
    partner, sender = a_partner(), a_user()
    referral = a_referral(partner, by=sender)
    act: dict[str, Any] = {"referral": referral, "by": partner.member}
    operations.accept(**act, at=TUESDAY)
    operations.start(**act, at=TUESDAY)
    operations.complete(**act, outcome=Outcome.SERVED, at=TUESDAY + timedelta(days=9))
    now = fresh(referral)
    assert (now.status, now.outcome, now.outcome_by) == ("completed", "served", Teller.PARTNER)
    assert now.answered_at == TUESDAY
    assert counted("referrals.answered") == {("accepted", ""): 1}
    assert counted("referrals.closed") == {("served", ""): 1}
    assert Entry.objects.get(kind="referrals.days_to_answer").quantity == 1
    news = OutboxMessage.objects.filter(template="referrals.news", recipient_id=sender.pk)
    assert news.count() == 3


def test_a_no_has_its_reason() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    with pytest.raises(ValueError, match="'' is not a valid"):
        operations.decline(referral=referral, reason="", by=partner.member, at=TUESDAY)
    operations.decline(
        referral=fresh(referral), reason=Decline.CAPACITY, by=partner.member, at=TUESDAY
    )
    assert fresh(referral).decline_reason == "capacity"
    assert counted("referrals.answered") == {("declined", "capacity"): 1}
    assert counted("referrals.closed") == {("declined", "capacity"): 1}


def test_who_was_not_helped_has_a_reason() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    operations.accept(referral=referral, by=partner.member, at=TUESDAY)
    with pytest.raises(SayWhy):
        operations.complete(
            referral=referral, outcome=Outcome.NOT_SERVED, by=partner.member, at=TUESDAY
        )
    assert fresh(referral).status == Status.ACCEPTED


def test_of_two_who_answer_one_page_the_second_is_told() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    seen = referral.state_version
    operations.accept(referral=fresh(referral), by=partner.member, at=TUESDAY, version=seen)
    with pytest.raises(Crossed):
        operations.hold(
            referral=fresh(referral), until=None, by=partner.member, at=TUESDAY, version=seen
        )
    with pytest.raises(WrongState):
        operations.decline(referral=fresh(referral), reason="other", by=partner.member, at=TUESDAY)
    assert fresh(referral).status == Status.ACCEPTED


def test_a_no_leads_to_somebody_else_and_only_one_colleague_goes_on() -> None:
    first, second, third = a_partner("One"), a_partner("Two"), a_partner("Three")
    client, colleague = a_client(), a_user()
    referral = a_referral(first, client=client)
    operations.decline(referral=referral, reason="capacity", by=first.member, at=TUESDAY)
    seen = fresh(referral).state_version

    def go_on(to: Partner) -> Referral:
        return operations.reroute(
            referral=fresh(referral),
            version=seen,
            by=colleague,
            at=TUESDAY,
            client=client,
            service=to.service,
            need="adult-education",
            consent=a_consent(client, to.organization),
        )

    again = go_on(second)
    assert again.rerouted_from_id == referral.pk
    assert again.status == Status.SENT
    with pytest.raises(Crossed):
        go_on(third)
    assert Referral.objects.count() == 2


def test_silence_leads_to_somebody_else_and_the_first_one_sees_it_no_more() -> None:
    silent, other, client = a_partner("Silent"), a_partner("Other"), a_client()
    referral = a_referral(silent, client=client)
    operations.reroute(
        referral=referral,
        by=a_user(),
        at=TUESDAY,
        client=client,
        service=other.service,
        need="food",
        consent=a_consent(client, other.organization),
    )
    assert (fresh(referral).status, fresh(referral).ending) == ("cancelled", Ending.ELSEWHERE)
    with pytest.raises(NoMoreInSight):
        operations.accept(referral=fresh(referral), by=silent.member, at=TUESDAY)


def test_consent_taken_back_ends_it_at_once() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    assert referral.consent is not None
    withdraw_consent(consent=referral.consent, by=None, at=TUESDAY)
    now = fresh(referral)
    assert (now.status, now.ending) == (Status.CANCELLED, Ending.WITHDRAWN)
    with pytest.raises(NoMoreInSight):
        operations.accept(referral=now, by=partner.member, at=TUESDAY)
    with pytest.raises(NoConsent):
        operations.reopen(referral=now, by=a_user(), at=TUESDAY)
    assert counted("referrals.closed") == {("cancelled", "withdrawn"): 1}


def test_the_office_hears_that_she_took_her_consent_back_and_asks_her_what_now() -> None:
    sender = a_user()
    referral = a_referral(by=sender)
    assert referral.consent is not None
    withdraw_consent(consent=referral.consent, by=None, at=TUESDAY)
    news = OutboxMessage.objects.get(template="referrals.news")
    assert (news.recipient_id, news.record_id) == (sender.pk, referral.pk)
    to_do = referrals_in(TO_DO, today=local_day(TUESDAY))
    assert to_do.get() == referral
    operations.settle(referral=fresh(referral), by=sender, at=TUESDAY)
    assert not to_do.all().exists()


def test_a_colleague_who_ends_it_because_of_consent_takes_the_consent_back() -> None:
    referral = a_referral()
    operations.cancel(referral=referral, why=Ending.WITHDRAWN, by=a_user(), at=TUESDAY)
    assert Consent.objects.get().withdrawn_at == TUESDAY
    assert not referrals_in(TO_DO, today=local_day(TUESDAY)).exists(), "she was there, and knows"


def test_another_organization_may_not_answer() -> None:
    referral, stranger = a_referral(), a_partner("Stranger")
    with pytest.raises(NoMoreInSight):
        operations.accept(referral=referral, by=stranger.member, at=TUESDAY)
    with pytest.raises(NoMoreInSight):
        operations.accept(referral=referral, by=a_user(Role.LIBRARIAN), at=TUESDAY)
    assert fresh(referral).status == Status.SENT


def test_reopening_takes_the_count_back_and_gives_them_their_days_anew() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    operations.decline(referral=referral, reason="language", by=partner.member, at=TUESDAY)
    operations.reopen(referral=fresh(referral), by=a_user(), at=TUESDAY)
    now = fresh(referral)
    assert (now.status, now.decline_reason, now.closed_on) == (Status.SENT, "", None)
    assert now.answer_by == local_day(TUESDAY) + timedelta(days=7)
    assert counted("referrals.closed") == {}
    assert counted("referrals.sent") == {("", ""): 1}


def test_her_own_word_stands_above_the_organizations() -> None:
    partner = a_partner()
    referral = a_referral(partner)
    operations.accept(referral=referral, by=partner.member, at=TUESDAY)
    operations.complete(referral=referral, outcome=Outcome.SERVED, by=partner.member, at=TUESDAY)
    operations.confirm_by_person(referral=referral, said=Outcome.NOT_SERVED, at=TUESDAY)
    now = fresh(referral)
    assert (now.outcome, now.outcome_by, now.partner_outcome) == ("not_served", "person", "served")
    assert now.outcome_reason == Why.UNSAID
    assert counted("referrals.closed") == {("not_served", "unsaid"): 1}


def test_not_yet_changes_no_state_and_brings_it_before_a_colleague() -> None:
    referral = a_referral()
    operations.confirm_by_person(referral=referral, said=NOT_YET, at=TUESDAY)
    now = fresh(referral)
    assert (now.status, now.said_not_yet_on) == (Status.SENT, local_day(TUESDAY))


def test_rooms_above_hear_each_step_and_each_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, str]] = []

    def hear(referral: Referral, step: Step) -> None:
        heard.append((step.after, referral.outcome))

    monkeypatch.setitem(HEARD_BY, "tests", hear)
    referral = a_referral()
    operations.confirm_by_person(referral=referral, said=Outcome.SERVED, at=TUESDAY)
    operations.note_outcome(
        referral=referral, outcome="partly", reason="way", by=a_user(), at=TUESDAY
    )
    assert heard == [("draft", ""), ("sent", ""), ("completed", "served"), ("completed", "partly")]


def test_after_three_tries_the_outcome_is_unknown() -> None:
    referral, colleague = a_referral(), a_user()
    for number in range(3):
        at = MONDAY + timedelta(days=number)
        operations.note_follow_up(referral=fresh(referral), by=colleague, at=at)
    now = fresh(referral)
    assert (now.status, now.outcome, now.outcome_by) == ("completed", "unknown", "nobody")
    assert counted("referrals.closed") == {("unknown", ""): 1}
