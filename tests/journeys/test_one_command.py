"""One command opens an office that a small phone can use, with and without JavaScript."""

from playwright.sync_api import Page

from tests.journeys.conftest import Audit, Picture, SignIn
from tests.journeys.office import OpenOffice


def test_a_person_opens_the_front_page_in_her_language(
    page: Page, office: OpenOffice, axe: Audit, picture: Picture, audited_language: str
) -> None:
    page.goto(office.page(f"/{audited_language}/"))
    picture(page, f"front-{audited_language}")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_front_page_needs_no_javascript(plain_page: Page, office: OpenOffice) -> None:
    plain_page.goto(office.page("/en/"))
    assert plain_page.locator("h1").count() == 1


def test_a_staff_member_signs_in(
    desk_page: Page, office: OpenOffice, axe: Audit, picture: Picture, sign_in: SignIn
) -> None:
    sign_in(desk_page, "caleb.underhill@lindenport.example")
    picture(desk_page, "desk-today")
    axe(desk_page)
