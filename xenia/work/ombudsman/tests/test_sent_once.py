"""Two at the same moment: a request goes to the city once, whoever works on it."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from xenia.ground.common.transitions import WrongState
from xenia.work.ombudsman.models import ServiceRequest
from xenia.work.ombudsman.operations import city_server, passing_on
from xenia.work.ombudsman.operations.city_round import tend_service_requests
from xenia.work.ombudsman.operations.passing_on import ForTheCity
from xenia.work.ombudsman.tests.a_city import TheCity, a_city
from xenia.work.ombudsman.tests.makers import MONDAY, a_complaint, a_supervisor, an_officer
from xenia.work.ombudsman.tests.test_two_at_once import (
    at_once,
    in_the_office,
    many_hands,  # noqa: F401  # the fixture
)

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.usefixtures("many_hands"),
]
SOON = MONDAY + timedelta(minutes=1)


@pytest.fixture
def city(settings: Any) -> Iterator[TheCity]:
    settings.CITY_SERVER_IN_OWN_NETWORK = True
    with a_city() as there:
        yield there


def named(city: TheCity) -> None:
    said: dict[str, Any] = {"jurisdiction": "", "api_key": "city-key", "by": a_supervisor()}
    city_server.name_city_server(base=city.base, at=MONDAY, **said)


def acts_of_two(city: TheCity) -> list[partial[ServiceRequest]]:
    """Two officers who opened the same complaint, and pass it on."""
    named(city)
    complaint = a_complaint()
    said: dict[str, Any] = {
        "asked": ForTheCity("pothole", "Pothole", "A deep hole.", "1 Main Street"),
        "names_nobody": True,
        "words": "Waa la gudbiyay.",
        "destination": "311",
        "version": complaint.state_version,
        "at": MONDAY,
    }
    return [
        partial(passing_on.pass_on, complaint=complaint, by=an_officer(), **said)
        for _officer in range(2)
    ]


def passed_on(city: TheCity) -> ServiceRequest:
    request: ServiceRequest = acts_of_two(city)[0]()
    return request


def statuses() -> list[str]:
    return list(ServiceRequest.objects.values_list("status", flat=True))


def test_two_colleagues_pass_on_one_request(city: TheCity) -> None:
    outcomes = at_once(*in_the_office(partial(acts_of_two, city)))
    assert sum(isinstance(one, ServiceRequest) for one in outcomes) == 1
    assert sum(isinstance(one, WrongState) for one in outcomes) == 1
    assert in_the_office(statuses) == ["waiting"]


def test_four_workers_send_it_once(city: TheCity) -> None:
    in_the_office(partial(passed_on, city))
    outcomes = at_once(*[partial(tend_service_requests, SOON)] * 4)
    assert [one for one in outcomes if isinstance(one, Exception)] == []
    assert len(city.knows("posted")) == 1
    assert in_the_office(statuses) == ["sent"]


def test_a_colleague_sends_it_again_while_another_finds_it(city: TheCity) -> None:
    city.answers_next("break after")
    request = in_the_office(partial(passed_on, city))
    in_the_office(partial(tend_service_requests, SOON))
    current = in_the_office(partial(ServiceRequest.objects.get, pk=request.pk))
    officer = in_the_office(an_officer)
    said: dict[str, Any] = {"version": current.state_version, "by": officer, "at": SOON}
    outcomes = at_once(
        partial(passing_on.send_again, request=current, **said),
        partial(
            passing_on.arrived,
            request=in_the_office(partial(ServiceRequest.objects.get, pk=request.pk)),
            number="000001",
            **said,
        ),
    )
    assert sum(isinstance(one, WrongState) for one in outcomes) == 1
    assert sum(isinstance(one, ServiceRequest) for one in outcomes) == 1
