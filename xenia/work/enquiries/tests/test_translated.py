"""A question in another language goes to a translator, and so does its answer; the clock runs on."""

from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.vault.subjects import shred
from xenia.work.enquiries import operations
from xenia.work.enquiries.models import Enquiry
from xenia.work.enquiries.operations import erase_own
from xenia.work.enquiries.tests.makers import KREYOL, MONDAY, TUESDAY, an_enquiry, taken
from xenia.work.language_access.message_rooms import words_now
from xenia.work.language_access.models import MessageTranslation, SetPhrase
from xenia.work.language_access.models.text_work import TextStatus
from xenia.work.language_access.operations import OneLanguage
from xenia.work.language_access.operations.message_texts import deliver_message_text, message_mark
from xenia.work.language_access.operations.set_phrases import keep_set_phrases
from xenia.work.language_access.operations.text_work import accept_text
from xenia.work.language_access.tests.text_makers import a_translator

pytestmark = pytest.mark.django_db
DESK = "/en/desk/questions/"
MINE = "/en/desk/translations/requests/mine/message/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def do(user: User, enquiry: Enquiry, what: str, **said: Any) -> str:
    answer = signed_in(user).post(f"{DESK}{enquiry.pk}/{what}/", said, follow=True)
    return answer.content.decode()


def brought(user: User, text: str) -> MessageTranslation:
    """The translator took it, and delivered this."""
    work: MessageTranslation = MessageTranslation.objects.get(status=TextStatus.ASKED)
    accept_text(work=work, by=user, at=MONDAY)
    mark = message_mark(work, words_now(work.kind, work.about_id))
    return deliver_message_text(work=work, text=text, mark=mark, by=user, at=TUESDAY)


def test_a_caseworker_has_a_question_translated_and_reads_both() -> None:
    colleague, (_one, translator) = a_user(), a_translator("ht")
    enquiry = taken(colleague)
    word = enquiry.words.get()
    content = do(colleague, enquiry, "word", said=str(word.pk))
    assert "A translator is asked." in content
    assert "Translation: A translator is asked" in content
    brought(translator, "Where do I enroll my child in school?")
    content = signed_in(colleague).get(f"{DESK}{enquiry.pk}/").content.decode()
    assert KREYOL in content
    assert "Where do I enroll my child in school?" in content


def test_the_translator_sees_the_question_alone() -> None:
    colleague, (_one, translator) = a_user(name="Dana Whitfield"), a_translator("ht")
    enquiry = taken(colleague, who="Marie Joseph", answer_by="email", address="m@example.org")
    operations.have_word_translated(word=enquiry.words.get(), by=colleague, at=MONDAY)
    work = MessageTranslation.objects.get()
    accept_text(work=work, by=translator, at=MONDAY)
    content = signed_in(translator).get(f"{MINE}{work.pk}/").content.decode()
    assert KREYOL in content
    for fact in ("Marie Joseph", "m@example.org", enquiry.label, "Dana Whitfield"):
        assert fact not in content
    assert str(enquiry.pk) not in content
    assert signed_in(translator).get(f"{DESK}{enquiry.pk}/").status_code == 403


def test_the_clock_of_the_question_runs_on() -> None:
    colleague, _somebody = a_user(), a_translator("ht")
    enquiry = taken(colleague)
    before = (enquiry.due_on, enquiry.status, enquiry.calendar_version)
    operations.have_word_translated(word=enquiry.words.get(), by=colleague, at=MONDAY)
    enquiry.refresh_from_db()
    assert (enquiry.due_on, enquiry.status, enquiry.calendar_version) == before
    assert MessageTranslation.objects.get().wanted_on <= enquiry.due_on
    assert enquiry.is_overdue(enquiry.due_on.replace(day=enquiry.due_on.day + 1))


def test_an_answer_is_translated_by_a_translator_and_the_english_stays() -> None:
    colleague, (_one, translator) = a_user(), a_translator("ht")
    enquiry = taken(colleague)
    do(colleague, enquiry, "draft", act="translate", english="At the welcome center.", seen="")
    draft = {"english": "At the welcome center.", "words": "", "seen": ""}
    enquiry.refresh_from_db()
    if not enquiry.wants_translation:
        draft["seen"] = operations.draft_mark(enquiry)
        do(colleague, enquiry, "draft", act="translate", **draft)
    brought(translator, "Nan sant akèy la.")
    enquiry.refresh_from_db()
    assert str(enquiry.draft_english) == "At the welcome center."
    assert str(enquiry.draft_words) == "Nan sant akèy la."
    assert not enquiry.wants_translation


def test_a_colleague_who_is_faster_wins_and_the_translator_is_told() -> None:
    colleague, (_one, translator) = a_user(), a_translator("ht")
    enquiry = taken(colleague)
    operations.save_draft(
        enquiry=enquiry, english="At the center.", words="", by=colleague, at=MONDAY
    )
    operations.have_answer_translated(enquiry=enquiry, by=colleague, at=MONDAY)
    work = MessageTranslation.objects.get()
    accept_text(work=work, by=translator, at=MONDAY)
    operations.translate_draft(enquiry=enquiry, words="Nan sant lan.", by=a_user(), at=MONDAY)
    answer = signed_in(translator).post(
        f"{MINE}{work.pk}/", {"text": "Nan sant akèy la.", "mark": "x", "act": "deliver"}
    )
    assert answer.status_code == 409
    assert "Nan sant akèy la." in answer.content.decode()
    enquiry.refresh_from_db()
    assert str(enquiry.draft_words) == "Nan sant lan."


def test_what_has_its_english_and_what_is_in_english_goes_to_nobody() -> None:
    colleague, _somebody = a_user(), a_translator("ht")
    enquiry = taken(colleague)
    word = enquiry.words.get()
    operations.note_meaning(word=word, english="Where?", by=colleague, at=MONDAY)
    with pytest.raises(WrongState):
        operations.have_word_translated(word=word, by=colleague, at=MONDAY)
    english = taken(colleague, language="en", words="Where do I go?")
    with pytest.raises(OneLanguage):
        operations.have_word_translated(word=english.words.get(), by=colleague, at=MONDAY)
    assert not MessageTranslation.objects.exists()


def test_a_question_that_is_taken_back_takes_its_translation_with_it() -> None:
    colleague, (_one, translator) = a_user(), a_translator("ht")
    enquiry = taken(colleague)
    operations.have_word_translated(word=enquiry.words.get(), by=colleague, at=MONDAY)
    work = brought(translator, "Where do I enroll my child?")
    erase_own(enquiry=enquiry, at=TUESDAY)
    assert not MessageTranslation.objects.exists()
    assert words_now(work.kind, work.about_id) == ""
    assert signed_in(translator).get(f"{MINE}{work.pk}/").status_code == 404


def test_a_person_forgotten_while_it_is_translated_leaves_nothing_to_read() -> None:
    colleague, (_one, translator) = a_user(), a_translator("ht")
    enquiry = taken(colleague)
    operations.have_word_translated(word=enquiry.words.get(), by=colleague, at=MONDAY)
    work = MessageTranslation.objects.get()
    accept_text(work=work, by=translator, at=MONDAY)
    shred(enquiry.subject_id, by=None, at=TUESDAY, reason="asked")
    assert signed_in(translator).get(f"{MINE}{work.pk}/").status_code == 404


def test_a_set_phrase_goes_into_the_draft_in_both_languages_with_its_day() -> None:
    keep_set_phrases(at=MONDAY)
    colleague, phrase = a_user(), SetPhrase.objects.get(code="got_message")
    enquiry = taken(colleague)
    page = signed_in(colleague).get(f"{DESK}{enquiry.pk}/").content.decode()
    assert "Nou resevwa mesaj ou a." in page
    assert "Draft: nobody has reviewed it" in page
    content = do(colleague, enquiry, "phrase", phrase=str(phrase.pk), phrase_day="")
    assert "Choose the day that belongs into this phrase." in content
    do(colleague, enquiry, "phrase", phrase=str(phrase.pk), phrase_day="2026-11-06")
    enquiry.refresh_from_db()
    assert str(enquiry.draft_english).endswith("by November 6, 2026.")
    assert str(enquiry.draft_words).startswith("Nou resevwa mesaj ou a.")
    assert not MessageTranslation.objects.exists()


def test_the_page_of_a_question_without_translations_offers_one() -> None:
    colleague = a_user()
    enquiry = an_enquiry()
    content = signed_in(colleague).get(f"{DESK}{enquiry.pk}/").content.decode()
    assert "Have it translated" in content
