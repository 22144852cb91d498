"""What people do in the journeys of complaints: she without an account, the office, the department, and time itself."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.office import OpenOffice
from tests.journeys.served import Look, told_by

OFFICER = "yevgenia.baranova@lindenport.example"
DIRECTOR = "marisol.quintana-reyes@lindenport.example"
DEPARTMENT = "clarice.beaumont@lindenport.example"
FOUND_BY, THEIRS = "ID card", "City Clerk"
# The day on which the department was to answer is over since a week of work; then the worker's round comes.
A_LATE_WEEK = """
import json, django
django.setup()
from datetime import timedelta
from xenia.ground.common.dates import day_span, local_day, now
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.accounts.models import User
from xenia.work.ombudsman.clock_messages import CLIMBED
from xenia.work.ombudsman.clocks import calendar_in_force
from xenia.work.ombudsman.models import Clock
from xenia.work.ombudsman.operations.climbing import keep_clocks
calendar, today = calendar_in_force(), local_day(now())
clock = Clock.objects.get(complaint_id="{complaint}", which="department", met_on=None)
clock.due_on = today - timedelta(days=14)
clock.save()
noon = day_span(calendar.after(today, 0))[0] + timedelta(hours=12)
told = keep_clocks(noon)
clock.refresh_from_db()
director = User.objects.get(email="{director}")
hers = OutboxMessage.objects.filter(template=CLIMBED, record_id="{complaint}", recipient_id=director.pk)
print(json.dumps({{"climbed": clock.climbed, "director": hers.count(), "again": keep_clocks(noon)}}))
"""


def asks_about_the_card(page: Page, words: str, look: Look) -> None:
    """She writes first, then looks for the service, and says what it is about."""
    page.locator("textarea[name=words]").fill(words)
    page.locator("input[name=kind][value=access]").check()
    page.locator("input[name=look]").fill(FOUND_BY)
    with page.expect_navigation():
        page.locator("button[name=act][value=look]").click()
    look(page)
    expect(page.locator("textarea[name=words]")).to_have_value(words)
    page.locator("fieldset .check", has_text=THEIRS).first.locator("input[name=about]").check()


def sends(page: Page) -> str:
    """She sends it. The code she is shown, once."""
    with page.expect_navigation():
        page.locator("button[name=act][value=send]").click()
    code = page.locator("bdi.code").inner_text()
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{6}-?){3}", code), "three groups of six signs"
    assert page.context.cookies() == []
    assert code not in page.url
    return code


def reads(page: Page, office: OpenOffice, language: str, code: str, look: Look) -> Locator:
    """She types her code, in small letters; what was written so far."""
    page.goto(office.page(f"/{language}/complaint/answer/"))
    look(page)
    page.locator("input[name=code]").fill(code.lower())
    with page.expect_navigation():
        page.locator("main form button").first.click()
    look(page)
    assert page.context.cookies() == []
    assert code not in page.url
    return page.locator("main article.said")


def lets_in(page: Page, office: OpenOffice, words: str, look: Look) -> None:
    """A colleague reads what the gate was not sure of, and lets it in."""
    page.goto(office.page("/en/desk/complaints/to-let-in/"))
    look(page)
    held = page.locator("li.said", has_text=words)
    held.locator("input[name=chosen]").check()
    with page.expect_navigation():
        page.locator("button[name=act][value=let_in]").click()
    expect(page.locator("li.said", has_text=words)).to_have_count(0)


def opens(page: Page, office: OpenOffice, words: str, look: Look) -> str:
    """The newest complaint nobody has; its address. words: hers, which stand on its page."""
    page.goto(office.page("/en/desk/complaints/"))
    look(page)
    rows = page.locator("main a[href*='/desk/complaints/']")
    found = [str(row.get_attribute("href")) for row in rows.all()]
    for address in sorted({one for one in found if re.search(r"/[0-9a-f-]{36}/$", one)}):
        page.goto(office.page(address))
        is_nobodys = page.locator("main form[action$='/take/']").count()
        if is_nobodys and words in page.locator("main").inner_text():
            look(page)
            return page.url
    raise AssertionError(f"no complaint on {found} says {words!r}")


def presses(page: Page, act: str, look: Look) -> None:
    """A step that needs nothing but a button. act: the end of its address."""
    with page.expect_navigation():
        page.locator(f"main form[action$='/{act}/'] button").first.click()
    look(page)


def does(page: Page, act: str, look: Look, **said: str) -> None:
    """A step with words: its form is opened, filled and sent."""
    form = page.locator(f"details#{act}")
    if form.get_attribute("open") is None:
        form.locator("summary").first.click()
    for name, value in said.items():
        _says(form.locator(f"[name={name}]"), value)
    with page.expect_navigation():
        form.locator("form button").last.click()
    expect(page.locator("main .error")).to_have_count(0)
    look(page)


def _says(box: Locator, value: str) -> None:
    kind = box.first.evaluate("one => one.type || one.tagName")
    if kind == "radio":
        box.locator(f"xpath=self::*[@value='{value}']").check()
    elif kind == "checkbox":
        box.check()
    elif kind == "select-one":
        box.select_option(value)
    else:
        box.fill(value)


def a_week_late(office: OpenOffice, complaint: str) -> dict[str, int]:
    """How far its clock climbed, how many messages the director has of it, and who would be told once more."""
    pk = complaint.rstrip("/").rpartition("/")[2]
    return told_by(office, A_LATE_WEEK.format(complaint=pk, director=DIRECTOR))
