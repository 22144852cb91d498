"""Somebody complains on a phone: a slow one waits for nothing, one without scripts is heard, and nothing stays behind."""

import re
import time

import pytest
from playwright.sync_api import Page, Request, expect

from tests.journeys.conftest import Audit, Picture
from tests.journeys.office import OpenOffice
from xenia.ground.common.work_proof import LEAST, bits_of

SOMALI = "Waxay ii sheegeen inaanan kaarka heli karin. Waxaan sugay saddex saacadood."
KEPT = "sessionStorage.getItem('xenia-complaint')"
# How much slower than this machine an old phone is.
SLOWER = 6
HELD = "li:has-text('Machines write to us too')"


def opened(page: Page, office: OpenOffice, language: str = "en") -> None:
    page.goto(office.page(f"/{language}/complaint/"))
    page.locator("[name=words]").fill(SOMALI)


def send(page: Page) -> str:
    """Her code."""
    page.locator("[value=send]").click()
    page.locator(".code").wait_for()
    return page.locator(".code").inner_text()


@pytest.mark.parametrize("language", ["so", "ar"])
def test_she_complains_and_follows_it_in_her_language(
    language: str, page: Page, office: OpenOffice, axe: Audit, picture: Picture
) -> None:
    opened(page, office, language)
    axe(page)
    picture(page, f"complain-{language}")
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]  # type: ignore[index]
    time.sleep(3)
    code = send(page)
    axe(page)
    picture(page, f"complained-{language}")
    page.goto(office.page(f"/{language}/complaint/answer/"))
    page.locator("[name=code]").fill(code.lower())
    page.locator("main form button").click()
    expect(page.locator(".said")).to_contain_text(SOMALI)
    axe(page)
    picture(page, f"complaint-{language}")
    assert not page.context.cookies()


def test_a_slow_phone_waits_two_seconds_at_most(page: Page, office: OpenOffice) -> None:
    """She pastes her words and sends them; most people write for longer, and wait for nothing."""
    seen: dict[str, tuple[Request, float]] = {}
    page.on("request", lambda one: seen.update({one.method: (one, time.monotonic())}))
    page.goto(office.page("/en/complaint/"))
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.locator("[name=words]").fill(SOMALI)
    time.sleep(3.5)  # what was written in less is held
    with page.expect_request(lambda one: one.method == "POST") as posted:
        page.locator("[value=send]").click(no_wait_after=True)
    sent = posted.value.post_data or ""
    said = dict(re.findall(r'name="(token|proof)"\r\n\r\n([^\r]*)', sent))
    waited = seen["POST"][1] - seen["HEAD"][1]
    assert waited < 2 + 1.5, "two seconds of work, and the question whether the line is there"
    page.locator(".code").wait_for()
    is_enough = bits_of(said["token"], said.get("proof", "")) >= LEAST
    expect(page.locator(HELD)).to_have_count(0 if is_enough else 1)


def test_without_scripts_she_is_heard_after_a_colleagues_look(
    plain_page: Page, office: OpenOffice
) -> None:
    opened(plain_page, office)
    plain_page.locator("[name=look]").fill("library")
    plain_page.locator("[value=look]").click()
    expect(plain_page.locator("[name=words]")).to_have_value(SOMALI)
    assert send(plain_page)
    expect(plain_page.locator(HELD)).to_have_count(1)


def test_her_words_stay_on_her_phone_only_when_she_asks_and_until_they_are_sent(
    page: Page, office: OpenOffice
) -> None:
    opened(page, office)
    assert page.evaluate(KEPT) is None
    page.locator("[data-keep]").check()
    page.locator("[name=words]").press_sequentially("!")
    page.reload()
    expect(page.locator("[name=words]")).to_have_value(f"{SOMALI}!")
    page.locator("[data-keep]").uncheck()
    assert page.evaluate(KEPT) is None
    page.locator("[data-keep]").check()
    send(page)
    assert page.evaluate(KEPT) is None


def test_how_to_reach_her_is_never_kept(page: Page, office: OpenOffice) -> None:
    opened(page, office)
    page.locator("[data-keep]").check()
    page.locator("[name=level][value=confidential]").check()
    page.locator("[name=answer_by][value=sms]").check()
    page.locator("[name=phone]").fill("617-555-0123")
    assert "555" not in page.evaluate(KEPT)


def test_when_the_line_drops_nothing_is_sent_and_nothing_is_lost(
    page: Page, office: OpenOffice
) -> None:
    opened(page, office)
    page.context.set_offline(True)
    page.locator("[value=send]").click()
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value(SOMALI)
    page.context.set_offline(False)
    assert send(page)


def test_who_stays_unknown_is_asked_for_no_way_to_reach_her(page: Page, office: OpenOffice) -> None:
    opened(page, office)
    expect(page.locator("[name=answer_by]").first).to_be_hidden()
    page.locator("[name=level][value=confidential]").check()
    expect(page.locator("[name=answer_by]").first).to_be_visible()
    expect(page.locator("[name=email]")).to_be_hidden()
    page.locator("[name=answer_by][value=email]").check()
    expect(page.locator("[name=email]")).to_be_visible()
    expect(page.locator("[name=phone]")).to_be_hidden()
