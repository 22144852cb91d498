"""What is no complaint but a request goes to the city's server, once, and comes back with what became of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from xenia.ground.accounts.models import AuditEvent, User
from xenia.ground.common.transitions import Crossed, WrongState
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.notifications.operations.reach import Way
from xenia.ground.vault.subjects import shred
from xenia.work.ombudsman.messages import CITY_DID_NOT_TAKE, COMPLAINT_MOVED
from xenia.work.ombudsman.models import CityServer, Complaint, ServiceRequest
from xenia.work.ombudsman.operations import city_round, city_server, passing_on
from xenia.work.ombudsman.operations.city_round import tend_service_requests
from xenia.work.ombudsman.operations.city_server import NoCityServer
from xenia.work.ombudsman.operations.passing_on import AlreadyPassedOn, ForTheCity
from xenia.work.ombudsman.operations.working import NamesHer, NamesSomebody, QuotesHer, reopen
from xenia.work.ombudsman.tests.a_city import TheCity, a_city
from xenia.work.ombudsman.tests.makers import MONDAY, a_complaint, a_supervisor, an_officer

pytestmark = pytest.mark.django_db

SOON = MONDAY + timedelta(minutes=1)
HOLE = ForTheCity("pothole", "Pothole", "A deep hole.", "1 Main Street")


@pytest.fixture(scope="module")
def server() -> Iterator[TheCity]:
    with a_city() as there:
        yield there


@pytest.fixture
def city(server: TheCity, settings: Any) -> TheCity:
    settings.CITY_SERVER_IN_OWN_NETWORK = True
    server.says(next=[], posted=[], asked=[], requests={}, tokens={})
    named(server.base)
    return server


def named(base: str, *, api_key: str | None = "city-key") -> CityServer:
    return city_server.name_city_server(
        base=base, jurisdiction="city.example", api_key=api_key, by=a_supervisor(), at=MONDAY
    )


def passed_on(
    complaint: Complaint | None = None, *, at: datetime = MONDAY, **said: Any
) -> ServiceRequest:
    complaint = complaint or a_complaint()
    usual: dict[str, Any] = {
        "asked": HOLE,
        "names_nobody": True,
        "words": "Magaalada ayaa hadda haysata.",
        "english": "The city has it now.",
        "destination": "311",
        "version": complaint.state_version,
        "by": an_officer(),
    }
    return passing_on.pass_on(complaint=complaint, at=at, **usual | said)


def now_is(request: ServiceRequest, at: datetime) -> ServiceRequest:
    """A round of the worker, and the request as it stands then."""
    tend_service_requests(at)
    request.refresh_from_db()
    return request


# --- Passing on


def test_the_complaint_closes_as_a_request_and_the_request_leaves_by_itself(city: TheCity) -> None:
    complaint = a_complaint()
    request = passed_on(complaint)
    complaint.refresh_from_db()
    assert (complaint.status, complaint.closing) == ("closed", "service_request")
    request = now_is(request, SOON)
    assert (request.status, request.remote_id, request.remote_says) == (
        "sent",
        "000001",
        "Within 5 days.",
    )
    (posted,) = city.knows("posted")
    assert (posted["description"], posted["address_string"]) == ("A deep hole.", "1 Main Street")
    assert set(posted) == {
        "api_key",
        "jurisdiction_id",
        "service_code",
        "description",
        "address_string",
        "attribute[open]",
        "attribute[listed]",
    }


def test_without_a_server_nothing_is_passed_on_and_the_complaint_stays() -> None:
    complaint = a_complaint()
    with pytest.raises(NoCityServer):
        passed_on(complaint)
    complaint.refresh_from_db()
    assert complaint.status == "received"


def test_whoever_passes_on_says_that_nobody_is_named(city: TheCity) -> None:
    with pytest.raises(NamesSomebody):
        passed_on(names_nobody=False)
    assert not ServiceRequest.objects.exists()


HERS = "I am Hodan Warsame, 617-555-0142. The hole on Main Street is deep."


@pytest.mark.parametrize(
    ("description", "address", "why"),
    [
        ("A hole. Ask Hodan Warsame.", "1 Main Street", NamesHer),
        ("A hole. Call 617 555 0142.", "1 Main Street", NamesHer),
        ("The hole on Main Street is deep.", "1 Main Street", QuotesHer),
        ("A hole.", "1 Main Street, at Hodan Warsame’s", NamesHer),
    ],
)
def test_nothing_of_hers_goes_along(
    city: TheCity, description: str, address: str, why: type[Exception]
) -> None:
    complaint = a_complaint(words=HERS)
    with pytest.raises(why):
        passed_on(complaint, asked=ForTheCity("pothole", "Pothole", description, address))
    passed_on(complaint, asked=HOLE)


def test_two_colleagues_at_once_pass_on_once(city: TheCity) -> None:
    complaint = a_complaint()
    seen = complaint.state_version
    passed_on(complaint)
    with pytest.raises(Crossed):
        passed_on(complaint, version=seen)


def test_what_was_taken_up_again_is_not_passed_on_twice(city: TheCity) -> None:
    complaint, officer = a_complaint(), an_officer()
    passed_on(complaint, by=officer)
    complaint.refresh_from_db()
    reopen(complaint=complaint, version=complaint.state_version, by=officer, at=SOON)
    complaint.refresh_from_db()
    with pytest.raises(AlreadyPassedOn):
        passed_on(complaint, by=officer)
    complaint.refresh_from_db()
    assert complaint.status == "investigating"


# --- Sending, with patience


def test_a_busy_server_is_asked_again_later_and_later(city: TheCity) -> None:
    city.answers_next("503", "429")
    request = now_is(passed_on(), SOON)
    assert (request.status, request.next_at) == ("waiting", SOON + timedelta(minutes=5))
    assert now_is(request, SOON + timedelta(minutes=4)).tries == 1
    later = SOON + timedelta(minutes=5)
    request = now_is(request, later)
    assert (request.tries, request.next_at) == (2, later + timedelta(minutes=10))
    assert now_is(request, later + timedelta(minutes=10)).status == "sent"
    assert len(city.knows("posted")) == 1


def test_after_ten_tries_a_colleague_looks(city: TheCity) -> None:
    city.answers_next(*["503"] * 10)
    request, at = passed_on(), SOON
    for _try in range(10):
        request = now_is(request, at)
        at = request.next_at or at
    assert (request.status, request.tries, request.is_unsure) == ("refused", 10, False)


def test_a_refusal_stands_with_the_citys_words_and_can_be_sent_again(city: TheCity) -> None:
    city.answers_next("403")
    request = now_is(passed_on(), SOON)
    assert (request.status, request.remote_says) == ("refused", "403 The office is closed.")
    assert now_is(request, SOON + timedelta(days=1)).status == "refused"
    passing_on.send_again(request=request, version=request.state_version, by=an_officer(), at=SOON)
    assert now_is(request, SOON).status == "sent"


@pytest.mark.parametrize("how", ["break after", "500", "no number"])
def test_what_may_have_arrived_is_never_sent_twice_by_itself(city: TheCity, how: str) -> None:
    city.answers_next(how)
    request = now_is(passed_on(), SOON)
    assert (request.status, request.is_unsure) == ("refused", True)
    now_is(request, SOON + timedelta(days=2))
    assert len(city.knows("posted")) == (0 if how == "500" else 1)


def test_the_city_says_that_it_is_there_and_it_is_followed_under_its_number(city: TheCity) -> None:
    city.answers_next("break after")
    request = now_is(passed_on(), SOON)
    said: dict[str, Any] = {"number": " 000001 ", "by": an_officer(), "at": SOON}
    passing_on.arrived(request=request, version=request.state_version, **said)
    request = now_is(request, SOON)
    assert (request.status, request.remote_says) == ("sent", "A crew will look.")
    with pytest.raises(WrongState):
        passing_on.arrived(request=request, version=request.state_version, **said)


def test_a_worker_that_died_while_sending_leaves_it_to_a_colleague(
    city: TheCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_args: Any, **_said: Any) -> bool:
        raise KeyboardInterrupt

    request = passed_on()
    with monkeypatch.context() as patched:
        patched.setattr(city_round, "_sent", dies)
        with pytest.raises(KeyboardInterrupt):
            tend_service_requests(SOON)
    assert now_is(request, SOON + timedelta(minutes=9)).status == "leaving"
    request = now_is(request, SOON + timedelta(minutes=11))
    assert (request.status, request.is_unsure) == ("refused", True)
    assert len(city.knows("posted")) == 1


def test_another_worker_does_not_send_what_is_taken_up(
    city: TheCity,
) -> None:
    request = passed_on()
    first, second = ServiceRequest.objects.get(), ServiceRequest.objects.get()
    assert city_round._taken_up(first, SOON)
    assert not city_round._taken_up(second, SOON)
    assert now_is(request, SOON).status == "leaving"


def test_nothing_of_what_was_erased_is_sent(city: TheCity) -> None:
    request = passed_on()
    shred(request.subject_id, by=None, at=SOON, reason="asked")
    tend_service_requests(SOON)
    assert city.knows("posted") == []


def test_what_waits_while_no_server_is_named_goes_on_later(city: TheCity) -> None:
    request = passed_on()
    city_server.forget_city_server(by=a_supervisor(), at=SOON)
    assert now_is(request, SOON).status == "waiting"
    named(city.base)
    assert now_is(request, SOON + timedelta(hours=1)).status == "sent"


# --- What became of it


def test_how_it_stands_is_asked_each_day_until_the_city_says_it_is_done(city: TheCity) -> None:
    request = now_is(passed_on(), SOON)
    city.says(requests={"000001": {"status": "closed", "status_notes": "Filled."}})
    assert now_is(request, SOON + timedelta(hours=19)).status == "sent"
    request = now_is(request, SOON + timedelta(hours=20))
    assert (request.status, request.remote_says, request.next_at) == ("done", "Filled.", None)
    asked = len(city.knows("asked"))
    now_is(request, SOON + timedelta(days=9))
    assert len(city.knows("asked")) == asked


def test_a_token_is_asked_about_until_it_is_a_number(city: TheCity) -> None:
    city.answers_next("token")
    request = now_is(passed_on(), SOON)
    assert (request.remote_id, request.remote_token) == ("", "t000001")
    assert now_is(request, SOON + timedelta(hours=1)).remote_id == ""
    city.says(tokens={"t000001": "000001"})
    assert now_is(request, SOON + timedelta(hours=2)).remote_id == "000001"
    assert now_is(request, SOON + timedelta(hours=3)).remote_says == "A crew will look."


def test_a_server_that_does_not_answer_is_asked_the_next_day(city: TheCity) -> None:
    request = now_is(passed_on(), SOON)
    city.answers_next("get:500")
    request = now_is(request, SOON + timedelta(hours=20))
    assert (request.status, request.next_at) == ("sent", SOON + timedelta(hours=40))


def test_after_half_a_year_nobody_asks_any_more(city: TheCity) -> None:
    request = now_is(passed_on(), SOON)
    assert now_is(request, SOON + timedelta(days=184)).next_at is None


# --- Who is told


def a_reached() -> Complaint:
    way = Way(kind="email", address="amina@mail.example", channels=("email",))
    return a_complaint(level="confidential", answer_by="email", way=way)


def told(template: str) -> int:
    return OutboxMessage.objects.filter(template=template).count()


def test_she_is_told_when_the_city_is_done(city: TheCity) -> None:
    request = now_is(passed_on(a_reached()), SOON)
    before = told(COMPLAINT_MOVED)
    city.says(requests={"000001": {"status": "closed"}})
    now_is(request, SOON + timedelta(days=1))
    assert told(COMPLAINT_MOVED) == before + 1


def test_whoever_passed_it_on_is_told_when_the_city_did_not_take_it(city: TheCity) -> None:
    city.answers_next("404")
    now_is(passed_on(), SOON)
    assert told(CITY_DID_NOT_TAKE) == 1


# --- Where the server is


def test_the_citys_key_lies_sealed_and_follows_no_other_address() -> None:
    row = named("https://311.city.example/v2/")
    assert row.base == "https://311.city.example/v2"
    assert b"city-key" not in bytes(CityServer.objects.get().sealed_key)
    assert city_server.city_api().key == "city-key"
    named("https://311.city.example/v2", api_key=None)
    assert city_server.city_api().key == "city-key"
    named("https://elsewhere.example/v2", api_key=None)
    assert city_server.city_api().key == ""


def test_the_services_are_asked_for_once_an_hour(city: TheCity) -> None:
    assert {one.code for one in city_server.services_of_the_city()} >= {"pothole"}
    city_server.services_of_the_city()
    assert len(city.knows("asked")) == 1


def test_each_act_stands_in_the_audit(city: TheCity) -> None:
    officer: User = an_officer()
    now_is(passed_on(by=officer), SOON)
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {
        "ombudsman.city_server_named",
        "ombudsman.passed_on",
        "ombudsman.request_sent",
    } <= acts
