"""She asks to be forgotten: her name leaves every page, and every number stays."""

import re

from playwright.sync_api import Page, expect

from tests.journeys import served
from tests.journeys.conftest import NewScreen, Picture
from tests.journeys.office import OpenOffice

CALLED = "Diễm Hương Khuất"
# Where her name or her code could stand: (who opens it, path).
LISTS = ("/en/desk/", "/en/desk/people/", "/en/desk/cases/", "/en/desk/cases/?view=all")
OF_REFERRALS = ("", "?view=waiting", "?view=running", "?view=to_ask", "?view=ended")


def numbers(page: Page, office: OpenOffice) -> tuple[str, str]:
    """The page of statistics, and its table as a spreadsheet."""
    page.goto(office.page("/en/desk/statistics/"))
    table = page.request.get(office.page("/en/desk/statistics.csv")).text()
    return page.locator("main").inner_text(), table


def looked_for(page: Page, office: OpenOffice, text: str) -> str:
    """What the desk finds under a name or a code; somebody else may be called nearly so."""
    page.goto(office.page("/en/desk/people/"))
    page.locator("main input[name=text]").fill(text)
    page.locator("main input[name=text]").press("Enter")
    expect(page.locator("main .empty, main p[role=status]").first).to_be_visible()
    return page.locator("main").inner_text()


def test_the_numbers_stay_and_her_name_is_gone(
    desk_page: Page, new_screen: NewScreen, office: OpenOffice, picture: Picture
) -> None:
    teacher, herself = new_screen(), new_screen(width=360)
    served.signs_in(desk_page, office, served.CASEWORKER)
    case = served.takes_in(desk_page, office, CALLED, "English, food")
    helped = served.sends_to(desk_page, case, "adult-education", served.SCHOOL)
    waits = served.sends_to(desk_page, case, "food", served.FOOD_PANTRY)
    served.signs_in(teacher, office, served.TEACHER)
    served.opens(teacher, office, CALLED, served.nothing)
    served.answers(teacher, "accept")
    served.confirms(herself, office, helped.code, served.nothing)

    desk_page.goto(office.page(waits.page))
    person = desk_page.locator("main a[href*='/desk/people/']").first.get_attribute("href")
    assert person is not None
    desk_page.goto(office.page(person))
    expect(desk_page.locator("h1")).to_have_text(CALLED)
    code = re.findall(r"\b\w{3}-\w{3}\b", desk_page.locator("main").inner_text())[0]
    before, in_ledger = numbers(desk_page, office), served.counted(office)

    desk_page.goto(office.page(f"{person}forget/"))
    desk_page.locator("main form.fields button").click()
    expect(desk_page.locator(".notice.problem")).to_be_visible()
    desk_page.locator("input[name=sure]").check()
    picture(desk_page, "forget-her")
    with desk_page.expect_navigation():
        desk_page.locator("main form.fields button").click()
    expect(desk_page.locator("body")).not_to_contain_text(CALLED)

    assert numbers(desk_page, office) == before
    assert served.counted(office) == in_ledger
    for words in (CALLED, code):
        found = looked_for(desk_page, office, words)
        assert CALLED not in found
        assert code not in found
    for path in (*LISTS, *(f"/en/desk/referrals/{view}" for view in OF_REFERRALS)):
        desk_page.goto(office.page(path))
        page = desk_page.locator("main").inner_text()
        assert CALLED not in page, path
        assert code not in page, path
    for address in (case, office.page(person), office.page(helped.page), office.page(waits.page)):
        assert served.refused(desk_page, address), address
    teacher.goto(office.page("/en/desk/inbox/"))
    expect(teacher.locator("body")).not_to_contain_text(CALLED)
    herself.goto(office.page("/vi/my-referral/"))
    herself.locator("input[name=code]").fill(helped.code)
    herself.locator("main form button").last.click()
    expect(herself.locator("main form .error, main .notice.problem").first).to_be_visible()
