"""STOP, in every language and however it is typed."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xenia.ground.notifications.stop_words import Meaning, meaning_of
from xenia.ground.notifications.words import folded, table
from xenia.ground.translations.flat_files import SHIPPED

ROWS = table("stop_words.csv")
STOPS = [row["word"] for row in ROWS if row["meaning"] == "stop"]
IN_SENTENCES = [row["word"] for row in ROWS if row["in_a_sentence"] == "yes"]
AROUND = st.text(alphabet=" \t\n.,!?;:'\"-–—…¡¿()*_~،؟。！、\u200b\u200f", max_size=6)
TATWEEL_AND_VOWELS = ("ـ", "َ", "ُ", "ِ", "ّ", "ْ")


def full_width(text: str) -> str:
    """Letters as East Asian keyboards type them."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def with_arabic_marks(text: str) -> str:
    """A word with a vowel sign after each Arabic letter."""
    signs = "".join(TATWEEL_AND_VOWELS[1])
    return "".join(one + signs if "\u0620" <= one <= "\u064a" else one for one in text)


WRITTEN = st.sampled_from(
    [
        str.upper,
        str.lower,
        str.title,
        str.swapcase,
        full_width,
        with_arabic_marks,
        lambda text: unicodedata.normalize("NFD", text),
        " ".join,
        lambda text: f"{text} {text}",
        lambda text: "-".join(text.split()),
    ]
)


@example(word="stop", written=" ".join, before="", after="'")
@given(word=st.sampled_from(STOPS), written=WRITTEN, before=AROUND, after=AROUND)
def test_a_stop_word_stops_however_it_is_typed(
    word: str, written: "object", before: str, after: str
) -> None:
    assert callable(written)
    assert meaning_of(before + written(word) + after) == Meaning.STOP


@given(
    word=st.sampled_from(IN_SENTENCES),
    before=st.sampled_from(["Please", "por favor", "Мне", "silvouplè", "لو سمحت", "你好，"]),
    after=st.sampled_from(["the messages", "los mensajes", "сообщения", "mesaj yo", "谢谢"]),
)
def test_a_sentence_with_a_stop_word_is_shown_to_somebody(
    word: str, before: str, after: str
) -> None:
    assert meaning_of(f"{before} {word} {after}") == Meaning.MAYBE_STOP


@pytest.mark.parametrize(
    "sentence", ["I will be there on Tuesday.", "Gracias", "Mèsi anpil", "好的", "شكرا", "", "👍"]
)
def test_a_sentence_without_one_is_shown_too_but_holds_nothing_back(sentence: str) -> None:
    assert meaning_of(sentence) == Meaning.OTHER


@pytest.mark.parametrize(
    ("reply", "meaning"),
    [
        ("Start", Meaning.START),
        ("UNSTOP", Meaning.START),
        ("ابدأ", Meaning.START),
        ("help?", Meaning.HELP),
        ("èd", Meaning.HELP),
        ("帮助", Meaning.HELP),
        ("para", Meaning.STOP),
        ("Es para mañana", Meaning.OTHER),
    ],
)
def test_other_keywords(reply: str, meaning: Meaning) -> None:
    assert meaning_of(reply) == meaning


def test_the_words_the_law_names_are_there() -> None:
    """Source: 47 CFR 64.1200(a)(10), in force since 2025-04-11."""
    for word in ("stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"):
        assert meaning_of(word) == Meaning.STOP
    required = {row["word"] for row in ROWS if row["status"] == "required"}
    assert required == {"stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"}


def test_every_language_of_the_house_has_a_word_and_none_means_two_things() -> None:
    assert {row["language"] for row in ROWS if row["meaning"] == "stop"} == {"en", *SHIPPED}
    meanings: dict[str, set[str]] = {}
    for row in ROWS:
        meanings.setdefault("".join(folded(row["word"])), set()).add(row["meaning"])
    assert not [key for key, found in meanings.items() if len(found) > 1]
