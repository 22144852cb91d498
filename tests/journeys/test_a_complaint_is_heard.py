"""She complains without an account, in Somali and in Arabic; a department answers without her name; it ends made good."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.journeys import complained, served
from tests.journeys.conftest import Audit, NewScreen, Picture
from tests.journeys.office import OpenOffice
from tests.journeys.served import Look
from xenia.ground.common.dates import local_day, now

HER_NAME = "Xaliimo Cabdulqaadir Warsame"
SOMALI = f"Magacaygu waa {HER_NAME}. Ninkii miiska fadhiyay wuxuu yiri kaarka adiga kuma habboona."
IN_SOMALI = {
    "found": "Waad saxnayd. Tani ma ahayn inay dhacdo.",
    "remedy": "Mar kale ayaa laguu yeerayaa, kaarkana isla maalintaas ayaad heleysaa.",
    "closed": "Waa la sameeyay. Cabashadaada waan xirnay.",
}
DIRECTOR_KNOWS = {
    "so": "Agaasimaha xafiiskayagu wuu og yahay, wuuna ka warqabaa.",
    "ar": "مدير مكتبنا يعرف ذلك ويهتم به.",
}
ARABIC = "وقفت في الطابور ساعتين، ثم أغلقوا الشباك ولم يقولوا لماذا."
ASKED = "Somebody was told at your counter that the card is not for her. Whom do you turn away, and why?"
REPLIED = "We turn nobody away. We spoke with the people at the counter."
PROPOSED = "We invite her again and make the card on the same day."


@dataclass(frozen=True)
class Walk:
    """The screens of a journey, and what looks at each page."""

    office: OpenOffice
    hers: Page
    desk: Page
    department: Page
    director: Page
    look: Look
    her_look: Look
    picture: Picture

    def she_reads(self, code: str, name: str, language: str = "so") -> Locator:
        """What was written so far, on her phone."""
        written = complained.reads(self.hers, self.office, language, code, self.her_look)
        self.picture(self.hers, f"{name}-{language}-360")
        return written


def test_in_somali_without_an_account_on_a_phone_without_scripts(
    new_screen: NewScreen,
    desk_page: Page,
    office: OpenOffice,
    axe: Audit,
    plain_axe: Audit,
    picture: Picture,
) -> None:
    def on_her_phone(page: Page) -> None:
        served.fits(page)
        served.asks_nothing_of_status(page)
        plain_axe(page)

    hers = new_screen(width=360, script=False)
    walk = Walk(office, hers, desk_page, new_screen(), new_screen(), axe, on_her_phone, picture)
    code = she_complains(walk)
    complaint = the_office_asks_the_department(walk)
    walk.she_reads(code, "complaint-asked")
    it_is_late_and_climbs(walk, complaint, code)
    the_department_answers(walk, complaint, code)
    it_is_made_good(walk, complaint, code)


def she_complains(walk: Walk) -> str:
    """In her own words; the office alone knows how to reach her. Her code."""
    walk.hers.goto(walk.office.page("/so/complaint/"))
    walk.her_look(walk.hers)
    complained.asks_about_the_card(walk.hers, SOMALI, walk.her_look)
    walk.hers.locator("input[name=level][value=confidential]").check()
    walk.hers.locator("input[name=answer_by][value=code]").check()
    walk.picture(walk.hers, "complaint-so-360")
    code = complained.sends(walk.hers)
    walk.her_look(walk.hers)
    walk.picture(walk.hers, "complaint-code-so-360")
    return code


def the_office_asks_the_department(walk: Walk) -> str:
    """A colleague lets it in, takes it, and asks in other words. Its address."""
    served.signs_in(walk.desk, walk.office, complained.OFFICER)
    complained.lets_in(walk.desk, walk.office, SOMALI, walk.look)
    complaint = complained.opens(walk.desk, walk.office, SOMALI, walk.look)
    complained.presses(walk.desk, "take", walk.look)
    complained.presses(walk.desk, "do/acknowledge", walk.look)
    complained.does(walk.desk, "assess", walk.look)
    walk.picture(walk.desk, "complaint-looked-into")
    complained.does(walk.desk, "ask-department", walk.look, words=ASKED, names_nobody="yes")
    return complaint


def it_is_late_and_climbs(walk: Walk, complaint: str, code: str) -> None:
    """The department does not answer: the director hears of it, and she reads so in her language."""
    late = complained.a_week_late(walk.office, complaint)
    assert late == {"climbed": 3, "director": 1, "again": 0}, "the director hears of it, once"
    served.signs_in(walk.director, walk.office, complained.DIRECTOR)
    walk.director.goto(complaint)
    walk.look(walk.director)
    expect(walk.director.locator("main")).to_contain_text("late")
    walk.picture(walk.director, "complaint-climbed")
    for language, said in DIRECTOR_KNOWS.items():
        walk.she_reads(code, "complaint-late", language)
        expect(walk.hers.locator("main")).to_contain_text(said)


def the_department_answers(walk: Walk, complaint: str, code: str) -> None:
    """It reads what it is asked, nothing of her, and proposes to make it good."""
    page = walk.department
    served.signs_in(page, walk.office, complained.DEPARTMENT)
    page.goto(walk.office.page("/en/desk/complaints-asked/"))
    walk.look(page)
    page.locator("main .task a[href*='/complaints-asked/']").first.click()
    expect(page.locator("main")).to_contain_text(ASKED)
    for secret in (*HER_NAME.split(), "Ninkii", "Somali", code):
        assert secret not in page.content(), "a department never reads who she is"
    walk.look(page)
    walk.picture(page, "complaint-department")
    assert served.refused(page, complaint)
    page.locator("textarea[name=words]").fill(REPLIED)
    page.locator("textarea[name=proposal]").fill(PROPOSED)
    with page.expect_navigation():
        page.locator("main form.fields button").last.click()
    walk.look(page)


def it_is_made_good(walk: Walk, complaint: str, code: str) -> None:
    """She was right, the remedy is there, and she reads all of it."""
    desk, hers = walk.desk, walk.hers
    desk.goto(complaint)
    expect(desk.locator("#department")).to_contain_text(PROPOSED)
    found = {"outcome": "upheld", "english": "You were right.", "words": IN_SOMALI["found"]}
    complained.does(desk, "find", walk.look, **found)
    agreed = {"kind": "service", "english": PROPOSED, "words": IN_SOMALI["remedy"]}
    by_then = f"{local_day(now()) + timedelta(days=14)}"
    complained.does(desk, "agree-remedy", walk.look, **agreed, due_on=by_then)
    written = walk.she_reads(code, "complaint-remedy")
    expect(written.filter(has_text=IN_SOMALI["remedy"])).to_be_visible()
    # Its day is to come: whoever looked says that it is there already.
    desk.locator("main form[action$='/do/verify-remedy/'] input[name=already]").check()
    complained.presses(desk, "do/verify-remedy", walk.look)
    closed = {"closing": "finished", "english": "It is done.", "words": IN_SOMALI["closed"]}
    complained.does(desk, "close", walk.look, **closed)
    walk.picture(desk, "complaint-closed")
    written = walk.she_reads(code, "complaint-closed")
    for words in (SOMALI, *IN_SOMALI.values()):
        expect(written.filter(has_text=words)).to_be_visible()
    expect(hers.locator("main [aria-current=step]")).to_have_count(1)
    # Before anything is erased she is asked once more.
    with hers.expect_navigation():
        hers.locator("form:has(input[value=erase]) button").click()
    walk.her_look(hers)


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
