"""People measure from their library, and places for other neighbourhoods stand back."""

from typing import Any

import pytest
from django.test import Client

from xenia.ground.reference.operations import choose_languages, draw_area
from xenia.registers.directory.models import Location, ServiceArea
from xenia.registers.directory.operations import rebuild_listings
from xenia.registers.directory.search.keeping import index_everything
from xenia.registers.directory.tests.makers import (
    MONDAY,
    a_location,
    a_service,
    an_organization,
)


@pytest.fixture
def branch(db: None) -> Location:
    """Linden Hill Library, a hidden branch, and a class 0.7 miles north; two neighbourhoods."""
    choose_languages(codes=["en", "ar"], by=None, at=MONDAY)
    for code, name, zip_code, latitude in (
        ("linden", "East Linden", "09901", 42.35),
        ("harbor", "Harbor", "09902", 42.30),
    ):
        draw_area(
            code=code,
            name=name,
            latitude=latitude,
            longitude=-70.92,
            zip_points={zip_code: (latitude, -70.92)},
            by=None,
            at=MONDAY,
        )
    library = an_organization(name="Public Library", kind="library")
    here = a_location(name="Linden Hill Library", latitude=42.35, longitude=-70.92)
    hidden = a_location(name="Quiet House", latitude=42.34, longitude=-70.91, is_confidential=True)
    a_service(name="Reading hour", organization=library, locations=[here, hidden])
    away = a_location(name="School", latitude=42.36, longitude=-70.92)
    a_service(name="English class", locations=[away], terms=["learn-english.english-class"])
    index_everything()
    return here


def only_for(service: Any, area: str) -> None:
    ServiceArea.objects.create(service=service, name=area)
    rebuild_listings([service.pk], at=MONDAY)
    index_everything()


@pytest.mark.both_databases
def test_the_filter_offers_public_branches_alone(client: Client, branch: Location) -> None:
    page = client.get("/en/find/").content.decode()
    assert f'<option value="{branch.pk}">Linden Hill Library</option>' in page
    assert page.count("<option value=") >= 2
    assert "Quiet House" not in page


def test_distances_are_measured_from_the_branch(client: Client, branch: Location) -> None:
    page = client.get(f"/en/find/?need=learn-english&branch={branch.pk}").content.decode()
    assert "0.7 mi" in page  # 0.01 degree of latitude is 69.1 / 100 miles
    assert 'value="branch"' in page, "the branch is a filter that can be taken away"
    assert f'<option value="{branch.pk}" selected>' in page


def test_a_branch_nobody_knows_is_left_out(client: Client, branch: Location) -> None:
    answer = client.post("/en/find/", {"need": "learn-english", "branch": "nonsense"})
    assert answer["Location"] == "/en/find/?need=learn-english"


def test_taking_the_branch_away_leaves_the_rest(client: Client, branch: Location) -> None:
    answer = client.get(f"/en/find/?need=learn-english&branch={branch.pk}&near=09901&drop=branch")
    assert answer["Location"] == "/en/find/?need=learn-english&near=09901"


def test_a_librarys_page_leads_to_what_is_near_it(client: Client, branch: Location) -> None:
    service = branch.services_here.get().service_id
    page = client.get(f"/en/service/{service}/").content.decode()
    assert f"/en/find/?branch={branch.pk}&amp;sort=nearest" in page
    assert page.count("/en/find/?branch=") == 1


def test_the_map_shows_the_branch(client: Client, branch: Location) -> None:
    page = client.get(f"/en/find/map/?need=learn-english&branch={branch.pk}").content.decode()
    assert "Distances from Linden Hill Library" in page
    assert '<g class="map-start"' in page


def test_a_service_says_whom_it_serves(client: Client, branch: Location) -> None:
    service = a_service(name="Fuel help", terms=["learn-english.english-class"])
    only_for(service, "East Linden")
    page = client.get(f"/en/service/{service.pk}/").content.decode()
    assert "Serves only East Linden" in page
    assert "Serves only East Linden" in client.get("/en/find/?need=learn-english").content.decode()


def test_places_for_other_neighborhoods_are_counted_and_can_be_shown(
    client: Client, branch: Location
) -> None:
    only_for(a_service(name="Fuel help", terms=["learn-english.english-class"]), "East Linden")
    page = client.get("/en/find/?need=learn-english&near=09902").content.decode()
    assert "1 more place serves other neighborhoods only." in page
    assert "Fuel help" not in page
    page = client.get("/en/find/?need=learn-english&near=09902&anywhere=1").content.decode()
    assert "1 place here serves other neighborhoods only." in page
    assert "Fuel help" in page
    here = client.get("/en/find/?need=learn-english&near=09901").content.decode()
    assert "Fuel help" in here
    assert "other neighborhoods" not in here


def test_a_branch_says_nothing_about_where_a_person_lives(client: Client, branch: Location) -> None:
    only_for(a_service(name="Fuel help", terms=["learn-english.english-class"]), "Harbor")
    page = client.get(f"/en/find/?need=learn-english&branch={branch.pk}").content.decode()
    assert "Fuel help" in page
    assert "other neighborhoods" not in page
