"""Colleagues say who may file through Open311 and where the city's server is, and pass requests on."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.work.ombudsman.models import AppKey, CityServer, Complaint, ServiceRequest
from xenia.work.ombudsman.operations import city_server, passing_on
from xenia.work.ombudsman.operations.city_round import tend_service_requests
from xenia.work.ombudsman.operations.passing_on import ForTheCity
from xenia.work.ombudsman.tests.a_city import TheCity, a_city
from xenia.work.ombudsman.tests.makers import (
    MONDAY,
    a_complaint,
    a_supervisor,
    an_officer,
    with_its_code,
)

pytestmark = pytest.mark.django_db

DESK = "/en/desk/complaints"
OPEN311 = f"{DESK}/open311/"
PASSED_ON = f"{DESK}/passed-on/"


@pytest.fixture(scope="module")
def server() -> Iterator[TheCity]:
    with a_city() as there:
        yield there


@pytest.fixture
def city(server: TheCity, settings: Any) -> TheCity:
    settings.CITY_SERVER_IN_OWN_NETWORK = True
    server.says(next=[], posted=[], asked=[], requests={}, tokens={})
    said: dict[str, Any] = {"jurisdiction": "", "api_key": "city-key", "by": a_supervisor()}
    city_server.name_city_server(base=server.base, at=MONDAY, **said)
    return server


def signed_in(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def read(browser: Browser, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status, address
    return str(answer.content.decode())


def sent(browser: Browser, where: str, status: int = 302, **form: Any) -> str:
    answer = browser.post(where, form)
    assert answer.status_code == status, answer.content.decode()
    return str(answer.content.decode())


def a_request(complaint: Complaint | None = None) -> ServiceRequest:
    complaint = complaint or a_complaint()
    return passing_on.pass_on(
        complaint=complaint,
        asked=ForTheCity("pothole", "Pothole", "A deep hole.", "1 Main Street"),
        names_nobody=True,
        words="Magaalada ayaa hadda haysata.",
        destination="311",
        version=complaint.state_version,
        by=an_officer(),
        at=MONDAY,
    )


# --- Apps and the server


def test_a_key_is_shown_once_and_ended_with_one_click() -> None:
    desk = signed_in(a_supervisor())
    page = sent(desk, f"{OPEN311}keys/", 200, app="City app", is_trusted="on")
    secret = re.findall(r'<code dir="ltr">([\w-]{43})</code>', page)[0]
    key = AppKey.objects.get()
    assert key.is_trusted
    again = read(desk, OPEN311)
    assert "City app" in again
    assert secret not in again
    sent(desk, f"{OPEN311}keys/{key.pk}/end/")
    sent(desk, f"{OPEN311}keys/{key.pk}/end/")
    assert "Ended on" in read(desk, OPEN311)


def test_a_key_without_the_name_of_its_app_is_not_made() -> None:
    page = sent(signed_in(a_supervisor()), f"{OPEN311}keys/", 422, app=" ")
    assert "Say which app it is" in page
    assert not AppKey.objects.exists()


def test_the_citys_server_is_named_and_its_key_never_shown_again() -> None:
    desk = signed_in(a_supervisor())
    form: dict[str, Any] = {
        "base": "https://311.city.example/v2",
        "api_key": "city-key",
        "jurisdiction": "",
    }
    sent(desk, f"{OPEN311}server/", **form)
    page = read(desk, OPEN311)
    assert 'value="https://311.city.example/v2"' in page
    assert "city-key" not in page
    sent(desk, f"{OPEN311}server/forget/")
    assert not CityServer.objects.exists()


@pytest.mark.parametrize(
    ("base", "is_sample"),
    [
        ("http://311.city.example/v2", True),
        ("http://10.0.0.7/v2", True),
        ("http://localhost.city.example/v2", True),
        ("http://127.0.0.1:8000/open311/v2", False),
    ],
)
def test_only_an_address_with_https_is_named(base: str, is_sample: bool, settings: Any) -> None:
    settings.SAMPLE_CITY = is_sample
    page = sent(signed_in(a_supervisor()), f"{OPEN311}server/", 422, base=base)
    assert "begins with https" in page
    assert f'value="{base}"' in page


def test_the_sample_city_is_passed_on_to_itself(settings: Any) -> None:
    settings.SAMPLE_CITY = True
    base = "http://localhost:8000/open311/v2"
    sent(signed_in(a_supervisor()), f"{OPEN311}server/", base=base, api_key="ours", jurisdiction="")
    assert CityServer.objects.get().base == base


@pytest.mark.parametrize("role", [Role.OMBUDSMAN_OFFICER, Role.CASEWORKER])
def test_who_may_not_set_anything_is_not_let_in(role: Role) -> None:
    desk = signed_in(a_user(role))
    read(desk, OPEN311, 403)
    sent(desk, f"{OPEN311}keys/", 403, app="Mine")
    assert not AppKey.objects.exists()


# --- Passing on


def the_form(complaint: Complaint, **said: Any) -> dict[str, Any]:
    return {
        "service": "pothole",
        "description": "A deep hole.",
        "address": "1 Main Street",
        "names_nobody": "on",
        "destination": "311",
        "english": "The city has it now.",
        "version": complaint.state_version,
    } | said


def test_an_officer_passes_a_request_on_and_it_leaves(city: TheCity) -> None:
    complaint, desk = a_complaint(), signed_in(an_officer())
    address = f"{DESK}/{complaint.pk}/pass-on/"
    page = read(desk, address)
    assert "Pothole &amp; street damage" in page
    sent(desk, address, **the_form(complaint))
    assert "Waits to be sent" in read(desk, PASSED_ON)
    tend_service_requests(MONDAY.replace(year=2030))
    page = read(desk, PASSED_ON)
    assert "Within 5 days." in page
    assert "000001" in page
    assert "This complaint is closed." in read(desk, address)


def test_nothing_typed_is_lost_when_something_is_missing(city: TheCity) -> None:
    complaint = a_complaint()
    form = the_form(complaint, names_nobody="", english="")
    page = sent(signed_in(an_officer()), f"{DESK}/{complaint.pk}/pass-on/", 422, **form)
    assert "A deep hole." in page
    assert "Tick this when they name nobody." in page


def test_she_is_always_told_something(city: TheCity) -> None:
    complaint = a_complaint()
    form = the_form(complaint, english="")
    page = sent(signed_in(an_officer()), f"{DESK}/{complaint.pk}/pass-on/", 422, **form)
    assert "Tell her what becomes of it." in page


def test_somebody_who_reads_english_is_written_to_in_one_box(city: TheCity) -> None:
    complaint, desk = a_complaint(language="en"), signed_in(an_officer())
    address = f"{DESK}/{complaint.pk}/pass-on/"
    assert 'name="english"' not in read(desk, address)
    form = the_form(complaint, words="The city has it now.")
    sent(desk, address, **form)


def test_what_the_city_must_know_more_about_is_not_passed_on(city: TheCity) -> None:
    complaint, desk = a_complaint(), signed_in(an_officer())
    address = f"{DESK}/{complaint.pk}/pass-on/"
    page = sent(desk, address, 422, **the_form(complaint, service="graffiti"))
    assert "The city asks more" in page
    sent(desk, address, **the_form(complaint, service="sign"))


def test_who_comes_second_is_told_and_keeps_her_words(city: TheCity) -> None:
    complaint, desk = a_complaint(), signed_in(an_officer())
    form = the_form(complaint)
    address = f"{DESK}/{complaint.pk}/pass-on/"
    sent(desk, address, **form)
    page = sent(desk, address, 409, **form)
    assert "Somebody else changed this" in page
    assert "A deep hole." in page
    assert ServiceRequest.objects.count() == 1


def test_without_a_server_or_an_answer_the_page_says_what_to_do(
    settings: Any, city: TheCity
) -> None:
    complaint, desk = a_complaint(), signed_in(an_officer())
    address = f"{DESK}/{complaint.pk}/pass-on/"
    city.answers_next("get:503")
    assert "does not answer now" in read(desk, address)
    city_server.forget_city_server(by=a_supervisor(), at=MONDAY)
    assert "Nothing can be passed on yet." in read(desk, address)


def test_a_request_that_may_have_arrived_is_followed_or_sent_again(city: TheCity) -> None:
    city.answers_next("break after", "break")
    first, second = a_request(), a_request()
    tend_service_requests(MONDAY)
    desk = signed_in(an_officer())
    a_request()
    page = read(desk, PASSED_ON)
    assert "The city did not take 2 requests" in page
    # What waits for a colleague stands before what is on its way.
    assert page.rindex("It may have arrived") < page.index("Waits to be sent")
    for one in (first, second):
        one.refresh_from_db()
    there = f"{PASSED_ON}{first.pk}/arrived/"
    assert "Type the number" in sent(desk, there, 422, number="", version=first.state_version)
    sent(desk, there, number="000001", version=first.state_version)
    sent(desk, f"{PASSED_ON}{second.pk}/again/", version=second.state_version)
    sent(desk, f"{PASSED_ON}{second.pk}/again/", version=second.state_version)
    for one in (first, second):
        one.refresh_from_db()
    assert (first.status, second.status) == ("sent", "waiting")


def test_she_reads_with_her_code_how_it_stands(city: TheCity) -> None:
    complaint, code = with_its_code()
    a_request(complaint)
    there = "/en/complaint/answer/"
    assert "It is on its way to the city." in sent(Browser(), there, 200, code=code)
    tend_service_requests(MONDAY)
    page = sent(Browser(), there, 200, code=code)
    assert "The city has it and works on it." in page
    assert "000001" in page


def test_what_waits_in_the_held_queue_is_not_passed_on(city: TheCity) -> None:
    complaint = a_complaint(held=True)
    read(signed_in(an_officer()), f"{DESK}/{complaint.pk}/pass-on/", 404)


def test_the_pages_open_in_arabic_and_are_small(city: TheCity) -> None:
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    forget_office()
    complaint = a_complaint()
    a_request()
    desk = signed_in(a_supervisor())
    for path in ("open311/", "passed-on/", f"{complaint.pk}/pass-on/"):
        page = read(desk, f"/ar/desk/complaints/{path}")
        assert 'dir="rtl"' in page
        assert len(page) < 60_000
