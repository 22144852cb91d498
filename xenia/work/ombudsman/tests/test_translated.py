"""What she wrote is put into English, and our words into her language before she reads them; the clocks run on."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.language_access.message_rooms import ROOMS, NotWanted, words_now
from xenia.work.language_access.models import MessageTranslation
from xenia.work.ombudsman.models import Complaint, ComplaintWord
from xenia.work.ombudsman.operations import translated, working
from xenia.work.ombudsman.operations.filing import ask_for_review
from xenia.work.ombudsman.operations.translators import ANSWER, WORD
from xenia.work.ombudsman.tests.makers import (
    SOMALI,
    TUESDAY,
    WEDNESDAY,
    a_city_service,
    a_complaint,
    an_assessed,
    an_officer,
    assessed,
    closed,
    with_its_code,
)
from xenia.work.ombudsman.tests.test_a_complaint_through_its_life import acted, counted, running

pytestmark = pytest.mark.django_db
DESK, HERS = "/en/desk/complaints/", "/en/complaint/answer/"
FRIDAY = WEDNESDAY + timedelta(days=2)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def answered_in_english(officer: User, complaint: Complaint) -> ComplaintWord:
    """We wrote to her in English alone, on her page."""
    said: dict[str, Any] = {"version": complaint.state_version, "english": "We have it."}
    signed_in(officer).post(f"{DESK}{complaint.pk}/do/answer-her/", said)
    word: ComplaintWord = complaint.words.get(kind="answer")
    return word


def test_her_words_are_put_into_english_and_the_clock_runs_on() -> None:
    officer, complaint = an_officer(), a_complaint()
    word, clock = complaint.words.get(), complaint.clocks.get()
    translated.have_word_translated(word=word, by=officer, at=TUESDAY)
    assert words_now(WORD, word.pk) == SOMALI
    assert MessageTranslation.objects.get().wanted_on <= clock.due_on
    ROOMS[WORD].deliver(word.pk, "en", "They said I cannot get the card.", officer, WEDNESDAY)
    word.refresh_from_db()
    assert known_to_rules(word, "english") == "They said I cannot get the card."
    clock.refresh_from_db()
    assert (clock.runs, clock.paused_on) == (True, None)
    assert words_now(WORD, word.pk) == ""
    with pytest.raises(NotWanted):
        ROOMS[WORD].deliver(word.pk, "en", "Again.", officer, WEDNESDAY)


def test_our_words_wait_until_they_are_in_her_language() -> None:
    officer, complaint = an_officer(), a_complaint()
    word = answered_in_english(officer, complaint)
    assert word.waits
    assert MessageTranslation.objects.get(about_id=word.pk).kind == ANSWER
    assert words_now(ANSWER, word.pk) == "We have it."
    page = signed_in(officer).get(f"{DESK}{complaint.pk}/").content.decode()
    assert "she does not see it yet" in page
    ROOMS[ANSWER].deliver(word.pk, "so", "Waan helnay.", officer, WEDNESDAY)
    kept = complaint.words.get(kind="answer")
    assert not kept.waits
    assert known_to_rules(kept, "text") == "Waan helnay."
    assert known_to_rules(kept, "english") == "We have it."


def test_a_colleague_who_writes_her_language_is_faster_and_the_translator_is_told() -> None:
    officer, complaint = an_officer(), a_complaint()
    word = answered_in_english(officer, complaint)
    client, where = signed_in(officer), f"{DESK}{complaint.pk}/words/{word.number}/send/"
    assert client.post(where, {"words": " "}).status_code == 422
    client.post(where, {"words": "Waan helnay."})
    with pytest.raises(NotWanted):
        ROOMS[ANSWER].deliver(word.pk, "so", "Too late.", officer, WEDNESDAY)
    late = client.post(where, {"words": "Mar kale."})
    assert late.status_code == 409
    assert "Mar kale." in late.content.decode()


def test_somebody_who_reads_her_language_writes_the_english_beside_it() -> None:
    officer, complaint = an_officer(), a_complaint()
    client, word = signed_in(officer), complaint.words.get()
    client.post(f"{DESK}{complaint.pk}/words/1/english/", {"english": "They sent me away."})
    page = client.get(f"{DESK}{complaint.pk}/").content.decode()
    assert SOMALI in page
    assert "They sent me away." in page
    answer = client.post(f"{DESK}{complaint.pk}/words/1/translate/", follow=True)
    assert "Somebody was here before you." in answer.content.decode()
    assert not MessageTranslation.objects.filter(about_id=word.pk).exists()
    ours = answered_in_english(officer, complaint)
    with pytest.raises(WrongState):
        translated.note_english(word=ours, english="x", by=officer, at=TUESDAY)


def test_an_answer_in_english_to_somebody_who_writes_english_waits_for_nobody() -> None:
    officer, complaint = an_officer(), a_complaint(language="en", words="They sent me away.")
    signed_in(officer).post(
        f"{DESK}{complaint.pk}/do/answer-her/",
        {"version": complaint.state_version, "words": "We have it."},
    )
    assert not complaint.words.get(kind="answer").waits
    assert not MessageTranslation.objects.exists()


def test_where_a_step_is_refused_no_translator_is_asked() -> None:
    first, second, complaint = an_officer("First"), an_officer("Second"), a_complaint()
    working.acknowledge(complaint=complaint, version=complaint.state_version, by=first, at=TUESDAY)
    said = {"version": complaint.state_version, "english": "Mine."}
    page = signed_in(second).post(f"{DESK}{complaint.pk}/do/answer-her/", said)
    assert page.status_code == 409
    assert "Mine." in page.content.decode()
    assert complaint.words.filter(kind="answer").count() == 0
    assert not MessageTranslation.objects.exists()


def found_in_english(officer: User, complaint: Complaint) -> ComplaintWord:
    """What we found, in English alone."""
    said: dict[str, Any] = {"english": "You were right.", "words": "", "outcome": "upheld"}
    working.find(**said, **acted(complaint, officer))
    word: ComplaintWord = complaint.words.get(kind="answer")
    return word


def test_a_finding_she_cannot_read_yet_counts_as_no_answer() -> None:
    officer, (complaint, code) = an_officer(), with_its_code(service=a_city_service())
    word = found_in_english(officer, assessed(complaint, officer))
    assert running(complaint) == {"answer"}
    assert counted("days") == 0
    page = Client().post(HERS, {"code": code}).content.decode()
    assert "It is being put into your language." in page
    assert "We wrote to you what we found." not in page
    assert "we tell you what we found." in page
    assert "Ask for a second look" not in page
    with pytest.raises(WrongState):
        ask_for_review(complaint=complaint, words="Maya.", at=WEDNESDAY)
    ROOMS[ANSWER].deliver(word.pk, "so", "Waad saxnayd.", officer, FRIDAY)
    clock = complaint.clocks.get(which="answer")
    assert clock.met_on == local_day(FRIDAY)
    assert counted("days") == 4
    page = Client().post(HERS, {"code": code}).content.decode()
    assert "Waad saxnayd." in page
    assert "We wrote to you what we found." in page
    assert "It is being put into your language." not in page
    assert "Ask for a second look" in page


def test_what_is_closed_in_words_she_cannot_read_yet_is_owed_still() -> None:
    officer = an_officer()
    complaint = closed(an_assessed(officer), officer, words="")
    assert running(complaint) == {"answer"}
    working.reopen(**acted(complaint, officer))
    translated.send_waiting(
        word=complaint.words.get(kind="answer"), words="Waa.", by=officer, at=FRIDAY
    )
    assert running(complaint) == {"answer"}


def test_that_we_have_it_is_said_once_she_can_read_it() -> None:
    officer, complaint = an_officer(), a_complaint()
    working.acknowledge(english="We have it.", **acted(complaint, officer))
    assert running(complaint) == {"acknowledge", "answer"}
    word = complaint.words.get(kind="answer")
    translated.send_waiting(word=word, words="Waan haynaa.", by=officer, at=FRIDAY)
    assert running(complaint) == {"answer"}


def test_the_clocks_stand_still_for_her_from_when_she_can_read_our_question() -> None:
    officer = an_officer()
    complaint = an_assessed(officer)
    working.ask_her(words="", english="Which day?", **acted(complaint, officer))
    assert complaint.clocks.get(which="answer").paused_on is None
    word = complaint.words.get(kind="answer")
    translated.send_waiting(word=word, words="Maalintee?", by=officer, at=FRIDAY)
    assert complaint.clocks.get(which="answer").paused_on == local_day(FRIDAY)
