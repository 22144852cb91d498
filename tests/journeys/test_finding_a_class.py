"""A person who reads only her own language finds an English class near her ZIP code and prints how to get there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Audit, Picture
from tests.journeys.office import OpenOffice

# What she types, in her own words and without special keys.
WORDS = {"ht": "klas angle", "ar": "درس انجليزي", "zh-hans": "英语班", "es": "clases de ingles"}


def find_a_class(page: Page, office: OpenOffice, language: str) -> None:
    """From the front page of a language to the first class near ZIP code 09904."""
    page.goto(office.page(f"/{language}/"))
    page.locator("input[name=q]").fill(WORDS[language])
    page.locator("form[role=search] button[type=submit]").click()
    expect(page.locator("li.result").first).to_be_visible()
    page.locator("a.unfold").click()
    page.locator("input[name=near]").fill("09904")
    page.locator("form#narrow button[type=submit]").click()
    expect(page.locator(".distance").first).to_be_visible()


@pytest.mark.parametrize("language", list(WORDS))
def test_she_finds_a_class_in_her_own_words_and_prints_the_way(
    page: Page, office: OpenOffice, axe: Audit, picture: Picture, language: str
) -> None:
    find_a_class(page, office, language)
    assert page.url.endswith(f"/{language}/find/"), "her words stand in no address"
    picture(page, f"results-{language}-360")
    axe(page)
    # A class by telephone may come first; the way is printed for one she can walk to.
    page.locator("li.result").filter(has=page.locator(".distance")).locator("h2 a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".show-this")).to_be_visible()
    picture(page, f"service-{language}-360")
    axe(page)
    page.locator("a[href$='/print/']").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Lindenport, MA 099\d\d"))
    expect(page.locator("main [lang=en]").first).to_be_visible()
    picture(page, f"print-{language}")
    axe(page)


@pytest.mark.parametrize("language", ["ht", "ar"])
def test_all_of_it_works_without_javascript(
    plain_page: Page, office: OpenOffice, language: str
) -> None:
    find_a_class(plain_page, office, language)
    plain_page.locator("li.result h2 a").first.click()
    name = plain_page.locator("h1").inner_text()
    plain_page.locator("a[data-save]").first.click()
    expect(plain_page.locator("li.result")).to_contain_text(name)
    assert "/saved/?s=" in plain_page.url, "without JavaScript the list is an address"


def test_the_saved_list_stays_on_the_device(page: Page, office: OpenOffice) -> None:
    page.goto(office.page("/en/find/?need=learn-english"))
    page.locator("a[data-save]").first.click()
    page.locator("a[data-save]").nth(1).click()
    assert page.context.cookies() == []
    page.goto(office.page("/en/saved/"))
    expect(page.locator("li.result")).to_have_count(2)
    page.locator("a[data-remove]").first.click()
    expect(page.locator("li.result")).to_have_count(1)


def test_the_page_is_no_wider_than_a_small_phone(page: Page, office: OpenOffice) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/ar/", "/ht/find/?need=learn-english", "/vi/i-speak/", "/ru/design/"):
        page.goto(office.page(path))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, f"{path} is {wide} px wide"


PAGES = (
    "",
    "find/?need=learn-english",
    "find/map/?need=learn-english&near=09903",
    "i-speak/",
    "saved/",
    "help/resident/",
    "nothing-here/",
    "design/",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_can_be_used_by_everybody(
    page: Page, office: OpenOffice, axe: Audit, picture: Picture, audited_language: str, path: str
) -> None:
    page.goto(office.page(f"/{audited_language}/{path}"))
    name = path.strip("/").replace("/", "-").split("?")[0] or "front"
    picture(page, f"{name}-{audited_language}-360")
    axe(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.reload()
    axe(page)


def test_the_keyboard_is_enough(page: Page, office: OpenOffice) -> None:
    page.goto(office.page("/en/"))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Go to the content")
    page.locator("input[name=q]").focus()
    page.keyboard.type("english class")
    page.keyboard.press("Enter")
    expect(page.locator("li.result").first).to_be_visible()


def test_a_page_asks_nobody_else_for_anything(page: Page, office: OpenOffice) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/en/", "/en/find/?need=food", "/ar/i-speak/"):
        page.goto(office.page(path))
    assert all(url.startswith((office.address, "data:")) for url in asked)


def test_back_leads_to_her_results(page: Page, office: OpenOffice) -> None:
    find_a_class(page, office, "ht")
    page.locator("li.result h2 a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    expect(page.locator("li.result").first).to_be_visible()
    expect(page.locator("input[name=q]").first).to_have_value(WORDS["ht"])
