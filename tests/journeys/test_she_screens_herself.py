"""On her phone, in her language, somebody learns what she may ask for and why, and nothing of it stays anywhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from tests.journeys.conftest import Audit, Picture
from tests.journeys.office import OpenOffice
from tests.privacy.scanner import Scanner

PHONE_WIDTH = 360
# An amount nobody else types; the household of the author's own example.
INCOME = "1173.19"
ANSWERS = {"lives_here": "yes", "household": "3", "income": INCOME, "situation": "citizen"}


def calm(page: Page, axe: Audit) -> None:
    """The page fits the phone, and reads well for everybody."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH, page.url
    axe(page)


def answer(page: Page) -> None:
    """What she answers of the questions on a page; the others she leaves out."""
    for name, said in ANSWERS.items():
        field = page.locator(f'[name="q-{name}"]:not([type="hidden"])')
        if field.count() and field.first.get_attribute("type") == "radio":
            page.locator(f'[name="q-{name}"][value="{said}"]').check()
        elif field.count():
            field.fill(said)


def leaves_nothing(page: Page, data: Path) -> None:
    """Her answers are in no address, cookie or store of her phone, and in no file of the office."""
    assert page.url.endswith("/check/")
    assert INCOME not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert not page.context.cookies()
    assert not list(Scanner([INCOME]).in_folder(data))


@pytest.mark.parametrize("language", ["ht", "ar"])
def test_she_learns_what_she_may_ask_for_and_why(
    page: Page, office: OpenOffice, axe: Audit, picture: Picture, language: str
) -> None:
    page.goto(office.page(f"/{language}/"))
    page.locator(f'main a[href="/{language}/check/"]').click()
    calm(page, axe)
    picture(page, f"check-begin-{language}")
    for rules in ("n-400", "snap"):
        page.locator(f'input[name="about"][value="{rules}"]').check()
    page.locator('button[value="next"]').click()
    picture(page, f"check-ask-{language}")
    for _page in range(12):
        if not page.locator('button[value="next"]').count():
            break
        calm(page, axe)
        answer(page)
        page.locator('button[value="next"]').click()
    assert page.locator('button[value="paper"]').count()
    calm(page, axe)
    picture(page, f"check-result-{language}")
    leaves_nothing(page, office.data)

    page.locator('button[value="paper"]').click()
    calm(page, axe)
    assert page.locator('main a[href^="https://"]').count()
    # Nothing is filled in for whoever comes next, and her phone kept no copy to go back to.
    fresh = page.context.new_page()
    fresh.goto(office.page(f"/{language}/check/"))
    assert not fresh.locator("input:checked").count()
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        page.go_back()


def test_without_scripts_a_result_leads_into_the_directory_and_to_a_person(
    plain_page: Page, office: OpenOffice
) -> None:
    plain_page.goto(office.page("/ht/check/"))
    plain_page.locator('input[name="about"][value="n-400"]').check()
    plain_page.locator('button[value="next"]').click()
    plain_page.locator('button[value="result"]').click()
    assert plain_page.locator('main a[href="/ht/ask/"]').count()
    with plain_page.context.expect_page() as opened:
        plain_page.locator('main a[href^="/ht/find/?need="]').first.click()
    found = opened.value
    found.wait_for_load_state()
    assert found.url.startswith(office.page("/ht/find/?need="))
    assert found.locator("main h1").count()
    # The result stays open beside it: nothing of it is kept, and she could not go back.
    assert plain_page.url.endswith("/ht/check/")
    assert plain_page.locator('button[value="paper"]').count()
