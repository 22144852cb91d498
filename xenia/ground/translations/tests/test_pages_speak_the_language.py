"""Django shows our words first, with the plural rules of each language, and says so where it has none."""

from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core import checks
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext, npgettext, override

from xenia.ground.accounts.neighbours import HANDLERS
from xenia.ground.common.languages import language
from xenia.ground.translations.catalogues import compiled_place, drafts_note, read_coverage
from xenia.ground.translations.checks import (
    chosen_languages_are_there,
    right_to_left_languages_run_right_to_left,
    shipped_languages_are_there,
)
from xenia.ground.translations.flat_files import SHIPPED
from xenia.ground.translations.tests.catalogues import a_catalogue, an_entry, an_office_that_speaks

DAY, DAYS = "%(n)s day of ours", "%(n)s days of ours"
FORMS = {
    "ar": ["zero", "one", "two", "few", "many", "other"],
    "ru": ["one", "few", "many"],
    "ht": ["one", "other"],
    "so": ["one", "other"],
    "vi": ["other"],
    "es": ["one", "other"],
}
# By the rules of CLDR, by hand.
CHOSEN = {
    "ar": {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 100: "other", 103: "few"},
    "ru": {1: "one", 2: "few", 5: "many", 11: "many", 21: "one", 22: "few", 0: "many"},
    "ht": {0: "other", 1: "one", 2: "other"},
    "so": {0: "other", 1: "one", 2: "other"},
    "vi": {0: "other", 1: "other", 2: "other"},
    "es": {0: "other", 1: "one", 2: "other", 1_000_000: "other"},
}
SHORT = "This password is too short. It must contain at least %d character."
SHORTS = "This password is too short. It must contain at least %d characters."
REQUIRED = "This field is required."


def speaking(code: str, settings: Any, place: Path) -> None:
    words = [f"{form} %(n)s" for form in FORMS[code]]
    catalogue = a_catalogue(
        code,
        an_entry(DAY, *words, plural=DAYS),
        an_entry(DAY, *words, plural=DAYS, context="hours"),
        an_entry(SHORT, *(f"{form} %d" for form in FORMS[code]), plural=SHORTS),
        an_entry(REQUIRED, f"required in {code}"),
    )
    an_office_that_speaks(settings, place, **{code: catalogue})


@pytest.mark.parametrize("code", list(FORMS))
def test_plurals_follow_the_language_whatever_djangos_own_catalogue_says(
    code: str, settings: Any, tmp_path: Path
) -> None:
    """Django's Spanish has 3 forms and its Russian 4; ours 2 and 3. It has neither Haitian Creole nor Somali."""
    speaking(code, settings, tmp_path)
    with override(code):
        for number, form in CHOSEN[code].items():
            assert ngettext(DAY, DAYS, number) == f"{form} %(n)s"
            assert npgettext("hours", DAY, DAYS, number) == f"{form} %(n)s"
            assert ngettext(SHORT, SHORTS, number) == f"{form} %d"


@pytest.mark.parametrize("code", list(FORMS))
def test_a_form_says_what_is_wrong_in_our_words(code: str, settings: Any, tmp_path: Path) -> None:
    speaking(code, settings, tmp_path)
    with override(code):
        with pytest.raises(ValidationError) as wrong:
            forms.CharField().clean("")
        assert wrong.value.messages == [f"required in {code}"]


def test_a_text_that_is_missing_is_in_english(settings: Any, tmp_path: Path) -> None:
    an_office_that_speaks(settings, tmp_path, ht=a_catalogue("ht", an_entry("Help", "")))
    with override("ht"):
        assert gettext("Help") == "Help"
        assert ngettext(DAY, DAYS, 1) == DAY
        assert ngettext(DAY, DAYS, 0) == DAYS


def test_a_draft_is_shown_and_counted(settings: Any, tmp_path: Path) -> None:
    fuzzy = an_entry("Food", "Manje", is_draft=False)
    fuzzy.flags = ["fuzzy"]
    help_, blank = an_entry("Help", "Èd"), an_entry("Blank", "")
    an_office_that_speaks(settings, tmp_path, ht=a_catalogue("ht", help_, fuzzy, blank))
    assert read_coverage()["ht"] == {"total": 3, "translated": 2, "drafts": 2}
    with override("ht"):
        assert (gettext("Help"), gettext("Food")) == ("Èd", "Manje")


def test_the_foot_of_a_page_says_how_far_its_words_can_be_trusted(
    settings: Any, tmp_path: Path
) -> None:
    an_office_that_speaks(
        settings,
        tmp_path,
        ht=a_catalogue("ht", an_entry("Help", "Èd")),
        es=a_catalogue("es", an_entry("Help", "Ayuda", is_draft=False)),
        kea=a_catalogue("kea", an_entry("Help", "")),
    )
    assert "draft" in drafts_note("ht")
    assert drafts_note("es") == drafts_note("en") == ""
    assert "Kabuverdianu" in drafts_note("kea")
    assert "Marshallese" in drafts_note("mh")


def test_the_foot_says_so_when_a_compiled_catalogue_is_lost(settings: Any, tmp_path: Path) -> None:
    an_office_that_speaks(
        settings, tmp_path, es=a_catalogue("es", an_entry("Help", "Ayuda", is_draft=False))
    )
    compiled_place("es", tmp_path / "mo").unlink()
    read_coverage.cache_clear()
    assert "Español" in drafts_note("es")


def ids(found: list[checks.CheckMessage]) -> list[str]:
    return [str(message.id) for message in found]


def test_the_house_does_not_start_without_the_languages_it_ships(
    settings: Any, tmp_path: Path
) -> None:
    all_of_them = {
        code.replace("-", "_"): a_catalogue(code, an_entry("Help", "…")) for code in SHIPPED
    }
    an_office_that_speaks(settings, tmp_path, **all_of_them)
    assert shipped_languages_are_there() == []
    (tmp_path / "po" / "ht.po").unlink()
    assert ids(shipped_languages_are_there()) == ["translations.E001"]


def test_a_lost_compiled_catalogue_is_an_error_but_not_of_an_incomplete_language(
    settings: Any, tmp_path: Path
) -> None:
    all_of_them = {
        code.replace("-", "_"): a_catalogue(code, an_entry("Help", "…")) for code in SHIPPED
    }
    an_office_that_speaks(settings, tmp_path, **all_of_them)
    for code in ("zh-hans", "kea"):
        compiled_place(code, tmp_path / "mo").unlink()
    found = shipped_languages_are_there()
    assert ids(found) == ["translations.E002"]
    assert "zh-hans" in found[0].msg


def test_a_folder_that_is_not_prepared_yet_is_no_error(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path / "nothing"]
    assert "translations.E002" not in ids(shipped_languages_are_there())


def test_arabic_and_pashto_run_from_right_to_left(settings: Any) -> None:
    assert right_to_left_languages_run_right_to_left() == []
    settings.LANGUAGES_BIDI = ["ar"]
    found = right_to_left_languages_run_right_to_left()
    assert "Pashto" in " ".join(message.msg for message in found)


@pytest.mark.django_db
def test_the_check_remarks_on_a_chosen_language_without_a_catalogue(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    chosen = [language(code) for code in ("en", "ht", "uk", "mh")]
    monkeypatch.setattr(HANDLERS, "office_languages", lambda: chosen)
    found = chosen_languages_are_there(databases=["default"])
    assert [(message.id, message.level) for message in found] == [
        ("translations.W001", checks.WARNING)
    ]
    assert "Ukrainian" in found[0].msg
    assert chosen_languages_are_there() == []
