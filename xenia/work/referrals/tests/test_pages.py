"""From her record to a referral in three clicks; what a colleague, an organization and she herself read and press."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils.translation import get_language

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.ground.common.languages import name_in
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.clients.models import Consent
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.tests.makers import a_service
from xenia.work.referrals import operations
from xenia.work.referrals.codes import code_of, hash_of_token, person_token
from xenia.work.referrals.models import Agreement, Referral
from xenia.work.referrals.tests.makers import MONDAY, a_consent, a_partner, a_referral, fresh

pytestmark = pytest.mark.django_db
DESK = "/en/desk/referrals/"
CODE = re.compile(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]{5}\b")


@pytest.fixture(autouse=True)
def an_office_of_three_languages(db: None) -> Iterator[None]:
    """People read English, Vietnamese and Arabic here."""
    choose_languages(codes=["en", "vi", "ar"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def browser_of(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def yes(**more: Any) -> dict[str, Any]:
    """What is sent when she says yes to the usual."""
    said = {
        "need": "adult-education",
        "note": "Evenings.",
        "fields_told": ["called", "need", "note"],
        "ends_on": f"{local_day(now()).year + 1}-01-31",
        "how": "spoken",
        "agrees": "on",
    }
    return said | more


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_her_code_then_a_service_then_her_yes() -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    desk = browser_of(a_user())
    chosen = desk.post(f"{DESK}who/", {"code": client.code.lower()})
    assert chosen.headers["Location"] == f"{DESK}for/{client.pk}/"
    list_page = text_of(desk.get(f"{DESK}for/{client.pk}/?q=English"))
    assert partner.service.name in list_page
    assert "within 5 working days" in list_page
    form = desk.get(f"{DESK}for/{client.pk}/{partner.service.pk}/?need=food")
    assert "May we tell Harbor House" in text_of(form)
    sent = desk.post(f"{DESK}for/{client.pk}/{partner.service.pk}/", yes())
    assert sent.status_code == 200
    referral = Referral.objects.get()
    assert (referral.status, str(referral.note)) == ("sent", "Evenings.")
    assert referral.consent is not None
    assert f'href="{DESK}{referral.pk}/paper/" class="button filled"' in text_of(sent)


def test_without_her_yes_nothing_is_sent_and_nothing_typed_is_lost() -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    said = yes()
    del said["agrees"]
    answer = browser_of(a_user()).post(f"{DESK}for/{client.pk}/{partner.service.pk}/", said)
    assert answer.status_code == 422
    assert "Evenings." in text_of(answer)
    assert not Referral.objects.exists()
    assert not Consent.objects.exists()


def test_what_is_kept_for_later_stands_in_the_form_again() -> None:
    partner, client, desk = a_partner(at=now()), a_client(at=now()), browser_of(a_user())
    where = f"{DESK}for/{client.pk}/{partner.service.pk}/"
    kept = desk.post(where, {"need": "food", "note": "Two children.", "act": "keep"}, follow=True)
    assert "Two children." in text_of(kept)
    assert Referral.objects.get().status == "draft"
    assert "Two children." not in text_of(desk.get(f"{DESK}?view=drafts"))


def test_sent_twice_is_told_with_what_was_typed() -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    desk = browser_of(a_user())
    where = f"{DESK}for/{client.pk}/{partner.service.pk}/"
    desk.post(where, yes())
    again = desk.post(where, yes(note="Mornings."))
    assert again.status_code == 409
    assert "Mornings." in text_of(again)
    assert Referral.objects.count() == 1
    assert Consent.objects.count() == 1


def test_the_choice_opens_before_anything_was_looked_for_and_after_a_no_with_her_need() -> None:
    referral, desk = a_referral(at=now()), browser_of(a_user())
    where = f"{DESK}for/{referral.client_id}/"
    assert "Say what she needs" in text_of(desk.get(where))
    again = text_of(desk.get(f"{where}?instead={referral.pk}"))
    assert "English class" in again
    assert f"instead={referral.pk}" in again


def test_the_question_for_her_consent_stands_in_her_language_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    words = {"vi": "Chúng tôi có thể nói với %(organization)s không?"}
    monkeypatch.setattr(
        "xenia.work.referrals.views.asked._", lambda said: words.get(get_language() or "", said)
    )
    where = f"{DESK}for/{client.pk}/{partner.service.pk}/"
    page = text_of(browser_of(a_user()).get(where))
    assert 'lang="vi" dir="ltr">Chúng tôi có thể nói với Harbor House không?' in page
    assert "“May we tell Harbor House" in page


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("617-555-0142", "(617) 555-0142"),
        ("+16175550142", "(617) 555-0142"),
        ("call us", "call us"),
    ],
)
def test_a_phone_stands_on_the_paper_however_the_directory_wrote_it(
    number: str, shown: str
) -> None:
    partner, client, desk = a_partner(at=now()), a_client(at=now()), browser_of(a_user())
    phones = [{"number": number, "extension": 7}]
    service = a_service(organization=partner.organization, details={"phones": phones})
    desk.post(f"{DESK}for/{client.pk}/{service.pk}/", yes())
    page = text_of(desk.get(f"{DESK}{Referral.objects.get().pk}/paper/?language=en"))
    assert f"{shown}, extension 7" in page


def test_the_paper_is_in_her_language_with_her_code_and_no_name() -> None:
    partner = a_partner(at=now())
    service = a_service(
        name="Citizenship class",
        organization=partner.organization,
        bring="A pen.",
        fees_description="Free.",
        translations={"name": {"vi": "Lớp quốc tịch"}},
    )
    client = a_client("Linh Nguyen", at=now())
    desk = browser_of(a_user())
    desk.post(f"{DESK}for/{client.pk}/{service.pk}/", yes())
    referral = Referral.objects.get()
    page = text_of(desk.get(f"{DESK}{referral.pk}/paper/"))
    assert 'lang="vi"' in page
    assert "A pen." in page
    assert "Free." in page
    assert code_of(referral.pk) in page
    assert "Linh" not in page


def test_the_paper_marks_what_is_not_in_her_language_and_says_each_thing_once() -> None:
    partner = a_partner(at=now())
    service = a_service(
        organization=partner.organization,
        bring="Court papers.",
        fees_description="Free.",
        translations={"fees_description": {"vi": "Miễn phí."}},
    )
    referral = a_referral(replace(partner, service=service), at=now())
    page = text_of(browser_of(a_user()).get(f"{DESK}{referral.pk}/paper/"))
    mark = f'<span class="small soft">({name_in("en", "vi")})</span>'
    assert f'<bdi lang="en">Court papers.</bdi> {mark}</dd>' in page
    assert '<bdi lang="vi">Miễn phí.</bdi></dd>' in page
    assert "referrals/referrals.css" in page
    assert "tel:" not in page


def test_one_visit_ends_with_one_printed_code_that_opens_all_she_agreed_to() -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    desk, nobody = browser_of(a_user()), Browser()
    sent = text_of(
        desk.post(f"{DESK}for/{client.pk}/{partner.service.pk}/", yes(may_ask_later="on"))
    )
    referral = Referral.objects.get()
    code = code_of(referral.pk)
    assert not CODE.search(sent)
    paper = text_of(desk.get(f"{DESK}{referral.pk}/paper/?language=en"))
    assert CODE.findall(paper) == [code]
    for words in ("We tell an organization who you are", "We ask you later", "the same code"):
        assert words in paper
    page = text_of(nobody.post("/en/my-referral/", {"code": code}))
    assert page.count('value="withdraw"') == 2
    said = {"code": code, "act": "withdraw", "consent": str(referral.consent_id)}
    assert "Taken back" in text_of(nobody.post("/en/my-referral/", said))
    left = Consent.objects.get(withdrawn_at=None)
    assert (left.purpose, fresh(referral).status) == ("follow_up", "cancelled")
    last = nobody.post("/en/my-referral/", said | {"consent": str(left.pk)})
    assert 'value="withdraw"' not in text_of(last)
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_her_code_takes_back_nothing_that_is_not_hers() -> None:
    referral, other = a_referral(at=now()), a_client("Tran", at=now())
    foreign = a_consent(other, referral.organization, at=now())
    said = {"code": code_of(referral.pk), "act": "withdraw", "consent": str(foreign.pk)}
    Browser().post("/en/my-referral/", said)
    assert Consent.objects.filter(withdrawn_at=None).count() == 2


def test_only_what_is_needed_to_help_her_is_ticked_before_she_is_asked() -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    page = text_of(browser_of(a_user()).get(f"{DESK}for/{client.pk}/{partner.service.pk}/"))
    boxes = re.findall(r'<input type="checkbox" name="fields_told" value="(\w+)"([^>]*)>', page)
    ticked = {code for code, more in boxes if "checked" in more}
    assert ticked == {"called", "spoken_language", "contact", "need"}
    assert "note" in {code for code, _more in boxes}


def test_a_note_that_was_typed_is_told_or_she_is_asked_first() -> None:
    partner, client = a_partner(at=now()), a_client(at=now())
    desk, where = browser_of(a_user()), f"{DESK}for/{client.pk}/{partner.service.pk}/"
    asked = desk.post(where, yes(fields_told=["called", "need"]))
    assert asked.status_code == 422
    assert "They read your note only if you tick it here." in text_of(asked)
    assert "Evenings." in text_of(asked), "nothing typed is lost"
    assert not Referral.objects.filter(status="sent").exists()
    assert desk.post(where, yes(fields_told=["called", "need"], note="")).status_code == 200


def test_what_is_asked_for_is_not_called_optional_and_all_answers_stand_side_by_side() -> None:
    partner = a_partner(at=now())
    referral = a_referral(partner, at=now())
    browser, where = browser_of(partner.member), f"/en/desk/inbox/{referral.pk}/"
    page = text_of(browser.get(where))
    assert page.count('<summary class="button outline">') == 2
    for label in ("Why not?", "What came of it for her?", "If not, or in part: why?"):
        assert f"{label} <span" not in text_of(browser.get(where))
        assert f"{label} <span" not in text_of(browser_of(a_user()).get(f"{DESK}{referral.pk}/"))
    assert "Why not?" in page


def test_on_hold_says_until_when_to_the_partner_and_in_both_lists() -> None:
    partner = a_partner(at=now())
    referral = a_referral(partner, at=now())
    until = date(local_day(now()).year + 1, 1, 15)
    operations.hold(referral=referral, until=until, by=partner.member, at=now())
    theirs, ours = browser_of(partner.member), browser_of(a_user())
    words = f"Until January 15, {until.year}"
    assert words in text_of(theirs.get(f"/en/desk/inbox/{referral.pk}/"))
    assert words in text_of(theirs.get("/en/desk/inbox/"))
    assert words in text_of(ours.get(f"{DESK}?view=running"))


def test_the_list_goes_into_a_spreadsheet_without_names_or_formulas() -> None:
    partner = a_partner(at=now())
    service = a_service(name="=1+1", organization=partner.organization)
    referral = a_referral(replace(partner, service=service), at=now())
    a_referral(partner, client=a_client("Samuel", at=now()), at=now())
    desk = browser_of(a_user())
    assert f"{DESK}list.csv?view=waiting" in text_of(desk.get(f"{DESK}?view=waiting"))
    with CaptureQueriesContext(connections["keys"]) as opened:
        sheet = text_of(desk.get(f"{DESK}list.csv?view=waiting"))
    day = str(local_day(now()))
    assert f"{referral.code},'=1+1,Harbor House,Waits for an answer,,{day},,\r\n" in sheet
    assert sheet.count("\r\n") == 3
    assert "Linh" not in sheet
    assert "Samuel" not in sheet
    assert not opened
    assert browser_of(partner.member).get(f"{DESK}list.csv").status_code == 403


def test_two_who_note_at_once_and_the_second_is_told_with_what_she_chose() -> None:
    referral, desk = a_referral(at=now()), browser_of(a_user())
    where = f"{DESK}{referral.pk}/answer/"
    seen = referral.state_version
    assert desk.post(where, {"act": "accept", "version": seen}).status_code == 302
    late = desk.post(where, {"act": "hold", "until": "2099-01-01", "version": seen})
    assert late.status_code == 409
    assert 'value="2099-01-01"' in text_of(late)
    assert "Somebody was here before you" in text_of(late)
    assert fresh(referral).status == "accepted"


@pytest.mark.parametrize(
    ("act", "said", "status"),
    [
        ("end", {"why": "not_wanted"}, "cancelled"),
        ("outcome", {"outcome": "served"}, "completed"),
        ("asked", {}, "sent"),
        ("answer", {"act": "decline", "reason": "capacity"}, "declined"),
    ],
)
def test_each_button_of_the_page(act: str, said: dict[str, str], status: str) -> None:
    referral, desk = a_referral(at=now()), browser_of(a_user())
    version = {"version": referral.state_version}
    assert desk.post(f"{DESK}{referral.pk}/{act}/", said | version).status_code == 302
    assert fresh(referral).status == status
    assert desk.get(f"{DESK}{referral.pk}/").status_code == 200
    assert desk.get(f"/ar/desk/referrals/{referral.pk}/").status_code == 200


def test_a_no_stands_on_the_list_until_somebody_goes_on() -> None:
    first, second, desk = a_partner("First", at=now()), a_partner("Second", at=now()), a_user()
    client = a_client(at=now())
    referral = a_referral(first, client=client, at=now())
    operations.decline(referral=referral, reason="capacity", by=first.member, at=now())
    browser = browser_of(desk)
    assert "English class" in text_of(browser.get(DESK))
    where = f"{DESK}for/{client.pk}/{second.service.pk}/"
    said = yes(instead=str(referral.pk), version=fresh(referral).state_version)
    assert browser.post(where, said).status_code == 200
    again = Referral.objects.get(organization=second.organization)
    assert again.rerouted_from_id == referral.pk
    assert "Nothing stands here" in text_of(browser.get(DESK))


def test_a_partner_needs_a_reason_for_a_no() -> None:
    partner = a_partner(at=now())
    referral = a_referral(partner, at=now())
    browser = browser_of(partner.member)
    where = f"/en/desk/inbox/{referral.pk}/"
    refused = browser.post(where, {"act": "decline", "version": referral.state_version})
    assert refused.status_code == 422
    assert "Choose why" in text_of(refused)
    said = {"act": "decline", "reason": "language", "version": referral.state_version}
    assert browser.post(where, said).headers["Location"] == "/en/desk/inbox/"
    assert "“Declined”" in text_of(browser.get("/en/desk/inbox/"))


def test_who_completes_it_reads_what_she_said_and_then_that_it_ended() -> None:
    partner = a_partner(at=now())
    referral, browser = a_referral(partner, at=now()), browser_of(partner.member)
    operations.accept(referral=referral, by=partner.member, at=now())
    where = f"/en/desk/inbox/{referral.pk}/"
    done = {"act": "complete", "outcome": "partly", "version": fresh(referral).state_version}
    listed = text_of(browser.post(where, done, follow=True))
    assert "Thank you. The office has your answer: “She was helped in part”." in listed
    assert "It has ended, and you no longer see it." in listed
    over = browser.get(where)
    assert over.status_code == 410
    assert "/en/desk/inbox/" in text_of(over)
    assert "Your role does not include it" not in text_of(over)


def test_the_way_marks_only_the_steps_that_were_taken() -> None:
    partner = a_partner(at=now())
    referral, desk = a_referral(partner, at=now()), browser_of(a_user())
    where = f"{DESK}{referral.pk}/"
    operations.hold(referral=referral, until=None, by=partner.member, at=now())
    assert _way(desk.get(where))[:2] == [("Waits for an answer", "here"), ("Accepted", "ahead")]
    operations.start(referral=fresh(referral), by=partner.member, at=now())
    assert _way(desk.get(where)) == [
        ("Waits for an answer", "done"),
        ("Help has begun", "here"),
        ("Done", "ahead"),
    ]


def _way(page: Any) -> list[tuple[str, str]]:
    return [(step.label, step.state) for step in page.context["path"]]


def test_she_types_her_code_and_says_how_it_went() -> None:
    referral, nobody = a_referral(at=now()), Browser()
    code = code_of(referral.pk).lower()
    page = nobody.post("/en/my-referral/", {"code": code})
    assert page.status_code == 200
    assert "English class" in text_of(page)
    assert "Linh" not in text_of(page)
    thanks = nobody.post("/en/my-referral/", {"code": code, "act": "say", "said": "served"})
    assert "We are glad" in text_of(thanks)
    now_stands = fresh(referral)
    assert (now_stands.outcome, now_stands.outcome_by) == ("served", "person")
    assert not nobody.cookies
    assert nobody.post("/en/my-referral/", {"code": "BBBBB-BBBBB-BBBBB"}).status_code == 422


def test_her_link_asks_one_question_and_says_neither_what_nor_where() -> None:
    referral, nobody = a_referral(at=now()), Browser()
    referral.link_hash = hash_of_token(person_token(referral.pk, 1))
    referral.link_until = local_day(now())
    referral.save(update_fields=["link_hash", "link_until"])
    where = f"/en/my-referral/{person_token(referral.pk, 1)}/"
    page = text_of(nobody.get(where))
    for hidden in ("English class", "Harbor House", "Linh", referral.code):
        assert hidden not in page
    assert nobody.post(where, {"said": "not_yet"}).status_code == 200
    assert fresh(referral).said_not_yet_on == local_day(now())
    assert nobody.get("/en/my-referral/another/").status_code == 404


def test_an_agreement_is_written_changed_and_ended_on_pages() -> None:
    partner = a_partner(at=now())
    operations.end_agreement(agreement=partner.agreement, version=0, by=None, at=now())
    desk = browser_of(a_user(Role.SUPERVISOR))
    today = local_day(now())
    said = {
        "organization": str(partner.organization.pk),
        "begins_on": today.isoformat(),
        "ends_on": f"{today.year + 1}-12-31",
        "reply_days": "3",
        "fields_told": ["called"],
    }
    assert desk.post(f"{DESK}agreements/new/", said).status_code == 302
    made = Agreement.objects.get(reply_days=3)
    twice = desk.post(f"{DESK}agreements/new/", said)
    assert twice.status_code == 422
    where = f"{DESK}agreements/{made.pk}/"
    assert desk.post(where, said | {"reply_days": "4", "version": "0"}).status_code == 302
    crossed = desk.post(where, said | {"reply_days": "9", "version": "0"})
    assert crossed.status_code == 409
    assert 'value="9"' in text_of(crossed)
    desk.post(f"{where}end/", {"version": "1"})
    made.refresh_from_db()
    assert made.ended_on == today
    assert browser_of(a_user()).get(where).status_code == 403
