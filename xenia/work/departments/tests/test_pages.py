"""What everybody reads of city services, and the desk's pages of departments and the office."""

import csv
import io
import zlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.common.dates import local_day
from xenia.ground.ledger import operations as ledger
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import write_translations
from xenia.ground.translations.operations.review import answer_for
from xenia.registers.directory.models import Service
from xenia.registers.directory.tests.makers import a_service
from xenia.work.departments.ledger_kinds import REFUSED
from xenia.work.departments.models import Statement
from xenia.work.departments.models.statement import Status
from xenia.work.departments.queries.overview import refused_in
from xenia.work.departments.tests.makers import (
    LAW,
    MONDAY,
    OPEN,
    PAPERS,
    a_city_service,
    a_department,
    confirmed,
    written,
)

pytestmark = pytest.mark.django_db
ALL = "/en/equal-access/"
BUDGET = 60_000


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def read(browser: Browser, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


@pytest.fixture
def city() -> dict[str, Any]:
    """Four services: open and confirmed, a law by the office, documents whose year is over, one of which nothing is said."""
    now = timezone.now()
    department, head = a_department()
    services = {
        name: a_city_service(department, name)
        for name in ("Library card", "Rent help", "City ID card", "Food truck permit")
    }
    confirmed(services["Library card"], head, OPEN, at=now)
    written(services["Rent help"], LAW, at=now)
    confirmed(services["City ID card"], head, PAPERS, at=now - timedelta(days=400))
    return {"department": department, "head": head, **services}


def test_the_page_of_a_service_says_who_may_use_it_and_where_to_tell_us(city: Any) -> None:
    said = {
        "Library card": ("This service is open to all.", "Confirmed by the department on"),
        "Rent help": ("8 U.S.C. 1621", "The department has not confirmed it."),
        "City ID card": ("A letter from a school or shelter.", "has not confirmed it again."),
        "Food truck permit": ("The department has not said who may use this service.",),
    }
    for name, words in said.items():
        page = read(Browser(), f"/en/service/{city[name].pk}/")
        assert "Who may use this" in page
        assert f"/en/complaint/?service={city[name].pk}&amp;kind=access" in page
        for one in words:
            assert one in page, name


def test_a_service_of_others_says_nothing_of_the_kind() -> None:
    page = read(Browser(), f"/en/service/{a_service().pk}/")
    assert "Who may use this" not in page


def test_a_service_page_stays_light_and_asks_little(
    city: Any, django_assert_max_num_queries: Any
) -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    address = f"/ar/service/{city['City ID card'].pk}/"
    Browser().get(address)
    with django_assert_max_num_queries(5):
        page = Browser().get(address)
    assert len(zlib.compress(page.content)) < BUDGET
    assert not page.cookies


def test_the_filters_stand_in_one_row(city: Any) -> None:
    for browser, address in ((Browser(), ALL), (signed_in(city["head"]), "/en/desk/departments/")):
        assert "departments/departments" in read(browser, address)


def test_every_service_is_listed_and_the_unconfirmed_plainly(city: Any) -> None:
    page = read(Browser(), ALL)
    for name in ("Library card", "Rent help", "City ID card", "Food truck permit"):
        assert name in page
    assert "Of 4 services, 3 are not confirmed by their department." in page
    page = read(Browser(), f"{ALL}?show=unconfirmed")
    assert "Rent help" in page
    assert "Library card" not in page
    assert "Rent help" not in read(Browser(), f"{ALL}?show=papers")
    assert "Rent help" in read(Browser(), f"{ALL}?department={city['department'].pk}")
    # What no list knows is as if nothing was chosen.
    assert "Rent help" in read(Browser(), f"{ALL}?show=nonsense&department=x&page=x")


def test_the_list_asks_no_more_with_more_services(
    city: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(16):
        written(a_city_service(city["department"], f"Service {number}"), PAPERS)
    read(Browser(), ALL)
    with django_assert_max_num_queries(12):
        page = Browser().get(ALL)
    assert len(zlib.compress(page.content)) < BUDGET


def test_the_list_goes_on_paper_and_into_a_spreadsheet(city: Any) -> None:
    assert "Rent help" in read(Browser(), f"{ALL}print/")
    rows = list(
        csv.DictReader(io.StringIO(read(Browser(), f"{ALL}equal-access.csv").lstrip("\ufeff")))
    )
    found = {row["service"]: (row["state"], row["who_may_use_it"]) for row in rows}
    assert found == {
        "Library card": ("confirmed", "open"),
        "Rent help": ("by_office", "law"),
        "City ID card": ("due", "papers"),
        "Food truck permit": ("unsaid", ""),
    }


def test_what_a_law_restricts_is_read_in_arabic_once_a_second_person_read_it(city: Any) -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    statement = Statement.objects.get(rule="law")
    by = a_user()
    write_translations(
        record=statement,
        texts={"restricts": {"ar": "هذا المال لمن يسميهم القانون."}},
        by=by,
        at=MONDAY,
    )
    address = f"/ar/service/{city['Rent help'].pk}/"
    page = read(Browser(), address)
    assert 'dir="rtl"' in page
    assert "هذا المال" not in page
    assert '<span lang="en" dir="auto">Money from this fund' in page
    text = TranslatedText.objects.get()
    reader = a_user(Role.SUPERVISOR)
    answer_for(text=text, by=reader, at=MONDAY, source=statement.restricts)
    assert "هذا المال" in read(Browser(), address)


def test_a_coordinator_writes_and_confirms_in_one_breath() -> None:
    department, head = a_department()
    service = a_city_service(department)
    browser = signed_in(head)
    read(browser, f"/en/desk/departments/services/{service.pk}/write/")
    form = _form(
        rule="papers",
        kind="income",
        why="The price goes by what you earn.",
        instead="Your own word.",
    )
    answer = browser.post(f"/en/desk/departments/services/{service.pk}/write/", form)
    assert answer.status_code == 302
    statement = Statement.objects.get()
    assert (statement.status, statement.papers.get().kind) == (Status.CONFIRMED, "income")
    page = read(browser, f"/en/desk/departments/services/{service.pk}/")
    assert "Your own word." in page


def _form(*, rule: str, act: str = "confirm", version: Any = "", **paper: str) -> dict[str, Any]:
    said = {f"papers-0-{name}": value for name, value in paper.items()}
    sure = {"is_sure": "on"} if rule == "open" else {}
    return {
        "rule": rule,
        **sure,
        "act": act,
        "version": version,
        "papers-TOTAL_FORMS": "2",
        "papers-INITIAL_FORMS": "0",
        **said,
    }


def test_a_half_said_statement_comes_back_with_what_was_typed() -> None:
    department, head = a_department()
    service = a_city_service(department)
    browser, address = signed_in(head), f"/en/desk/departments/services/{service.pk}/write/"
    answer = browser.post(address, _form(rule="papers"))
    assert (answer.status_code, "at least one document" in answer.content.decode()) == (422, True)
    answer = browser.post(address, _form(rule="law") | {"restricts": "Only members."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Only members." in page
    assert "Residents must be able to read this." in page
    answer = browser.post(address, _form(rule="papers", kind="who"))
    assert "Say why this document is asked for." in answer.content.decode()


def test_the_rule_is_chosen_first_and_then_come_its_own_fields() -> None:
    department, head = a_department()
    service = a_city_service(department)
    browser, address = signed_in(head), f"/en/desk/departments/services/{service.pk}/write/"
    fields = {"law": "restricts", "papers": "papers-0-kind", "open": "is_sure"}
    page = read(browser, address)
    assert not any(f'name="{name}"' in page for name in fields.values())
    for rule in fields:
        page = read(browser, f"{address}?rule={rule}")
        shown = [one for one, name in fields.items() if f'name="{name}"' in page]
        assert shown == [rule]
    assert "(optional)" not in read(browser, f"{address}?rule=law")
    written(service, LAW, by=head)
    assert "8 U.S.C. 1621" in read(browser, address)
    assert 'name="restricts"' in read(browser, f"{address}?rule=nonsense")


def test_a_law_or_a_document_is_never_dropped_in_silence() -> None:
    department, head = a_department()
    service = a_city_service(department)
    browser, address = signed_in(head), f"/en/desk/departments/services/{service.pk}/write/"
    answer = browser.post(address, _form(rule="open") | {"restricts": "Only voters."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A law is written below." in page
    assert "Only voters." in page
    assert 'type="radio" name="rule" value="law"' in page
    paper = {"kind": "who", "why": "To know you.", "instead": "A friend’s word."}
    answer = browser.post(address, _form(rule="open", **paper))
    assert answer.status_code == 422
    assert "A document is written below." in answer.content.decode()
    assert "A friend’s word." in answer.content.decode()
    assert not Statement.objects.exists()


def test_open_to_all_is_said_only_with_its_tick() -> None:
    department, head = a_department()
    service = a_city_service(department)
    browser, address = signed_in(head), f"/en/desk/departments/services/{service.pk}/write/"
    answer = browser.post(address, _form(rule="open") | {"is_sure": ""})
    assert answer.status_code == 422
    assert "No law restricts it, and no paper is asked for." in answer.content.decode()
    assert not Statement.objects.exists()
    assert browser.post(address, _form(rule="open")).status_code == 302
    assert Statement.objects.get().status == Status.CONFIRMED


def test_who_writes_too_late_keeps_her_words_and_sees_the_others() -> None:
    department, head = a_department()
    service = a_city_service(department)
    statement = written(service, LAW, by=head)
    form = _form(
        rule="papers", kind="who", why="To know you.", instead="A friend’s word.", version=99
    )
    answer = signed_in(head).post(f"/en/desk/departments/services/{service.pk}/write/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A friend’s word." in page
    assert "8 U.S.C. 1621" in page
    assert f'name="version" value="{statement.state_version}"' in page


def test_the_office_writes_but_has_no_button_to_confirm(city: Any) -> None:
    browser, service = signed_in(a_user(Role.SUPERVISOR)), city["Food truck permit"]
    address = f"/en/desk/departments/services/{service.pk}/"
    assert browser.post(f"{address}write/", _form(rule="open")).status_code == 302
    statement = Statement.objects.get(service=service)
    assert (statement.status, statement.is_by_office) == (Status.DRAFT, True)
    assert f"{address}confirm/" not in read(browser, address)
    assert browser.post(f"{address}confirm/", {"version": 0}).status_code == 403


def test_a_department_sees_its_own_services_and_the_office_all(city: Any) -> None:
    _parks, stranger = a_department("Parks")
    assert "Rent help" not in read(signed_in(stranger), "/en/desk/departments/")
    assert "Rent help" in read(signed_in(city["head"]), "/en/desk/departments/")
    assert "Rent help" in read(signed_in(a_user(Role.DIRECTOR)), "/en/desk/departments/")
    address = f"/en/desk/departments/services/{city['Rent help'].pk}/"
    read(signed_in(stranger), address, 403)
    read(signed_in(a_user(Role.CASEWORKER)), address, 403)
    read(signed_in(city["head"]), "/en/desk/departments/overview/", 403)


def test_departments_stand_side_by_side_and_small_numbers_are_hidden(city: Any) -> None:
    for name, times in (("Library card", 12), ("Rent help", 3), ("City ID card", 14)):
        ledger.record(
            kind=REFUSED,
            on=local_day(timezone.now()),
            quantity=times,
            department=city["department"].pk,
            service=city[name].pk,
        )
    found = refused_in(timezone.now().year)
    shown = {one.service.name: one.times for one in found.rows if one.service}
    # 3 is hidden, and 12 with it: 29 less 14 would leave 3 beside a 12 that everybody reads.
    assert shown == {"City ID card": 14, "Library card": None, "Rent help": None}
    assert found.total == 29
    page = read(signed_in(a_user(Role.SUPERVISOR)), "/en/desk/departments/overview/")
    assert "1 to 10, or hidden" in page
    own = read(signed_in(city["head"]), f"/en/desk/departments/services/{city['Rent help'].pk}/")
    assert "1 to 10, or hidden" in own


def test_a_department_confirms_again_before_the_year_is_over(city: Any) -> None:
    service: Service = city["Library card"]
    version = Statement.objects.get(service=service).state_version
    browser, address = signed_in(city["head"]), f"/en/desk/departments/services/{service.pk}/"
    assert "Confirm it again" in read(browser, address)
    assert browser.post(f"{address}confirm/", {"version": version}).status_code == 302
    browser.post(f"{address}confirm/", {"version": version})
    assert Statement.objects.get(service=service).state_version == version + 1
    now = Statement.objects.get(service=service)
    browser.post(f"{address}withdraw/", {"version": now.state_version})
    assert Statement.objects.get(service=service).status == Status.WITHDRAWN
    assert "has not said who may use" in read(Browser(), f"/en/service/{service.pk}/")
