"""A caseworker prepares a list in a person's language; the person opens the same list from the paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Audit, Picture, SignIn
from tests.journeys.office import OpenOffice

CASEWORKER = "fabiola.mondesir@lindenport.example"


@pytest.mark.parametrize("width", [360, 1280])
def test_she_adds_puts_in_order_prints_and_hands_over(
    desk_page: Page,
    page: Page,
    office: OpenOffice,
    axe: Audit,
    picture: Picture,
    sign_in: SignIn,
    width: int,
) -> None:
    sign_in(desk_page, CASEWORKER)
    desk_page.set_viewport_size({"width": width, "height": 900})
    desk_page.goto(office.page("/en/desk/lists/"))
    axe(desk_page)
    desk_page.locator("select[name=language]").select_option("ht")
    desk_page.locator("main form.fields button[type=submit]").click()
    desk_page.locator("main input[name=q]").fill("manje")
    desk_page.locator("main [role=search] button").click()
    for number in range(2):
        desk_page.locator("main button[formaction*='/add/']").first.click()
        expect(desk_page.locator("ol.results > li")).to_have_count(number + 1)
    axe(desk_page)
    assert desk_page.evaluate("document.documentElement.scrollWidth") <= width
    picture(desk_page, f"list-to-hand-over-{width}")
    first = desk_page.locator("ol.results h3").first.inner_text()
    desk_page.locator("button[formaction*='to=down']").first.click()
    expect(desk_page.locator("ol.results h3").nth(1)).to_have_text(first)
    desk_page.locator("button[formaction*='/remove/']").first.click()
    expect(desk_page.locator("ol.results > li")).to_have_count(1)
    desk_page.locator("button[formaction*='/put-back/']").click()
    expect(desk_page.locator("ol.results > li")).to_have_count(2)
    desk_page.locator("a[href$='/print/']").click()
    expect(desk_page.locator("html")).to_have_attribute("lang", "ht")
    expect(desk_page.locator("svg.qr")).to_have_count(3)
    axe(desk_page)
    address = re.findall(r"http://\S+/l/\S+", desk_page.locator("figcaption").first.inner_text())[0]
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", "ht")
    expect(page.locator("li.result")).to_have_count(2)
    expect(page.locator("li.result").nth(1)).to_contain_text(first)
    assert page.context.cookies() == []
