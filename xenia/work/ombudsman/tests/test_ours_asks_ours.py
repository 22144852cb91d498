"""One office's client and another's server: what is passed on arrives as a complaint, and its end comes back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from xenia.ground.common.dates import local_day, now
from xenia.work.ombudsman.models import Complaint, ServiceRequest
from xenia.work.ombudsman.models.complaint import Channel
from xenia.work.ombudsman.open311.client import NotReached
from xenia.work.ombudsman.operations import city_server, passing_on
from xenia.work.ombudsman.operations.apps import make_app_key
from xenia.work.ombudsman.operations.city_round import tend_service_requests
from xenia.work.ombudsman.operations.passing_on import ForTheCity
from xenia.work.ombudsman.operations.working import close, let_in
from xenia.work.ombudsman.tests.makers import a_complaint, a_supervisor, an_officer

pytestmark = pytest.mark.django_db(transaction=True)


def passed_on_to(address: str, *, is_trusted: bool, at: datetime) -> ServiceRequest:
    """A complaint of ours goes to the service at this address, which gave us a key."""
    director = a_supervisor()
    _key, secret = make_app_key(app="Next office", is_trusted=is_trusted, by=director, at=at)
    city_server.name_city_server(
        base=f"{address}/open311/v2",
        jurisdiction="localhost",
        api_key=secret,
        by=director,
        at=at,
    )
    services = {one.code: one.name for one in city_server.services_of_the_city()}
    assert not city_server.wants_more("delay")
    complaint = a_complaint(at=at)
    return passing_on.pass_on(
        complaint=complaint,
        asked=ForTheCity("delay", services["delay"], "It takes a year.", "1 Main Street"),
        names_nobody=True,
        words="Waa la gudbiyay.",
        destination="The office next door",
        version=complaint.state_version,
        by=an_officer(),
        at=at,
    )


def after_a_round(request: ServiceRequest, at: datetime) -> ServiceRequest:
    tend_service_requests(at)
    request.refresh_from_db()
    return request


@pytest.fixture(autouse=True)
def in_the_sample_city(settings: Any) -> None:
    """There an office may ask itself, on the same machine."""
    settings.SAMPLE_CITY, settings.CITY_SERVER_IN_OWN_NETWORK = True, False
    settings.SITE_ADDRESS = "http://localhost"


def arrived() -> Complaint:
    found: Complaint = Complaint.objects.get(channel=Channel.OPEN311)
    return found


def test_what_is_passed_on_arrives_and_its_end_comes_back(live_server: Any) -> None:
    at = now()
    request = after_a_round(passed_on_to(live_server.url, is_trusted=True, at=at), at)
    there = arrived()
    assert (request.status, there.status, there.kind) == ("sent", "received", "delay")
    assert request.remote_id == ""
    request = after_a_round(request, at + timedelta(hours=1))
    assert request.remote_id == str(there.pk)
    request = after_a_round(request, at + timedelta(hours=2))
    assert request.remote_says == "We have it."
    close(
        complaint=there,
        closing="resolved_early",
        words="It is done.",
        version=there.state_version,
        by=an_officer(),
        at=at,
    )
    request = after_a_round(request, at + timedelta(days=1))
    assert (request.status, request.asked_on) == ("done", local_day(at + timedelta(days=1)))


def test_an_office_that_is_no_sample_asks_no_server_on_its_own_machine(
    live_server: Any, settings: Any
) -> None:
    settings.SAMPLE_CITY = False
    with pytest.raises(NotReached):
        passed_on_to(live_server.url, is_trusted=True, at=now())


def test_what_waits_there_has_a_number_once_it_is_let_in(live_server: Any) -> None:
    at = now()
    request = after_a_round(passed_on_to(live_server.url, is_trusted=False, at=at), at)
    request = after_a_round(request, at + timedelta(hours=1))
    assert (request.status, request.remote_id) == ("sent", "")
    there = arrived()
    let_in(complaint=there, version=there.state_version, by=an_officer(), at=at)
    assert after_a_round(request, at + timedelta(hours=2)).remote_id == str(there.pk)
