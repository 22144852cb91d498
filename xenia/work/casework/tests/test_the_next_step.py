"""Each page of a case says what comes next, to whoever reads it; no page is reached only by a search."""

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.work.casework import operations
from xenia.work.casework.models import Intake
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    a_caseworker,
    a_matter,
    accepted,
    an_intake,
    asked_online,
    screened,
)
from xenia.work.casework.tests.test_desk_pages import DESK, at_the_desk, screen_full, signed_in

pytestmark = pytest.mark.django_db
PEOPLE = "/en/desk/people/"


def test_who_decides_reads_what_to_do_in_each_state() -> None:
    rosa = a_caseworker()
    browser = signed_in(rosa)

    def says(intake: Intake) -> str:
        return browser.get(f"{DESK}{intake.pk}/").content.decode()

    fresh = an_intake()
    assert "Nobody has it yet." in says(fresh)
    operations.take(intake=fresh, by=rosa, at=MONDAY)
    assert "It is with you." in says(fresh)
    assert "Decide what we can do" in says(screened(by=rosa))
    others = operations.take(intake=an_intake(), by=a_caseworker("Ines Ramos"), at=MONDAY)
    assert "Ines Ramos has it." in says(others)
    helped = accepted(by=rosa)
    assert "1 need is open." in says(helped)
    operations.meet_need(need=helped.needs.get(), by=rosa, at=TUESDAY)
    assert "Every need is settled." in says(helped)
    asked = operations.screen(intake=asked_online(needs=())[0], by=rosa, at=MONDAY)
    assert "Write down what she needs" in says(operations.accept(intake=asked, by=rosa, at=MONDAY))
    waits = operations.waitlist(intake=screened(by=rosa), by=rosa, at=MONDAY)
    assert "She waits until something is free." in says(waits)
    refused = operations.decline(intake=screened(by=rosa), why="not_ours", by=rosa, at=MONDAY)
    assert "Tell her who else can." in says(refused)


def test_the_front_desk_reads_who_goes_on_and_asks_for_the_record() -> None:
    intake, desk = an_intake(agrees=False), at_the_desk()
    page = desk.get(f"{DESK}{intake.pk}/").content.decode()
    assert "A caseworker takes the next step by" in page
    assert "She agrees" in page
    assert "I looked at it" not in page


def test_a_matter_can_wait_for_somebody_elses_decision() -> None:
    rosa = a_caseworker()
    matter, browser = a_matter(by=rosa), signed_in(rosa)
    operations.work_on(matter=matter, by=rosa, at=TUESDAY)
    there = f"{DESK}matters/{matter.pk}/"
    assert "Now somebody else decides" in browser.get(there).content.decode()
    browser.post(f"{there}step/", {"act": "wait", "version": 1})
    assert "write down how it ended" in browser.get(there).content.decode()


def test_who_is_served_without_a_name_gets_a_code_that_finds_her_again() -> None:
    rosa = a_caseworker()
    intake = accepted(by=rosa, called="", agrees=False)
    browser = signed_in(rosa)
    assert intake.client
    says = f"With the code {intake.client.code} we find her again."
    assert says in browser.get(f"{DESK}{intake.pk}/").content.decode()
    found = browser.post(f"{DESK}find/", {"text": intake.client.code}).content.decode()
    assert f"{DESK}{intake.pk}/" in found


def test_a_draft_opens_where_it_is_written() -> None:
    desk = at_the_desk()
    desk.post(f"{DESK}new/", screen_full(act="keep"))
    draft = Intake.objects.get()
    assert desk.get(f"{DESK}{draft.pk}/").headers["Location"] == f"{DESK}{draft.pk}/draft/"


def test_the_new_intake_is_one_key_away_and_ready_to_type() -> None:
    desk = at_the_desk()
    page = desk.get(f"{DESK}new/").content.decode()
    assert 'accesskey="n"' in page
    language = page[page.index('<select name="language"') :]
    assert " autofocus" in language[: language.index(">")]


def test_from_her_page_she_is_counted_again_with_two_clicks() -> None:
    client, desk = an_intake().client, at_the_desk()
    assert client
    where = f"{DESK}new/?client={client.pk}"
    assert f'href="{where}"' in desk.get(f"{PEOPLE}{client.pk}/").content.decode()
    assert f'action="{DESK}people/{client.pk}/here/"' in desk.get(where).content.decode()


def test_a_case_leads_to_her_page_and_her_receipt_is_printed_in_her_language() -> None:
    desk = at_the_desk()
    done = desk.post(f"{DESK}new/", screen_full()).content.decode()
    intake = Intake.objects.get()
    assert intake.client
    assert f"/desk/people/{intake.client.pk}/consents/" in done
    assert f'href="{PEOPLE}{intake.client.pk}/"' in desk.get(f"{DESK}{intake.pk}/").content.decode()


@pytest.mark.parametrize(("role", "may"), [(Role.SUPERVISOR, True), (Role.CASEWORKER, False)])
def test_who_may_bring_in_open_cases_finds_the_way_there(role: Role, may: bool) -> None:
    page = signed_in(a_user(role)).get(DESK).content.decode()
    assert ("Bring in a list of open cases" in page) is may
