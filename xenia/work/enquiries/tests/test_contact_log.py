"""The front desk counts a contact without a name in two clicks, and takes a slip back."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.enquiries import operations
from xenia.work.enquiries.operations import Contact
from xenia.work.enquiries.queries.measures import answered_in_time, contacts_on
from xenia.work.enquiries.tests.makers import LATER, MONDAY, TUESDAY, answered

pytestmark = pytest.mark.django_db
LOG = "/en/desk/contacts/log/"
FOOD = {"need": "food", "mode": "phone", "language": "ht"}


@pytest.fixture
def desk() -> Client:
    cache.clear()
    client = Client()
    client.force_login(a_user(Role.FRONT_DESK))
    return client


def test_a_need_and_a_language_are_one_contact(desk: Client) -> None:
    page = desk.get(LOG).content.decode()
    assert 'value="walk_in" checked' in page, "the way is chosen already: two clicks"
    answer = desk.post(LOG, FOOD | {"mode": "walk_in"}, follow=True)
    entry = Entry.objects.get(kind="enquiries.contact")
    assert (entry.need, entry.language, entry.mode) == ("food", "ht", "walk_in")
    assert (entry.quantity, entry.token) == (1, None)
    assert "1 contact today" in answer.content.decode()


def test_the_way_and_the_language_stay_for_the_next_one_without_a_cookie(desk: Client) -> None:
    kept = set(desk.cookies)
    page = desk.post(LOG, FOOD, follow=True).content.decode()
    assert 'value="phone" checked' in page
    choices = page[page.index('class="choices"') :]
    first_language = choices[choices.index('name="language"') :]
    assert first_language[: first_language.index(">")].find('value="ht"') > 0
    assert set(desk.cookies) - kept <= {"csrftoken"}


def test_a_slip_is_taken_back_once(desk: Client) -> None:
    mark = desk.post(LOG, FOOD)["Location"].partition("done=")[2]
    page = desk.get(f"{LOG}?done={mark}")
    mark = page.context["mark"]
    for _time in range(3):
        desk.post("/en/desk/contacts/undo/", {"mark": mark})
    quantities = Entry.objects.filter(kind="enquiries.contact").values_list("quantity", flat=True)
    assert sorted(quantities) == [-1, 1]


def test_two_alike_contacts_are_taken_back_one_by_one(desk: Client) -> None:
    marks = [desk.post(LOG, FOOD, follow=True).context["mark"] for _time in range(2)]
    for mark in marks:
        desk.post("/en/desk/contacts/undo/", {"mark": mark})
    quantities = Entry.objects.filter(kind="enquiries.contact").values_list("quantity", flat=True)
    assert sum(quantities) == 0


def test_a_made_up_mark_takes_nothing_back(desk: Client) -> None:
    desk.post(LOG, FOOD)
    desk.post("/en/desk/contacts/undo/", {"mark": "made-up"})
    assert Entry.objects.filter(kind="enquiries.contact").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"need": ""}, {"need": "gold"}, {"language": "Kreyol"}, {"mode": "pigeon"}]
)
def test_only_what_is_on_the_lists_is_counted(desk: Client, wrong: dict[str, str]) -> None:
    desk.post(LOG, FOOD | wrong)
    assert not Entry.objects.exists()


def test_where_she_was_sent_is_noted_once_if_there_is_time(desk: Client) -> None:
    pantry = an_organization(name="Harbor Pantry")
    page = desk.post(LOG, FOOD, follow=True)
    mark = page.context["mark"]
    found = desk.get(LOG, {"done": mark, "named": "pantry"}).content.decode()
    assert "Harbor Pantry" in found
    for _time in range(2):
        desk.post("/en/desk/contacts/named/", {"mark": mark, "organization": str(pantry.pk)})
    entry = Entry.objects.get(kind="enquiries.named")
    assert (entry.provider, entry.need) == (pantry.pk, "food")


def test_the_audit_says_who_counted_and_nothing_of_whom() -> None:
    colleague = a_user(Role.FRONT_DESK)
    contact = Contact("food", "ht", "phone")
    operations.log_contact(contact=contact, by=colleague, at=MONDAY)
    event = AuditEvent.objects.get(action="enquiries.contact_logged")
    assert (event.actor_id, event.record_id, event.fields) == (colleague.pk, None, [])


def test_the_day_counts_its_own_contacts() -> None:
    colleague = a_user(Role.FRONT_DESK)
    contact = Contact("food", "ht", "phone")
    for at in (MONDAY, MONDAY, TUESDAY):
        operations.log_contact(contact=contact, by=colleague, at=at)
    operations.unlog_contact(contact=contact, on=date(2026, 11, 2), by=colleague, at=TUESDAY)
    assert (contacts_on(date(2026, 11, 2)), contacts_on(date(2026, 11, 3))) == (1, 1)


def test_the_measure_says_how_many_answers_came_in_time() -> None:
    colleague = a_user()
    for at, asker in ((TUESDAY, "press"), (TUESDAY, "resident"), (LATER, "resident")):
        answered(colleague, at=at, asker=asker)
    found = {(one.cell["reason"], one.cell["outcome"]): one.value for one in answered_in_time(2026)}
    assert found == {
        ("press", "in_time"): 1,
        ("resident", "in_time"): 1,
        ("resident", "late"): 1,
    }


def test_enter_counts_no_language_by_accident(desk: Client) -> None:
    page = desk.get(LOG).content.decode()
    form = page[page.index('class="log-contact"') :]
    first = form[form.index("<button") :]
    # A browser presses a form's first button on Enter: that one names no language.
    assert first[: first.index(">")] == '<button name="language" value="" hidden'
    again = desk.post(LOG, FOOD | {"language": ""})
    assert again.status_code == 422
    assert 'value="food" required checked' in again.content.decode(), "the need stays chosen"
    assert not Entry.objects.exists()


def test_the_front_desk_finds_it_on_every_page_of_the_desk(desk: Client) -> None:
    page = desk.get("/en/desk/").content.decode()
    main = page[page.index("<main") :]
    assert f'href="{LOG}"' in main
    assert f'href="{LOG}"' in page[: page.index("<main")]
