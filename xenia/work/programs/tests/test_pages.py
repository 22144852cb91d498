"""A colleague's way through programs, and a partner's narrow one."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.clients.sections import SECTIONS
from xenia.registers.clients.tests.makers import a_client
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.programs import operations
from xenia.work.programs.models import Enrolment, Offering, Program, ProgramTemplate, Session
from xenia.work.programs.models.enrolment import Status, Why
from xenia.work.programs.operations import Meets
from xenia.work.programs.tests.makers import EVENING, a_program, an_offering, enrolled, full

pytestmark = pytest.mark.django_db
DESK = "/en/desk/programs/"
TODAY = local_day(now())
SPAN = {"begins_on": TODAY - timedelta(days=10), "ends_on": TODAY + timedelta(days=60)}


def signed_in(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or a_user())
    return client


def a_partner() -> tuple[Organization, User]:
    house = an_organization(name="Saltmarsh House")
    return house, a_user(Role.PARTNER_MANAGER, house.pk)


def running(**said: Any) -> Offering:
    return an_offering(at=now(), **{**SPAN, **said})


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"{DESK}{path}")
    assert answer.status_code == status
    return str(answer.content.decode())


def test_a_program_is_begun_planned_and_opened_by_its_pages() -> None:
    desk, office = signed_in(), an_organization(name="Our office")
    desk.post(f"{DESK}new/", {"name": "Tax help", "organization": office.pk, "run_by": "office"})
    program = Program.objects.get()
    said = {
        "name": "Spring", "capacity_type": "appointments", "places": 30, "hold_days": 0,
        "begins_on": SPAN["begins_on"], "ends_on": SPAN["ends_on"],
        "first_on": TODAY, "starts": "09:00", "minutes": 60, "every": "1",
    }  # fmt: skip
    desk.post(f"{DESK}{program.pk}/plan/", said)
    offering = Offering.objects.get()
    assert offering.sessions.count() == 9
    assert "Planned" in page(desk, f"offerings/{offering.pk}/")
    desk.post(f"{DESK}offerings/{offering.pk}/open/", {"state_version": 0})
    assert "30 of 30 appointments free" in page(desk, f"offerings/{offering.pk}/")
    assert "Tax help" in page(desk, "")


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.CASEWORKER])
def test_who_runs_programs_comes_from_the_list_to_a_new_one_made_from_a_template(
    role: Role,
) -> None:
    old = running().program
    template = operations.keep_as_template(
        program=old, name="A class", is_for_everybody=True, by=a_user(), at=now()
    )
    desk, office = signed_in(a_user(role)), an_organization(name="Our office")
    assert f'href="{DESK}new/"' in page(desk, "")
    assert "A class" in page(desk, "new/")
    said = {
        "template": template.pk, "name": "Spring class", "organization": office.pk,
        "run_by": "office", "begins_on": TODAY,
    }  # fmt: skip
    made = desk.post(f"{DESK}new/", said, follow=True)
    assert "Spring class" in made.content.decode()
    offering = Offering.objects.get(program__name="Spring class")
    desk.post(f"{DESK}offerings/{offering.pk}/open/", {"state_version": offering.state_version})
    assert "2 of 2 seats free" in page(desk, f"offerings/{offering.pk}/")


def test_what_was_typed_wrong_comes_back_with_it() -> None:
    desk, program = signed_in(), a_program()
    said = {"name": "Fall", "capacity_type": "seats", "begins_on": "2026-09-01", "ends_on": ""}
    answer = desk.post(f"{DESK}{program.pk}/plan/", said)
    assert answer.status_code == 422
    assert 'value="Fall"' in answer.content.decode()
    assert not Offering.objects.exists()


def test_a_person_is_brought_in_by_her_code_and_the_next_one_waits() -> None:
    desk, offering = signed_in(), running(places=1)
    first, second = a_client(), a_client(called="Marie")
    bring = f"{DESK}offerings/{offering.pk}/bring-in/"
    desk.post(bring, {"code": first.code.lower(), "ahead": "0"})
    answer = desk.post(bring, {"code": second.code, "ahead": "0"}, follow=True)
    assert "She waits as number 1." in answer.content.decode()
    assert [one.status for one in Enrolment.objects.order_by("number")] == [
        Status.ENROLLED,
        Status.WAITING,
    ]
    again = desk.post(bring, {"code": second.code, "ahead": "0"})
    assert again.status_code == 422
    assert "She takes part or waits here already." in again.content.decode()


def test_who_comes_from_a_persons_page_finds_her_code_filled_in() -> None:
    desk, offering, her = signed_in(), running(), a_client()
    assert her.code in page(desk, f"?for={her.pk}")
    assert f'value="{her.code}"' in page(desk, f"offerings/{offering.pk}/?for={her.pk}")


def test_a_persons_page_says_where_she_takes_part_and_leads_to_a_free_place() -> None:
    offering, her, colleague = running(), a_client(), a_user()
    place = enrolled(offering, her, at=now())
    section = SECTIONS["programs"](her, colleague, now())
    assert section is not None
    assert [str(place.pk) in row.url for row in section.rows] == [True]
    assert signed_in(colleague).get(section.url).status_code == 200
    assert SECTIONS["programs"](her, a_partner()[1], now()) is None


def test_people_are_codes_until_somebody_asks_for_the_names_and_that_is_noted() -> None:
    user, offering = a_user(), running()
    place = enrolled(offering, a_client(called="Bích Ngọc"), at=now())
    desk = signed_in(user)
    plain = page(desk, f"offerings/{offering.pk}/")
    assert place.client.code in plain
    assert "Bích Ngọc" not in plain
    assert not AuditEvent.objects.filter(action="vault.looked").exists()
    assert "Bích Ngọc" in page(desk, f"offerings/{offering.pk}/?names=yes")
    assert AuditEvent.objects.get(action="vault.looked").actor_id == user.pk


def test_she_leaves_the_next_moves_up_and_a_colleague_tells_her() -> None:
    desk, offering = signed_in(), running(places=1)
    (first,) = full(offering, at=now())
    second = enrolled(offering, at=now())
    leave = f"{DESK}people/{first.pk}/leave/"
    assert desk.post(leave, {"why": "", "state_version": 0}).status_code == 422
    desk.post(leave, {"why": "time", "state_version": 0})
    second.refresh_from_db()
    assert second.status == Status.ENROLLED
    assert "To tell" in page(desk, f"offerings/{offering.pk}/")
    desk.post(f"{DESK}people/{second.pk}/told/")
    assert "To tell" not in page(desk, f"offerings/{offering.pk}/")


def test_two_act_on_one_person_and_the_second_is_told_with_what_she_chose() -> None:
    desk, offering = signed_in(), running(places=1)
    (first,) = full(offering, at=now())
    operations.leave(enrolment=first, why=Why.TIME, by=a_user(), at=now())
    answer = desk.post(f"{DESK}people/{first.pk}/leave/", {"why": "way", "state_version": 0})
    assert answer.status_code == 409
    assert "Somebody was here before you" in answer.content.decode()


def test_two_change_an_offering_and_the_seconds_words_stay() -> None:
    desk, offering = signed_in(), running()
    change = f"{DESK}offerings/{offering.pk}/change/"
    said = {"change-places": 5, "change-hold_days": 0, "change-state_version": 1}
    desk.post(change, {**said, "change-name": "First"})
    answer = desk.post(change, {**said, "change-name": "Second words"})
    assert answer.status_code == 409
    assert 'value="Second words"' in answer.content.decode()
    offering.refresh_from_db()
    assert offering.name == "First"
    data = {**said, "change-name": "Second words", "change-state_version": 2}
    assert desk.post(change, data).status_code == 302


def test_who_has_a_held_place_takes_it_on_her_page() -> None:
    desk, offering = signed_in(), running(places=1, hold_days=3)
    (first,) = full(offering, at=now())
    second = enrolled(offering, at=now())
    operations.leave(enrolment=first, why=Why.TIME, by=a_user(), at=now())
    assert "until the end of" in page(desk, f"people/{second.pk}/")
    desk.post(f"{DESK}people/{second.pk}/take/", {"state_version": 1})
    second.refresh_from_db()
    assert second.status == Status.ENROLLED


def test_who_came_is_noted_in_one_form_and_can_be_corrected() -> None:
    desk = signed_in()
    offering = running(meets=(Meets(TODAY, EVENING, 90),))
    place, session = enrolled(offering, at=now()), offering.sessions.get()
    note = f"{DESK}sessions/{session.pk}/note/"
    desk.post(note, {f"was-{place.pk}": "attended"})
    assert 'value="attended" checked' in page(desk, f"sessions/{session.pk}/")
    desk.post(note, {f"was-{place.pk}": "excused"})
    assert session.attendances.get().was == "excused"
    desk.post(note, {f"was-{place.pk}": ""})
    assert not session.attendances.exists()


def test_the_sheet_has_codes_and_names_only_on_request() -> None:
    desk = signed_in()
    offering = running(meets=(Meets(TODAY, EVENING, 90),))
    place = enrolled(offering, a_client(called="Bích Ngọc"), at=now())
    session = offering.sessions.get()
    sheet = page(desk, f"sessions/{session.pk}/sheet/")
    assert place.client.code in sheet
    assert "Bích Ngọc" not in sheet
    assert "Bích Ngọc" in page(desk, f"sessions/{session.pk}/sheet/?names=yes")


def test_a_partner_sees_its_own_programs_as_codes_and_nobody_elses() -> None:
    house, manager = a_partner()
    own = running(program=a_program(organization=house, name="Sewing", run_by="partner"))
    other = running(program=a_program(name="Budgeting"))
    place = enrolled(own, a_client(called="Bích Ngọc"), at=now())
    desk = signed_in(manager)
    listed = page(desk, "")
    assert "Sewing" in listed
    assert "Budgeting" not in listed
    shown = page(desk, f"offerings/{own.pk}/?names=yes")
    assert place.client.code in shown
    assert "Bích Ngọc" not in shown
    page(desk, f"offerings/{other.pk}/", 403)
    page(desk, f"people/{place.pk}/", 403)
    assert desk.post(f"{DESK}offerings/{own.pk}/bring-in/", {"code": "x"}).status_code == 403


def test_a_partner_says_its_own_figures_and_they_are_marked() -> None:
    house, manager = a_partner()
    own = running(program=a_program(organization=house, name="Sewing", run_by="partner"))
    desk, month = signed_in(manager), own.begins_on.replace(day=1)
    line = own.capacity_lines.get(month=month)
    said = {"month": month, "planned": 5, "delivered": 4, "version": line.version}
    desk.post(f"{DESK}offerings/{own.pk}/places/", said)
    line.refresh_from_db()
    assert (line.planned, line.delivered, line.is_own_figure) == (5, 4, True)
    crossed = desk.post(f"{DESK}offerings/{own.pk}/places/", {**said, "planned": 77})
    assert crossed.status_code == 409
    assert 'value="77"' in crossed.content.decode()
    assert "Its own figure" in page(desk, f"offerings/{own.pk}/")
    sheet = page(desk, "places.csv")
    assert "Sewing" in sheet
    assert "Its own" not in sheet


def test_a_program_begins_from_a_template_in_one_form() -> None:
    desk, office = signed_in(), an_organization(name="Our office")
    old = a_program(organization=office)
    running(program=old, meets=(Meets(TODAY, EVENING, 90),))
    desk.post(f"{DESK}{old.pk}/keep/", {"template-name": "Evening class"})
    said = {
        "template": ProgramTemplate.objects.get().pk,
        "name": "English, level 2",
        "begins_on": TODAY + timedelta(days=14),
        "organization": office.pk,
        "run_by": "office",
    }
    desk.post(f"{DESK}new/", said)
    made = Program.objects.get(name="English, level 2").offerings.get()
    assert (made.places, made.sessions.count()) == (2, 1)
    bare = desk.post(f"{DESK}new/", {**said, "name": "Level 3", "begins_on": ""})
    assert "Choose the first day." in bare.content.decode()


def test_an_offering_is_planned_like_last_time() -> None:
    desk, offering = signed_in(), running(meets=(Meets(TODAY, EVENING, 90),))
    on = offering.begins_on + timedelta(days=70)
    desk.post(
        f"{DESK}offerings/{offering.pk}/again/", {"again-name": "Next", "again-begins_on": on}
    )
    made = Offering.objects.get(name="Next")
    assert (made.like_id, made.sessions.count(), made.status) == (offering.pk, 1, "planned")


def test_codes_go_into_a_spreadsheet_and_names_do_not() -> None:
    desk, offering = signed_in(), running()
    place = enrolled(offering, a_client(called="Bích Ngọc"), at=now())
    sheet = page(desk, f"offerings/{offering.pk}/people.csv")
    assert place.client.code in sheet
    assert "Bích Ngọc" not in sheet


@pytest.mark.parametrize("reader", ["ar", "vi"])
def test_every_page_opens_in_other_languages(reader: str) -> None:
    choose_languages(codes=["en", reader], by=None, at=now())
    forget_office()
    desk = signed_in()
    offering = running(places=1, hold_days=2, meets=(Meets(date(2026, 11, 20), EVENING, 90),))
    (first,) = full(offering, at=now())
    second = enrolled(offering, at=now())
    operations.leave(enrolment=first, why=Why.TIME, by=a_user(), at=now())
    session = Session.objects.get()
    for path in (
        "", "new/", "?view=free", "?view=over&kind=hours&words=x", f"{offering.program_id}/",
        f"{offering.program_id}/plan/", f"offerings/{offering.pk}/", f"people/{second.pk}/",
        f"sessions/{session.pk}/", f"sessions/{session.pk}/sheet/",
    ):  # fmt: skip
        assert desk.get(f"/{reader}/desk/programs/{path}").status_code == 200
    assert desk.get(f"/{reader}/desk/").status_code == 200


def test_a_page_of_many_people_asks_few_questions(django_assert_max_num_queries: Any) -> None:
    desk, offering = signed_in(), running(places=12)
    full(offering, at=now())
    for _person in range(4):
        enrolled(offering, at=now())
    with django_assert_max_num_queries(30):
        page(desk, f"offerings/{offering.pk}/")
