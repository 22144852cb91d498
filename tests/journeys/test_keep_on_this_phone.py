"""Nothing is kept on a phone before she presses, what she kept opens without the internet, and one tap erases it."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Audit, Picture
from tests.journeys.office import OpenOffice

KEPT = """async () => {
    const boxes = await caches.keys();
    const found = [];
    for (const name of boxes) for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url));
    return {
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        boxes: boxes.length,
        pages: found.filter((one) => !one.pathname.startsWith("/static/")).map((one) => one.pathname).sort(),
        files: found.filter((one) => one.pathname.startsWith("/static/")).length,
        saved: localStorage.getItem("xenia-saved"),
    };
}"""

# Done when the small program answers for this page.
IN_CHARGE = """() => new Promise((done) => {
    if (navigator.serviceWorker.controller) done();
    else navigator.serviceWorker.addEventListener("controllerchange", () => done());
})"""


def a_saved_list(page: Page, office: OpenOffice, language: str) -> list[str]:
    """Two places on the list; their addresses."""
    page.goto(office.page(f"/{language}/find/?need=learn-english"))
    links = page.locator("li.result h2 a")
    addresses = [str(links.nth(number).get_attribute("href")) for number in range(2)]
    page.locator("a[data-save]").first.click()
    page.locator("a[data-save]").nth(1).click()
    page.goto(office.page(f"/{language}/saved/"))
    expect(page.locator("li.result")).to_have_count(2)
    return addresses


def keep(page: Page) -> None:
    page.locator("[data-act=keep]").click()
    said = page.locator("[data-keep]").get_attribute("data-done")
    expect(page.locator("[data-said]")).to_have_text(str(said))
    page.evaluate(IN_CHARGE)


def test_nothing_is_kept_before_she_presses(page: Page, office: OpenOffice) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    a_saved_list(page, office, "en")
    found = page.evaluate(KEPT)
    assert (found["workers"], found["boxes"]) == (0, 0)
    assert not [one for one in asked if "sw.js" in one or "keep" in one]


def test_what_she_kept_opens_without_the_internet(
    page: Page, office: OpenOffice, axe: Audit, picture: Picture
) -> None:
    addresses = a_saved_list(page, office, "ht")
    picture(page, "keep-ht-360")
    axe(page)
    keep(page)
    found = page.evaluate(KEPT)
    assert found["workers"] == 1
    assert found["pages"] == sorted(["/ht/saved/", *addresses]), (
        "the list and its pages, nothing else"
    )
    page.context.set_offline(True)
    for address in addresses:
        page.goto(office.page(address))
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".notice.info").first).to_contain_text(re.compile(r"20\d\d"))
        assert page.evaluate(
            "getComputedStyle(document.querySelector('header.wall')).backgroundColor"
        ) != ("rgba(0, 0, 0, 0)"), "the stylesheet was kept too"
    picture(page, "kept-service-ht-360")
    page.goto(office.page("/ht/"))
    expect(page.locator("li.result")).to_have_count(2)
    assert "/ht/saved/" in page.url, "what was not kept leads to what was"


def test_with_the_internet_she_reads_todays_page(page: Page, office: OpenOffice) -> None:
    addresses = a_saved_list(page, office, "en")
    keep(page)
    page.goto(office.page(addresses[0]))
    expect(page.locator("h1")).to_be_visible()
    assert "without the internet" not in page.locator("main").inner_text()


def test_one_tap_erases_all_of_it(page: Page, office: OpenOffice, picture: Picture) -> None:
    a_saved_list(page, office, "en")
    keep(page)
    page.locator("[data-act=erase]").click()
    expect(page.locator("[data-said]")).to_contain_text("Erased")
    picture(page, "erased-en-360")
    nothing = {"workers": 0, "boxes": 0, "pages": [], "files": 0, "saved": None}
    assert page.evaluate(KEPT) == nothing
    page.goto(office.page("/en/saved/"))
    expect(page.locator("li.result")).to_have_count(0)
    assert page.evaluate(KEPT) == nothing
    page.context.set_offline(True)
    page.evaluate("fetch('/en/saved/').catch(() => 0)")
    assert page.evaluate(KEPT) == nothing, "erased things do not come back"


def test_erasing_works_without_the_internet_too(page: Page, office: OpenOffice) -> None:
    a_saved_list(page, office, "en")
    keep(page)
    page.context.set_offline(True)
    page.goto(office.page("/en/saved/"))
    page.locator("[data-act=erase]").click()
    expect(page.locator("[data-said]")).to_contain_text("Erased")
    assert page.evaluate(KEPT)["boxes"] == 0
    assert page.evaluate(KEPT)["workers"] == 0


def test_keeping_tells_the_server_nothing_new(page: Page, office: OpenOffice) -> None:
    """Only pages and files anybody may read are asked for again, and the small program itself."""
    addresses = a_saved_list(page, office, "en")
    asked: list[tuple[str, str]] = []
    page.context.on("request", lambda request: asked.append((request.method, request.url)))
    keep(page)
    assert {method for method, _url in asked} == {"GET"}
    paths = {url.removeprefix(office.address).split("?")[0] for _method, url in asked}
    pages = {one for one in paths if not one.startswith("/static/")}
    assert pages == {"/en/saved/", "/sw.js", *addresses}
    assert page.context.cookies() == []


def test_without_javascript_the_button_is_absent_and_print_is_there(
    plain_page: Page, office: OpenOffice
) -> None:
    plain_page.goto(office.page("/en/find/?need=learn-english"))
    plain_page.locator("a[data-save]").first.click()
    expect(plain_page.locator("[data-keep]")).to_be_hidden()
    expect(plain_page.locator("a[href*='/saved/print/']")).to_be_visible()


def test_a_list_somebody_sent_adds_to_hers(page: Page, office: OpenOffice) -> None:
    page.goto(office.page("/en/find/?need=food"))
    sent = str(page.locator("a[data-save]").first.get_attribute("data-save"))
    a_saved_list(page, office, "en")
    page.goto(office.page(f"/en/saved/?s={sent}"))
    expect(page.locator("li.result")).to_have_count(1)
    page.goto(office.page("/en/saved/"))
    expect(page.locator("li.result")).to_have_count(3)


def test_escape_closes_the_language_menu(page: Page, office: OpenOffice) -> None:
    for path in ("/en/", "/en/find/?need=food"):
        page.goto(office.page(path))
        menu = page.locator("details.drop").first
        menu.locator("summary").click()
        expect(menu).to_have_attribute("open", "")
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        expect(menu.locator("summary")).to_be_focused()
