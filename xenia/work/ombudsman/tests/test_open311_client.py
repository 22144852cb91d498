"""We ask a city's Open311 server over a real connection: what it says is believed only as far as it goes."""

from collections.abc import Iterator

import pytest

from xenia.work.ombudsman.open311.client import (
    CityApi,
    NotReached,
    Refused,
    Stands,
    Taken,
    Unsure,
)
from xenia.work.ombudsman.tests.a_city import TheCity, a_city

POTHOLE = {"code": "pothole", "description": "A deep hole.", "address": "1 Main Street"}


@pytest.fixture(scope="module")
def server() -> Iterator[TheCity]:
    with a_city() as there:
        yield there


@pytest.fixture
def city(server: TheCity) -> TheCity:
    server.says(next=[], posted=[], asked=[], requests={}, tokens={})
    return server


@pytest.fixture
def api(city: TheCity) -> CityApi:
    return CityApi(
        base=city.base, jurisdiction="city.example", key="city-key", is_in_own_network=True
    )


def test_the_services_of_the_city_are_read(api: CityApi) -> None:
    services = {one.code: one for one in api.services()}
    assert services["pothole"].name == "Pothole & street damage"
    assert (services["pothole"].has_questions, services["graffiti"].has_questions) == (False, True)
    assert services["pothole"].group == "street"


def test_a_service_that_must_know_more_says_so(api: CityApi) -> None:
    assert api.needs_answers("graffiti")
    assert not api.needs_answers("sign")


def test_a_request_goes_out_with_key_and_place_and_comes_back_with_its_number(
    city: TheCity, api: CityApi
) -> None:
    assert api.send(**POTHOLE) == Taken("000001", "", "Within 5 days.")
    assert city.knows("posted") == [
        {
            "jurisdiction_id": "city.example",
            "api_key": "city-key",
            "service_code": "pothole",
            "description": "A deep hole.",
            "address_string": "1 Main Street",
            "attribute[open]": "yes",
            "attribute[listed]": "yes",
        }
    ]
    assert api.look("000001") == Stands(is_closed=False, notes="A crew will look.")


def test_a_token_becomes_a_number_later(city: TheCity, api: CityApi) -> None:
    city.answers_next("token")
    token = api.send(**POTHOLE).token
    assert api.number_for(token) == ""
    city.says(tokens={token: "000001"})
    assert api.number_for(token) == "000001"


def test_a_key_it_does_not_know_is_refused_in_its_words(api: CityApi, city: TheCity) -> None:
    other = CityApi(base=api.base, key="other", is_in_own_network=True)
    with pytest.raises(Refused, match="403 Invalid api_key"):
        other.send(**POTHOLE)
    assert city.knows("posted") == []


@pytest.mark.parametrize("how", ["429", "503"])
def test_a_busy_server_took_nothing(city: TheCity, api: CityApi, how: str) -> None:
    city.answers_next(how)
    with pytest.raises(NotReached, match=f"{how} The office is closed."):
        api.send(**POTHOLE)


@pytest.mark.parametrize(
    "how", ["500", "502", "504", "break", "break after", "no number", "nonsense"]
)
def test_one_that_breaks_off_may_have_taken_it(city: TheCity, api: CityApi, how: str) -> None:
    city.answers_next(how)
    with pytest.raises(Unsure):
        api.send(**POTHOLE)


def test_a_redirect_is_not_followed(city: TheCity, api: CityApi) -> None:
    city.answers_next("elsewhere", "get:elsewhere")
    with pytest.raises(Refused, match="302"):
        api.send(**POTHOLE)
    with pytest.raises(Refused, match="302"):
        api.services()


@pytest.mark.parametrize("how", ["get:nonsense", "get:bomb"])
def test_what_is_no_xml_of_open311_is_not_read(city: TheCity, api: CityApi, how: str) -> None:
    city.answers_next(how)
    with pytest.raises(Refused, match="no XML"):
        api.services()


@pytest.mark.parametrize("how", ["get:500", "get:break", "get:endless"])
def test_a_question_that_was_not_answered_is_asked_later(
    city: TheCity, api: CityApi, how: str
) -> None:
    city.answers_next(how)
    with pytest.raises(NotReached):
        api.services()


def test_a_number_in_an_address_leads_nowhere_else(city: TheCity, api: CityApi) -> None:
    with pytest.raises(Refused):
        api.look("../../control?x=")
    assert city.knows("asked")[-1].startswith("/v2/requests/..%2F..%2Fcontrol%3Fx%3D.xml")


def test_nobody_there_is_asked_later() -> None:
    with pytest.raises(NotReached, match="does not answer"):
        CityApi(base="http://127.0.0.1:9/v2", is_in_own_network=True).send(**POTHOLE)


@pytest.mark.parametrize(
    "base",
    [
        "http://311.city.example/v2",
        "https://127.0.0.1/v2",
        "https://10.0.0.7/v2",
        "https://[::1]/v2",
        "https://user@311.city.example/v2",
        "file:///etc/passwd",
        "https://",
        "https://[broken/v2",
    ],
)
def test_only_https_into_the_open_internet_is_asked(base: str) -> None:
    with pytest.raises(NotReached):
        CityApi(base=base).services()
