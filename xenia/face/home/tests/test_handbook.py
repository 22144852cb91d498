"""The handbook: one page for each role, short enough to print, about what can be done today."""

from pathlib import Path

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role

PAGES = Path(__file__).resolve().parent.parent / "handbook"
LONGEST = 420  # words: one printed page at 12 point
ROLES = ["resident", *Role.values]
LANGUAGES = ["es", "ht", "zh-hans", "zh-hant", "vi", "pt-br", "ru", "ar", "fr", "so"]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_page(client: Client, role: str) -> None:
    response = client.get(f"/en/help/{role}/")
    assert response.status_code == 200
    assert "<ol>" in response.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_a_page_fits_on_one_sheet_and_gives_steps(role: str) -> None:
    text = (PAGES / "en" / f"{role}.md").read_text(encoding="utf-8")
    assert len(text.split()) <= LONGEST
    assert text.count("\n1. ") >= 3


def test_no_page_is_written_for_a_role_that_does_not_exist() -> None:
    assert {page.stem for page in PAGES.glob("en/*.md")} == set(ROLES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translated_page_says_first_that_it_is_a_draft(language: str) -> None:
    first, *_rest = (PAGES / language / "resident.md").read_text(encoding="utf-8").splitlines()
    assert first.startswith("*")
    assert first.endswith("*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translated_page_has_every_step_of_the_english_one(language: str) -> None:
    english, other = (
        (PAGES / code / "resident.md").read_text(encoding="utf-8") for code in ("en", language)
    )
    for mark in ("\n## ", *(f"\n{number}. " for number in range(1, 5))):
        assert other.count(mark) == english.count(mark)
