"""She takes her consent back with the code on her paper: the partner sees her no more, and the desk is told."""

from playwright.sync_api import Page, expect

from tests.journeys import served
from tests.journeys.conftest import Audit, NewScreen, Picture
from tests.journeys.office import OpenOffice

CALLED = "Lệ Quyên Trác"


def test_the_partner_sees_her_no_more_and_the_desk_is_told(
    desk_page: Page,
    plain_page: Page,
    page: Page,
    new_screen: NewScreen,
    office: OpenOffice,
    axe: Audit,
    picture: Picture,
) -> None:
    teacher = new_screen()
    served.signs_in(desk_page, office, served.CASEWORKER)
    case = served.takes_in(desk_page, office, CALLED, "English")
    sent = served.sends_to(desk_page, case, "adult-education", served.SCHOOL)
    served.signs_in(teacher, office, served.TEACHER)
    at_school = served.opens(teacher, office, CALLED, served.nothing)
    served.answers(teacher, "accept")
    expect(teacher.locator("h1")).to_have_text(CALLED)

    # What she reads is the same on a phone that runs no script.
    for phone, ends in ((page, False), (plain_page, True)):
        phone.goto(office.page("/vi/my-referral/"))
        phone.locator("input[name=code]").fill(sent.code.lower().replace("-", " "))
        with phone.expect_navigation():
            phone.locator("main form button").last.click()
        expect(phone.locator("main")).to_contain_text(served.SCHOOL)
        expect(phone.locator("main")).not_to_contain_text(CALLED)
        served.fits(phone)
        if not ends:
            axe(phone)
            picture(phone, "consent-vi-360")
            continue
        with phone.expect_navigation():
            phone.locator("main button[value=withdraw]").first.click()
        expect(phone.locator("main input[name=said]")).to_have_count(0)
        assert phone.context.cookies() == []

    assert served.refused(teacher, at_school)
    teacher.goto(office.page("/en/desk/inbox/"))
    expect(teacher.locator("body")).not_to_contain_text(CALLED)

    for path in ("/en/desk/", "/en/desk/referrals/"):
        desk_page.goto(office.page(path))
        expect(desk_page.locator(f"main a[href='{sent.page}']").first).to_be_visible()
    desk_page.locator(f"main a[href='{sent.page}']").first.click()
    expect(desk_page.locator("main")).to_contain_text("She took her consent back")
    picture(desk_page, "consent-taken-back-desk")
    desk_page.goto(case)
    expect(served.of_need(desk_page, "adult-education").locator(".tag.waiting")).to_be_visible()
