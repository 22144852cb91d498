"""Staff fill in their forms on a small phone, in English and in Arabic, and with a screen reader."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Audit, SignIn
from tests.journeys.office import OpenOffice

DIRECTOR = "marisol.quintana-reyes@lindenport.example"
PHONE_WIDTH = 360
OWN = "/desk/directory"
# Where a record's link is found, and the pages that hang on it.
LISTS = {
    f"{OWN}/": ("services", ("", "edit/", "places/", "move/", "status/close/")),
    f"{OWN}/organizations/": ("organizations", ("", "edit/", "services/add/", "places/add/")),
    f"{OWN}/places/": ("places", ("", "edit/", "move/")),
}
PAGES = (
    "/desk/",
    f"{OWN}/",
    f"{OWN}/services/add/",
    f"{OWN}/organizations/",
    f"{OWN}/organizations/add/",
    f"{OWN}/places/",
    f"{OWN}/languages/",
    "/desk/lists/",
    "/desk/settings/",
    "/desk/settings/office/",
    "/desk/settings/office/ar/",
    "/desk/settings/look/",
    "/desk/settings/languages/",
    "/desk/settings/areas/",
    "/desk/settings/areas/new/",
    "/desk/settings/closures/",
    "/account/people/",
    "/account/people/invite/",
    "/account/audit/",
)


def records(page: Page, office: OpenOffice) -> Iterator[str]:
    """The pages of one service, one organization and one place of the directory."""
    for listed, (kind, pages) in LISTS.items():
        page.goto(office.page(f"/en{listed}"))
        links = page.locator(f"main a[href*='/directory/{kind}/']").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        )
        record = next(link for link in links if link.count("/") == 6 and "/add/" not in link)
        path = record.removeprefix("/en")
        yield from (f"{path}{end}" for end in pages)
        pk = path.rstrip("/").rpartition("/")[2]
        one = kind.removesuffix("s")
        one = "location" if one == "place" else one
        yield from (f"{OWN}/languages/ht/{one}/{pk}/", f"{OWN}/history/{one}/{pk}/")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_staff_page_is_wider_than_a_phone(
    page: Page, office: OpenOffice, axe: Audit, sign_in: SignIn, language: str
) -> None:
    sign_in(page, DIRECTOR)
    too_wide, unclear = [], []
    for path in [*PAGES, *records(page, office)]:
        answer = page.goto(office.page(f"/{language}{path}"))
        assert answer is not None
        assert answer.ok, (path, answer.status)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE_WIDTH:
            too_wide.append((path, width))
        if not page.locator("main form.fields").count():
            continue
        try:
            axe(page)
        except AssertionError as found:
            unclear.append(str(found).partition("\n")[0])
    assert not too_wide + unclear
