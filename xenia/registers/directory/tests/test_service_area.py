"""Whom a service is for by where they live, in the areas the office knows."""

from collections.abc import Iterator
from typing import Any

import pytest

from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import draw_area
from xenia.registers.directory.models import Listing, Location, ServiceArea
from xenia.registers.directory.operations import rebuild_listings
from xenia.registers.directory.tests.makers import MONDAY, a_location, a_service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_areas() -> Iterator[None]:
    forget_office()
    for code, name, zip_code in (
        ("east-linden", "East Linden", "09904"),
        ("old-quay", "Old Quay", "09902"),
        ("mill-and-canal", "Mill and Canal", "09905"),
    ):
        draw_area(
            code=code,
            name=name,
            latitude=42.3,
            longitude=-70.9,
            zip_points={zip_code: (42.3, -70.9)},
            position=0,
            by=None,
            at=MONDAY,
        )
    forget_office()
    yield
    forget_office()


def serves(*named: str, **of_place: Any) -> list[str]:
    """What the listing of a service with these areas says."""
    service = a_service(**of_place)
    for name in named:
        ServiceArea.objects.create(service=service, name=name)
    rebuild_listings([service.pk], at=MONDAY)
    found: list[str] = Listing.objects.get(pk=service.pk).document["serves"]
    return found


@pytest.mark.parametrize(
    "said",
    [
        "East Linden",
        "east linden",
        "Residents of East Linden only",
        "the East Linden neighborhood",
        "09904",
        "ZIP code 09904-1234",
        "east-linden",
    ],
)
def test_an_area_is_known_by_its_name_its_code_and_its_zip_code(said: str) -> None:
    assert serves(said) == ["east-linden"]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("East Linden and Old Quay", ["east-linden", "old-quay"]),
        ("Old Quay; 09904", ["east-linden", "old-quay"]),
        ("Mill and Canal", ["mill-and-canal"]),
    ],
)
def test_several_areas_may_stand_in_one_text(said: str, codes: list[str]) -> None:
    assert serves(said) == codes


@pytest.mark.parametrize(
    "named",
    [
        (),
        ("Lindenport",),
        ("Statewide",),
        ("East Linden", "Greater Harbor County"),
        ("East Linden and Brackwater",),
        ("09904, 10001",),
        ("East Linden", "Old Quay", "Mill and Canal"),
    ],
)
def test_what_may_be_wider_than_our_areas_is_for_everybody(named: tuple[str, ...]) -> None:
    assert serves(*named) == []


def test_without_areas_of_its_own_a_service_is_for_those_of_all_its_places() -> None:
    service = a_service(locations=[a_location(name="One"), a_location(name="Two")])
    one, two = service.places.all()
    ServiceArea.objects.create(service_at_location=one, name="Old Quay")
    rebuild_listings([service.pk], at=MONDAY)
    assert Listing.objects.get(pk=service.pk).document["serves"] == []
    ServiceArea.objects.create(service_at_location=two, name="East Linden")
    rebuild_listings([service.pk], at=MONDAY)
    assert Listing.objects.get(pk=service.pk).document["serves"] == ["east-linden", "old-quay"]


def test_the_area_of_a_confidential_place_is_not_told() -> None:
    service = a_service(locations=[a_location(name="Wren House")])
    ServiceArea.objects.create(service_at_location=service.places.get(), name="Old Quay")
    Location.objects.update(is_confidential=True)
    rebuild_listings([service.pk], at=MONDAY)
    assert Listing.objects.get(pk=service.pk).document["serves"] == []


@pytest.mark.parametrize(
    ("named", "words"),
    [
        (("Brackwater", "Greater Harbor County"), ["Brackwater", "Greater Harbor County"]),
        (("East Linden",), []),
        (("East Linden", "Old Quay", "Mill and Canal"), []),
        ((), []),
    ],
)
def test_areas_this_office_does_not_have_are_kept_as_they_were_written(
    named: tuple[str, ...], words: list[str]
) -> None:
    serves(*named)
    assert Listing.objects.get().document["serves_in_words"] == words
