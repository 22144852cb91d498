"""Two people at the same moment: one wins, the other is told, and one person never counts as two."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.ground.translations.models import TextStep, TranslatedText
from xenia.ground.translations.operations import (
    AlreadyRead,
    AlreadyUndone,
    OwnWords,
    TextChanged,
    review_translation,
    undo_answer,
    write_translation,
)
from xenia.ground.translations.tests.at_once import apart, at_once, many_hands
from xenia.ground.translations.tests.content import (
    TUESDAY,
    WEDNESDAY,
    a_page,
    a_text,
    a_translator,
)

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("office_with_pages"),
]
REFUSALS = (AlreadyRead, AlreadyUndone, OwnWords, TextChanged, WrongState)


def told(act: Callable[[], object]) -> Callable[[], str]:
    """What came of an act, in a word."""

    def one() -> str:
        try:
            act()
        except REFUSALS as refused:
            return type(refused).__name__
        return "done"

    return one


def kept(text: TranslatedText) -> TranslatedText:
    return apart(lambda: TranslatedText.objects.get(pk=text.pk))


def test_of_two_reviewers_at_once_one_answers_and_the_other_is_told(tmp_path: Path) -> None:
    ana, ben, carl = (a_translator(name) for name in ("Ana", "Ben", "Carl"))
    text = a_text(by=ana)
    with many_hands(tmp_path):
        said = at_once(
            told(lambda: review_translation(text=text, by=ben, at=TUESDAY)),
            told(lambda: review_translation(text=text, by=carl, at=TUESDAY)),
        )
        assert sorted(said) == ["WrongState", "done"]
        assert apart(TextStep.objects.count) == 1
        assert kept(text).reviewer_id in (ben.pk, carl.pk)


def test_one_person_who_clicks_twice_is_not_two_people(tmp_path: Path) -> None:
    ana = a_translator("Ana")
    text = a_text(field="note", origin="machine")
    with many_hands(tmp_path):
        said = at_once(*[told(lambda: review_translation(text=text, by=ana, at=TUESDAY))] * 2)
        assert sorted(said) == ["AlreadyRead", "done"]
        assert (kept(text).status, kept(text).first_reader_id) == ("draft", ana.pk)


def test_two_readers_of_vital_words_at_once_are_two_people(tmp_path: Path) -> None:
    text = a_text(field="note", origin="machine")
    ana, ben = a_translator("Ana"), a_translator("Ben")
    with many_hands(tmp_path):
        at_once(
            told(lambda: review_translation(text=text, by=ana, at=TUESDAY)),
            told(lambda: review_translation(text=text, by=ben, at=TUESDAY)),
        )
        assert kept(text).status == "reviewed"
        assert {kept(text).first_reader_id, kept(text).reviewer_id} == {ana.pk, ben.pk}


def test_nobody_reviews_words_she_is_rewriting_herself(tmp_path: Path) -> None:
    page = a_page()
    ana, ben = a_translator("Ana"), a_translator("Ben")
    text = a_text(page, "Klas angle", by=ana)

    def rewrite() -> None:
        write_translation(record=page, field="term", language="ht", text="Lòt", by=ben, at=TUESDAY)

    with many_hands(tmp_path):
        said = at_once(
            told(rewrite), told(lambda: review_translation(text=text, by=ben, at=TUESDAY))
        )
        # Whoever was first: the words in the end are hers, and wait for somebody else.
        assert said[1] in ("done", "TextChanged")
        now = kept(text)
        assert (now.text, now.status, now.reviewer_id, now.written_by_id) == (
            "Lòt",
            "draft",
            None,
            ben.pk,
        )


def test_an_answer_is_taken_back_once(tmp_path: Path) -> None:
    ben = a_translator("Ben")
    text = a_text(by=a_translator("Ana"))
    step = review_translation(text=text, by=ben, at=TUESDAY)
    with many_hands(tmp_path):
        said = at_once(*[told(lambda: undo_answer(step=step, by=ben, at=WEDNESDAY))] * 2)
        assert sorted(said) == ["AlreadyUndone", "done"]
        assert kept(text).status == "draft"
