"""An editor looks over the services of the city."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest

from xenia.ground.accounts.roles import Role
from xenia.ground.common.dates import local_day, now
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.models import Organization, Service
from xenia.registers.directory.operations import change_service_status
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_colleague,
    a_service,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db
LIST = "/en/desk/directory/"


@pytest.fixture(autouse=True)
def _an_office_of_three_languages() -> None:
    choose_languages(codes=["en", "ht", "ar"], by=None, at=MONDAY)
    forget_office()


def names_on(page: Any) -> list[str]:
    return [service.name for service in page.context["page"]]


def test_the_title_says_how_many_there_are_and_how_many_are_old() -> None:
    a_service(name="New", assured_date=local_day(now()))
    a_service(name="Old", assured_date=date(2020, 1, 1))
    page = desk_of(a_colleague()).get(LIST)
    assert page.context["title"] == "2 services, 1 not checked for long"


def test_a_service_is_found_by_its_name_in_any_language_and_by_its_organization() -> None:
    house = an_organization(name="Saltmarsh House")
    a_service(name="English class", organization=house, translations={"name": {"ht": "Klas angle"}})
    a_service(name="Food pantry", organization=an_organization(name="Bread Table"))
    desk = desk_of(a_colleague())
    assert names_on(desk.get(LIST, {"q": "klas ang"})) == ["English class"]
    assert names_on(desk.get(LIST, {"q": "bread"})) == ["Food pantry"]
    assert names_on(desk.get(LIST, {"q": "ENGLISH"})) == ["English class"]


def test_filters_narrow_the_list_and_can_be_taken_away() -> None:
    legal = an_organization(name="Quay Legal Aid", kind=Organization.Kind.LEGAL)
    a_service(name="Citizenship help", organization=legal, terms=["citizenship"])
    paused = a_service(name="English class", translations={"name": {"ar": "درس"}})
    change_service_status(service=paused, to=Service.Status.TEMPORARILY_CLOSED, by=None, at=TUESDAY)
    desk = desk_of(a_colleague())
    assert names_on(desk.get(LIST, {"kind": "legal"})) == ["Citizenship help"]
    assert names_on(desk.get(LIST, {"status": "temporarily closed"})) == ["English class"]
    assert names_on(desk.get(LIST, {"untermed": "on"})) == ["English class"]
    page = desk.get(LIST, {"kind": "legal", "q": "citizen"})
    assert [chip["url"] for chip in page.context["chips"]] == ["?kind=legal", "?q=citizen"]


def test_a_service_lacks_a_language_while_one_of_its_texts_does() -> None:
    a_service(
        name="Whole",
        description="All of it.",
        translations={"name": {"ht": "Antye"}, "description": {"ht": "Tout."}},
    )
    a_service(name="Half", description="All of it.", translations={"name": {"ht": "Mwatye"}})
    page = desk_of(a_colleague()).get(LIST, {"missing": "ht"})
    assert names_on(page) == ["Half"]


def test_the_oldest_check_comes_first_when_asked() -> None:
    a_service(name="A", assured_date=date(2026, 5, 1))
    a_service(name="B", assured_date=None)
    a_service(name="C", assured_date=date(2025, 5, 1))
    page = desk_of(a_colleague()).get(LIST, {"sort": "checked"})
    assert names_on(page) == ["B", "C", "A"]


def test_a_filter_that_makes_no_sense_is_left_out() -> None:
    a_service(name="English class")
    page = desk_of(a_colleague()).get(
        LIST, {"status": "nonsense", "page": "seven", "missing": "xx"}
    )
    assert names_on(page) == ["English class"]


def test_an_empty_list_says_what_to_do() -> None:
    page = desk_of(a_colleague()).get(LIST, {"q": "no such thing"})
    assert "No service matches all of this" in page.content.decode()


def test_the_list_asks_the_same_few_questions_however_long_it_is(
    django_assert_max_num_queries: Any,
) -> None:
    house = an_organization()
    for number in range(60):
        a_service(name=f"Class {number:02}", organization=house)
    desk = desk_of(a_colleague())
    desk.get(LIST)
    with django_assert_max_num_queries(6):
        page = desk.get(LIST)
    assert len(names_on(page)) == 50
    assert "?page=2" in page.content.decode()


def test_the_download_holds_what_the_list_shows_and_no_formula() -> None:
    a_service(name="=1+1", email="help@saltmarsh.example", email_is_confidential=True)
    a_service(name="Food pantry")
    answer = desk_of(a_colleague()).get(f"{LIST}services.csv", {"q": "1+1"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(StringIO(text)))
    assert [(row["name"], row["email"]) for row in rows] == [("'=1+1", "")]


def test_a_partner_can_look_at_her_own_services_only() -> None:
    house = an_organization()
    a_service(name="Ours", organization=house)
    a_service(name="Theirs", organization=an_organization(name="Another House"))
    desk = desk_of(a_colleague(role=Role.PARTNER_MEMBER, organization=house))
    first = desk.get(LIST)
    assert names_on(first) == ["Ours"]
    assert "?mine=all" in [chip["url"] for chip in first.context["chips"]]
    assert names_on(desk.get(LIST, {"mine": "all"})) == ["Ours", "Theirs"]
    assert names_on(desk.get(LIST, {"mine": "on"})) == ["Ours"]
    assert names_on(desk.get(LIST, {"q": "Theirs"})) == ["Theirs"], "words look everywhere"
    assert names_on(desk_of(a_colleague()).get(LIST)) == ["Ours", "Theirs"]


def test_the_list_reads_from_right_to_left_in_arabic() -> None:
    a_service()
    page = desk_of(a_colleague()).get("/ar/desk/directory/")
    assert 'dir="rtl"' in page.content.decode()
