"""What a first visit costs: bytes over the wire and requests, in a real browser with an empty cache."""

import json
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Request, sync_playwright

from benchmarks.figures import Figure, at_most
from benchmarks.pages import _xenia
from benchmarks.servers import xenia
from tests.chromium import chromium

MOST_KB = 60.0
MOST_REQUESTS = 6
LANGUAGES = ("en", "ar", "ht", "zh-hans", "vi")


def measure() -> Iterator[Figure]:
    """Front, results, map, service, I-speak and print pages: the heaviest of five languages each."""
    program = chromium()
    if program is None:
        yield Figure("weight", "Chromium is not on this machine: not measured", 0, "")
        return
    with tempfile.TemporaryDirectory(prefix="xenia-bench-") as folder:
        data = Path(folder) / "data"
        _xenia(data, "-m", "xenia", "prepare")
        with xenia(data, workers=1) as server:
            yield from _pages(server.address, _a_service(server.address), program)


def _a_service(address: str) -> str:
    """The address of the first English class, without its language."""
    with urllib.request.urlopen(f"{address}/en/find/?need=learn-english") as answer:
        page: str = answer.read().decode()
    start = page.index("/en/service/")
    return page[start + len("/en/") : page.index('"', start)]


def _pages(address: str, service: str, program: Path) -> Iterator[Figure]:
    pages = {
        "front": "",
        "results": "find/?need=learn-english",
        "map": "find/map/?need=learn-english",
        "service": service,
        "I speak": "i-speak/",
        "print": f"{service}print/",
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, path in pages.items():
            weights = {}
            for language in LANGUAGES:
                weights[language] = first_load(browser, f"{address}/{language}/{path}")
            heaviest = max(weights, key=lambda one: weights[one][0])
            kilobytes, requests = weights[heaviest]
            yield at_most(
                "weight", f"{name} page, first load ({heaviest})", kilobytes, "kB", MOST_KB
            )
            yield at_most("weight", f"{name} page, requests", requests, "", MOST_REQUESTS)
        browser.close()


def first_load(browser: Browser, url: str, *, cookie: str = "") -> tuple[float, int]:
    """Kilobytes over the wire and number of requests of one first visit. cookie: of whoever is signed in."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    for name, _, value in (one.partition("=") for one in cookie.split("; ") if one):
        context.add_cookies([{"name": name, "value": value, "url": url}])
    page = context.new_page()
    answers: list[Request] = []
    page.on("requestfinished", lambda request: answers.append(request))  # noqa: PLW0108 - a builtin cannot carry its mark
    page.goto(url, wait_until="networkidle")
    sizes = [one.sizes() for one in answers]
    hosts = {urlsplit(one.url).netloc for one in answers}
    context.close()
    if hosts != {urlsplit(url).netloc}:
        raise RuntimeError(f"a page asked somebody else: {json.dumps(sorted(hosts))}")
    total = sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes)
    return total / 1000, len(sizes)
