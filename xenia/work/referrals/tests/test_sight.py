"""Who sees a referral: its own organization, the fields both agreed to, until it ends. Nobody else, nothing more."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import now
from xenia.ground.common.local_words import written_day
from xenia.ground.notifications.catalogue import template_of
from xenia.ground.notifications.rendering import written
from xenia.ground.notifications.safety import Safety
from xenia.registers.clients.operations import Ways, say_ways, withdraw_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.tests.makers import a_service, an_organization
from xenia.work.referrals import operations
from xenia.work.referrals.codes import partner_token
from xenia.work.referrals.messages import LINK_FOR_YOU
from xenia.work.referrals.models import Referral
from xenia.work.referrals.tests.makers import (
    Partner,
    a_consent,
    a_partner,
    a_referral,
    an_agreement,
    fresh,
)

pytestmark = pytest.mark.django_db


def browser_of(user: User | None) -> Browser:
    browser = Browser()
    if user:
        browser.force_login(user)
    return browser


def inbox_page(user: User | None, referral: Referral) -> int:
    return int(browser_of(user).get(f"/en/desk/inbox/{referral.pk}/").status_code)


def a_scene() -> tuple[Partner, Referral]:
    """Linh, who lives in the city and was born in 1988, is sent to Harbor House today."""
    partner = a_partner(at=now())
    client = a_client(at=now(), birth_year="1988")
    return partner, a_referral(partner, client=client, at=now())


def test_the_matrix_of_who_opens_it() -> None:
    partner, referral = a_scene()
    other = a_partner("Island Legal Aid", at=now())
    manager = a_user(Role.PARTNER_MANAGER, partner.organization.pk)
    librarian = a_user(Role.LIBRARIAN, partner.organization.pk)
    seen = {
        "member": inbox_page(partner.member, referral),
        "manager": inbox_page(manager, referral),
        "librarian": inbox_page(librarian, referral),
        "another organization": inbox_page(other.member, referral),
        "caseworker, by the inbox": inbox_page(a_user(), referral),
        "nobody": inbox_page(None, referral),
    }
    assert seen == {
        "member": 200,
        "manager": 200,
        "librarian": 403,
        "another organization": 403,
        "caseworker, by the inbox": 403,
        "nobody": 302,
    }
    desk = f"/en/desk/referrals/{referral.pk}/"
    assert browser_of(a_user()).get(desk).status_code == 200
    assert browser_of(partner.member).get(desk).status_code == 403


def test_the_inbox_lists_ones_own_alone() -> None:
    partner, _referral = a_scene()
    other = a_partner("Island Legal Aid", at=now())
    a_referral(other, client=a_client("Samuel", at=now()), at=now())
    page = browser_of(partner.member).get("/en/desk/inbox/").content.decode()
    assert "Linh" in page
    assert "Samuel" not in page


def test_they_read_the_fields_both_agreed_to_and_no_others() -> None:
    partner = a_partner(at=now(), fields=["called", "note", "birth_year"])
    client = a_client(at=now(), birth_year="1988")
    referral = a_referral(partner, client=client, at=now(), fields=["called", "need"])
    page = browser_of(partner.member).get(f"/en/desk/inbox/{referral.pk}/").content.decode()
    assert "Linh" in page
    for hidden in ("1988", "Evenings are best.", "Vietnamese", client.code):
        assert hidden not in page, hidden


@pytest.mark.parametrize("agrees", [True, False])
def test_they_learn_once_how_she_may_be_reached_and_which_ways_are_safe(agrees: bool) -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    ways = Ways(phone="617-555-0142", safety=Safety(may_text=True, is_unsigned=True))
    said = say_ways(client=client, ways=ways, state_version=client.state_version, by=None, at=now())
    referral = a_referral(
        partner, client=said, at=now(), fields=["called", "contact"] if agrees else ["called"]
    )
    page = browser_of(partner.member).get(f"/en/desk/inbox/{referral.pk}/").content.decode()
    assert page.count("How she may be reached") == agrees
    for line in (
        "(617) 555-0142",
        "A text is safe.",
        "Do not leave a message on her voicemail.",
        "Do not say who you are.",
    ):
        assert (line in page) == agrees, line


def test_each_look_is_noted() -> None:
    partner, referral = a_scene()
    inbox_page(partner.member, referral)
    looks = AuditEvent.objects.filter(action="vault.looked", actor_id=partner.member.pk)
    assert [one.record_id for one in looks] == [referral.pk]


def _declined(partner: Partner, referral: Referral) -> None:
    operations.decline(referral=referral, reason="capacity", by=partner.member, at=now())


def _completed(partner: Partner, referral: Referral) -> None:
    operations.accept(referral=referral, by=partner.member, at=now())
    operations.complete(referral=referral, outcome="served", by=partner.member, at=now())


def _cancelled(_partner: Partner, referral: Referral) -> None:
    operations.cancel(referral=referral, why="mistake", by=None, at=now())


def _withdrawn(_partner: Partner, referral: Referral) -> None:
    assert referral.consent is not None
    withdraw_consent(consent=referral.consent, by=None, at=now())


def _consent_over(_partner: Partner, referral: Referral) -> None:
    assert referral.consent is not None
    yesterday = now().date() - timedelta(days=3)
    referral.consent.given_on = referral.consent.ends_on = yesterday
    referral.consent.save(update_fields=["given_on", "ends_on"])


def _agreement_ended(partner: Partner, _referral: Referral) -> None:
    operations.end_agreement(agreement=partner.agreement, version=0, by=None, at=now())


ENDINGS = [_declined, _completed, _cancelled, _withdrawn, _consent_over, _agreement_ended]


@pytest.mark.parametrize("end", ENDINGS, ids=lambda one: one.__name__.strip("_"))
def test_sight_ends(end: Callable[[Partner, Referral], None]) -> None:
    partner, referral = a_scene()
    assert inbox_page(partner.member, referral) == 200
    end(partner, fresh(referral))
    over = browser_of(partner.member).get(f"/en/desk/inbox/{referral.pk}/")
    assert over.status_code == 410
    assert "This referral has ended for you" in over.content.decode()
    for hidden in ("Linh", "English class", referral.code, "Evenings are best."):
        assert hidden not in over.content.decode(), hidden
    assert inbox_page(a_partner("Island Legal Aid", at=now()).member, referral) == 403
    page = browser_of(partner.member).get("/en/desk/inbox/").content.decode()
    assert "Linh" not in page
    browser = browser_of(partner.member)
    said = {"act": "accept", "version": referral.state_version}
    assert browser.post(f"/en/desk/inbox/{referral.pk}/", said).status_code == 410


def test_who_never_had_it_learns_not_even_that_it_was() -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    words = operations.Words("food")
    draft = operations.keep_draft(
        client=client, service=partner.service, words=words, by=None, at=now()
    )
    assert inbox_page(partner.member, draft) == 403
    assert inbox_page(partner.member, Referral()) == 403


def test_a_link_opens_while_it_runs_and_ends_with_it() -> None:
    organization = an_organization(name="Island Legal Aid")
    an_agreement(organization, at=now(), email="hello@island.example")
    client = a_client(at=now())
    referral = operations.send_referral(
        client=client,
        service=a_service(organization=organization),
        need="other-legal",
        consent=a_consent(client, organization, at=now()),
        by=None,
        at=now(),
    )
    where = f"/en/referral/{partner_token(referral.pk)}/"
    stranger = Browser()
    page = stranger.get(where)
    assert page.status_code == 200
    assert "Linh" in page.content.decode()
    assert not stranger.cookies
    answer = stranger.post(where, {"act": "accept", "version": referral.state_version})
    assert answer.status_code == 200
    assert fresh(referral).status == "accepted"
    crossed = stranger.post(where, {"act": "hold", "version": referral.state_version})
    assert crossed.status_code == 409
    done = {"act": "complete", "outcome": "served", "version": fresh(referral).state_version}
    assert stranger.post(where, done).status_code == 200
    assert stranger.get(where).status_code == 404
    assert stranger.get("/en/referral/somethingelse/").status_code == 404


def test_a_full_inbox_is_read_with_few_queries() -> None:
    partner = a_partner(at=now())

    def queries() -> int:
        browser = browser_of(partner.member)
        with CaptureQueriesContext(connection) as seen, CaptureQueriesContext(keys) as opened:
            assert browser.get("/en/desk/inbox/").status_code == 200
        return len(seen) + len(opened)

    keys = connections["keys"]
    a_referral(partner, client=a_client("Linh", at=now()), at=now())
    with_one = queries()
    for name in ("Samuel", "Rosa", "Abdi"):
        service = a_service(name=f"Class of {name}", organization=partner.organization)
        another = Partner(partner.organization, partner.agreement, service, partner.member)
        a_referral(another, client=a_client(name, at=now()), at=now())
    assert queries() <= with_one


def test_the_e_mail_to_an_organization_names_a_code_and_a_day_and_nothing_of_her() -> None:
    organization = an_organization(name="Island Legal Aid")
    agreement = an_agreement(organization, at=now(), email="hello@island.example")
    partner = Partner(organization, agreement, a_service(organization=organization), a_user())
    referral = a_referral(partner, at=now())
    template = template_of(LINK_FOR_YOU)
    assert template.facts is not None
    facts = template.facts(referral.pk, "en")
    assert facts is not None
    letter = written(template, "email", "en", facts).body
    assert referral.answer_by is not None
    for said in (referral.code, written_day(referral.answer_by, "en"), "your agreement"):
        assert said in letter, said
    for hidden in ("Linh", "English class", "adult"):
        assert hidden not in letter, hidden
