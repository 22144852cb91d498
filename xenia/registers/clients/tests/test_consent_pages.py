"""She agrees, gets a receipt in her language, and takes it back with its code: no account, no name on the page."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.clients.models import Consent
from xenia.registers.clients.operations import Agreed, give_consent
from xenia.registers.clients.tests.makers import MONDAY, a_client
from xenia.registers.directory.tests.makers import an_organization

pytestmark = pytest.mark.django_db
OWN = "/en/consent/"
CODE = re.compile(r"\b[2-9B-Z]{5}-[2-9B-Z]{5}-[2-9B-Z]{5}\b")


def at_the_desk() -> Browser:
    """A browser of the front desk."""
    browser = Browser()
    browser.force_login(a_user(Role.FRONT_DESK))
    return browser


def for_a_referral(**said: object) -> dict[str, object]:
    """What is chosen for a referral to Harbor House."""
    return {
        "purpose": "referral",
        "recipient": an_organization(name="Harbor House").pk,
        "fields_shared": ["called", "need"],
        "ends_on": (local_day(now()) + timedelta(days=30)).isoformat(),
        "how": "spoken",
        "token": "a1",
        **said,
    }


def test_she_agrees_and_gets_one_code_however_often_the_form_is_sent() -> None:
    client, browser = a_client("Linh Tran"), at_the_desk()
    said = for_a_referral()
    codes = {
        CODE.search(browser.post(f"/en/desk/people/{client.pk}/consents/", said).text)[0]  # type: ignore[index]
        for _twice in range(2)
    }
    assert len(codes) == 1
    consent = Consent.objects.get()
    assert consent.fields == ["called", "need"]
    assert codes.pop() not in consent.receipt_hash


def test_a_referral_without_who_and_what_and_until_when_is_told() -> None:
    page = at_the_desk().post(
        f"/en/desk/people/{a_client().pk}/consents/",
        {"purpose": "referral", "how": "spoken", "token": "a1"},
    )
    assert page.status_code == 422
    for words in (
        "Choose the organization that learns who she is.",
        "Choose what the organization may know.",
        "Choose the last day of it.",
    ):
        assert words in page.text
    assert not Consent.objects.exists()


def test_what_is_chosen_for_another_purpose_shares_nothing() -> None:
    at_the_desk().post(
        f"/en/desk/people/{a_client().pk}/consents/", for_a_referral(purpose="follow_up")
    )
    consent = Consent.objects.get()
    assert consent.recipient is None
    assert consent.fields == []


def test_her_receipt_is_in_her_language_and_shows_the_code_to_nobody_else() -> None:
    choose_languages(codes=["en", "ar", "vi"], by=None, at=MONDAY)
    forget_office()
    client, browser = a_client("Leila", written_language="ar"), at_the_desk()
    page = browser.post(f"/en/desk/people/{client.pk}/consents/", for_a_referral()).text
    sheet = re.search(r'action="(/ar/desk/people/[^"]+/receipt/)"', page)
    code = CODE.search(page)
    assert sheet
    assert code
    paper = browser.post(sheet[1], {"code": code[0]}).text
    assert '<html lang="ar" dir="rtl">' in paper
    assert code[0] in paper
    assert "Harbor House" in paper
    assert "/ar/consent/" in paper
    assert "Leila" not in paper
    assert code[0] not in browser.get(sheet[1]).text
    assert "BBBBB-BBBBB-BBBBB" not in browser.post(sheet[1], {"code": "BBBBB-BBBBB-BBBBB"}).text


def test_she_reads_it_and_takes_it_back_without_an_account() -> None:
    agreed = Agreed(
        purpose="referral",
        recipient=an_organization(name="Harbor House"),
        fields=["called"],
        ends_on=local_day(now()) + timedelta(days=30),
    )
    consent, code = give_consent(client=a_client("Linh Tran"), agreed=agreed, by=None, at=now())
    browser = Browser()
    page = browser.post(OWN, {"code": code.lower().replace("-", " ")})
    assert "Harbor House" in page.text
    assert "What you want to be called" in page.text
    assert "Linh" not in page.text
    assert not page.cookies
    assert "no-store" in page.headers["Cache-Control"]
    page = browser.post(OWN, {"code": code, "act": "withdraw"})
    assert "You took it back" in page.text
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert "I take it back" not in browser.post(OWN, {"code": code}).text


def test_a_code_nobody_has_says_what_to_do() -> None:
    page = Browser().post(OWN, {"code": "BBBBB-BBBBB-BBBBB"})
    assert page.status_code == 422
    assert "We find nothing under this code." in page.text


def test_codes_are_not_tried_one_after_another() -> None:
    cache.clear()
    browser = Browser()
    answers = {browser.post(OWN, {"code": "BBBBB-BBBBB-BBBBB"}).status_code for _try in range(41)}
    assert answers == {422, 429}
    cache.clear()


def test_the_page_fits_a_phone_without_a_script() -> None:
    page = Browser().get(OWN).text
    assert 'name="code"' in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "<script" not in main
    assert " style=" not in main


def test_a_consent_taken_back_at_the_desk() -> None:
    client, browser = a_client(), at_the_desk()
    consent, _code = give_consent(
        client=client, agreed=Agreed(purpose="follow_up"), by=None, at=now()
    )
    where = f"/en/desk/people/{client.pk}/consents/"
    assert "That we ask later whether it helped" in browser.get(where).text
    browser.post(f"{where}{consent.pk}/withdraw/")
    assert "Taken back on" in browser.get(where).text
    other = a_client()
    wrong = browser.post(f"/en/desk/people/{other.pk}/consents/{consent.pk}/withdraw/")
    assert wrong.status_code == 404
