"""She complains without an account, in Somali and in Arabic; a department answers without her name; it ends made good."""

from datetime import timedelta
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys import complained, served
from tests.journeys.conftest import Audit, NewScreen, Picture
from tests.journeys.office import OpenOffice
from xenia.ground.common.dates import local_day, now

HER_NAME = "Xaliimo Cabdulqaadir Warsame"
SOMALI = f"Magacaygu waa {HER_NAME}. Ninkii miiska fadhiyay wuxuu yiri kaarka adiga kuma habboona."
IN_SOMALI = {
    "found": "Waad saxnayd. Tani ma ahayn inay dhacdo.",
    "remedy": "Mar kale ayaa laguu yeerayaa, kaarkana isla maalintaas ayaad heleysaa.",
    "closed": "Waa la sameeyay. Cabashadaada waan xirnay.",
}
ARABIC = "وقفت في الطابور ساعتين، ثم أغلقوا الشباك ولم يقولوا لماذا."
ASKED = "Somebody was told at your counter that the card is not for her. Whom do you turn away, and why?"
REPLIED = "We turn nobody away. We spoke with the people at the counter."
PROPOSED = "We invite her again and make the card on the same day."


def test_in_somali_without_an_account_on_a_phone_without_scripts(
    new_screen: NewScreen, desk_page: Page, office: OpenOffice, axe: Audit, picture: Picture
) -> None:
    hers, department, director = new_screen(width=360, script=False), new_screen(), new_screen()

    def on_her_phone(page: Page) -> None:
        served.fits(page)
        served.asks_nothing_of_status(page)

    hers.goto(office.page("/so/complaint/"))
    on_her_phone(hers)
    complained.asks_about_the_card(hers, SOMALI, on_her_phone)
    hers.locator("input[name=level][value=confidential]").check()
    hers.locator("input[name=answer_by][value=code]").check()
    picture(hers, "complaint-so-360")
    code = complained.sends(hers)
    on_her_phone(hers)
    picture(hers, "complaint-code-so-360")

    served.signs_in(desk_page, office, complained.OFFICER)
    complained.lets_in(desk_page, office, SOMALI, axe)
    complaint = complained.opens(desk_page, office, SOMALI, axe)
    complained.presses(desk_page, "take", axe)
    complained.presses(desk_page, "do/acknowledge", axe)
    complained.does(desk_page, "assess", axe)
    picture(desk_page, "complaint-looked-into")
    complained.does(desk_page, "ask-department", axe, words=ASKED, names_nobody="yes")
    complained.reads(hers, office, "so", code, on_her_phone)
    picture(hers, "complaint-asked-so-360")

    late = complained.a_week_late(office, complaint)
    assert late == {"climbed": 3, "director": 1, "again": 0}, "the director hears of it, once"
    served.signs_in(director, office, complained.DIRECTOR)
    director.goto(complaint)
    axe(director)
    expect(director.locator("main")).to_contain_text("late")
    picture(director, "complaint-climbed")

    served.signs_in(department, office, complained.DEPARTMENT)
    department.goto(office.page("/en/desk/complaints-asked/"))
    axe(department)
    department.locator("main .task a[href*='/complaints-asked/']").first.click()
    expect(department.locator("main")).to_contain_text(ASKED)
    for secret in (*HER_NAME.split(), "Ninkii", "Somali", code):
        assert secret not in department.content(), "a department never reads who she is"
    axe(department)
    picture(department, "complaint-department")
    assert served.refused(department, complaint)
    department.locator("textarea[name=words]").fill(REPLIED)
    department.locator("textarea[name=proposal]").fill(PROPOSED)
    with department.expect_navigation():
        department.locator("main form.fields button").last.click()
    axe(department)

    desk_page.goto(complaint)
    expect(desk_page.locator("#department")).to_contain_text(PROPOSED)
    complained.does(
        desk_page,
        "find",
        axe,
        outcome="upheld",
        english="You were right.",
        words=IN_SOMALI["found"],
    )
    complained.does(
        desk_page,
        "agree-remedy",
        axe,
        kind="service",
        english=PROPOSED,
        words=IN_SOMALI["remedy"],
        due_on=f"{local_day(now()) + timedelta(days=14)}",
    )
    written = complained.reads(hers, office, "so", code, on_her_phone)
    expect(written.filter(has_text=IN_SOMALI["remedy"])).to_be_visible()
    # Its day is to come: whoever looked says that it is there already.
    desk_page.locator("main form[action$='/do/verify-remedy/'] input[name=already]").check()
    complained.presses(desk_page, "do/verify-remedy", axe)
    complained.does(
        desk_page,
        "close",
        axe,
        closing="finished",
        english="It is done.",
        words=IN_SOMALI["closed"],
    )
    picture(desk_page, "complaint-closed")
    written = complained.reads(hers, office, "so", code, on_her_phone)
    for words in (SOMALI, *IN_SOMALI.values()):
        expect(written.filter(has_text=words)).to_be_visible()
    expect(hers.locator("main [aria-current=step]")).to_have_count(1)
    picture(hers, "complaint-closed-so-360")


def test_in_arabic_with_a_picture_on_a_phone_with_scripts(
    page: Page, desk_page: Page, office: OpenOffice, axe: Audit, picture: Picture
) -> None:
    def looks(page: Page) -> None:
        served.fits(page)
        axe(page)

    page.goto(office.page("/ar/complaint/"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    looks(page)
    complained.asks_about_the_card(page, ARABIC, looks)
    page.locator("input[name=level][value=anonymous]").check()
    page.locator("input[type=file]").set_input_files(
        {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    picture(page, "complaint-ar-360")
    page.wait_for_timeout(3200)  # Whoever sends within three seconds is taken for a machine.
    code = complained.sends(page)
    looks(page)
    picture(page, "complaint-code-ar-360")

    served.signs_in(desk_page, office, complained.OFFICER)
    complaint = complained.opens(desk_page, office, ARABIC, axe)
    complained.presses(desk_page, "take", axe)
    desk_page.locator("main a[href$='/pictures/']").first.click()
    axe(desk_page)
    desk_page.locator("main ul.stack a").first.click()
    shown = desk_page.locator("main img").first
    expect(shown).to_be_visible()
    axe(desk_page)
    sent = desk_page.request.get(str(shown.evaluate("one => one.src"))).body()
    assert not Image.open(BytesIO(sent)).getexif(), "where the photo was taken is gone"
    picture(desk_page, "complaint-picture")

    desk_page.goto(complaint)
    complained.presses(desk_page, "do/acknowledge", axe)
    complained.reads(page, office, "ar", code, looks)
    page.locator("form:has(button[value=again]) textarea").fill("كان ذلك يوم الثلاثاء.")
    page.wait_for_timeout(3200)
    with page.expect_navigation():
        page.locator("button[name=act][value=again]").click()
    looks(page)
    expect(page.locator("main article.said")).to_have_count(2)
    picture(page, "complaint-thread-ar-360")
    desk_page.goto(complaint)
    expect(desk_page.locator("#thread")).to_contain_text("كان ذلك يوم الثلاثاء.")


def a_photo() -> bytes:
    """A photo of a closed window that says where it was taken."""
    exif = Image.Exif()
    exif[0x0110] = "Telephone"
    exif[0x8825] = {1: "N", 2: (42.0, 21.0, 7.0)}
    kept = BytesIO()
    Image.new("RGB", (900, 1200), (120, 140, 160)).save(kept, "JPEG", exif=exif)
    return kept.getvalue()
