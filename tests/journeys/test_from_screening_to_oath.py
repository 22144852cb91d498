"""A caseworker looks up with a woman whether it is time for citizenship; a legal provider goes with her to the oath."""

from datetime import timedelta
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import served
from tests.journeys.conftest import Audit, NewScreen, Picture
from tests.journeys.office import OpenOffice
from tests.journeys.served import Look
from xenia.ground.common.dates import local_day, now

LAWYERS = "Lantern Immigration Law Project"
# Accredited by the Department of Justice: he before the court too, she before Homeland Security alone.
FULLY = "rafael.oduya@lanternlaw.example"
PARTLY = "ksenia.vetrova@lanternlaw.example"
PARTLY_CALLED = "Ksenia Vetrova"
CALLED = "Mai Phương Khuất"
ON_A_PHONE = {"en": "Hạnh Dung Tiêu", "ar": "Tuyết Lan Đàm"}
NEED = "immigration-legal"
# What is looked up with her: where her status counts, and where it does not.
CITIZENSHIP, CITY_ID = "n-400", "city-id"
# She has not lived here long enough, something worries her, and of her papers she says nothing.
ANSWERS = {"age": "34", "months_away_5": "2"}
SAID = {
    "lives_here": "no",
    "two_papers": "yes",
    "same_state": "no",
    "knows_english": "yes",
    "knows_civics": "yes",
    "other_worry": "yes",
    "situation": "rather-not-say",
}
WHY = "On Friday she moves in with her sister, here in the city."
NOTE = "Her sister comes along and translates what she fears to say."
# What the case is and before whom, in the words of its page.
CASE = ("Becoming a citizen (N-400)", "USCIS or another part of Homeland Security")
# The type of case stands in the stream of legal matters alone, in its month, without her language.
LEDGER = """
import json, django
django.setup()
from django.db.models import Sum
from xenia.ground.common.dates import local_day, now
from xenia.ground.ledger.models import Entry
month = local_day(now()).replace(day=1)
cases = Entry.objects.filter(stream="legal", case_type="naturalization", grain="month", on=month, language="")
rows = cases.filter(kind__in=("casework.legal_matter", "casework.legal_benefit")).values_list("kind", "outcome")
sums = rows.annotate(Sum("quantity")).order_by()
print(json.dumps({f"{kind} {outcome}": int(count) for kind, outcome, count in sums}))
"""
ONE_CASE = {
    "casework.legal_matter open": 1,
    "casework.legal_matter favorable": 1,
    "casework.legal_benefit citizenship": 1,
}


def looks_closely(axe: Audit, page: Page) -> None:
    """Fits the screen, and reads well for everybody."""
    served.fits(page)
    axe(page)


def unfolded(page: Page, target: str) -> Locator:
    """A part of a page, whatever it is folded into."""
    part = page.locator(target)
    folds = part.locator("xpath=ancestor::details[not(@open)]/summary")
    if folds.count():
        folds.click()
    return part


def keeps(page: Page, form: Locator, **said: str) -> None:
    """Fill in a form, and send it."""
    for name, value in said.items():
        field = form.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        form.locator("button").last.click()


def does(page: Page, act: str, **said: str) -> None:
    """One of the forms of a legal matter; act: the end of its address."""
    keeps(page, unfolded(page, f"main form.fields[action$='/{act}/']"), **said)


def presses(page: Page, button: str) -> None:
    """A button of a legal matter."""
    target = unfolded(page, f"main button{button}")
    with page.expect_navigation():
        target.click()


def checks_with_her(page: Page, case: str, look: Look) -> None:
    """Which rules, some questions, the result: something is met, something not, something not known."""
    page.goto(case)
    page.locator("main a[href$='/check/']").click()
    expect(page.locator(f"input[name=rules][value={CITIZENSHIP}]")).to_be_checked()
    for one in page.locator("input[name=rules]").all():
        one.set_checked(one.get_attribute("value") in (CITIZENSHIP, CITY_ID))
    look(page)
    with page.expect_navigation():
        page.locator("main form.fields button").last.click()
    # Each question stands under its rules; the one about her status apart, at the end.
    expect(page.locator("main form.fields section > h2")).to_have_count(2)
    expect(page.locator("main .notice.sealed input[name=q-situation]").first).to_be_visible()
    for name, typed in ANSWERS.items():
        page.locator(f"input[name=q-{name}]").fill(typed)
    for name, chosen in SAID.items():
        page.locator(f"input[name=q-{name}][value={chosen}]").check()
    look(page)
    with page.expect_navigation():
        page.locator("main form.fields button").last.click()
    look(page)


def decides(page: Page, decision: str, *, agrees: bool) -> None:
    """It is kept if she agrees, and decided; where she is sent, it is for her citizenship."""
    form = page.locator("main form:has(input[name=decision])")
    form.locator("input[name=agrees]").set_checked(agrees)
    form.locator(f"input[name=decision][value={decision}]").check()
    form.locator("select[name=towards]").select_option(CITIZENSHIP)
    with page.expect_navigation():
        form.locator("button").last.click()


def sees_what_was_kept(page: Page) -> None:
    """Nothing tells of her status, and nobody sets a result where it counts; elsewhere a colleague does, and says why."""
    expect(page.locator("article.said")).to_have_count(2)
    citizenship = page.locator("article.said", has_text="N-400")
    conditions = unfolded(page, "article.said:has-text('N-400') details ul")
    expect(conditions).to_contain_text("Three months in the same state: Not met")
    # What would show how long she has had which papers is not kept.
    expect(conditions).not_to_contain_text("green card", ignore_case=True)
    expect(citizenship).to_contain_text("What federal law asks about immigration is not kept")
    expect(citizenship.locator("form")).to_have_count(0)
    city = page.locator("article.said", has_text="City ID card")
    expect(city.locator(".tag")).to_have_text(["Unlikely"])
    other = unfolded(page, "article.said:has-text('City ID card') form[action$='/override/']")
    keeps(page, other, tier="likely", reason=WHY)
    expect(city).to_contain_text("You found:")
    expect(city).to_contain_text(WHY)
    expect(city.locator(".tag")).to_have_text(["Unlikely", "Likely"])
    expect(citizenship.locator(".tag")).to_have_text(["Ask a person"])


def sends_her_to_the_lawyers(page: Page, case: str) -> served.Sent:
    """From her need to the provider that answers."""
    page.goto(case)
    entry = served.chooses(page, NEED, LAWYERS, served.nothing)
    return served.sends(page, entry, "She wants to become a citizen.", served.nothing)


def takes_her_on(
    page: Page, office: OpenOffice, called: str, venue: str, look: Look, language: str
) -> str:
    """A representative says yes, and begins the matter with her yes. Its address."""
    served.opens(page, office, called, look, language)
    served.answers(page, "accept")
    look(page)
    page.locator("main a[href*='/matters/from/']").click()
    form = page.locator("main form.fields")
    form.locator("input[name=agrees]").check()
    look(page)
    keeps(page, form, case_type="naturalization", venue=venue)
    expect(page.locator("h1")).to_have_text(called)
    look(page)
    return page.url


def test_from_a_check_at_the_desk_to_the_oath(
    desk_page: Page, new_screen: NewScreen, office: OpenOffice, axe: Audit, picture: Picture
) -> None:
    look = partial(looks_closely, axe)
    before = served.told_by(office, LEDGER)
    served.signs_in(desk_page, office, served.CASEWORKER)
    case = served.takes_in(desk_page, office, CALLED, "citizenship, immigration law")

    checks_with_her(desk_page, case, served.nothing)
    decides(desk_page, "later", agrees=False)
    expect(desk_page.locator("h1")).to_have_text(CALLED)
    expect(desk_page.locator("article.said")).to_have_count(0)
    checks_with_her(desk_page, case, look)
    result = desk_page.locator("main section:has(> h2:text('N-400'))")
    for word in ("Ask a person", "Met", "Not met", "Not known"):
        expect(result.locator(".tag").get_by_text(word, exact=True).first).to_be_visible()
    picture(desk_page, "oath-check-result")
    decides(desk_page, "later", agrees=True)
    sees_what_was_kept(desk_page)
    look(desk_page)
    picture(desk_page, "oath-check-kept")
    sent = sends_her_to_the_lawyers(desk_page, case)

    fully, partly = new_screen(), new_screen()
    served.signs_in(fully, office, FULLY)
    matter = takes_her_on(fully, office, CALLED, "immigration-court", look, "en")
    presses(fully, "[name=found][value=clear]")
    picture(fully, "oath-matter-begun")
    spoken_for = unfolded(fully, "main form[action$='/assign/']").locator("[name=person]")
    spoken_for.select_option(label=PARTLY_CALLED)
    does(fully, "assign")
    refusal = fully.locator("main form[action$='/assign/']")
    expect(refusal).to_contain_text("a partial accreditation is for Homeland Security alone")
    look(fully)
    picture(fully, "oath-assignment-refused")
    does(fully, "case", venue="uscis")
    unfolded(fully, "main form[action$='/assign/']")
    spoken_for.select_option(label=PARTLY_CALLED)
    does(fully, "assign")
    expect(fully.locator("aside, .side").get_by_text(PARTLY_CALLED).first).to_be_visible()

    served.signs_in(partly, office, PARTLY)
    partly.goto(matter)
    for words in CASE:
        expect(partly.locator("main")).to_contain_text(words)
    presses(partly, "[name=act][value=work]")
    presses(partly, "[name=minutes][value='30']")
    does(partly, "time", kind="writing", minutes="45")
    expect(partly.locator("main")).to_contain_text("75 minutes so far")
    ceremony = local_day(now()) + timedelta(days=20)
    does(partly, "deadline", kind="oath", due_on=ceremony.isoformat())
    does(partly, "note", text=NOTE)
    expect(partly.locator("main")).to_contain_text(NOTE)
    presses(partly, "[name=act][value=wait]")
    look(partly)
    picture(partly, "oath-matter-filed")
    does(partly, "step", outcome="favorable")
    presses(partly, "[aria-label^='Done: A ceremony']")
    partly.goto(matter)
    unfolded(partly, "main form[action$='/close/'] input[value=citizenship]").check()
    does(partly, "close", outcome="favorable", closing_code="H")
    expect(partly.locator("main")).to_contain_text("She became a citizen")
    look(partly)
    picture(partly, "oath-matter-closed")

    desk_page.goto(case)
    hers = desk_page.locator("main a[href*='/desk/people/']").first.get_attribute("href")
    assert hers is not None
    assert served.more_than(before, served.told_by(office, LEDGER)) == ONE_CASE
    pages = [case, matter, office.page(hers), office.page(sent.page)]
    pages += [
        office.page(f"/en/desk/{one}")
        for one in ("cases/matters/?show=all", "matters/?show=closed")
    ]
    for address in pages:
        opened = desk_page.goto(address)
        assert opened is not None
        assert opened.ok, address
        for words in (*CASE, "naturalization", NOTE, "She became a citizen"):
            expect(desk_page.locator("body")).not_to_contain_text(words)
    desk_page.goto(matter)
    expect(desk_page.locator("main")).to_contain_text(f"A legal matter is with {LAWYERS}")
    look(desk_page)
    desk_page.goto(office.page("/en/desk/statistics/"))
    expect(desk_page.locator("#glance")).to_be_visible()


@pytest.mark.parametrize("language", list(ON_A_PHONE))
def test_every_page_of_it_reads_well_on_a_phone(
    page: Page,
    new_screen: NewScreen,
    office: OpenOffice,
    axe: Audit,
    picture: Picture,
    language: str,
) -> None:
    look, called = partial(looks_closely, axe), ON_A_PHONE[language]
    served.signs_in(page, office, served.CASEWORKER, language)
    case = served.takes_in(page, office, called, "citizenship, immigration law")
    case = case.replace("/en/", f"/{language}/")
    checks_with_her(page, case, look)
    picture(page, f"oath-check-{language}-360")
    decides(page, "referred", agrees=True)
    expect(page.locator("section.choice").first).to_be_visible()
    look(page)
    page.goto(case)
    expect(page.locator("article.said")).to_have_count(2)
    look(page)
    sends_her_to_the_lawyers(page, case)

    partly = new_screen(width=360)
    served.signs_in(partly, office, PARTLY, language)
    takes_her_on(partly, office, called, "uscis", look, language)
    picture(partly, f"oath-matter-{language}-360")
    for part in ("", "deadlines/"):
        partly.goto(office.page(f"/{language}/desk/matters/{part}"))
        look(partly)
