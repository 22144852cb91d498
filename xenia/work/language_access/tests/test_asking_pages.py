"""A clerk asks for an interpreter, sees who comes, changes, cancels, and says how it went."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Entry
from xenia.registers.directory.models import Organization
from xenia.registers.directory.tests.makers import an_organization
from xenia.work.language_access import operations
from xenia.work.language_access.models import InterpreterRequest
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.tests.asking import HOUR, THURSDAY, a_request, as_it_stands
from xenia.work.language_access.tests.makers import (
    MONDAY,
    a_clinic,
    a_coordinator,
    an_interpreter,
)
from xenia.work.language_access.tests.test_roster_pages import page, signed_in

pytestmark = pytest.mark.django_db
LIST = "/en/desk/interpreting/"
PRIVATE = ("Ana Tavares", "617-555-0142", "ana@interpreters.example")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The pages' clock, set to a moment."""

    def set_to(at: datetime) -> None:
        for name in ("asked", "asked_one", "looking", "looking_acts", "week_plan"):
            monkeypatch.setattr(f"xenia.work.language_access.views.{name}.now", lambda: at)

    set_to(MONDAY)
    return set_to


def a_form(organization: Organization, **said: Any) -> dict[str, Any]:
    """What a clerk types: an hour of Kriolu on Thursday at ten."""
    usual = {
        "organization": str(organization.pk),
        "language": "kea",
        "mode": "in_person",
        "day": "2026-11-05",
        "begins": "10:00",
        "window": "0-0",
        "length": "60",
        "place": "Clinic, second floor",
        "topic": "a first visit",
        "other_language": "en",
        "direction": "both",
        "least_rank": "1",
        "team": "1",
        "priority": "1",
    }
    return usual | said


def booked(clinic: Organization, clerk: User, **said: Any) -> InterpreterRequest:
    """A request for which somebody comes."""
    request = a_request(clinic, by=clerk, **said)
    operations.assign(
        request=request,
        interpreter=an_interpreter("kea", rank=2),
        start=request.preferred_at,
        mode="phone",
        why="agreed",
        by=a_coordinator(),
        at=MONDAY,
    )
    return as_it_stands(request)


def test_a_clerk_asks_and_reads_what_happens_next(clock: Any) -> None:
    clinic, clerk = a_clinic()
    client = signed_in(clerk)
    answer = client.post(f"{LIST}ask/", a_form(clinic), follow=True)
    content = answer.content.decode()
    assert "We are looking for somebody." in content
    assert "You need do nothing" in content
    made = InterpreterRequest.objects.get()
    assert (made.language, made.preferred_at, made.topic) == ("kea", THURSDAY, "a first visit")
    assert "Cape Verdean" in page(clerk, LIST) or "Kriolu" in page(clerk, LIST)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"language": ""}, "Choose the language the person speaks"),
        ({"begins": "10:05"}, "quarter of an hour"),
        ({"day": "2026-11-01"}, "This time is over"),
        ({"day": "2027-11-04"}, "You can ask for a day until November 3, 2027."),
        ({"day": "2099-11-05"}, "You can ask for a day until November 3, 2027."),
        ({"place": ""}, "Say where the interpreter should come to"),
        ({"other_language": "kea"}, "Choose another language than the first"),
        ({"gender_is_needed": "on"}, "Choose the gender that is needed"),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_stays(
    clock: Any, said: dict[str, str], words: str
) -> None:
    clinic, clerk = a_clinic()
    answer = signed_in(clerk).post(
        f"{LIST}ask/", a_form(clinic, note="blue door", dialect="Sotavento", **said)
    )
    assert answer.status_code == 422
    content = answer.content.decode()
    assert words in content
    assert "blue door" in content
    assert "a first visit" in content
    assert "Sotavento" in content
    assert not InterpreterRequest.objects.exists()


def test_a_window_and_several_weeks_are_asked_in_one_form(clock: Any) -> None:
    clinic, clerk = a_clinic()
    signed_in(clerk).post(f"{LIST}ask/", a_form(clinic, window="60-60", times="3"))
    first, *rest = InterpreterRequest.objects.order_by("preferred_at")
    assert len(rest) == 2
    assert (first.earliest_at, first.latest_at) == (THURSDAY - HOUR, THURSDAY + 2 * HOUR)
    assert rest[1].preferred_at == THURSDAY + timedelta(weeks=2)
    assert {one.series_id for one in rest} == {first.pk}


def test_the_same_is_asked_again_in_two_clicks(clock: Any) -> None:
    clinic, clerk = a_clinic()
    first = a_request(clinic, by=clerk, topic="a first visit", place="room 2")
    client = signed_in(clerk)
    assert f"ask/?like={first.pk}" in page(clerk, f"{LIST}{first.pk}/")
    form = client.get(f"{LIST}ask/", {"like": str(first.pk)}).context["form"]
    typed = {name: form[name].value() for name in form.fields}
    said = {name: value for name, value in typed.items() if value not in (None, "")}
    said = {name: value for name, value in said.items() if value is not False}
    client.post(f"{LIST}ask/", said | {"day": said["day"].isoformat(), "begins": "10:00"})
    again = InterpreterRequest.objects.exclude(pk=first.pk).get()
    assert again.preferred_at == THURSDAY + timedelta(weeks=1)
    assert (again.language, again.mode, again.topic) == ("kea", "phone", "a first visit")


def test_a_department_sees_a_label_and_a_credential_and_nothing_private(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk)
    content = page(clerk, f"{LIST}{request.pk}/")
    assert "Somebody comes." in content
    assert request.bookings.get().interpreter.label in content
    assert "Certified" in content
    assert not [word for word in PRIVATE if word in content]


def test_a_change_of_words_keeps_who_comes_and_another_time_does_not(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk, mode="phone", place="room 2", topic="a first visit")
    client, where = signed_in(clerk), f"{LIST}{request.pk}/change/"
    said = a_form(clinic, mode="phone", least_rank="0", place="room 3")
    client.post(where, said)
    assert as_it_stands(request).status == Status.FILLED
    answer = client.post(where, said | {"begins": "11:00"}, follow=True)
    assert "Who was booked is free again" in answer.content.decode()
    assert as_it_stands(request).status == Status.OPEN


@pytest.mark.parametrize(
    ("before", "words", "status"),
    [
        (timedelta(hours=30), "Cancelled in time", Status.CANCELLED_EARLY),
        (timedelta(hours=3), "Cancelled late", Status.CANCELLED_LATE),
    ],
)
def test_early_and_late_cancelling_are_told_apart_before_and_after(
    clock: Any, before: timedelta, words: str, status: str
) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk)
    clock(THURSDAY - before)
    is_late = status == Status.CANCELLED_LATE
    asked = page(clerk, f"{LIST}{request.pk}/cancel/")
    assert ("This is late" in asked) == is_late
    assert ("You are in time" in asked) != is_late
    answer = signed_in(clerk).post(f"{LIST}{request.pk}/cancel/", follow=True)
    assert words in answer.content.decode()
    assert as_it_stands(request).status == status


def test_how_it_went_is_said_once_it_began(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk)
    client, where = signed_in(clerk), f"{LIST}{request.pk}/outcome/"
    answer = client.post(where, {"minutes": "50"}, follow=True)
    assert "It has not begun yet" in answer.content.decode()
    clock(THURSDAY + 2 * HOUR)
    assert "1 meeting is over" in page(clerk, LIST)
    wrong = client.post(where, {"minutes": "", "late_minutes": "10"})
    assert wrong.status_code == 422
    assert 'value="10"' in wrong.content.decode()
    answer = client.post(where, {"minutes": "50", "late_minutes": "10"}, follow=True)
    assert "Done. It took 50 minutes." in answer.content.decode()
    assert "came 10 minutes late" in answer.content.decode()
    assert Entry.objects.filter(kind="language_access.came_late", language="kea").count() == 1


def test_nobody_came_leads_to_somebody_now(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk)
    clock(THURSDAY + HOUR / 4)
    answer = signed_in(clerk).post(
        f"{LIST}{request.pk}/outcome/", {"absent": "interpreter"}, follow=True
    )
    content = answer.content.decode()
    assert "The interpreter did not come." in content
    assert f"{LIST}now/?language=kea" in content


def a_line(*languages: str) -> Any:
    """A vendor's line, with a number and a code."""
    vendor = an_organization(name="Sample Voices")
    return an_interpreter(
        *languages,
        name="Sample Voices line",
        kind="vendor_line",
        organization=vendor,
        phone="617-555-0199",
        email="",
        access_code="4411",
    )


def test_somebody_now_is_a_number_and_a_code_and_is_counted(clock: Any) -> None:
    clinic, clerk = a_clinic()
    a_line("so", "kea")
    clock(MONDAY + timedelta(minutes=7))
    answer = signed_in(clerk).post(
        f"{LIST}now/", {"organization": clinic.pk, "language": "kea"}, follow=True
    )
    content = answer.content.decode()
    assert 'href="tel:617-555-0199"' in content
    assert "4411" in content
    counted = Entry.objects.get(kind="language_access.needed_now")
    assert (counted.language, counted.outcome) == ("kea", "line")
    made = InterpreterRequest.objects.get()
    assert made.status == Status.FILLED
    where = f"{LIST}{made.pk}/"
    assert f'href="{where}"' in page(clerk, LIST)
    signed_in(clerk).post(f"{where}outcome/", {"minutes": "5"})
    assert "4411" not in page(clerk, where), "the call is over"
    assert f'href="{where}"' not in page(clerk, LIST)
    assert f'href="{where}"' in page(clerk, LIST, show="past")


def test_where_no_line_has_the_language_those_who_are_free_are_asked(clock: Any) -> None:
    clinic, clerk = a_clinic()
    a_line("so")
    an_interpreter("kea")
    answer = signed_in(clerk).post(
        f"{LIST}now/", {"organization": clinic.pk, "language": "kea"}, follow=True
    )
    assert "We asked interpreters who are free now" in answer.content.decode()
    assert InterpreterRequest.objects.get().status == Status.OFFERED


def test_where_nobody_is_to_be_had_it_is_counted_all_the_same(clock: Any) -> None:
    clinic, clerk = a_clinic()
    answer = signed_in(clerk).post(
        f"{LIST}now/", {"organization": clinic.pk, "language": "kea"}, follow=True
    )
    assert "It is noted as missing" in answer.content.decode()
    assert Entry.objects.get(kind="language_access.needed_now").outcome == "nobody"
    failed = InterpreterRequest.objects.get()
    assert failed.cause == "language"
    assert f'href="{LIST}{failed.pk}/"' not in page(clerk, LIST)


def test_another_departments_request_is_not_there(clock: Any) -> None:
    clinic, clerk = a_clinic()
    request = booked(clinic, clerk, topic="a first visit")
    other = an_organization(name="Housing")
    stranger = a_user(Role.DEPARTMENT_MEMBER, other.pk, name="Somebody Else")
    client = signed_in(stranger)
    for part in ("", "change/", "cancel/"):
        assert client.get(f"{LIST}{request.pk}/{part}").status_code == 404
    assert client.post(f"{LIST}{request.pk}/cancel/").status_code == 404
    assert client.post(f"{LIST}{request.pk}/outcome/", {"minutes": 5}).status_code == 404
    assert client.get(f"{LIST}ask/", {"like": str(request.pk)}).status_code == 404
    wrong = client.post(f"{LIST}ask/", a_form(clinic))
    assert wrong.status_code == 422
    assert str(request.label) not in page(stranger, LIST)
    assert as_it_stands(request).status == Status.FILLED


@pytest.mark.parametrize(
    "role",
    [
        Role.DEPARTMENT_COORDINATOR,
        Role.PARTNER_MANAGER,
        Role.PARTNER_MEMBER,
        Role.LIBRARIAN,
    ],
)
def test_partners_libraries_and_departments_ask_for_their_own(clock: Any, role: Role) -> None:
    mine = an_organization(name="Harbor House")
    client = signed_in(a_user(role, mine.pk))
    assert client.post(f"{LIST}ask/", a_form(mine)).status_code == 302
    assert client.get(f"{LIST}queue/").status_code == 403


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.FRONT_DESK])
def test_caseworkers_and_the_front_desk_ask_for_anybody(clock: Any, role: Role) -> None:
    mine = an_organization(name="Harbor House")
    assert signed_in(a_user(role)).post(f"{LIST}ask/", a_form(mine)).status_code == 302


def test_a_sealed_topic_is_read_by_who_asked_alone_and_survives_a_colleagues_change(
    clock: Any,
) -> None:
    clinic, clerk = a_clinic()
    colleague = a_user(Role.DEPARTMENT_MEMBER, clinic.pk, name="A Colleague")
    request = a_request(
        clinic, by=clerk, topic="a first visit", topic_is_sealed=True, place="room 2"
    )
    where = f"{LIST}{request.pk}/"
    assert "a first visit" in page(clerk, where)
    for other in (colleague, a_coordinator()):
        assert "a first visit" not in page(other, where)
        assert "a first visit" not in page(other, f"{where}change/")
        assert "a first visit" not in page(other, f"{LIST}ask/", like=request.pk)
    assert "a first visit" not in page(a_coordinator(), f"{LIST}queue/{request.pk}/")
    said = a_form(clinic, mode="phone", least_rank="0", place="room 3")
    signed_in(colleague).post(f"{where}change/", {k: v for k, v in said.items() if k != "topic"})
    stands = as_it_stands(request)
    assert (stands.topic, stands.topic_is_sealed, stands.place) == ("a first visit", True, "room 3")


def test_a_list_is_narrowed_printed_and_told_when_it_is_empty(clock: Any) -> None:
    clinic, clerk = a_clinic()
    assert "Nobody is asked for." in page(clerk, LIST)
    a_request(clinic, by=clerk)
    a_request(clinic, by=clerk, language="so")
    assert page(clerk, LIST, language="so").count('<li class="task') == 1
    assert "No request fits." in page(clerk, LIST, status="done")
    assert page(clerk, f"{LIST}print/", language="so").count('scope="row"') == 1
    assert "No meeting is over yet." in page(clerk, LIST, show="past")


def test_a_list_costs_the_same_for_many_as_for_one(
    clock: Any, django_assert_max_num_queries: Any
) -> None:
    clinic, clerk = a_clinic()
    for _one in range(12):
        a_request(clinic, by=clerk)
    client = Client()
    client.force_login(clerk)
    with django_assert_max_num_queries(12):
        client.get(LIST)
    one = InterpreterRequest.objects.earliest("asked_at")
    with django_assert_max_num_queries(16):
        client.get(f"{LIST}{one.pk}/")
