"""The handbook: one page for each role, short enough to print, about what can be done today."""

import re
from pathlib import Path

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role

PAGES = Path(__file__).resolve().parent.parent / "handbook"
LONGEST = 420  # words: one printed page at 12 point
# Who keeps much, or sends people on and is sent them, has more to read.
TWO_SHEETS = {
    "caseworker",
    "department_coordinator",
    "department_member",
    "directory_editor",
    "front_desk",
    "language_access_office",
    "ombudsman_officer",
    "partner_manager",
    "supervisor",
}
SOURCES = (".html", ".py")
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
    assert len(text.split()) <= LONGEST * (2 if role in TWO_SHEETS else 1)
    assert text.count("\n1. ") >= 3


@pytest.fixture(scope="module")
def what_pages_say() -> str:
    """Every sentence of the house, wherever it is written."""
    house = PAGES.parents[2]
    files = (one for one in house.rglob("*") if one.suffix in SOURCES and "tests" not in one.parts)
    return "\n".join(one.read_text(encoding="utf-8") for one in files)


@pytest.mark.parametrize("role", ROLES)
def test_every_button_a_page_names_is_there(role: str, what_pages_say: str) -> None:
    text = (PAGES / "en" / f"{role}.md").read_text(encoding="utf-8")
    named = dict.fromkeys(re.findall(r"\*\*(.+?)\*\*", text))
    assert [one for one in named if one not in what_pages_say] == []


@pytest.mark.parametrize("role", ROLES)
def test_no_mark_of_the_writer_is_left_on_a_page(client: Client, role: str) -> None:
    page = client.get(f"/en/help/{role}/").content.decode()
    article = page[page.index("<article") : page.index("</article>")]
    assert "#" not in article
    assert "**" not in article


def test_the_editors_page_has_a_heading_for_each_part_of_her_work() -> None:
    text = (PAGES / "en" / "directory_editor.md").read_text(encoding="utf-8")
    for heading in (
        "Proposals",
        "Suggestions from the public",
        "Verification letters",
        "Evidence for legal help",
        "To mend",
        "Closures and alerts",
        "Words we do not understand",
    ):
        assert f"\n## {heading}\n" in text


@pytest.mark.parametrize("role", [Role.PARTNER_MANAGER, Role.DEPARTMENT_COORDINATOR])
def test_who_may_only_propose_reads_that_her_change_waits(role: str) -> None:
    text = (PAGES / "en" / f"{role}.md").read_text(encoding="utf-8")
    assert "**Send to the office**" in text
    assert "18 months" not in text


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
