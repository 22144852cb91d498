"""What a person writes is understood in whatever language, spelling and length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.registers.directory.search.expand import expand
from xenia.registers.directory.tests.search_makers import a_book


def best(words: str, language: str = "en", **more: bool) -> str:
    """The likeliest term, or nothing."""
    known = more.get("known", False)
    found = expand(words, language=language, book=a_book(), is_known=lambda _piece: known)
    return found.matches[0].code if found.matches else ""


@pytest.mark.parametrize(
    ("words", "language", "code"),
    [
        ("English class", "en", "learn.class"),
        ("klas angle", "ht", "learn.class"),
        ("KLAS ANGLÈ", "en", "learn.class"),
        ("lekol angle", "ht", "learn.class"),
        ("clases de ingles", "es", "learn.class"),
        ("英語班", "zh-hant", "learn.class"),
        ("تعلّم الإنجليزيّة", "ar", "learn.class"),
        ("kursy angliyskogo", "ru", "learn.class"),
    ],
)
def test_a_term_is_found_by_its_words_in_any_language(words: str, language: str, code: str) -> None:
    assert best(words, language) == code


@pytest.mark.parametrize("words", ["englsh class", "inglish class", "Englihs clas", "ESOLL"])
def test_a_misspelt_word_is_understood(words: str) -> None:
    assert best(words) == "learn.class"


def test_two_words_written_as_one_are_understood() -> None:
    assert best("legalaid") == "law"


def test_a_word_the_directory_uses_is_not_taken_for_a_misspelt_one() -> None:
    assert best("laywer") == "law"
    assert best("laywer", known=True) == ""


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("my husband hits me", "en"),
        ("Please help me, my husband hits me every night", "en"),
        ("mari mwen bat mwen anpil", "ht"),
        ("husband is hitting", "en"),
    ],
)
def test_a_whole_sentence_is_understood(words: str, language: str) -> None:
    assert best(words, language) == "safe"


def test_a_question_in_two_languages_is_understood() -> None:
    found = expand("abogado pa papeles", language="en", book=a_book())
    assert [match.code for match in found.matches] == ["law"]
    assert found.looked_for == ("Legal help",)


def test_the_longest_phrase_counts_and_its_parts_do_not() -> None:
    found = expand("english as a second language", language="en", book=a_book())
    assert [match.code for match in found.matches] == ["learn.class"]


def test_two_wishes_are_both_looked_for() -> None:
    found = expand("english class and legal help", language="en", book=a_book())
    assert {match.code for match in found.matches} == {"learn.class", "law"}
    assert set(found.looked_for) == {"English class", "Legal help"}


def test_the_label_is_in_the_readers_language() -> None:
    assert expand("english class", language="ht", book=a_book()).looked_for == ("Klas anglè",)


def test_accents_tell_apart_what_is_alike_without_them() -> None:
    assert best("thuế", "vi") == "law.tax"
    assert best("thuê", "vi") == "home.rent"
    codes = {match.code for match in expand("thue", language="vi", book=a_book()).matches}
    assert codes == {"law.tax", "home.rent"}


def test_another_languages_word_that_is_also_an_english_one_is_doubted() -> None:
    sure = expand("pain", language="fr", book=a_book()).matches[0]
    assert (sure.code, sure.weight) == ("food", 1.0)
    doubted = expand("pain management", language="en", book=a_book(), is_known=lambda _piece: True)
    assert doubted.leftover == ("management",)


def test_filler_words_say_nothing() -> None:
    found = expand("where can I find some help with the", language="en", book=a_book())
    assert found.matches == ()
    found = expand("where can I get groceries", language="en", book=a_book())
    assert (found.matches[0].code, found.content) == ("food", ("groceri",))


def test_what_no_term_explains_is_left_over_for_the_texts() -> None:
    found = expand("english class at Saltmarsh", language="en", book=a_book())
    assert found.leftover == ("saltmarsh",)


def test_parents_stand_in_for_terms_without_services() -> None:
    assert expand("english class", language="en", book=a_book()).related == {"learn": 0.15}


@given(st.text(max_size=80), st.sampled_from(["en", "ht", "zh-hans", "ar", "mh", ""]))
def test_anything_may_be_typed(words: str, language: str) -> None:
    found = expand(words, language=language, book=a_book())
    assert all(0 < match.weight <= 1 for match in found.matches)
