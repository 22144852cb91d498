"""Whoever was signed out while she wrote, or whose page is old, loses nothing she typed."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.registers.directory.models import Proposal
from xenia.registers.directory.tests.makers import (
    a_colleague,
    a_proposal,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db

OURS = {"Origin": "http://testserver"}
# The page where an editor says why she declines what was proposed.
WHERE = "/en/desk/directory/proposals/{}/decline/"
REASON = "Not <so> & “never” was:\r\nwe called them."
TYPED = {
    "reason": REASON,
    "password1": "three quiet herons",
    "csrfmiddlewaretoken": "the-old-one",
}


def fields_kept(page: str) -> dict[str, str]:
    """What the page's form would send."""
    form = page[page.index('<form method="post"') :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {unescape(name): unescape(value) for name, value in found}


@pytest.fixture
def where() -> str:
    """The address a long answer is sent to."""
    return WHERE.format(a_proposal().pk)


def a_browser(person: User | None = None) -> Client:
    """A browser that is asked for the proof of a form, as in life."""
    browser = Client(enforce_csrf_checks=True)
    if person is not None:
        browser.force_login(person)
    return browser


def test_somebody_signed_out_finds_all_she_typed_and_sends_it_after_signing_in(
    where: str,
) -> None:
    page = Client().post(where, TYPED)
    assert page.status_code == 401
    assert "no-store" in page.headers["Cache-Control"]
    assert "You were signed out. Sign in in a new tab" in page.text
    assert 'target="_blank"' in page.text
    kept = fields_kept(page.text)
    assert kept.pop("csrfmiddlewaretoken") != "the-old-one"
    assert kept == {"reason": REASON}
    assert f'action="{where}"' in page.text
    desk_of(a_colleague()).post(where, kept)
    assert Proposal.objects.get().reason.splitlines() == REASON.splitlines()


def test_an_old_page_comes_again_with_a_fresh_proof_that_is_taken(where: str) -> None:
    browser = a_browser(a_colleague())
    page = browser.post(where, TYPED, headers=OURS)
    assert page.status_code == 403
    assert "no-store" in page.headers["Cache-Control"]
    assert "Nothing you typed is lost" in page.text
    assert "You were signed out" not in page.text
    kept = fields_kept(page.text)
    assert kept["reason"] == REASON
    again = browser.post(where, kept, headers=OURS)
    assert again.status_code == 302
    assert Proposal.objects.get().status == "declined"


def test_with_all_cookies_gone_she_is_told_to_sign_in_and_her_words_stay(where: str) -> None:
    page = a_browser().post(where, TYPED, headers={"Referer": "http://testserver/en/desk/"})
    assert page.status_code == 403
    assert "You were signed out" in page.text
    assert fields_kept(page.text)["reason"] == REASON


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "null", "Referer": "http://testserver/en/"},
        {"Referer": "https://testserver.elsewhere.example/"},
        {"Referer": "not an address"},
        {},
    ],
)
def test_a_form_filled_in_elsewhere_is_never_offered_with_a_fresh_proof(
    where: str, headers: dict[str, str]
) -> None:
    page = a_browser(a_colleague()).post(where, TYPED, headers=headers)
    assert page.status_code == 403
    assert "Send it now" not in page.text
    assert "never" not in page.text


def test_files_have_to_be_chosen_again_and_the_page_says_so(where: str) -> None:
    sheet = SimpleUploadedFile("names.csv", b"name\nHarbor House\n")
    page = Client().post(
        "/en/desk/directory/imports/new/", {"source": "The county", "upload": sheet}
    )
    assert page.status_code == 401
    assert "Only files have to be chosen again" in page.text
    assert fields_kept(page.text)["source"] == "The county"
    assert "Harbor House" not in page.text
    assert "Only files" not in Client().post(where, TYPED).text


def test_another_person_who_signs_in_meets_her_own_permissions() -> None:
    house = an_organization()
    where = f"/en/desk/directory/organizations/{house.pk}/ask/"
    kept = fields_kept(Client().post(where, {"note": "please"}).text)
    assert kept["note"] == "please"
    stranger = a_browser(a_colleague(role=Role.CASEWORKER))
    again = stranger.post(where, kept, headers=OURS)
    kept = fields_kept(again.text)
    assert stranger.post(where, kept, headers=OURS).status_code == 403
    assert not house.verification_requests.exists()


def test_the_pages_that_sign_people_in_keep_nothing() -> None:
    said = {"login": "amara@lindenport.example", "password": "three quiet herons"}
    page = a_browser().post("/en/account/sign-in/", said, headers=OURS)
    assert page.status_code == 403
    assert "amara" not in page.text
