"""What people type and what the directory says must meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.text import fold, index_tokens, pairs, runs, units


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("LEKÒL", "lekol"),
        ("Đà Nẵng", "da nang"),
        ("ёлка", "елка"),
        ("ＥＳＬ １２", "esl 12"),
        ("مُحَامِي", "محامي"),
        ("إنجليزيّة", "انجليزيه"),
        ("كتـــاب", "كتاب"),
        ("١٢٣", "123"),
        ("學習英語", "学习英语"),
        ("straße", "strasse"),
    ],
)
def test_a_keyboard_without_accents_writes_the_same(typed: str, meant: str) -> None:
    assert fold(typed) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("English class", "english classes"),
        ("clase de inglés", "CLASES DE INGLES"),
        ("abogado", "abogadas"),
        ("clínica", "clinics"),
        ("housing", "house"),
        ("families", "family"),
        ("advogada", "advogados"),
        ("bureau", "bureaux"),
        ("адвоката", "адвокаты"),
        ("работу", "работа"),
        ("المدرسة", "مدرسة"),
        ("المحامون", "محامي"),
        ("G.E.D.", "GED"),
        ("N-400", "n400"),
        ("l'école", "école"),
        ("driver’s license", "driver license"),
    ],
)
def test_endings_articles_and_apostrophes_do_not_matter(one: str, other: str) -> None:
    assert units(one) == units(other)


@pytest.mark.parametrize(
    ("one", "other"), [("visa", "via"), ("bus", "bush"), ("еда", "дети"), ("school", "scholar")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert units(one) != units(other)


def test_a_chinese_phrase_is_found_within_a_longer_one() -> None:
    held = index_tokens("週末免費英語班")
    assert set(pairs("英语班")) <= set(held)
    assert set(units("班")) <= set(held)


def test_mixed_scripts_part_where_the_script_changes() -> None:
    assert runs("ESL英语班 2026") == ["esl", "英语班", "2026"]


def test_indian_vowel_signs_stay_within_the_word() -> None:
    assert runs("सहायता केन्द्र") == ["सहायता", "केन्द्र"]


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_any_text_can_be_searched_for(text: str) -> None:
    for tokens in (units(text), index_tokens(text)):
        assert all(token and " " not in token for token in tokens)


@given(st.text())
def test_what_is_asked_is_found_in_the_same_text(text: str) -> None:
    assert set(units(text)) <= set(index_tokens(text))
