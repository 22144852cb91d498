"""An interpreter runs her week from her phone: she opens the link she was sent, says yes, looks at her week, cannot come."""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, Audit, Picture, SignIn
from tests.journeys.office import OpenOffice

HERSELF = "amilcar.brito@lindenport.example"
ASKED_BY = "Lindenport Public Schools"
# Other schools ask for her as well, for other times.
MINUTES, BEGINS = 90, "11:00 AM"
PHONE_WIDTH = 360
# Messages leave by day alone, and this has to pass at night too: the link is made as the message makes it.
SCRIPT = f"""
import django
django.setup()
from xenia.work.language_access.models import Offer
from xenia.work.language_access.tokens import token_for
asked = Offer.objects.open().filter(interpreter__user__email="{HERSELF}")
at_the_school = asked.filter(
    request__organization__name="{ASKED_BY}", request__length_minutes={MINUTES}
)
print(token_for(at_the_school.earliest("sent_at").pk))
"""


def link_of_the_offer(data: Path) -> str:
    """The link in the message she gets."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=os.environ
        | {"XENIA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "xenia.config.settings.sample"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return f"/en/interpreting/{done.stdout.split()[-1]}/"


def calm(page: Page, axe: Audit) -> None:
    """The page fits the phone, and reads well for everybody."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_WIDTH, page.url
    axe(page)


def test_from_the_message_to_the_week_and_back(
    plain_page: Page, page: Page, office: OpenOffice, axe: Audit, picture: Picture, sign_in: SignIn
) -> None:
    link = link_of_the_offer(office.data)
    page.goto(office.page(link))
    expect(page.get_by_role("heading", name="Can you come?")).to_be_visible()
    calm(page, axe)
    picture(page, "her-week-offer")
    page.goto(office.page(link.replace("/en/", "/ar/")))
    calm(page, axe)

    plain_page.goto(office.page(link))
    plain_page.get_by_role("button", name="Yes, I come").click()
    expect(plain_page.get_by_role("heading", name="You are expected")).to_be_visible()
    expect(plain_page.get_by_text("A meeting at a school about the next year")).to_be_visible()

    sign_in(page, HERSELF)
    page.goto(office.page("/en/desk/my-week/"))
    meeting = page.locator("main .task", has_text=ASKED_BY).filter(has_text=BEGINS)
    expect(meeting).to_be_visible()
    calm(page, axe)
    picture(page, "her-week")
    for part in ("hours/", "calendar/"):
        page.goto(office.page(f"/en/desk/my-week/{part}"))
        calm(page, axe)

    page.goto(office.page("/en/desk/my-week/"))
    where = meeting.get_by_role("link").get_attribute("href")
    page.goto(office.page(str(where)))
    calm(page, axe)
    page.get_by_label("I cannot get there").check()
    page.get_by_role("button", name="I cannot come").click()
    expect(page.get_by_text("You told us that you cannot come.")).to_be_visible()
    page.goto(office.page("/en/desk/my-week/"))
    expect(page.locator(f'main a[href="{where}"]')).to_have_count(0)
