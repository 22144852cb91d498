"""The yearly report is one file that opens anywhere: without the office, without a script, for everybody."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Audit, Picture
from xenia.insight.reports.document.html import as_page, drawings
from xenia.insight.reports.tests.documents import a_document


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_the_report_opens_from_a_folder(
    language: str, page: Page, axe: Audit, picture: Picture, tmp_path: Path
) -> None:
    document = a_document(language)
    file = tmp_path / "report.html"
    file.write_text(as_page(document, drawings(document, is_narrow=True)), encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    axe(page)
    picture(page, f"report-file-{language}")
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert page.locator("html").get_attribute("dir") == ("rtl" if document.is_rtl else "ltr")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    # A picture is seen whole: nothing of it waits at the side.
    box = "one => one.scrollWidth <= one.clientWidth && one.querySelector('img').offsetWidth <= one.clientWidth"
    assert page.locator("figure").evaluate_all(f"all => all.length > 0 && all.every({box})")
    page.locator("#legal td a").first.click()
    assert page.locator(":target h3").inner_text() == "People with legal help"
