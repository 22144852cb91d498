"""A pantry has no place free and says so; the caseworker sends her to somebody else, who takes her on."""

from playwright.sync_api import Page, expect

from tests.journeys import served
from tests.journeys.conftest import NewScreen, Picture
from tests.journeys.office import OpenOffice

CALLED = "Tường Vi Lạc"


def test_a_no_with_its_reason_leads_to_somebody_else(
    desk_page: Page, new_screen: NewScreen, office: OpenOffice, picture: Picture
) -> None:
    pantry, network = new_screen(), new_screen()
    served.signs_in(desk_page, office, served.CASEWORKER)
    case = served.takes_in(desk_page, office, CALLED, "food")
    first = served.sends_to(desk_page, case, "food", served.FOOD_PANTRY)

    served.signs_in(pantry, office, served.PANTRY)
    at_pantry = served.opens(pantry, office, CALLED, served.nothing)
    pantry.locator("summary", has_text="No, we cannot").click()
    says_no = pantry.locator("form:has(input[name=act][value=decline])")
    with pantry.expect_navigation():
        says_no.locator("button").click()
    expect(says_no.locator(".error")).to_be_visible()
    says_no.locator("select[name=reason]").select_option("capacity")
    with pantry.expect_navigation():
        says_no.locator("button").click()
    assert served.refused(pantry, at_pantry), "whoever said no sees her no more"

    desk_page.goto(office.page("/en/desk/"))
    expect(desk_page.locator(f"main a[href='{first.page}']").first).to_be_visible()
    desk_page.goto(office.page(first.page))
    expect(desk_page.locator("main")).to_contain_text("No place free")
    picture(desk_page, "declined")
    desk_page.locator("main .notice a[href*='instead=']").click()
    expect(desk_page.locator("main")).to_contain_text(f"Instead of {served.FOOD_PANTRY}")
    entry = desk_page.locator("section.choice", has_text=served.FOOD_CARD).first
    second = served.sends(desk_page, entry, "", served.nothing)
    desk_page.goto(office.page(first.page))
    expect(desk_page.locator(f"main .notice a[href='{second.page}']")).to_be_visible()

    served.signs_in(network, office, served.NETWORK)
    served.opens(network, office, CALLED, served.nothing)
    served.answers(network, "accept")
    assert served.refused(pantry, office.page(f"/en/desk/inbox/{second.pk}/"))
    desk_page.goto(office.page(second.page))
    expect(desk_page.locator("ol.path [aria-current=step]")).to_contain_text("Accepted")
    desk_page.goto(office.page("/en/desk/referrals/"))
    expect(desk_page.locator(f"main a[href='{first.page}']")).to_have_count(0)
    desk_page.goto(case)
    expect(served.of_need(desk_page, "food").locator(".tag.waiting")).to_be_visible()
