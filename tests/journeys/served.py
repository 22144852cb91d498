"""What people do in the journeys of those who are served: the desk, two partners, and the person herself."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.office import ROOT, OpenOffice

FRONT_DESK = "djenifa.tavares@lindenport.example"
CASEWORKER = "thuy.linh.pham@lindenport.example"
# A class and a pantry: each has an agreement, and somebody who answers.
TEACHER = "nadege.philogene@harborsidelearning.example"
PANTRY = "june.ellery@saltmarshpantry.example"
NETWORK = "jonas.alcindor@lamplightnetwork.example"
SCHOOL, FOOD_PANTRY, FOOD_CARD = (
    "Harborside Adult Learning Center",
    "Saltmarsh Food Pantry",
    "Lamplight Newcomer Network",
)
HERS = "vi"
MOST_TABS = 250
# Words no question to her may hold, in the languages these journeys are walked in.
STATUS = re.compile(
    r"immigration status|legal status|citizenship status|\bvisa\b|undocumented|\balien\b|passport"
    r"|social security|nationality|country of birth|born in|وضع الهجرة|جواز|تأشيرة|الجنسية الحالية",
    re.IGNORECASE,
)
# What she may tick of her own accord: a service that asked for her status stood in her way; she wants to be a citizen.
HER_OWN_WORDS = ("needs", "barriers", "need")
COUNTED = f"""
import json, django
django.setup()
from django.db.models import Q, Sum
from xenia.ground.common.dates import local_day, now
from xenia.ground.ledger.models import Entry
rooms = Q(kind__startswith="casework.") | Q(kind__startswith="referrals.")
hers = Q(language="{HERS}") | Q(kind="referrals.days_to_answer")
rows = Entry.objects.filter(rooms, hers, on=local_day(now())).values_list("kind", "outcome")
sums = rows.annotate(Sum("quantity")).order_by()
print(json.dumps({{f"{{kind}} {{outcome}}".strip(): int(count) for kind, outcome, count in sums}}))
"""
Look = Callable[[Page], None]


@dataclass(frozen=True)
class Sent:
    """A referral as the desk sent it. page: its address; code: on her paper."""

    page: str
    code: str

    @property
    def pk(self) -> str:
        """The number in its address."""
        return self.page.rstrip("/").rpartition("/")[2]


def nothing(_page: Page) -> None:
    """No look at all."""


def asks_nothing_of_status(page: Page) -> None:
    """No box of this page asks how she came or which papers she has."""
    asked = page.locator("main").evaluate(
        """(main, own) => [...main.querySelectorAll('input, select, textarea')]
            .filter(box => box.type !== 'hidden' && !own.includes(box.name))
            .map(box => [box.name, box.placeholder, ...[...box.labels ?? []].map(one => one.innerText),
                box.closest('fieldset')?.querySelector('legend')?.innerText].join(' '))""",
        list(HER_OWN_WORDS),
    )
    found = [words for words in asked if STATUS.search(words)]
    assert not found, (page.url, found)


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    size = page.viewport_size
    assert size is not None
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], (page.url, width)


def signs_in(page: Page, office: OpenOffice, email: str, language: str = "en") -> None:
    """All the invented people have one password, which stands in the list of sign-ins."""
    said = (office.data / "sign-ins.txt").read_text(encoding="utf-8")
    page.goto(office.page(f"/{language}/desk/"))
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(said.split()[-1])
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/desk/$"))


def told_by(office: OpenOffice, script: str) -> dict[str, int]:
    """What a script prints that reads the office's folder."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ
        | {
            "XENIA_DATA": str(office.data),
            "DJANGO_SETTINGS_MODULE": "xenia.config.settings.sample",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return found


def counted(office: OpenOffice) -> dict[str, int]:
    """What these rooms counted today for her language, {"kind outcome": how often}; others are at work meanwhile."""
    return told_by(office, COUNTED)


def more_than(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """What came in between."""
    grown = {name: count - before.get(name, 0) for name, count in after.items()}
    return {name: count for name, count in grown.items() if count}


def tab_to(page: Page, target: str) -> None:
    """Go there as somebody without a mouse goes."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    raise AssertionError(f"{page.url}: no key leads to {target}")


def presses(page: Page, target: str, key: str = "Enter") -> None:
    """Press a key on a link, a button or a box, and wait for what follows."""
    tab_to(page, target)
    if key == "Enter":
        with page.expect_navigation():
            page.keyboard.press(key)
    else:
        page.keyboard.press(key)


def finds_nobody(page: Page, office: OpenOffice, called: str, language: str, look: Look) -> None:
    """The desk looks for her first, by keyboard, and goes on to write her down."""
    page.goto(office.page(f"/{language}/desk/cases/"))
    look(page)
    tab_to(page, "main input[name=text]")
    page.keyboard.type(called)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("main form[action$='/here/']")).to_have_count(0)
    expect(page.locator("main .empty")).to_be_visible()
    look(page)
    presses(page, "main a[href$='/cases/new/']")
    look(page)


def takes_her_in(page: Page, called: str, needs: str, look: Look) -> str:
    """The screen of an intake, by keyboard: her language, her name, what she needs, her yes. The case's address."""
    tab_to(page, "select[name=language]")
    while page.locator("select[name=language]").input_value() != HERS:
        page.keyboard.press("ArrowDown")
    tab_to(page, "input[name=called]")
    page.keyboard.type(called)
    tab_to(page, "input[name=typed_needs]")
    page.keyboard.type(needs)
    presses(page, "input[name=agrees]", "Space")
    presses(page, "button[name=act][value=hand_in]")
    expect(page.locator("main bdi.number")).to_be_visible()
    look(page)
    presses(page, "main a[href*='/desk/cases/']:not([href$='/cases/']):not([href$='/new/'])")
    expect(page.locator("h1")).to_have_text(called)
    look(page)
    return page.url


def takes_in(page: Page, office: OpenOffice, called: str, needs: str) -> str:
    """The same screen with a mouse, on a day when nothing else is looked at. The case's address."""
    page.goto(office.page("/en/desk/cases/new/"))
    page.locator("select[name=language]").select_option(HERS)
    page.locator("input[name=called]").fill(called)
    page.locator("input[name=typed_needs]").fill(needs)
    page.locator("input[name=agrees]").check()
    page.locator("button[name=act][value=take]").click()
    expect(page.locator("main bdi.number")).to_be_visible()
    page.locator("main a.button.filled").click()
    expect(page.locator("h1")).to_have_text(called)
    return page.url


def of_need(page: Page, need: str) -> Locator:
    """The part of a case about one need; need: its code, while it is open."""
    return page.locator(".one-need").filter(has=page.locator(f"a[href*='need={need}']"))


def chooses(page: Page, need: str, organization: str, look: Look) -> Locator:
    """From a case to what the directory has for a need: the organization's own entry."""
    of_need(page, need).locator(f"a[href*='need={need}']").click()
    look(page)
    entry = page.locator("section.choice", has_text=organization).first
    expect(entry).to_be_visible()
    return entry


def sends(page: Page, entry: Locator, note: str, look: Look) -> Sent:
    """Read it to her, hear her yes, send it."""
    entry.locator("a").click()
    look(page)
    page.locator("textarea[name=note]").fill(note)
    page.locator("input[name=fields_told][value=note]").check()
    page.locator("input[name=agrees]").check()
    page.locator("main form.fields button:not([name])").click()
    look(page)
    referral = page.locator("main a[href$='/paper/']").first.get_attribute("href")
    assert referral is not None
    page.locator("main a.button[href$='/paper/']").click()
    code = page.locator("main p.lead b bdi[dir=ltr]").inner_text()
    look(page)
    return Sent(referral.removesuffix("paper/"), code)


def sends_to(page: Page, case: str, need: str, organization: str) -> Sent:
    """From a case to a referral, where nothing else is looked at."""
    page.goto(case)
    return sends(page, chooses(page, need, organization, nothing), "", nothing)


def opens(page: Page, office: OpenOffice, called: str, look: Look, language: str = "en") -> str:
    """A partner opens what was sent to her; its address."""
    page.goto(office.page(f"/{language}/desk/inbox/"))
    look(page)
    page.locator("main .task a", has_text=called).first.click()
    expect(page.locator("h1")).to_have_text(called)
    look(page)
    return page.url


def answers(page: Page, act: str) -> None:
    """Accepted, or help has begun: one press."""
    with page.expect_navigation():
        page.locator(f"button[name=act][value={act}]").click()


def says_done(page: Page, outcome: str) -> None:
    """It is done, and what came of it."""
    form = page.locator("form:has(input[name=act][value=complete])")
    form.locator("select[name=outcome]").select_option(outcome)
    with page.expect_navigation():
        form.locator("button").click()


def refused(page: Page, address: str) -> bool:
    """Whether an address does not open for whoever is signed in here."""
    return page.request.get(address).status in (403, 404, 410)


def confirms(page: Page, office: OpenOffice, code: str, look: Look, language: str = HERS) -> None:
    """She types the code of her paper and says that she was helped. No account, no cookie."""
    page.goto(office.page(f"/{language}/my-referral/"))
    look(page)
    page.locator("input[name=code]").fill(code.lower())
    with page.expect_navigation():
        page.locator("main form button").last.click()
    look(page)
    page.locator("input[name=said][value=served]").check()
    with page.expect_navigation():
        page.locator("main form:has(input[name=said]) button").click()
    expect(page.locator("input[name=said]")).to_have_count(0)
    look(page)
    assert page.context.cookies() == []
