"""A provider runs a matter on its pages from a yes to the end; others see with whom it is."""

from typing import Any

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.work.casework import operations
from xenia.work.casework.models import Credential, LegalNote, Matter, Recognition
from xenia.work.casework.models.guards import NotReady
from xenia.work.casework.operations import Case
from xenia.work.casework.tests.legal_makers import (
    NOTE,
    a_credentialed,
    a_legal_referral,
    a_provider,
    in_a_year,
    now_as,
    ours,
    under_way,
)
from xenia.work.casework.tests.makers import a_caseworker, a_matter
from xenia.work.referrals.models import Referral
from xenia.work.referrals.tests.makers import a_partner

pytestmark = pytest.mark.django_db


def browser_of(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def text(browser: Browser, where: str) -> str:
    return str(browser.get(where).content.decode())


def at_page(matter: Matter, act: str = "") -> str:
    return f"/en/desk/matters/{matter.pk}/{act}"


def test_a_provider_runs_a_matter_from_a_yes_to_its_end() -> None:
    provider = a_provider(at=now())
    referral = a_legal_referral(provider, at=now())
    browser = browser_of(provider.partial)
    inbox = text(browser, f"/en/desk/inbox/{referral.pk}/")
    assert f"/en/desk/matters/from/{referral.pk}/" in inbox
    said: dict[str, Any] = {"case_type": "naturalization", "venue": "uscis"}
    said |= {"agrees": "on", "until": in_a_year(now()).isoformat()}
    begun = browser.post(f"/en/desk/matters/from/{referral.pk}/", said)
    matter = Matter.objects.get(is_legal=True)
    assert begun.headers["Location"] == at_page(matter)
    assert "Becoming a citizen (N-400)" in text(browser, at_page(matter))
    day = local_day(now()).isoformat()
    for act, typed in (
        ("conflicts/", {"found": "clear"}),
        ("step/", {"act": "work"}),
        ("note/", {"text": NOTE}),
        ("time/", {"kind": "meeting", "minutes": "30", "token": "a"}),
        ("deadline/", {"kind": "oath", "due_on": day}),
        ("step/", {"act": "wait"}),
        ("step/", {"act": "decide", "outcome": "favorable"}),
        ("close/", {"outcome": "favorable", "closing_code": "H", "benefits": ["citizenship"]}),
    ):
        version = {} if act == "note/" else {"version": now_as(matter).state_version}
        answer = browser.post(at_page(matter, act), typed | version)
        assert answer.status_code == 302, (act, answer.content.decode()[:3000])
    page = text(browser, at_page(matter))
    assert "She became a citizen" in page
    assert NOTE in page
    assert "30 minutes" in page


def test_the_office_sees_with_whom_it_is_and_nothing_else() -> None:
    provider = a_provider(at=now())
    matter = under_way(provider, at=now())
    operations.write_legal_note(matter=matter, text=NOTE, by=provider.attorney, at=now())
    for role in (Role.DIRECTOR, Role.SUPERVISOR, Role.CASEWORKER):
        browser = browser_of(a_user(role))
        page = text(browser, at_page(matter))
        assert "A legal matter is with Lantern Law" in page
        for word in (NOTE, "N-400", "citizen", "USCIS"):
            assert word not in page
        where = f"/en/desk/cases/matters/{matter.pk}/"
        assert browser.get(where).headers["Location"] == at_page(matter)
        assert str(matter.pk) not in text(browser, "/en/desk/cases/matters/?show=all")
        assert str(matter.pk) not in text(browser, "/en/desk/matters/?show=all")
        assert "A legal matter elsewhere" in text(browser, f"/en/desk/people/{matter.client_id}/")
        browser.post(at_page(matter, "note/"), {"text": "From the office."})
    assert LegalNote.objects.count() == 1


def test_another_provider_sees_nothing_of_it() -> None:
    provider, other = a_provider(at=now()), a_provider("Quayside Legal Aid", at=now())
    matter = under_way(provider, at=now())
    browser = browser_of(other.attorney)
    assert browser.get(at_page(matter)).status_code == 403
    assert str(matter.pk) not in text(browser, "/en/desk/matters/?show=all")


def test_each_look_is_noted_with_its_purpose() -> None:
    provider = a_provider(at=now())
    matter = under_way(provider, at=now())
    operations.write_legal_note(matter=matter, text=NOTE, by=provider.attorney, at=now())
    before = AuditEvent.objects.filter(action="vault.opened").count()
    text(browser_of(provider.clerk), at_page(matter))
    looks = AuditEvent.objects.filter(action="vault.opened", actor_id=provider.clerk.pk)
    assert looks.count() == 2
    assert {one.purpose for one in looks} == {"service"}
    assert AuditEvent.objects.filter(action="vault.opened").count() == before + 2


def test_a_note_with_a_receipt_number_comes_back_with_its_words() -> None:
    provider = a_provider(at=now())
    matter = under_way(provider, at=now())
    answer = browser_of(provider.attorney).post(
        at_page(matter, "note/"), {"text": "The receipt is IOE0912345678, filed today."}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We never keep those" in page
    assert "filed today" in page
    assert not LegalNote.objects.exists()


def test_a_wrong_assignment_is_told_why() -> None:
    provider = a_provider(at=now())
    matter = under_way(provider, at=now(), case=Case("removal", "immigration-court"))
    answer = browser_of(provider.attorney).post(
        at_page(matter, "assign/"),
        {"person": provider.partial.pk, "version": matter.state_version},
    )
    assert answer.status_code == 409
    assert "a partial accreditation is for Homeland Security alone" in answer.content.decode()


def test_the_office_makes_one_of_its_matters_a_legal_one() -> None:
    ana = a_credentialed("attorney", at=now())
    matter = a_matter(by=ana, at=now())
    browser = browser_of(ana)
    assert at_page(matter) in text(browser, f"/en/desk/cases/matters/{matter.pk}/")
    said = {"case_type": "not-immigration", "venue": "other-court", "problem_code": "63"}
    assert browser.post(at_page(matter, "begin/"), said).status_code == 302
    assert "Another court" in text(browser, at_page(matter))


def test_two_presses_of_one_form_are_one_piece_of_work() -> None:
    ana = a_credentialed("attorney", at=now())
    matter = ours(by=ana, at=now())
    browser = browser_of(ana)
    for _press in range(2):
        browser.post(at_page(matter, "time/"), {"kind": "way", "minutes": "15", "token": "x"})
    assert matter.activities.count() == 1


def test_deadlines_stand_on_paper_and_on_the_list() -> None:
    ana = a_credentialed("attorney", at=now())
    matter = ours(by=ana, at=now())
    today = local_day(now())
    operations.add_deadline(matter=matter, kind="hearing", due_on=today, by=ana, at=now())
    browser = browser_of(ana)
    assert "A hearing or an interview" in text(browser, "/en/desk/matters/")
    paper = text(browser, "/en/desk/matters/deadlines/")
    assert matter.client.code in paper
    assert "Linh" not in paper
    tick = f"/en/desk/matters/deadlines/{matter.deadlines.get().pk}/done/"
    assert browser.post(tick).status_code == 302
    assert "A hearing" not in text(browser, "/en/desk/matters/deadlines/")


def test_credentials_are_kept_on_their_page() -> None:
    provider = a_provider(at=now())
    boss = browser_of(a_user(Role.SUPERVISOR))
    page = text(boss, "/en/desk/matters/credentials/")
    assert "Lantern Law" in page
    where = f"/en/desk/matters/credentials/of/{provider.holder}/"
    said = {"person": provider.clerk.pk, "kind": "full", "valid_from": "2026-01-01"}
    assert boss.post(where, said | {"valid_until": "2031-01-01"}).status_code == 409
    assert boss.post(where, said | {"valid_until": "2028-12-31"}).status_code == 302
    rosa = a_caseworker()
    ours_page = "/en/desk/matters/credentials/ours/"
    assert (
        boss.post(
            ours_page, {"person": rosa.pk, "kind": "attorney", "valid_from": "2026-01-01"}
        ).status_code
        == 302
    )
    assert "Rosa Lind" in text(boss, ours_page)


def test_where_a_house_stands_on_the_other_side_it_hands_over_or_closes_and_reads_nothing() -> None:
    provider, other = a_provider(at=now()), a_provider("Quayside Legal Aid", at=now())
    matter = under_way(provider, at=now())
    said: dict[str, Any] = {"by": provider.attorney, "at": now()}
    note = operations.write_legal_note(matter=matter, text=NOTE, **said)
    operations.check_conflicts(matter=matter, is_clear=False, **said)
    browser = browser_of(provider.full)
    page = text(browser, at_page(matter))
    for word in (NOTE, "N-400", "USCIS", "Sealed note", 'value="work"', "One more deadline"):
        assert word not in page
    assert "Becoming a citizen" not in text(browser, "/en/desk/matters/?show=all")
    for act, typed in (
        ("note/", {"text": "More."}),
        ("deadline/", {"kind": "oath", "due_on": in_a_year(now()).isoformat()}),
        ("time/", {"kind": "way", "minutes": "15", "token": "y"}),
        ("assign/", {"person": provider.full.pk}),
    ):
        version = now_as(matter).state_version
        answer = browser.post(at_page(matter, act), typed | {"version": version})
        assert answer.status_code == 409, act
        assert "nobody works on it here" in answer.content.decode()
    assert LegalNote.objects.count() == 1
    wanted: dict[str, Any] = {
        "to": other.holder,
        "notes": [str(note.pk)],
        "fields_told": ["called"],
    }
    wanted |= {"until": in_a_year(now()).isoformat(), "agrees": "on"}
    version = now_as(matter).state_version
    given = browser.post(at_page(matter, "hand-over/"), wanted | {"version": version})
    assert given.status_code == 302
    assert NOTE in text(browser_of(other.attorney), at_page(matter))


def test_a_house_without_a_credential_reads_what_is_missing() -> None:
    provider = a_provider(at=now())
    referral = a_legal_referral(provider, at=now())
    Credential.objects.all().delete()
    where, missing = f"/en/desk/inbox/{referral.pk}/", "Your manager writes down first"
    page = text(browser_of(provider.clerk), where)
    assert missing in page
    assert "Begin the matter" not in page
    manager = a_user(Role.PARTNER_MANAGER, provider.organization.pk)
    credentials = f"/en/desk/matters/credentials/of/{provider.holder}/"
    assert credentials in text(browser_of(manager), where)
    said: dict[str, Any] = {"case_type": "naturalization", "venue": "uscis", "agrees": "on"}
    said["until"] = in_a_year(now()).isoformat()
    answer = browser_of(manager).post(f"/en/desk/matters/from/{referral.pk}/", said)
    assert missing in answer.content.decode()
    Recognition.objects.all().delete()
    assert "the office has written down" in text(browser_of(manager), where)


def test_what_was_handed_over_is_not_begun_again() -> None:
    provider, other = a_provider(at=now()), a_provider("Quayside Legal Aid", at=now())
    matter = under_way(provider, at=now())
    where = f"/en/desk/inbox/{Referral.objects.get().pk}/"
    browser = browser_of(provider.attorney)
    assert "Go on with the matter" in text(browser, where)
    operations.hand_over_matter(
        matter=matter,
        to=other.organization,
        notes=[],
        until=in_a_year(now()),
        by=provider.attorney,
        at=now(),
    )
    page = text(browser, where)
    assert "Begin the matter" not in page
    assert "Go on with the matter" not in page


def test_a_matter_goes_to_nobody_who_is_no_legal_provider() -> None:
    provider, pantry = a_provider(at=now()), a_partner("Saltmarsh Pantry", at=now())
    matter = under_way(provider, at=now())
    browser = browser_of(provider.attorney)
    assert "Saltmarsh Pantry" not in text(browser, at_page(matter))
    with pytest.raises(NotReady, match="no_provider"):
        operations.hand_over_matter(
            matter=now_as(matter),
            to=pantry.organization,
            notes=[],
            until=in_a_year(now()),
            by=provider.attorney,
            at=now(),
        )


def test_a_matter_is_handed_over_on_its_page() -> None:
    provider, other = a_provider(at=now()), a_provider("Quayside Legal Aid", at=now())
    matter = under_way(provider, at=now())
    operations.write_legal_note(matter=matter, text=NOTE, by=provider.attorney, at=now())
    browser = browser_of(provider.attorney)
    note = LegalNote.objects.get()
    said: dict[str, Any] = {"to": other.holder, "notes": [str(note.pk)], "fields_told": ["called"]}
    said |= {"until": in_a_year(now()).isoformat(), "version": now_as(matter).state_version}
    assert browser.post(at_page(matter, "hand-over/"), said).status_code == 422
    assert browser.post(at_page(matter, "hand-over/"), said | {"agrees": "on"}).status_code == 302
    assert browser.get(at_page(matter)).status_code == 403
    assert NOTE in text(browser_of(other.attorney), at_page(matter))
