"""Somebody asks for help on the public site: no name, no cookie, a code shown once, and her own way back."""

from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client as Browser

from xenia.ground.common import gate
from xenia.ground.ledger.models import Entry
from xenia.ground.notifications.models import ContactPoint, OutboxMessage
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.reference.vocabularies import label_of
from xenia.ground.vault.fields import is_shredded
from xenia.registers.clients.models.consent import Purpose
from xenia.registers.clients.operations import Agreed, give_consent
from xenia.registers.clients.tests.makers import a_client
from xenia.work.casework import operations
from xenia.work.casework.models import Intake, Note
from xenia.work.casework.models.intake import Status
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    VIETNAMESE,
    a_caseworker,
    asked_online,
)
from xenia.work.enquiries.tests.makers import with_its_code
from xenia.work.referrals.codes import code_of
from xenia.work.referrals.tests.makers import a_referral

pytestmark = pytest.mark.django_db
# The real look at the time, which most of these tests do without.
HOW_LONG = gate._of_token
ASK, READ = "/en/ask-for-help/", "/en/ask-for-help/answer/"


@pytest.fixture(autouse=True)
def nobody_is_too_fast() -> Any:
    with patch.object(gate, "_of_token", lambda _purpose, _token: gate.Verdict.PASSES):
        yield


def typed(**said: Any) -> dict[str, Any]:
    return {
        "needs": ["housing"],
        "words": VIETNAMESE,
        "language": "vi",
        "answer_by": "code",
        "token": gate.open_form("casework.ask"),
    } | said


def code_in(page: str) -> str:
    return page.split('class="number">')[1].split("<", maxsplit=1)[0]


def test_she_asks_reads_our_answer_and_writes_again() -> None:
    stranger = Browser()
    sent = stranger.post(ASK, typed())
    assert not sent.cookies
    assert "no-store" in sent.headers["Cache-Control"]
    code = code_in(sent.content.decode())
    intake = Intake.objects.get()
    assert (intake.status, intake.channel, intake.client) == (Status.SUBMITTED, "online", None)
    rosa = a_caseworker()
    operations.screen(intake=intake, by=rosa, at=TUESDAY)
    operations.answer_her(intake=intake, words="Chúng tôi giúp được.", by=rosa, at=TUESDAY)
    page = stranger.post(READ, {"code": code.lower()}).content.decode()
    assert "Chúng tôi giúp được." in page
    assert "Somebody is working on it" in page
    again = {
        "code": code,
        "act": "again",
        "words": "Cảm ơn",
        "token": gate.open_form("casework.again"),
    }
    assert "We have it." in stranger.post(READ, again).content.decode()
    assert list(intake.notes.values_list("kind", flat=True)) == ["hers", "answer", "hers"]


def test_the_code_stands_in_no_table() -> None:
    code = code_in(Browser().post(ASK, typed()).content.decode())
    intake = Intake.objects.get()
    assert code not in str(intake.code_hash)
    assert code.replace("-", "") not in str(intake.code_hash)


def test_she_does_not_read_what_colleagues_write_among_themselves() -> None:
    intake, code = asked_online()
    operations.say_more(intake=intake, note="Ask Sam first", by=a_caseworker(), at=TUESDAY)
    assert "Ask Sam first" not in Browser().post(READ, {"code": code}).content.decode()


def test_a_form_that_asks_for_nothing_keeps_what_was_typed() -> None:
    answer = Browser().post(ASK, typed(needs=[], words=" ", called="Linh"))
    assert answer.status_code == 422
    assert "Linh" in answer.content.decode()
    assert not Intake.objects.exists()


def test_a_machine_is_kept_out() -> None:
    assert Browser().post(ASK, typed(website="http://spam.example")).status_code == 422
    assert not Intake.objects.exists()


def test_one_form_sent_twice_is_one_request_under_one_code() -> None:
    form = typed()
    pages = [Browser().post(ASK, form).content.decode() for _time in range(2)]
    assert code_in(pages[0]) == code_in(pages[1])
    assert Intake.objects.count() == 1
    assert Entry.objects.filter(kind="casework.intake", outcome="submitted").count() == 1


def test_only_the_way_she_chose_is_kept_with_what_is_safe() -> None:
    said = {"answer_by": "sms", "phone": "617-555-0101", "email": "linh@example.org"}
    Browser().post(ASK, typed(**said, is_unsigned="on", hours="evening"))
    point = ContactPoint.objects.get()
    assert point.kind == "phone"
    safe = point.safe_ways()
    assert (safe.may_text, safe.may_call, safe.is_unsigned) == (True, False, True)
    assert safe.hours is not None


def test_who_chose_a_way_hears_that_there_is_something_and_never_what() -> None:
    said = {"answer_by": "email", "email": "linh@example.org"}
    Browser().post(ASK, typed(**said))
    operations.answer_her(
        intake=Intake.objects.get(), words="Thứ Hai", by=a_caseworker(), at=TUESDAY
    )
    message = OutboxMessage.objects.get(template="casework.request_moved")
    assert message.record_id == Intake.objects.get().pk


def test_she_takes_it_back_and_the_numbers_stay() -> None:
    intake, code = asked_online()
    stranger = Browser()
    before = Entry.objects.filter(kind="casework.need").count()
    asked = stranger.post(READ, {"code": code, "act": "erase"})
    assert "Erase everything?" in asked.content.decode()
    done = stranger.post(READ, {"code": code, "act": "erase", "sure": "yes"})
    assert "It is erased" in done.content.decode()
    assert not Intake.objects.filter(pk=intake.pk).exists()
    assert not Note.objects.exists()
    assert Entry.objects.filter(kind="casework.need").count() == before
    assert Entry.objects.filter(kind="casework.intake", outcome="withdrawn").count() == 1
    assert stranger.post(READ, {"code": code}).status_code == 422


def test_a_code_does_not_erase_the_record_of_somebody_we_know() -> None:
    intake, code = asked_online()
    rosa = a_caseworker()
    operations.screen(intake=intake, by=rosa, at=MONDAY)
    operations.accept(intake=intake, by=rosa, at=MONDAY)
    page = Browser().post(READ, {"code": code, "act": "erase", "sure": "yes"})
    assert "Call us or come in" in page.content.decode()
    assert not is_shredded(Intake.objects.get().language)


def test_two_codes_never_open_each_others_request() -> None:
    _one, first = asked_online(words="Một")
    _other, second = asked_online(words="Hai")
    page = Browser().post(READ, {"code": first}).content.decode()
    assert "Một" in page
    assert "Hai" not in page
    assert first != second


def test_it_opens_in_arabic_with_needs_in_her_words_and_no_script_of_its_own() -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    page = Browser().get("/ar/ask-for-help/").content.decode()
    assert 'dir="rtl"' in page
    assert label_of("needs", "housing", "ar") in page
    assert "htmx" not in page


def test_what_cannot_wait_is_seen() -> None:
    intake, _code = asked_online(needs=("shelter",))
    assert intake.is_urgent
    assert intake.due_on == MONDAY.date()


def test_a_mistake_put_right_at_once_is_not_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_800_000_000.0]
    monkeypatch.setattr("django.core.signing.time.time", lambda: clock[0])
    form, stranger = typed(answer_by="sms"), Browser()
    clock[0] += 20
    wrong = stranger.post(ASK, form)
    assert wrong.status_code == 422
    kept = wrong.content.decode().split('name="token" value="')[1].split('"', maxsplit=1)[0]
    clock[0] += 1
    with patch.object(gate, "_of_token", HOW_LONG):
        sent = stranger.post(ASK, form | {"token": kept, "phone": "617-555-0101"})
    assert sent.status_code == 200
    assert Intake.objects.count() == 1


@pytest.mark.parametrize("page", ["my-referral", "consent", "ask/answer", "ask-for-help/answer"])
def test_her_code_leads_to_the_right_page_from_wherever_she_types_it(page: str) -> None:
    _intake, code = asked_online()
    stranger, where = Browser(), f"/en/{page}/"
    if where != READ:
        sent_on = stranger.post(where, {"code": code.lower()})
        assert (sent_on.status_code, sent_on.headers["Location"]) == (307, READ)
    assert VIETNAMESE in stranger.post(where, {"code": code.lower()}, follow=True).content.decode()
    assert stranger.post(where, {"code": "BBBBB-BBBBB-BBBBB"}).status_code == 422


def test_every_code_of_hers_is_taken_on_the_page_of_her_request() -> None:
    client = a_client(at=MONDAY)
    _consent, receipt = give_consent(
        client=client, agreed=Agreed(Purpose.RECORD), by=None, at=MONDAY
    )
    _asked, question = with_its_code()
    for code, page in (
        (receipt, "/en/consent/"),
        (question, "/en/ask/answer/"),
        (code_of(a_referral().pk), "/en/my-referral/"),
    ):
        sent_on = Browser().post(READ, {"code": code})
        assert (sent_on.status_code, sent_on.headers["Location"]) == (307, page)


def test_who_asks_for_help_finds_where_to_type_the_code_on_her_paper() -> None:
    assert 'href="/en/my-referral/"' in Browser().get(ASK).content.decode()
