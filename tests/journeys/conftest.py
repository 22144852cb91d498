"""A real browser before a real office: what every journey stands on.

    def test_a_person_finds_a_class(page: Page, office: OpenOffice, axe: Audit, picture: Picture):
        page.goto(office.page("/ht/"))
        picture(page, "front-ht")
        axe(page)

`page` is a phone of 360 by 740, `desk_page` a staff member's screen, `plain_page` a phone without
JavaScript. Pictures are kept in `artifacts/screenshots/`.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Route,
    ViewportSize,
    sync_playwright,
)

from tests.chromium import HOW_TO_GET_IT, chromium
from tests.journeys.office import OpenOffice, open_office
from tests.languages import EACH_TIME, INTERFACE

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = ROOT / "artifacts" / "screenshots"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 30_000  # milliseconds; a busy machine opens its first page slowly, and speed is measured elsewhere

Audit = Callable[[Page], None]
Picture = Callable[[Page, str], Path]
SignIn = Callable[[Page, str], None]
NewScreen = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every journey as one that needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Iterator[None]:
    """Keep a picture of what a failed journey saw last."""
    outcome: Any = yield
    if outcome.get_result().failed:
        for name, value in item.funcargs.items():
            if isinstance(value, Page) and not value.is_closed():
                _keep(value, f"failed-{item.name}-{name}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with an argument `audited_language` in four languages; in all with --all."""
    if "audited_language" in metafunc.fixturenames:
        is_all = os.environ.get("XENIA_AXE_LANGUAGES") == "all"
        metafunc.parametrize("audited_language", INTERFACE if is_all else EACH_TIME)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenOffice]:
    """The sample city, opened by `./run` for all journeys together."""
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    program = chromium()
    if program is None:
        pytest.skip(f"Chromium is not on this machine. Get it with: {HOW_TO_GET_IT}")
    # Chromium refuses its own sandbox to the administrator.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=flags)
        yield opened
        opened.close()


def _page(context: BrowserContext) -> Iterator[Page]:
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A small phone, as many residents have."""
    yield from _page(browser.new_context(viewport=PHONE, has_touch=True))


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """The same phone, without JavaScript."""
    yield from _page(browser.new_context(viewport=PHONE, java_script_enabled=False))


@pytest.fixture
def desk_page(browser: Browser) -> Iterator[Page]:
    """A staff member's screen."""
    yield from _page(browser.new_context(viewport=DESK))


@pytest.fixture
def new_screen(browser: Browser) -> Iterator[NewScreen]:
    """Somebody else's screen, beside the others: `new_screen()`, `new_screen(width=360, script=False)`."""
    with ExitStack() as open_ones:

        def opened(*, width: int = DESK["width"], script: bool = True) -> Page:
            size: ViewportSize = {"width": width, "height": DESK["height"]}
            context = browser.new_context(viewport=size, java_script_enabled=script)
            open_ones.callback(context.close)
            context.set_default_timeout(PATIENCE)
            return context.new_page()

        yield opened


@pytest.fixture
def picture() -> Picture:
    """Keep a picture of a whole page: `picture(page, "front-ht")`."""
    return _keep


def _keep(page: Page, name: str) -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    place = PICTURES / f"{re.sub(r'[^A-Za-z0-9-]+', '-', name)}.png"
    page.screenshot(path=place, full_page=True)
    return place


@pytest.fixture(scope="session")
def axe() -> Audit:
    """Audit a page for people who listen, magnify or use a keyboard: nothing may be found."""
    auditor = Axe()

    def audit(page: Page) -> None:
        results = auditor.run(page)
        found = [f"{each['id']}: {each['help']}" for each in results.response["violations"]]
        assert not found, f"{page.url}: {found}\n{results.generate_report()}"

    return audit


@pytest.fixture(scope="session")
def plain_axe(browser: Browser, axe: Audit) -> Audit:
    """The same of a page that runs no scripts, where the auditor cannot run either: another page shows what it shows."""

    def audit(page: Page) -> None:
        shown = page.content().replace("<noscript>", "<div>").replace("</noscript>", "</div>")

        def answer(route: Route) -> None:
            if route.request.is_navigation_request():
                route.fulfill(body=shown, content_type="text/html; charset=utf-8")
            elif route.request.resource_type == "script":
                route.abort()
            else:
                route.continue_()

        with closing(browser.new_context(viewport=page.viewport_size)) as context:
            copy = context.new_page()
            copy.route("**/*", answer)
            copy.goto(page.url)
            axe(copy)

    return audit


@pytest.fixture
def sign_in(office: OpenOffice) -> SignIn:
    """Sign in as one of the sample city's people, by the e-mail address in `sign-ins.txt`."""

    def enter(page: Page, email: str) -> None:
        page.goto(office.page("/en/desk/"))
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(_password(office, email))
        page.locator("form:has(input[name=password]) button[type=submit]").click()
        page.wait_for_url(re.compile(r"/desk/$"))

    return enter


def _password(office: OpenOffice, email: str) -> str:
    said = (office.data / "sign-ins.txt").read_text(encoding="utf-8")
    if email not in said:
        raise LookupError(f"{email} is not in sign-ins.txt")
    return said.split()[-1]  # one password for all the invented people
