"""Everybody's day: what waits for her role, with one verb, and an honest word when nothing does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from xenia.face.desk.greeting import greeting
from xenia.face.desk.queries.waiting import names_missing, stale_services
from xenia.face.desk.rows import parts_for, since_checked
from xenia.face.desk.tests.scenes import MONDAY, a_person, an_office, page_of, signed_in
from xenia.ground.accounts.models import User
from xenia.ground.accounts.operations.invitation import invite_person
from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import now
from xenia.ground.imports.models import ImportRun
from xenia.registers.directory.models import Listing, Service
from xenia.registers.directory.operations import add_organization, add_service, change_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office(db: None) -> None:
    an_office()


def a_service(name: str = "English class", **fields: Any) -> Service:
    school = add_organization(by=None, at=MONDAY, name=f"{name} school", kind="school")
    return add_service(organization=school, by=None, at=MONDAY, name=name, **fields)


def part(code: str, role: str = Role.DIRECTOR) -> Any:
    person = a_person(role)
    return next(
        (one for one in parts_for(person, at=MONDAY, reader="en") if one.code == code), None
    )


def test_a_service_nobody_confirmed_for_a_year_waits() -> None:
    # A year before 16 November 2026 is 16 November 2025; one nobody confirmed counts from the day it came in.
    a_service("Old", assured_date=date(2025, 11, 16))
    a_service("Fresh", assured_date=date(2025, 11, 17))
    a_service("Never", listed_on=date(2025, 11, 16))
    a_service("New")
    found = part("check")
    assert [(task.title, task.when) for task in found.tasks] == [
        ("Never", "Never checked"),
        ("Old", "12 months ago"),
    ]


def test_a_closed_service_needs_no_check() -> None:
    a_service("Gone", status=Service.Status.DEFUNCT)
    assert part("check").count == 0


@pytest.mark.parametrize(
    ("checked", "words"),
    [
        (None, "Never checked"),
        (date(2025, 10, 16), "13 months ago"),
        (date(2024, 11, 1), "2 years ago"),
        (date(2026, 10, 31), "1 month ago"),
    ],
)
def test_how_long_ago_is_said_in_words(checked: date | None, words: str) -> None:
    assert since_checked(checked, date(2026, 11, 16)) == words


def test_only_six_rows_are_shown_and_the_rest_counted() -> None:
    for number in range(8):
        a_service(f"Class {number}", listed_on=date(2025, 1, 1))
    found = part("check")
    assert (len(found.tasks), found.count, found.has_more) == (6, 8, True)


def test_a_partner_sees_only_the_services_of_her_organization() -> None:
    own = a_service("Ours", listed_on=date(2025, 1, 1))
    a_service("Theirs", listed_on=date(2025, 1, 1))
    assert own.organization is not None
    partner = a_person(Role.PARTNER_MANAGER, organization_id=own.organization.pk)
    found = {one.code: one for one in parts_for(partner, at=MONDAY, reader="en")}
    assert [task.title for task in found["check"].tasks] == ["Ours"]
    assert set(found) == {
        *("check", "behind", "invitations", "proposals", "decided", "questions", "to_mend"),
        "interpreters_asked",
        "inbox",
    }


def test_a_service_that_changed_after_it_was_translated_waits() -> None:
    service = a_service(translations={"name": {"ht": "Klas anglè", "ar": "صف"}})
    director = a_person()
    assert stale_services(director) == []
    change_service(
        service=service,
        fields={"name": "Evening class"},
        by=director,
        at=MONDAY + timedelta(days=1),
    )
    assert [(one.service.name, one.languages) for one in stale_services(director)] == [
        ("Evening class", ("ar", "ht"))
    ]


def test_a_change_of_another_field_leaves_the_name_in_order() -> None:
    service = a_service(translations={"name": {"ht": "Klas anglè"}})
    director = a_person()
    change_service(
        service=service,
        fields={"url": "https://a.example"},
        by=director,
        at=MONDAY + timedelta(days=1),
    )
    assert stale_services(director) == []


def test_languages_without_names_are_counted_the_emptiest_first() -> None:
    a_service("One", translations={"name": {"ht": "En"}})
    a_service("Two")
    caches["pages"].clear()
    counted = [(one.language, one.count, one.total) for one in names_missing(("en", "ht", "ar"))]
    assert counted == [("ar", 2, 2), ("ht", 1, 2)]


def an_import(status: str, listed: int) -> None:
    ImportRun.objects.create(
        kind="directory",
        source="city.csv",
        status=status,
        started_at=MONDAY,
        finished_at=MONDAY - timedelta(days=1),
        report={"files": {"city.csv": {"rows": 9, "listed": [{"row": 1, "reason": "x"}] * listed}}},
    )


def test_an_import_that_left_rows_aside_waits() -> None:
    an_import("applied", 3)
    an_import("applied", 0)
    assert [task.title for task in part("imports").tasks] == ["city.csv: 3 rows were left aside"]


def test_an_import_that_failed_is_late() -> None:
    an_import("failed", 0)
    (task,) = part("imports").tasks
    assert task.is_late


def test_an_invitation_waits_until_it_is_answered() -> None:
    invite_person(
        email="new@office.example", role=Role.CASEWORKER, organization_id=None, by=None, at=MONDAY
    )
    (task,) = part("invitations").tasks
    assert (task.title, task.who, task.when) == (
        "new@office.example",
        "Caseworker",
        "Until November 23, 2026",
    )


def test_open_settings_wait_for_who_may_settle_them() -> None:
    assert part("settings").count > 0
    assert part("settings", Role.CASEWORKER) is None


def test_a_role_without_work_here_is_shown_a_way_on() -> None:
    page = page_of(signed_in(a_person(Role.INTERPRETER)), "/en/desk/")
    assert "Nothing is waiting for you" in page
    assert "Find help with somebody" in page
    assert "Handbook: Interpreter" in page
    assert page.count(">Search</span></a>") == 0, "the directory is in the rail"


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_page_for_its_day(role: str) -> None:
    own = a_service().organization
    assert own is not None
    person = a_person(role, organization_id=own.pk, name="Amara Diallo")
    page = page_of(signed_in(person), "/en/desk/")
    assert ", Amara Diallo · " in page
    assert f"/en/help/{role}/" in page


def test_the_day_reads_from_right_to_left_in_arabic() -> None:
    a_service()
    assert 'dir="rtl"' in page_of(signed_in(a_person()), "/ar/desk/")


def test_a_search_that_stands_still_is_told() -> None:
    a_service()
    Listing.objects.update(is_indexed=False, built_at=now() - timedelta(hours=1))
    page = page_of(signed_in(a_person()), "/en/desk/")
    assert "The search does not know the last changes yet" in page


def test_nobody_signed_in_is_asked_to() -> None:
    assert "sign-in" in Client().get("/en/desk/")["Location"]


def test_the_desk_opens_in_her_own_language_without_one_in_the_address() -> None:
    person = a_person()
    client = signed_in(person)
    pages = []
    for language in ("ht", "ja", ""):
        User.objects.filter(pk=person.pk).update(language=language)
        pages.append(client.get("/desk/")["Location"])
    assert pages == ["/ht/desk/", "/en/desk/", "/en/desk/"], "Japanese is not on this door"


def test_whoever_has_not_signed_in_comes_to_the_sign_in() -> None:
    answer = Client().get("/desk/", follow=True)
    assert answer.status_code == 200
    assert "sign-in" in answer.redirect_chain[-1][0]


def test_a_day_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    for number in range(8):
        a_service(f"Class {number}")
    an_import("applied", 3)
    client = signed_in(a_person())
    page_of(client, "/en/desk/")
    # Session, person, roles; then each part one or two, and the side column four.
    with django_assert_max_num_queries(40):
        page_of(client, "/en/desk/")


@pytest.mark.parametrize(
    ("hour", "words"), [(13, "Good morning"), (20, "Good afternoon"), (23, "Good evening")]
)
def test_the_greeting_follows_the_city_clock(hour: int, words: str) -> None:
    # In November, New York is five hours behind UTC.
    said = greeting("Amara", datetime(2026, 11, 16, hour, tzinfo=UTC))
    assert said == f"{words}, Amara"
