"""Addresses and coordinates that came in one cell, swapped, or as text."""

from pathlib import Path

import pytest

from xenia.registers.directory.importers.addresses import postal_code, read_place, split_address
from xenia.registers.directory.tests.importing import ONE_LOCATION, ONE_ORGANIZATION, of_files


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("42.36", "-71.06", (42.36, -71.06)),
        ("-71.06", "42.36", (42.36, -71.06)),
        ("-122.4", "37.7", (37.7, -122.4)),
        ("42.36, -71.06", "", (42.36, -71.06)),
        ("42,36", "-71,06", (42.36, -71.06)),
        ("42.36 N", "71.06 W", (42.36, -71.06)),
        ("100", "101", (None, None)),
        ("200", "500", (None, None)),
        ("0", "0", (None, None)),
        ("near the park", "", (None, None)),
        ("42.36", "", (None, None)),
        ("", "", (None, None)),
    ],
)
def test_coordinates(
    latitude: str, longitude: str, expected: tuple[float | None, float | None]
) -> None:
    place = read_place(latitude, longitude)
    assert (place.latitude, place.longitude) == expected


def test_swapped_and_dropped_coordinates_are_noted() -> None:
    assert read_place("-71.06", "42.36").note == "latitude and longitude were swapped: put right"
    assert read_place("100", "101").note == "coordinates 100, 101 are not on the globe: left out"


def test_an_address_on_one_line_is_split_when_that_is_sure() -> None:
    assert split_address("1 Main St, Suite 4, Boston, MA 02139-1234, USA") == {
        "address_1": "1 Main St, Suite 4",
        "city": "Boston",
        "state_province": "MA",
        "postal_code": "02139-1234",
    }
    assert split_address("2041 Georgia Avenue NW Washington, DC 20060") == {}


def test_a_postal_code_gets_its_zero_back() -> None:
    assert postal_code("2139", "MA") == ("02139", "postal code 2139 was read as 02139")
    assert postal_code("20019.0", "DC") == ("20019", "")


def test_rows_of_addresses(tmp_path: Path) -> None:
    addresses = (
        "id,location_id,address_1,address_3,city,state_province,postal_code,country\n"
        "1,100,12 Pier Street,Floor 2,Boston, MA ,2139,United States\n"
        "2,100,,,,,,US\n"
        "3,100,P.O. Box 7,,Boston,MA,02139,\n"
        "4,100,12 Pier St.,,Lindenport,MA,,US\n"
        "5,100,12 pier street,Floor 2,BOSTON,MA,02139,US\n"
    )
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": ONE_ORGANIZATION,
            "locations.csv": ONE_LOCATION,
            "addresses.csv": addresses,
        },
    )
    first, box, third = outcome.values("address")
    assert first == {
        "address_1": "12 Pier Street",
        "address_2": "Floor 2",
        "city": "Boston",
        "state_province": "MA",
        "postal_code": "02139",
        "country": "US",
        "address_type": "physical",
    }
    assert box["address_type"] == "postal"
    assert third["address_1"] == "12 Pier St."
    assert outcome.counts("addresses.csv") == (5, 3, 1, 1)
    assert outcome.listed("addresses.csv") == {2: "the address is empty"}
    assert "the address has no postal code" in outcome.notes("addresses.csv")


def test_an_address_beside_the_name_of_a_location(tmp_path: Path) -> None:
    locations = "id,organization_id,name,address,city,state,zip\n100,1,Pier House,12 Pier Street,Boston,MA,02139\n"
    outcome = of_files(
        tmp_path, {"organizations.csv": ONE_ORGANIZATION, "locations.csv": locations}
    )
    address = outcome.one("address")
    assert address.values["postal_code"] == "02139"
    assert address.links == {"location_id": outcome.one("location").id}


def test_a_safe_house_stays_confidential(tmp_path: Path) -> None:
    locations = "id,organization_id,name,confidential\n100,1,Harbor House,yes\n101,1,Pier House,no\n102,1,Third,maybe\n"
    outcome = of_files(
        tmp_path, {"organizations.csv": ONE_ORGANIZATION, "locations.csv": locations}
    )
    assert [one.get("is_confidential", False) for one in outcome.values("location")] == [
        True,
        False,
        True,
    ]
    assert outcome.notes("locations.csv") == ["is_confidential: 'maybe' was read as yes"]
