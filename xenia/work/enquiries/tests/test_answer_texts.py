"""Answers for next time: nobody in them, two people behind them, in the reader's language or said to be English."""

from datetime import date

import pytest

from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.transitions import WrongState
from xenia.ground.translations.kinds import CONTENT
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import review_translation, write_translations
from xenia.work.enquiries import operations
from xenia.work.enquiries.models import AnswerText
from xenia.work.enquiries.operations import Said
from xenia.work.enquiries.queries.answer_texts import in_language, matching, wording
from xenia.work.enquiries.queries.fitting import nearest_first
from xenia.work.enquiries.tests.makers import (
    LATER,
    TUESDAY,
    a_reviewed_answer,
    an_answer_text,
    taken,
)

pytestmark = pytest.mark.django_db
SAID = Said(title="Enrolling a child", text="Go to the welcome center.")


def in_creole(answer: AnswerText, *, is_reviewed: bool) -> None:
    texts = {"title": {"ht": "Enskri yon timoun"}, "text": {"ht": "Ale nan sant akèy la."}}
    write_translations(record=answer, texts=texts, by=a_user(), at=TUESDAY)
    if is_reviewed:
        reader = a_user()
        for text in TranslatedText.objects.filter(record_id=answer.pk):
            review_translation(text=text, by=reader, at=TUESDAY)


def test_an_answer_is_kept_only_with_the_word_that_nobody_is_in_it() -> None:
    with pytest.raises(operations.NamesSomebody):
        operations.write_answer_text(said=SAID, names_nobody=False, by=a_user(), at=TUESDAY)
    assert not AnswerText.objects.exists()


def test_who_wrote_it_does_not_review_it() -> None:
    writer, second = a_user(), a_user()
    answer = an_answer_text(by=writer)
    with pytest.raises(operations.OwnAnswer):
        operations.review_answer_text(answer=answer, by=writer, at=TUESDAY)
    operations.review_answer_text(answer=answer, by=second, at=TUESDAY)
    answer.refresh_from_db()
    assert (answer.status, answer.reviewed_by_id) == ("reviewed", second.pk)


def test_nothing_is_shown_to_everybody_before_a_second_person_read_it() -> None:
    answer = an_answer_text()
    with pytest.raises(WrongState):
        operations.publish_answer_text(answer=answer, is_public=True, by=a_user(), at=TUESDAY)
    assert not AnswerText.objects.published().exists()


def test_an_answer_written_anew_leaves_the_public_page_until_it_is_read_anew() -> None:
    answer = AnswerText.objects.get(pk=a_reviewed_answer(is_public=True).pk)
    operations.change_answer_text(
        answer=answer, said=SAID, names_nobody=True, by=a_user(), at=LATER
    )
    assert not AnswerText.objects.usable().exists()
    answer.refresh_from_db()
    assert (answer.status, answer.is_public, answer.reviewed_by_id) == ("draft", False, None)


def test_an_answer_changed_meanwhile_is_not_reviewed_unread() -> None:
    answer = an_answer_text()
    as_opened = AnswerText.objects.get(pk=answer.pk)
    operations.change_answer_text(
        answer=answer, said=SAID, names_nobody=True, by=a_user(), at=LATER
    )
    with pytest.raises(operations.AnswerChanged):
        operations.review_answer_text(answer=as_opened, by=a_user(), at=LATER)


def test_what_is_retired_comes_back_only_past_a_second_person() -> None:
    answer = AnswerText.objects.get(pk=a_reviewed_answer(is_public=True).pk)
    operations.retire_answer_text(answer=answer, by=a_user(), at=LATER)
    assert not AnswerText.objects.published().exists()
    operations.bring_back_answer_text(answer=answer, by=a_user(), at=LATER)
    answer.refresh_from_db()
    assert (answer.status, answer.is_public) == ("draft", False)


def test_an_answer_whose_day_has_passed_is_looked_at_again() -> None:
    old = a_reviewed_answer(valid_until=date(2026, 11, 1))
    a_reviewed_answer(valid_until=date(2026, 12, 1))
    a_reviewed_answer()
    assert list(AnswerText.objects.grown_old(date(2026, 11, 2))) == [old]
    assert not AnswerText.objects.grown_old(date(2026, 11, 1)).exists()


def test_it_is_read_in_ones_language_where_somebody_answers_for_it() -> None:
    answer = a_reviewed_answer()
    in_creole(answer, is_reviewed=False)
    assert wording(answer, "text", "ht").language == "en", "a draft is not given out"
    TranslatedText.objects.all().delete()
    in_creole(answer, is_reviewed=True)
    assert wording(answer, "text", "ht").text == "Ale nan sant akèy la."


def test_a_translation_of_an_older_answer_is_not_given_out() -> None:
    answer = a_reviewed_answer()
    in_creole(answer, is_reviewed=True)
    AnswerText.objects.filter(pk=answer.pk).update(text="Go to City Hall.")
    answer.refresh_from_db()
    assert wording(answer, "text", "ht").text == "Go to City Hall."


def test_it_is_found_by_words_of_either_language() -> None:
    answer = a_reviewed_answer()
    in_creole(answer, is_reviewed=True)
    shown = in_language([answer], "ht")
    assert matching(shown, "ENSKRI timoun")
    assert matching(shown, "school")
    assert not matching(shown, "school taxes")


def test_it_goes_into_a_draft_in_her_language_with_one_act() -> None:
    colleague = a_user()
    answer = a_reviewed_answer()
    in_creole(answer, is_reviewed=True)
    enquiry = taken(colleague)
    for _time in range(2):
        operations.insert_answer_text(enquiry=enquiry, answer=answer, by=colleague, at=TUESDAY)
    enquiry.refresh_from_db()
    assert enquiry.draft_english == answer.text, "twice is once"
    assert enquiry.draft_words == "Ale nan sant akèy la."


def test_without_a_reviewed_translation_only_the_english_goes_in() -> None:
    colleague = a_user()
    answer = a_reviewed_answer()
    enquiry = taken(colleague)
    operations.insert_answer_text(enquiry=enquiry, answer=answer, by=colleague, at=TUESDAY)
    enquiry.refresh_from_db()
    assert (enquiry.draft_english, enquiry.draft_words) == (answer.text, "")


def test_what_one_person_stands_behind_goes_into_no_draft() -> None:
    colleague = a_user()
    with pytest.raises(AnswerText.DoesNotExist):
        operations.insert_answer_text(
            enquiry=taken(colleague), answer=an_answer_text(), by=colleague, at=TUESDAY
        )


def test_what_people_act_on_is_translated_with_two_readers() -> None:
    kind = CONTENT["enquiries.answertext"]
    assert kind.vital == {"text"}
    an_answer_text()
    assert list(kind.records()) == [], "only what may be used is translated"
    reviewed = a_reviewed_answer()
    assert list(kind.records()) == [reviewed]


@pytest.mark.parametrize(
    ("words", "language", "first"),
    [
        ("Ki kote pou m enskri pitit mwen lekòl?", "ht", "Enrolling a child in school"),
        ("Which school can my daughter go to?", "en", "Enrolling a child in school"),
        ("Necesito un intérprete en el hospital", "es", "An interpreter at the hospital"),
    ],
)
def test_the_answer_about_the_same_thing_stands_first(
    words: str, language: str, first: str
) -> None:
    a_reviewed_answer(
        title="An interpreter at the hospital", question="Who speaks for me at the hospital?"
    )
    a_reviewed_answer()
    shown = in_language(list(AnswerText.objects.usable()), language)
    assert nearest_first(shown, [(words, language)])[0].answer.title == first


def test_without_any_words_the_answers_keep_their_order() -> None:
    a_reviewed_answer(title="B")
    a_reviewed_answer(title="A")
    shown = in_language(list(AnswerText.objects.usable()), "en")
    assert [one.answer.title for one in nearest_first(shown, [("", "en")])] == ["A", "B"]
