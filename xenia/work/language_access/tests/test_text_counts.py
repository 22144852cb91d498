"""How long a text is: words by spaces, scripts without spaces by characters, never added together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.work.language_access.text_counts import Length, days_for, length_of

# Letters of scripts with spaces, signs, spaces; and Chinese characters.
PLAIN = st.text(st.sampled_from("abcéñşßжçعربي1 29-’'.,;!\n\t"), max_size=60)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40)
MIXED = st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("", 0, 0),
        (" \n – … !", 0, 0),
        ("Bring this form to the clinic.", 6, 0),
        ("l’école is well-known: 1,500 people", 5, 0),
        ("Pote fòm sa a nan klinik la.", 7, 0),
        # The full stop is no character of it.
        ("请带来表格。", 0, 5),
        # Two words of another script stand in it and are counted as words.
        ("请填写 form N-400。", 2, 3),
        # Thai: the sign above a letter is not counted (ท ี ่ is one letter, two signs).
        ("ที่นี่", 0, 2),
        ("أحضر هذه الاستمارة.", 3, 0),
    ],
)
def test_a_text_is_counted_as_a_translator_counts_it(
    text: str, words: int, characters: int
) -> None:
    assert length_of(text) == Length(words, characters)


@given(PLAIN)
def test_words_are_what_spaces_part_and_has_a_letter(text: str) -> None:
    by_hand = [one for one in text.split() if any(sign.isalnum() for sign in one)]
    assert length_of(text) == Length(len(by_hand), 0)


@given(HAN)
def test_each_chinese_character_counts_once_and_no_word(text: str) -> None:
    assert length_of(text) == Length(0, len(text))


@given(MIXED, MIXED)
def test_two_paragraphs_are_as_long_as_each_of_them(one: str, other: str) -> None:
    first, second, both = length_of(one), length_of(other), length_of(f"{one}\n\n{other}")
    assert both == Length(first.words + second.words, first.characters + second.characters)


@given(MIXED)
def test_spaces_more_or_less_change_nothing(text: str) -> None:
    assert length_of("  ".join(text.split()) + "\n") == length_of(text)
    assert length_of(text).words + length_of(text).characters <= len(text)


@pytest.mark.parametrize(
    ("length", "days"),
    [
        (Length(1, 0), 1),
        (Length(1_500, 0), 1),
        (Length(1_501, 0), 2),
        (Length(0, 2_500), 1),
        # Half a day of words and six tenths of characters do not fit into one.
        (Length(750, 1_500), 2),
    ],
)
def test_a_text_takes_a_day_for_what_one_translator_does_in_a_day(
    length: Length, days: int
) -> None:
    assert days_for(length, is_read_twice=False) == days
    assert days_for(length, is_read_twice=True) == days + 1
