"""A colleague's way: somebody is here, a draft, the queue, a decision, a matter; two at once are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.ground.ledger.models import Entry
from xenia.ground.reference.office import forget_office, office_facts
from xenia.ground.reference.operations import choose_languages
from xenia.registers.clients.models import Client, Consent
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.casework import operations
from xenia.work.casework.models import Contact, Intake, Matter, Need
from xenia.work.casework.models.intake import Status
from xenia.work.casework.tests.makers import (
    MONDAY,
    TUESDAY,
    VIETNAMESE,
    a_caseworker,
    a_matter,
    accepted,
    an_intake,
    asked_online,
    screened,
)
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.tests.makers import an_interpreter

pytestmark = pytest.mark.django_db
DESK = "/en/desk/cases/"


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def at_the_desk() -> Browser:
    return signed_in(a_user(Role.FRONT_DESK))


def screen_full(**said: Any) -> dict[str, Any]:
    """Linh came in, and needs an English class and food."""
    return {
        "channel": "walk_in",
        "language": "vi",
        "called": "Linh",
        "typed_needs": "English, food",
        "agrees": "on",
        "act": "hand_in",
    } | said


def do(browser: Browser, intake: Any, what: str, **said: Any) -> Any:
    version = Intake.objects.get(pk=intake.pk).state_version
    return browser.post(f"{DESK}{intake.pk}/{what}/", {"version": version} | said)


def test_one_screen_is_one_person_one_intake_and_a_receipt_shown_once() -> None:
    desk = at_the_desk()
    page = desk.post(f"{DESK}new/", screen_full()).content.decode()
    assert "Give her this code" in page
    intake = Intake.objects.get()
    assert sorted(intake.needs.values_list("need", flat=True)) == ["adult-education", "food"]
    assert str(Client.objects.get().called) == "Linh"
    assert Consent.objects.get().purpose == "record"
    assert Contact.objects.get().channel == "walk_in"


def test_without_a_need_nothing_is_lost_and_the_page_says_what_to_do() -> None:
    answer = at_the_desk().post(
        f"{DESK}new/", screen_full(typed_needs="", note="Came with her sister")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say at least one thing she needs." in page
    assert "Came with her sister" in page
    assert not Intake.objects.exists()


def test_a_part_of_the_name_of_one_need_is_that_need() -> None:
    at_the_desk().post(f"{DESK}new/", screen_full(typed_needs="Job training; taxes, bank"))
    found = Intake.objects.get().needs.values_list("need", flat=True)
    assert sorted(found) == ["money", "work"]


def test_a_word_we_do_not_know_is_said_back() -> None:
    answer = at_the_desk().post(f"{DESK}new/", screen_full(typed_needs="food, xylophone"))
    assert answer.status_code == 422
    assert "We do not know “xylophone”." in answer.content.decode()


def test_who_sounds_like_somebody_we_know_is_looked_at_first() -> None:
    desk = at_the_desk()
    desk.post(f"{DESK}new/", screen_full(phone="617-555-0101"))
    again = desk.post(f"{DESK}new/", screen_full(phone="617-555-0101"))
    assert again.status_code == 422
    assert "Do we know her already?" in again.content.decode()
    assert Client.objects.count() == 1
    desk.post(f"{DESK}new/", screen_full(phone="617-555-0101", is_new_person="yes"))
    assert Client.objects.count() == 2


def test_a_draft_waits_and_two_who_write_on_it_are_told() -> None:
    desk = at_the_desk()
    kept = desk.post(f"{DESK}new/", screen_full(act="keep", note="She has to go"), follow=True)
    assert "She has to go" in kept.content.decode()
    draft = Intake.objects.get()
    assert (draft.status, draft.client) == (Status.STARTED, None)
    there = f"{DESK}{draft.pk}/draft/"
    desk.post(there, screen_full(act="keep", note="First", version="0"))
    crossed = desk.post(there, screen_full(act="keep", note="Second", version="0"))
    assert crossed.status_code == 409
    assert "Second" in crossed.content.decode()
    assert Intake.objects.get().draft["note"] == "First"
    desk.post(there, screen_full(note="Third", version="1"))
    assert Intake.objects.get().status == Status.SUBMITTED
    late = desk.post(there, screen_full(note="Fourth", version="1"))
    assert late.status_code == 409
    assert "Fourth" in late.content.decode()


def test_the_queue_shows_what_is_needed_and_no_name() -> None:
    an_intake(called="Linh")
    page = at_the_desk().get(DESK).content.decode()
    assert "Linh" not in page
    assert "Vietnamese" in page
    assert Client.objects.get().code in page


def test_the_queue_is_narrowed() -> None:
    an_intake()
    desk = at_the_desk()
    for query, is_there in (
        ("?view=waiting", True),
        ("?view=mine", False),
        ("?need=adult-education", True),
        ("?need=food", False),
        ("?channel=phone", False),
        ("?view=x", True),
    ):
        assert ("Vietnamese" in desk.get(DESK + query).content.decode()) is is_there, query


def test_a_look_is_noted() -> None:
    intake, desk = an_intake(), at_the_desk()
    assert "Linh" in desk.get(f"{DESK}{intake.pk}/").content.decode()
    assert AuditEvent.objects.filter(action="vault.looked", record_id=intake.pk).count() == 1


def test_from_the_queue_to_a_closed_matter() -> None:
    rosa, intake = a_caseworker(), an_intake()
    browser = signed_in(rosa)
    do(browser, intake, "take")
    do(browser, intake, "step", act="screen")
    do(browser, intake, "step", act="accept")
    do(browser, intake, "matter", issue="housing")
    matter = Matter.objects.get()
    there = f"{DESK}matters/{matter.pk}/"
    browser.post(f"{there}step/", {"act": "work", "version": 0})
    assert browser.post(f"{there}step/", {"act": "close", "version": 1}).status_code == 422
    browser.post(f"{there}step/", {"act": "close", "version": 1, "outcome": "favorable"})
    matter.refresh_from_db()
    assert (matter.status, matter.outcome) == ("closed", "favorable")
    assert "Good for her" in browser.get(there).content.decode()
    assert matter.issue not in browser.get(f"{DESK}matters/").content.decode()


def test_a_step_from_an_old_page_changes_nothing_and_is_told() -> None:
    rosa = a_caseworker()
    intake = screened(by=rosa)
    browser = signed_in(rosa)
    answer = browser.post(
        f"{DESK}{intake.pk}/decline/", {"version": 0, "why": "no_capacity"}, follow=True
    )
    assert "Somebody was here before you." in answer.content.decode()
    assert Intake.objects.get().status == Status.SCREENED


def test_what_was_typed_stays_when_it_ended_meanwhile() -> None:
    rosa = a_caseworker()
    intake = screened(by=rosa)
    operations.decline(intake=intake, why="no_capacity", by=rosa, at=TUESDAY)
    answer = do(signed_in(rosa), intake, "more", note="She called again")
    assert answer.status_code == 409
    assert "She called again" in answer.content.decode()


def test_two_describe_a_matter_and_the_second_sees_both() -> None:
    rosa = a_caseworker()
    matter, browser = a_matter(by=rosa), signed_in(rosa)
    there = f"{DESK}matters/{matter.pk}/describe/"
    assert browser.post(there, {"version": 0, "standing": "Letter sent"}).status_code == 302
    second = browser.post(there, {"version": 0, "standing": "Landlord called"})
    assert second.status_code == 409
    page = second.content.decode()
    assert "Letter sent" in page
    assert "Landlord called" in page
    assert str(Matter.objects.get().standing) == "Letter sent"


def test_a_need_is_met_or_stays_unmet_for_a_reason() -> None:
    rosa = a_caseworker()
    intake = accepted(by=rosa)
    need, browser = Need.objects.get(), signed_in(rosa)
    there = f"{DESK}needs/{need.pk}/"
    assert browser.post(there, {"act": "unmet", "version": 0}).status_code == 422
    browser.post(there, {"act": "unmet", "version": 0, "why": "no_capacity"})
    one = Entry.objects.get(kind="casework.need", outcome="unmet")
    assert (one.need, one.reason, one.language) == ("adult-education", "no_capacity", "vi")
    browser.post(there, {"act": "open", "version": 1})
    browser.post(there, {"act": "met", "version": 2})
    need.refresh_from_db()
    assert (need.status, need.why) == ("met", "")
    assert browser.get(f"{DESK}{intake.pk}/").status_code == 200


def test_who_is_here_again_is_counted_with_two_clicks() -> None:
    intake, desk = an_intake(), at_the_desk()
    assert intake.client
    page = desk.post(f"{DESK}find/", {"text": intake.client.code.lower()}).content.decode()
    here = f"{DESK}people/{intake.client.pk}/here/"
    assert here in page
    answer = desk.post(here, {"channel": "phone"}, follow=True)
    assert "Counted" in answer.content.decode()
    visit = Contact.objects.get(channel="phone")
    desk.post(f"{DESK}visits/{visit.pk}/undo/")
    desk.post(f"{DESK}visits/{visit.pk}/undo/")
    assert not Contact.objects.filter(channel="phone").exists()


def test_somebody_is_found_by_the_sound_of_her_name() -> None:
    intake, desk = an_intake(called="Linh Tran"), at_the_desk()
    assert intake.client
    assert intake.client.code in desk.post(f"{DESK}find/", {"text": "Lin Tran"}).content.decode()
    nobody = desk.post(f"{DESK}find/", {"text": "Zebediah"}).content.decode()
    assert "Nobody we know fits." in nobody


def test_a_request_with_its_code_opens_at_the_desk_and_gets_a_name() -> None:
    intake, code = asked_online()
    desk = at_the_desk()
    found = desk.post(f"{DESK}find/", {"text": code}, follow=True)
    assert VIETNAMESE in found.content.decode()
    page = do(desk, intake, "person", who="Linh", agrees="yes").content.decode()
    assert "Give her this code" in page
    intake.refresh_from_db()
    assert intake.client
    assert str(intake.client.spoken_language) == "vi"


def test_who_is_named_later_and_sounds_like_somebody_we_know_is_looked_at_first() -> None:
    an_intake(called="Linh Nguyen")
    intake, _code = asked_online()
    desk = at_the_desk()
    asked = do(desk, intake, "person", who="Linh Nguyen")
    assert asked.status_code == 422
    code = Client.objects.get().code
    assert code in asked.content.decode()
    do(desk, intake, "person", who=code)
    intake.refresh_from_db()
    assert intake.client == Client.objects.get()


def test_how_to_reach_her_says_what_is_not_safe() -> None:
    desk = at_the_desk()
    said = screen_full(phone="617-555-0101", hours="evening", note="Shares a phone")
    desk.post(f"{DESK}new/", said)
    page = desk.get(f"{DESK}{Intake.objects.get().pk}/").content.decode()
    assert "555" in page
    assert "Leave no message." in page
    assert "Send no text." in page
    assert "Only from 5:00" in page


def test_an_interpreter_is_asked_for_from_the_case_and_not_told_for_whom() -> None:
    organization = an_organization(name="The office")
    intake, desk = an_intake(), at_the_desk()
    said = {
        "organization": organization.pk,
        "language": "vi",
        "mode": "phone",
        "day": local_day(now() + timedelta(days=30)),
        "begins": "10:15",
        "length": "60",
    }
    assert do(desk, intake, "interpreter", **said | {"begins": "10:17"}).status_code == 422
    assert do(desk, intake, "interpreter", **said).status_code == 302
    request = InterpreterRequest.objects.get()
    assert (request.origin, request.origin_id) == ("casework", intake.pk)
    assert "Linh" not in f"{request.topic}{request.note}{request.place}"
    intake.refresh_from_db()
    assert intake.interpreter_id == request.pk


def test_an_interpreter_is_called_at_once_from_the_first_screen() -> None:
    organization = an_organization(name="The office")
    page = (
        at_the_desk()
        .post(
            f"{DESK}new/",
            screen_full(interpreter_now="on", organization=organization.pk, called="", agrees=""),
        )
        .content.decode()
    )
    assert "Nobody is to be had now." in page
    assert Intake.objects.get().client is None


def test_whoever_presses_twice_calls_one_interpreter_and_the_case_shows_it() -> None:
    desk, organization = at_the_desk(), an_organization(name="The office")
    said = screen_full(interpreter_now="on", organization=organization.pk, token="one form")
    first = desk.post(f"{DESK}new/", said).content.decode()
    again = desk.post(f"{DESK}new/", said).content.decode()
    request, intake = InterpreterRequest.objects.get(), Intake.objects.get()
    assert (request.origin, request.origin_id) == ("casework", intake.pk)
    assert (intake.interpreter_id, intake.interpreter_status) == (request.pk, "unfilled")
    link = f'href="/en/desk/interpreting/{request.pk}/"'
    for page in (first, again):
        assert "Nobody is to be had now." in page
        assert link in page
    assert link in desk.get(f"{DESK}{intake.pk}/").content.decode()
    assert AuditEvent.objects.filter(action="casework.interpreter_asked").count() == 1


def test_a_line_that_is_called_at_once_stands_on_the_case() -> None:
    line = an_interpreter("vi", kind="vendor_line", organization=an_organization(), email="")
    office = an_organization(name="The office")
    said = screen_full(interpreter_now="on", organization=office.pk)
    page = at_the_desk().post(f"{DESK}new/", said).content.decode()
    assert "Call the line" in page
    assert Intake.objects.get().interpreter_status == "filled"
    assert line.bookings.get().request_id == Intake.objects.get().interpreter_id


def test_an_interpreter_comes_for_the_office_unless_she_asked_for_others_before() -> None:
    for name in ("Clinic", "Door to Door"):
        an_organization(name=name)
    office = an_organization(name=office_facts().text("name", ""))
    intake, desk = an_intake(), at_the_desk()

    def offers(organization: Any) -> None:
        chosen = f'value="{organization.pk}" selected'
        for page in (f"{DESK}new/", f"{DESK}{intake.pk}/"):
            assert chosen in desk.get(page).content.decode(), page

    offers(office)
    page = desk.get(f"{DESK}new/").content.decode()
    assert "(optional)" not in page[page.index("Interpreter for") :].split("</label>")[0]
    other = an_organization(name="Library")
    desk.post(f"{DESK}new/", screen_full(interpreter_now="on", organization=other.pk))
    offers(other)


def test_whoever_decides_and_says_she_looks_at_it_has_looked() -> None:
    rosa = a_caseworker()
    browser = signed_in(rosa)
    page = browser.get(f"{DESK}new/").content.decode()
    assert "Done: I look at it" in page
    done = browser.post(f"{DESK}new/", screen_full(act="take", agrees=""), follow=True)
    intake = Intake.objects.get()
    assert (intake.status, intake.taken_by_id) == (Status.SCREENED, rosa.pk)
    page = done.content.decode()
    assert "Looked at" in page
    assert "Decide what we can do" in page
    assert "Waits for a first look" not in page
    assert 'value="accept"' in page


def test_the_front_desk_leaves_no_case_with_somebody_who_may_not_decide() -> None:
    desk = at_the_desk()
    assert "Done: I look at it" not in desk.get(f"{DESK}new/").content.decode()
    desk.post(f"{DESK}new/", screen_full(act="take"))
    intake = Intake.objects.get()
    assert (intake.status, intake.taken_by_id) == (Status.SUBMITTED, None)
    page = signed_in(a_caseworker()).get(f"{DESK}?view=waiting").content.decode()
    assert f"{DESK}{intake.pk}/" in page


def test_nobody_comes_to_the_desk_online_but_a_draft_that_says_so_goes_on() -> None:
    desk = at_the_desk()
    online = '<input type="radio" name="channel" value="online"'
    assert online not in desk.get(f"{DESK}new/").content.decode()
    desk.post(f"{DESK}new/", screen_full(act="keep", channel="online"))
    draft = Intake.objects.get()
    there = f"{DESK}{draft.pk}/draft/"
    assert online in desk.get(there).content.decode()
    desk.post(there, screen_full(channel="online", version="0"))
    draft.refresh_from_db()
    assert (draft.status, draft.channel) == (Status.SUBMITTED, "online")
    page = desk.get(f"{DESK}{draft.pk}/").content.decode()
    assert 'name="channel" value="online"' not in page


def test_visits_stand_under_their_name_with_way_language_and_day() -> None:
    intake, desk = an_intake(at=MONDAY), at_the_desk()
    operations.note_visit(intake=intake, channel="phone", by=a_caseworker(), at=TUESDAY)
    page = desk.get(f"{DESK}{intake.pk}/").content.decode()
    assert page.count("<dt>Visits and calls</dt>") == 1
    assert "Phone, <bdi>Vietnamese</bdi>, November 3, 2026" in page
    assert "<dt>November" not in page


def test_a_code_to_copy_is_large() -> None:
    page = at_the_desk().post(f"{DESK}new/", screen_full()).content.decode()
    assert 'class="to-copy"' in page


def test_somebody_known_is_not_asked_again_who_she_is() -> None:
    intake, desk = an_intake(), at_the_desk()
    assert intake.client
    page = desk.get(f"{DESK}new/?client={intake.client.pk}").content.decode()
    assert 'name="called"' not in page
    desk.post(
        f"{DESK}new/",
        {
            "client": intake.client.pk,
            "channel": "phone",
            "typed_needs": "housing",
            "act": "take",
        },
    )
    second = Intake.objects.exclude(pk=intake.pk).get()
    assert (second.client, second.is_new) == (intake.client, False)


def test_pages_ask_few_questions(django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        an_intake(called=f"Person {number}", at=MONDAY)
    desk = at_the_desk()
    desk.get(DESK)
    with django_assert_max_num_queries(22):
        desk.get(DESK)


@pytest.mark.parametrize("language", ["ar", "vi"])
def test_pages_open_in_other_languages(language: str) -> None:
    choose_languages(codes=["en", "ar", "vi"], by=None, at=MONDAY)
    forget_office()
    rosa = a_caseworker()
    intake = accepted(by=rosa)
    assert intake.client
    matter = operations.open_matter(
        client=intake.client, issue="housing", intake=intake, by=rosa, at=MONDAY
    )
    browser = signed_in(rosa)
    for there in ("", "new/", "matters/", f"{intake.pk}/", f"matters/{matter.pk}/"):
        assert browser.get(f"/{language}/desk/cases/{there}").status_code == 200, there
