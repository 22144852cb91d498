"""A clinic's clerk gets a Kriolu interpreter for Thursday without a phone call."""

import os
import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Audit, Picture, SignIn
from tests.journeys.office import ROOT, OpenOffice

CLERK = "lourdes.peralta-cruz@lindenport.example"
COORDINATOR = "grace.tesfamariam@lindenport.example"
AHEAD = timedelta(days=9)
PATIENCE = 120  # seconds

# The link in her message, opened: the page behind it calls the same operation.
SHE_SAYS_YES = """
import sys, django
django.setup()
from xenia.ground.common.dates import now
from xenia.work.language_access.models import Offer
from xenia.work.language_access.operations import accept_offer
offer = Offer.objects.to_answer(now()).filter(request=sys.argv[1]).first()
accept_offer(offer=offer, by=None, at=now())
"""


def thursday() -> date:
    """A Thursday that is far enough away, whatever day it is."""
    first = date.today() + AHEAD  # noqa: DTZ011  # the office in the browser lives today
    return first + timedelta(days=(3 - first.weekday()) % 7)


def clerk_signs_in(page: Page, office: OpenOffice) -> None:
    """The clinic's clerk stands in no list of sign-ins; all the invented people have one password."""
    said = (office.data / "sign-ins.txt").read_text(encoding="utf-8")
    page.goto(office.page("/en/desk/"))
    page.locator("input[name=login]").fill(CLERK)
    page.locator("input[name=password]").fill(said.split()[-1])
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/desk/$"))


def she_says_yes(office: OpenOffice, request: str) -> None:
    """One of those who were asked accepts."""
    where = {
        "XENIA_DATA": str(office.data),
        "DJANGO_SETTINGS_MODULE": "xenia.config.settings.sample",
    }
    subprocess.run(
        [sys.executable, "-c", SHE_SAYS_YES, request],
        cwd=ROOT,
        env=os.environ | where,
        check=True,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_a_clerk_gets_a_kriolu_interpreter_without_a_phone_call(
    page: Page,
    desk_page: Page,
    office: OpenOffice,
    axe: Audit,
    picture: Picture,
    sign_in: SignIn,
    width: int,
) -> None:
    clerk_signs_in(page, office)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(office.page("/en/desk/interpreting/"))
    axe(page)
    picture(page, f"interpreting-list-{width}")
    page.locator("main a[href$='/ask/']").first.click()
    page.locator("select[name=language]").select_option("kea")
    page.locator("select[name=mode]").select_option("in_person")
    page.locator("input[name=also][value=video]").check()
    page.locator("input[name=day]").fill(thursday().isoformat())
    # The same at the same time would be asked back.
    page.locator("input[name=begins]").fill("10:15" if width == 360 else "10:30")
    page.locator("select[name=window]").select_option("120-120")
    page.locator("input[name=place]").fill("Clinic, second floor")
    axe(page)
    picture(page, f"interpreting-ask-{width}")
    page.locator("main form.fields button[type=submit]").last.click()
    expect(page.locator("h1")).to_have_text(re.compile("looking for somebody|We asked"))
    axe(page)
    request = page.url.rstrip("/").rpartition("/")[2]

    sign_in(desk_page, COORDINATOR)
    desk_page.set_viewport_size({"width": width, "height": 900})
    desk_page.goto(office.page("/en/desk/interpreting/queue/"))
    axe(desk_page)
    picture(desk_page, f"interpreting-queue-{width}")
    desk_page.goto(office.page(f"/en/desk/interpreting/queue/{request}/"))
    axe(desk_page)
    picture(desk_page, f"interpreting-look-for-{width}")
    assert desk_page.evaluate("document.documentElement.scrollWidth") <= width
    desk_page.locator("button[name=act][value=best]").click()
    expect(desk_page.locator("#offers tbody tr").first).to_be_visible()

    she_says_yes(office, request)
    page.reload()
    expect(page.locator("h1")).to_have_text("Somebody comes.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)
    picture(page, f"interpreting-somebody-comes-{width}")
