"""Somebody asks on a phone that is not hers alone: no cookie, nothing kept, nothing lost, no code guessed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from xenia.ground.accounts.tests.makers import MONDAY as FOUNDED
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.gate import LIMITS, Limits
from xenia.ground.common.languages import all_languages
from xenia.ground.notifications.models import ContactPoint
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.work.enquiries import operations
from xenia.work.enquiries.codes import code_for
from xenia.work.enquiries.forms.asking import LONGEST
from xenia.work.enquiries.models import Enquiry
from xenia.work.enquiries.tests.makers import (
    KREYOL,
    MONDAY,
    a_reviewed_answer,
    an_answer_text,
    with_its_code,
)

pytestmark = pytest.mark.django_db
ASK, ANSWER, ANSWERS = "/en/ask/", "/en/ask/answer/", "/en/answers/"
ALONE = {"language": "ht", "answer_by": "code", "words": KREYOL}


@pytest.fixture(autouse=True)
def an_office_of_three_languages(db: None) -> Iterator[None]:
    cache.clear()
    choose_languages(codes=["en", "ht", "ar"], by=None, at=FOUNDED)
    forget_office()
    yield
    cache.clear()
    forget_office()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time a form was open, in the test's hand."""
    now = [1_800_000_000.0]
    monkeypatch.setattr("django.core.signing.time.time", lambda: now[0])
    return now


def token_in(page: Any) -> str:
    return str(page.context["token"])


def send(clock: list[float], *, wait: float = 60, client: Client | None = None, **said: Any) -> Any:
    """Open the form, write, wait, send."""
    browser = client or Client(enforce_csrf_checks=True)
    token = token_in(browser.get(ASK))
    clock[0] += wait
    return browser.post(ASK, ALONE | {"token": token} | said)


def test_she_asks_without_a_cookie_and_gets_a_code(clock: list[float]) -> None:
    client = Client(enforce_csrf_checks=True)
    page = send(clock, client=client)
    assert page.status_code == 200
    code = page.context["code"]
    assert code in page.content.decode()
    assert not client.cookies, "no cookie, before or after"
    assert Enquiry.objects.count() == 1
    thread = client.post(ANSWER, {"code": code.lower()}).content.decode()
    assert KREYOL in thread
    assert "We have not answered yet" in thread


@pytest.mark.parametrize("where", [ASK, ANSWER])
def test_no_browser_keeps_a_page_of_hers(where: str) -> None:
    for page in (Client().get(where), Client().post(where, {"code": "B" * 15})):
        assert "no-store" in page["Cache-Control"]


def test_the_page_says_what_need_not_be_written_and_offers_a_way_out() -> None:
    page = Client().get(ASK).content.decode()
    assert "You do not need to write your name or your papers." in page
    assert "Leave this page" in page


def test_a_form_sent_twice_shows_the_same_code(clock: list[float]) -> None:
    client = Client()
    token = token_in(client.get(ASK))
    clock[0] += 60
    pages = [client.post(ASK, ALONE | {"token": token}) for _time in range(2)]
    assert pages[0].context["code"] == pages[1].context["code"]
    assert Enquiry.objects.count() == 1


def test_what_is_too_long_is_said_clearly_and_kept(clock: list[float]) -> None:
    words = "a" * (LONGEST + 7)
    page = send(clock, words=words)
    assert page.status_code == 422
    content = page.content.decode()
    assert f"we can take {LONGEST} letters, and there are {LONGEST + 7}" in content
    assert words in content
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"answer_by": "email", "email": "nobody"}, "Type your e-mail"),
        ({"answer_by": "sms", "phone": "12"}, "Type your phone number"),
        ({"answer_by": "call"}, "Type your phone number"),
        ({"words": " "}, "Write your words into the box."),
        ({"website": "http://buy"}, "Please leave the last field empty"),
        ({"token": "made up"}, "Please send it once more"),
    ],
)
def test_when_something_is_wrong_nothing_typed_is_lost(
    clock: list[float], said: dict[str, Any], sentence: str
) -> None:
    page = send(clock, who="Rose", **said)
    content = page.content.decode()
    assert page.status_code == 422
    assert sentence in content
    assert "Rose" in content
    assert said.get("words", KREYOL) in content
    assert not Enquiry.objects.exists()


def test_a_machine_that_sends_at_once_waits_and_a_person_passes(clock: list[float]) -> None:
    client = Client()
    page = send(clock, client=client, wait=0)
    assert page.status_code == 422
    clock[0] += 10
    again = client.post(ASK, ALONE | {"token": token_in(page)})
    assert again.status_code == 200
    assert Enquiry.objects.count() == 1


def test_a_page_left_open_overnight_is_sent_once_more_without_typing(clock: list[float]) -> None:
    client = Client()
    page = send(clock, client=client, wait=60 * 60 * 9)
    assert page.status_code == 422
    clock[0] += 10
    assert client.post(ASK, ALONE | {"token": token_in(page)}).status_code == 200


def test_one_place_cannot_flood_the_office(
    clock: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, "enquiries.ask", Limits(from_one_place=2))
    codes = [send(clock).status_code for _time in range(3)]
    assert codes == [200, 200, 422]
    assert Enquiry.objects.count() == 2
    other = Client(REMOTE_ADDR="198.51.100.9")
    assert send(clock, client=other).status_code == 200


def test_guessing_codes_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "enquiries.code", Limits(from_one_place=5))
    _enquiry, code = with_its_code()
    client = Client()
    tried = [client.post(ANSWER, {"code": code_for(f"guess {n}")}) for n in range(7)]
    assert [page.status_code for page in tried] == [422] * 5 + [429] * 2
    right = client.post(ANSWER, {"code": code})
    assert right.status_code == 429, "not even the right one, from there, within the hour"
    assert KREYOL not in right.content.decode()
    assert Client(REMOTE_ADDR="198.51.100.9").post(ANSWER, {"code": code}).status_code == 200


def test_only_the_address_she_chose_is_kept(clock: list[float]) -> None:
    send(clock, answer_by="sms", phone="617-555-0114", email="rose@home.example", hours="evening")
    contact = ContactPoint.objects.get()
    assert contact.address == "+16175550114"
    safety = contact.safe_ways()
    assert (safety.may_text, safety.may_call, safety.may_email) == (True, False, False)
    assert safety.hours is not None
    assert safety.hours.start.hour == 17


def test_she_writes_again_with_her_code(clock: list[float]) -> None:
    _enquiry, code = with_its_code()
    client = Client()
    token = token_in(client.post(ANSWER, {"code": code}))
    clock[0] += 60
    said = {"code": code, "act": "reply", "token": token, "words": "Li gen 7 an."}
    for _twice in range(2):
        page = client.post(ANSWER, said)
    assert page.status_code == 200
    assert Enquiry.objects.get().words.count() == 2


def test_an_empty_reply_is_said_and_writes_nothing() -> None:
    _enquiry, code = with_its_code()
    page = Client().post(ANSWER, {"code": code, "act": "reply", "words": ""})
    assert page.status_code == 422
    assert Enquiry.objects.get().words.count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_she_erases_her_question_after_being_asked_once_more() -> None:
    _enquiry, code = with_its_code()
    client = Client()
    asked = client.post(ANSWER, {"code": code, "act": "erase"}).content.decode()
    assert "Yes, erase it" in asked
    assert Enquiry.objects.exists()
    gone = client.post(ANSWER, {"code": code, "act": "erase", "sure": "yes"}).content.decode()
    assert "It is erased" in gone
    assert not Enquiry.objects.exists()
    assert client.post(ANSWER, {"code": code}).status_code == 422


def test_she_reads_our_answer_and_never_a_note_between_colleagues() -> None:
    colleague = a_user()
    enquiry, code = with_its_code()
    operations.take(enquiry=enquiry, by=colleague, at=MONDAY)
    operations.send_answer(
        enquiry=enquiry,
        english="At the welcome center.",
        words="Nan sant akèy la.",
        by=colleague,
        at=MONDAY,
    )
    page = Client().post(ANSWER, {"code": code}).content.decode()
    assert "Nan sant akèy la." in page
    assert "At the welcome center." not in page, "the English is ours"


def test_what_others_asked_is_shown_first_and_blocks_nothing() -> None:
    a_reviewed_answer(title="Enrolling a child in school", is_public=True)
    a_reviewed_answer(title="Not for everybody")
    an_answer_text(title="Nobody has read this")
    page = Client().get(ASK).content.decode()
    assert page.index("Enrolling a child in school") < page.index("Send my question")
    everything = Client().get(ANSWERS).content.decode()
    for hidden in ("Not for everybody", "Nobody has read this"):
        assert hidden not in page
        assert hidden not in everything


def test_answers_are_found_by_words_that_stand_in_no_address() -> None:
    answer = a_reviewed_answer(title="Enrolling a child in school", is_public=True)
    client = Client(enforce_csrf_checks=True)
    found = client.post(ANSWERS, {"q": "SCHOOL child"})
    assert found.status_code == 200
    assert "Enrolling a child" in found.content.decode()
    assert "No answer has these words." in client.post(ANSWERS, {"q": "xyz"}).content.decode()
    assert client.get(f"{ANSWERS}{answer.pk}/").status_code == 200
    assert not client.cookies


def test_an_answer_in_english_says_so_to_who_reads_another_language() -> None:
    answer = a_reviewed_answer(is_public=True)
    page = Client().get(f"/ar/answers/{answer.pk}/").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert f'<div lang="en" dir="auto"><p>{answer.text}' in page


def test_what_is_not_public_has_no_page() -> None:
    assert Client().get(f"{ANSWERS}{a_reviewed_answer().pk}/").status_code == 404


@pytest.mark.parametrize("where", ["ask/", "ask/answer/", "answers/"])
def test_every_page_is_read_from_right_to_left_too(where: str) -> None:
    page = Client().get(f"/ar/{where}").content.decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_she_may_write_in_any_written_language_we_know() -> None:
    page = Client().get("/ht/ask/").content.decode()
    for one in all_languages():
        assert (f'<option value="{one.code}"' in page) == one.is_written
    assert '<option value="ht" selected>' in page
