"""A coordinator fills a gap in her department's plan, the office reads and signs it, and everybody can read it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import DESK, PATIENCE, PHONE, Audit, Picture, SignIn
from tests.journeys.office import OpenOffice

COORDINATOR = "anita.deshmane@lindenport.example"
OFFICE = "grace.tesfamariam@lindenport.example"
DEPARTMENT = "Lindenport Elections Department"
GAP = "No answer yet: What help costs, and what you have."


@pytest.fixture
def office_page(browser: Browser) -> Iterator[Page]:
    """The screen of the language access office, beside the coordinator's phone."""
    context = browser.new_context(viewport=DESK)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    size = page.viewport_size
    assert size is not None
    return bool(page.evaluate("document.documentElement.scrollWidth") <= size["width"])


def open_plan(page: Page, office: OpenOffice) -> None:
    """From the overview to the department's plan."""
    page.goto(office.page("/en/desk/plans/"))
    page.locator("main a:visible", has_text=DEPARTMENT).first.click()
    expect(page.locator("h1")).to_have_text(DEPARTMENT)


def test_she_fills_a_gap_both_sign_and_everybody_reads_it(
    page: Page,
    office_page: Page,
    plain_page: Page,
    office: OpenOffice,
    axe: Audit,
    picture: Picture,
    sign_in: SignIn,
) -> None:
    sign_in(page, COORDINATOR)
    open_plan(page, office)
    axe(page)
    assert fits(page)
    picture(page, "plan-draft-360")
    page.locator("#missing li", has_text=GAP).locator("a").click()
    page.locator("select[name=factor]").select_option("resources")
    page.locator("textarea[name=answer]").fill("A phone line, and a budget of its own.")
    page.locator("input[name=source]").fill("Budget of the department (invented)")
    axe(page)
    assert fits(page)
    page.locator("#write form button").first.click()
    expect(page.locator("main")).to_contain_text("A phone line, and a budget of its own.")
    open_plan(page, office)
    expect(page.locator("#missing")).not_to_contain_text(GAP)
    page.locator("#next form[action$='/ask/'] button").click()

    sign_in(office_page, OFFICE)
    open_plan(office_page, office)
    axe(office_page)
    office_page.locator("button[value=consult]").click()

    open_plan(page, office)
    page.locator("#next form[action$='/sign/'] button").click()
    open_plan(office_page, office)
    office_page.locator("button[value=sign]").click()
    expect(office_page.locator("#next")).to_contain_text("Open the public page")

    address = office_page.locator("#next a[href*='/en/plans/']").get_attribute("href")
    assert address is not None
    for language in ("en", "ar"):
        plain_page.goto(office.page(address.replace("/en/", f"/{language}/")))
        expect(plain_page.locator("main")).to_contain_text("A phone line, and a budget of its own.")
        assert fits(plain_page)
        picture(plain_page, f"public-plan-{language}-360")
    expect(plain_page.locator("main")).not_to_contain_text("Anita")
    assert plain_page.context.cookies() == []


def test_a_table_of_many_languages_is_calm_on_a_phone(
    page: Page, office: OpenOffice, axe: Audit, picture: Picture, sign_in: SignIn
) -> None:
    sign_in(page, OFFICE)
    assert page.viewport_size == PHONE
    page.goto(office.page("/en/desk/plans/"))
    assert fits(page)
    page.locator("main a:visible", has_text="Lindenport Public Health").first.click()
    page.locator("#sections a[href$='/documents/']").click()
    axe(page)
    assert fits(page)
    picture(page, "plan-documents-360")
    page.locator("a[href*='/notice/?document=']").first.click()
    expect(page.locator("main")).to_contain_text("Sa a enpòtan.")
    axe(page)
    assert fits(page)
    picture(page, "plan-notice-360")
