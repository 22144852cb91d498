"""A referral is heard: its need lies with it, is met or not when it is done, and is open again when it goes on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.models import Entry
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.casework import operations
from xenia.work.casework.joined import hear_of_referral, lines_about
from xenia.work.casework.models import Intake, Need
from xenia.work.casework.tests.makers import TUESDAY, a_caseworker, a_matter, accepted, an_intake
from xenia.work.referrals.models import Referral
from xenia.work.referrals.operations import decline
from xenia.work.referrals.queries.lists import TO_DO, referrals_in
from xenia.work.referrals.tests.makers import a_partner, a_referral

pytestmark = pytest.mark.django_db


@dataclass
class AStep:
    """What this room reads of a step."""

    before: str
    after: str
    at: datetime = TUESDAY


def sent() -> Referral:
    intake = accepted(by=a_caseworker())
    assert intake.client_id
    referral = Referral(pk=uuid4(), client_id=intake.client_id, need="adult-education")
    hear_of_referral(referral, AStep("draft", "sent"))
    return referral


def test_the_need_lies_with_the_referral_and_is_met_when_she_was_served() -> None:
    referral = sent()
    assert Need.objects.get().referral_id == referral.pk
    referral.outcome = "served"
    hear_of_referral(referral, AStep("started", "completed"))
    assert Need.objects.get().status == "met"


def test_who_was_not_served_has_an_unmet_need_with_its_reason() -> None:
    referral = sent()
    referral.outcome, referral.outcome_reason = "not_served", "language"
    hear_of_referral(referral, AStep("started", "completed"))
    assert Entry.objects.get(kind="casework.need", outcome="unmet").reason == "language"


def test_a_no_leaves_the_need_open_and_nobody_knows_decides_nothing() -> None:
    referral = sent()
    hear_of_referral(referral, AStep("sent", "declined"))
    assert Need.objects.get().status == "open"
    referral.outcome = "unknown"
    hear_of_referral(referral, AStep("started", "completed"))
    assert Need.objects.get().status == "open"


def test_a_referral_that_goes_on_opens_its_need_again() -> None:
    referral = sent()
    referral.outcome = "served"
    hear_of_referral(referral, AStep("started", "completed"))
    hear_of_referral(referral, AStep("completed", "sent"))
    assert Need.objects.get().status == "open"
    rows = Entry.objects.filter(kind="casework.need", outcome="met")
    assert sum(rows.values_list("quantity", flat=True)) == 0


def test_a_need_that_a_colleague_settles_takes_what_came_back_from_the_list_of_tasks() -> None:
    colleague, partner = a_caseworker(), a_partner()
    client = accepted(by=colleague).client
    referral = a_referral(partner, client=client, by=colleague)
    decline(referral=referral, reason="capacity", by=partner.member, at=TUESDAY)
    to_do = referrals_in(TO_DO, today=local_day(TUESDAY))
    assert to_do.get() == referral
    operations.leave_unmet(need=Need.objects.get(), why="no_capacity", by=colleague, at=TUESDAY)
    assert not to_do.all().exists()


def test_whoever_is_sent_somewhere_has_been_looked_at_and_is_helped() -> None:
    colleague = a_caseworker()
    intake = an_intake(by=colleague)
    a_referral(client=intake.client, by=colleague)
    now = Intake.objects.get()
    assert (now.status, now.taken_by_id) == ("accepted", colleague.pk)
    assert Entry.objects.filter(kind="casework.intake", outcome="accepted").count() == 1


def test_where_something_else_is_open_it_stays_on_the_list() -> None:
    colleague = a_caseworker()
    intake = an_intake(by=colleague, needs=("adult-education", "housing"))
    a_referral(client=intake.client, by=colleague)
    assert Intake.objects.get().status == "screened"


def test_who_has_not_agreed_to_a_record_is_sent_and_stays_on_the_list() -> None:
    colleague = a_caseworker()
    intake = an_intake(by=colleague, agrees=False)
    a_referral(client=intake.client, by=colleague)
    assert Intake.objects.get().status == "screened"


def test_a_need_settled_while_a_partner_still_has_her_leaves_the_referral_as_it_is() -> None:
    colleague = a_caseworker()
    referral = a_referral(client=accepted(by=colleague).client, by=colleague)
    operations.meet_need(need=Need.objects.get(), by=colleague, at=TUESDAY)
    now = Referral.objects.get(pk=referral.pk)
    assert (now.status, now.settled_on) == ("sent", None)


def test_her_page_has_a_line_for_each_intake_and_matter_for_those_who_may() -> None:
    matter = a_matter(by=a_caseworker())
    client = matter.client
    states = {
        role: [line.state for line in lines_about(client, a_user(role))]
        for role in (Role.CASEWORKER, Role.FRONT_DESK, Role.COUNSEL)
    }
    assert states == {
        Role.CASEWORKER: ["We help", "Open"],
        Role.FRONT_DESK: ["We help"],
        Role.COUNSEL: [],
    }
    partner = a_user(Role.PARTNER_MEMBER, an_organization(name="Harbor House").pk)
    assert lines_about(client, partner) == []
