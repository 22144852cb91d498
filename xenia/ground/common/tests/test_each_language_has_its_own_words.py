"""Days, hours, lists and names of languages, in the reader's own language and in no other one."""

import csv
from datetime import date, time

import pytest
from babel.dates import get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.house.plan import XENIA
from xenia.ground.common.cldr import lender_of, locale_of
from xenia.ground.common.languages import NAMES, all_languages, is_known, name_in
from xenia.ground.common.local_words import (
    WEEKDAYS,
    clock,
    day_name,
    joined,
    written_day,
    written_month,
)

SUNDAY = date(2025, 3, 9)
EVENING = time(18, 5)

# Checked by hand against CLDR 47; Haitian Creole is our own.
EXPECTED = {
    "en": ("March 9, 2025", "March 2025", "6:05\u00a0PM", "Monday"),
    "es": ("9 de marzo de 2025", "marzo de 2025", "18:05", "lunes"),
    "zh-hans": ("2025年3月9日", "2025年3月", "18:05", "星期一"),
    "zh-hant": ("2025年3月9日", "2025年3月", "下午6:05", "星期一"),
    "ht": ("9 mas 2025", "mas 2025", "6:05 PM", "lendi"),
    "vi": ("9 tháng 3, 2025", "tháng 3 năm 2025", "18:05", "Thứ Hai"),
    "kea": ("9 di Marsu di 2025", "Marsu di 2025", "18:05", "sigunda-fera"),
    "pt-br": ("9 de março de 2025", "março de 2025", "18:05", "segunda-feira"),
    "ru": ("9 марта 2025\u00a0г.", "март 2025\u00a0г.", "18:05", "понедельник"),
    "ar": ("9 مارس 2025", "مارس 2025", "6:05 م", "الاثنين"),
    "fr": ("9 mars 2025", "mars 2025", "18:05", "lundi"),
    "so": ("Maarso 9, 2025", "Maarso 2025", "6:05\u00a0GD", "Isniin"),
}


INTERFACE = tuple(EXPECTED)


def said_in(reader: str) -> tuple[str, str, str, str]:
    return (
        written_day(SUNDAY, reader),
        written_month(SUNDAY, reader),
        clock(EVENING, reader),
        day_name("MO", reader),
    )


@pytest.mark.parametrize("reader", INTERFACE)
def test_a_day_is_written_as_the_language_writes_it(reader: str) -> None:
    assert said_in(reader) == EXPECTED[reader]


@settings(max_examples=12)
@given(st.permutations([one.code for one in all_languages() if one.cldr]))
def test_a_page_in_one_language_never_changes_the_words_of_the_next(order: list[str]) -> None:
    for code in order:
        clock.cache_clear()
        day_name.cache_clear()
        said_in(code)
        joined(["a", "b", "c"], code)
    for reader in INTERFACE:
        assert said_in(reader) == EXPECTED[reader]


def test_the_months_of_every_language_with_its_own_are_not_those_of_its_lender() -> None:
    for one in all_languages():
        lender = lender_of(one.cldr) if one.cldr else ""
        if lender:
            months = {written_month(date(2025, month, 1), one.code) for month in range(1, 13)}
            names = get_month_names("wide", locale=locale_of(lender)).values()
            # "avril" is both Haitian Creole and French.
            assert len(months & {f"{name} 2025" for name in names}) <= 1, one.code


def test_only_haitian_creole_borrows_and_it_has_words_of_its_own() -> None:
    borrowers = {one.code for one in all_languages() if one.cldr and lender_of(one.cldr)}
    assert borrowers == {"ht"}
    assert lender_of("zh_Hant") == lender_of("pt_BR") == lender_of("fa_AF") == ""
    assert day_name("MO", "ht") != day_name("MO", "fr")


def test_the_house_goes_to_cldr_through_one_door() -> None:
    """Other ways share data between languages; names of languages in imports are never resolved that way."""
    importing = {
        path.relative_to(XENIA).as_posix()
        for path in XENIA.rglob("*.py")
        if "tests" not in path.parts and "babel.dates" in path.read_text(encoding="utf-8")
    }
    assert importing == {"ground/common/local_words.py"}


def test_dates_fall_back_to_english_where_cldr_has_not_the_language() -> None:
    assert said_in("mh") == EXPECTED["en"]
    assert joined(["a", "b"], "mh") == "a and b"


@pytest.mark.parametrize("reader", INTERFACE)
def test_every_hour_and_weekday_has_a_word_in_western_digits(reader: str) -> None:
    hours = [clock(time(hour, 30), reader) for hour in range(24)]
    assert len(set(hours)) == 24
    assert all("30" in hour for hour in hours)
    assert len({day_name(day, reader) for day in WEEKDAYS}) == 7
    months = {written_month(date(2025, month, 1), reader) for month in range(1, 13)}
    assert len(months) == 12
    assert all("2025" in month for month in months)


@pytest.mark.parametrize(
    ("code", "reader", "name"),
    [
        ("en", "ht", "anglè"),
        ("vi", "ht", "vyetnamyen"),
        ("mam", "ht", "Mam"),
        ("cmn", "es", "mandarín"),
        ("zh-hans", "es", "chino simplificado"),
        ("cmn", "zh-hans", "普通话"),
        ("yue", "zh-hant", "廣東話"),
        ("ase", "ru", "американский жестовый язык"),
        ("pt-br", "vi", "Tiếng Bồ Đào Nha (Brasil)"),
        ("zh-hant", "en", "Chinese (Traditional)"),
        ("mh", "kea", "Marshallese"),
        ("ht", "mh", "Haitian Creole"),
    ],
)
def test_a_language_is_named_in_the_readers_language(code: str, reader: str, name: str) -> None:
    assert name_in(code, reader) == name


def test_a_haitian_reader_gets_our_names_or_english_ones_never_french_by_accident() -> None:
    with NAMES.open(encoding="utf-8", newline="") as file:
        ours = {row["code"]: row["name"] for row in csv.DictReader(file) if row["reader"] == "ht"}
    assert len(ours) > 55
    for one in all_languages():
        assert name_in(one.code, "ht") == ours.get(one.code, one.english_name)
    assert name_in("km", "ht") == "Khmer"
    assert name_in("my", "ht") == "Burmese"


def test_spoken_chinese_is_never_named_as_written_chinese() -> None:
    for reader in INTERFACE:
        names = {name_in(code, reader) for code in ("cmn", "yue", "zh-hans", "zh-hant")}
        assert len(names) == 4, f"{reader}: {names}"


def test_every_name_of_ours_is_a_draft_for_a_known_language() -> None:
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(is_known(row["reader"]) and is_known(row["code"]) and row["name"] for row in rows)
    assert {row["status"] for row in rows} <= {"draft", "reviewed"}
    assert len({(row["reader"], row["code"]) for row in rows}) == len(rows)
    # We do not invent Cape Verdean.
    assert "kea" not in {row["reader"] for row in rows}
    spoken = {"cmn", "yue", "ase"}
    for reader in set(INTERFACE) - {"en", "kea"}:
        assert spoken <= {row["code"] for row in rows if row["reader"] == reader}, reader


def test_a_list_reads_as_a_sentence() -> None:
    assert joined(["lendi", "madi", "jedi"], "ht") == "lendi, madi ak jedi"
    assert joined(["a", "b"], "ht", either=True) == "a oswa b"
    assert joined([], "ht") == ""
    assert joined(["lunes", "martes"], "es") == "lunes y martes"
