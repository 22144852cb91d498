"""A question sounds like one kind of help more than like another, as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.text import units
from xenia.registers.directory.search.expand import expand
from xenia.registers.directory.tests.search_makers import a_book


def likest(words: str, *languages: str) -> str:
    """The term a question is most like, or nothing."""
    like = a_book().profiles.nearest(units(words), frozenset(), languages or ("en",))
    return max(like, key=lambda code: like[code], default="")


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("he hits me, my husband", "en"),
        ("my husbands hitting", "en"),
        ("mari mwen konn bat mwen", "ht"),
    ],
)
def test_the_same_words_in_another_order_and_with_other_endings_sound_alike(
    words: str, language: str
) -> None:
    assert likest(words, language) == "safe"


def test_what_a_term_says_of_itself_is_most_like_it() -> None:
    book = a_book()
    for term in book.taxonomy:
        for language, wording in term.wordings.items():
            like = book.profiles.nearest(units(wording.label), frozenset(), (language,))
            assert like[term.code] == max(like.values()), (term.code, language)


def test_words_nobody_knows_sound_like_nothing() -> None:
    assert likest("qqq zzz") == ""


def test_likeness_in_the_readers_own_language_counts_more() -> None:
    profiles = a_book().profiles
    words = units("clases de ingles")
    own = profiles.nearest(words, frozenset(), ("es", "en"))["learn.class"]
    others = profiles.nearest(words, frozenset(), ("en", "es"))["learn.class"]
    assert own > others > 0


@given(st.text(max_size=80), st.sampled_from(["en", "ht", "ar", "zh-hant", "xx"]))
def test_likeness_is_between_nothing_and_one(words: str, language: str) -> None:
    like = a_book().profiles.nearest(units(words), frozenset(), (language, "en"))
    assert all(0 < each <= 1.000001 for each in like.values())


def test_who_asks_for_a_whole_tile_sees_what_most_mean_by_it() -> None:
    from xenia.registers.directory.search.expand import phrase_book

    found = expand("health", language="en", book=phrase_book())
    assert [match.code for match in found.matches][:2] == ["health", "health.clinic"]


def test_what_is_hardly_like_anything_is_a_guess() -> None:
    assert expand("Ashgrove Street hall", language="en", book=a_book()).is_guess
    assert not expand("English class", language="en", book=a_book()).is_guess
