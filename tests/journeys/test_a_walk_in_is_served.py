"""A woman who speaks Vietnamese comes to the front desk, is sent to a class and a pantry, and both help her."""

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import served
from tests.journeys.conftest import Audit, NewScreen, Picture
from tests.journeys.office import OpenOffice

# Each walk is another woman: the desk would ask whether it knows her already.
CALLED = "Kim Xuyến Bửu"
WALKS = {"en": "Thuyền Quyên Mạch", "ar": "Oanh Vũ Phụng"}
PLAIN = "Ngọc Hân Diệp"
EVERY_STEP = {
    "casework.intake started": 1,
    "casework.intake submitted": 1,
    "casework.intake screened": 1,
    "casework.intake accepted": 1,
    "casework.screened": 1,
    "casework.contact": 1,
    "casework.need open": 2,
    "casework.need met": 2,
    "referrals.sent": 2,
    "referrals.answered accepted": 2,
    "referrals.closed served": 2,
}


def looks_closely(axe: Audit, page: Page) -> None:
    """Fits the phone, reads well for everybody, asks nothing it must not."""
    served.fits(page)
    served.asks_nothing_of_status(page)
    axe(page)


def test_two_partners_help_her_at_the_same_time_and_every_step_is_counted(
    desk_page: Page, page: Page, new_screen: NewScreen, office: OpenOffice, picture: Picture
) -> None:
    look = served.asks_nothing_of_status
    before = served.counted(office)
    teacher, pantry = new_screen(), new_screen()
    served.signs_in(desk_page, office, served.FRONT_DESK)
    served.signs_in(teacher, office, served.TEACHER)
    served.signs_in(pantry, office, served.PANTRY)

    served.finds_nobody(desk_page, office, CALLED, "en", look)
    case = served.takes_her_in(desk_page, CALLED, "English, food", look)
    picture(desk_page, "walk-in-case")
    entry = served.chooses(desk_page, "adult-education", served.SCHOOL, look)
    expect(entry).to_contain_text("14 seats free")
    picture(desk_page, "walk-in-choose")
    to_class = served.sends(desk_page, entry, "Mornings are best.", look)
    expect(desk_page.locator("html")).to_have_attribute("lang", "vi")
    picture(desk_page, "walk-in-paper-vi")
    desk_page.goto(case)
    entry = served.chooses(desk_page, "food", served.FOOD_PANTRY, look)
    to_pantry = served.sends(desk_page, entry, "Four at the table.", look)

    at_class = served.opens(teacher, office, CALLED, look)
    at_pantry = served.opens(pantry, office, CALLED, look)
    expect(teacher.locator("main")).to_contain_text("Mornings are best.")
    expect(teacher.locator("main")).not_to_contain_text("Four at the table.")
    expect(pantry.locator("main")).not_to_contain_text("Mornings are best.")
    assert served.refused(teacher, at_pantry)
    assert served.refused(pantry, at_class)
    assert served.refused(teacher, case), "her case is the office's alone"
    assert served.refused(pantry, office.page(to_class.page))
    picture(teacher, "walk-in-inbox")
    for act in ("accept", "start"):
        served.answers(teacher, act)
        served.answers(pantry, act)
    served.says_done(pantry, "served")
    served.says_done(teacher, "served")
    for screen, address in ((teacher, at_class), (pantry, at_pantry)):
        assert served.refused(screen, address), "what is done is seen no more"
        expect(screen.locator("main")).not_to_contain_text(CALLED)

    served.confirms(page, office, to_class.code, look)
    served.confirms(page, office, to_pantry.code, look)

    colleague = new_screen()
    served.signs_in(colleague, office, served.CASEWORKER)
    colleague.goto(case)
    expect(colleague.locator(".one-need .tag.met")).to_have_count(2)
    # Whoever sent her somewhere had looked; nothing else was open, so that was the help.
    expect(colleague.locator("main button[value=screen], main button[value=accept]")).to_have_count(
        0
    )
    picture(colleague, "walk-in-case-met")
    colleague.goto(office.page(to_class.page))
    expect(colleague.locator("main")).to_contain_text("She said so herself")
    colleague.goto(office.page("/en/desk/statistics/"))
    expect(colleague.locator("#glance")).to_be_visible()
    # Both answered on the day they were asked: no business day lies between.
    assert served.more_than(before, served.counted(office)) == EVERY_STEP


@pytest.mark.parametrize("language", list(WALKS))
def test_every_page_of_it_reads_well_on_a_phone(
    page: Page,
    new_screen: NewScreen,
    office: OpenOffice,
    axe: Audit,
    picture: Picture,
    language: str,
) -> None:
    look = partial(looks_closely, axe)
    called = WALKS[language]
    teacher, herself = new_screen(width=360), new_screen(width=360)
    served.signs_in(page, office, served.FRONT_DESK, language)
    look(page)
    served.finds_nobody(page, office, called, language, look)
    served.takes_her_in(page, called, "English", look)
    picture(page, f"walk-in-case-{language}-360")
    entry = served.chooses(page, "adult-education", served.SCHOOL, look)
    sent = served.sends(page, entry, "Mornings are best.", look)
    page.goto(office.page(sent.page))
    look(page)

    served.signs_in(teacher, office, served.TEACHER, language)
    served.opens(teacher, office, called, look, language)
    picture(teacher, f"walk-in-inbox-{language}-360")
    served.answers(teacher, "accept")
    look(teacher)
    served.answers(teacher, "start")
    served.says_done(teacher, "served")
    look(teacher)
    served.confirms(herself, office, sent.code, look, language)
    picture(herself, f"walk-in-thanks-{language}-360")


def test_all_of_it_works_without_javascript(
    plain_page: Page, new_screen: NewScreen, office: OpenOffice
) -> None:
    look = served.asks_nothing_of_status
    teacher, herself = new_screen(script=False), new_screen(script=False)
    served.signs_in(plain_page, office, served.FRONT_DESK)
    served.finds_nobody(plain_page, office, PLAIN, "en", look)
    case = served.takes_her_in(plain_page, PLAIN, "English", look)
    entry = served.chooses(plain_page, "adult-education", served.SCHOOL, look)
    sent = served.sends(plain_page, entry, "", look)
    served.signs_in(teacher, office, served.TEACHER)
    served.opens(teacher, office, PLAIN, look)
    served.answers(teacher, "accept")
    served.answers(teacher, "start")
    served.says_done(teacher, "partly")
    served.confirms(herself, office, sent.code, look)
    plain_page.goto(case)
    expect(plain_page.locator(".one-need .tag.met")).to_have_count(1)
