"""ZIP codes are found by themselves, by city and by county."""

import pytest

from xenia.ground.reference.zip_points import zip_point, zips_of_city, zips_of_county


def test_a_zip_code_has_a_point_a_town_and_a_time_zone() -> None:
    point = zip_point("02128")
    assert point is not None
    assert (round(point.latitude), round(point.longitude)) == (42, -71)
    assert point.time_zone == "America/New_York"


@pytest.mark.parametrize("said", ["09901", "2128", "02128-1210", "abcde", "", "٠٢١٢٨"])
def test_what_is_no_zip_code_people_live_under_has_no_point(said: str) -> None:
    assert zip_point(said) is None


def test_a_county_is_found_with_and_without_the_word() -> None:
    somerset = zips_of_county("Somerset County", "MD")
    assert somerset == zips_of_county("Somerset", "md")
    assert "21853" in {point.zip_code for point in somerset}  # Princess Anne, the county seat
    assert [point.zip_code for point in somerset] == sorted(point.zip_code for point in somerset)


def test_two_counties_of_one_name_are_told_apart_by_their_state() -> None:
    maryland = {point.zip_code for point in zips_of_county("Somerset", "MD")}
    pennsylvania = {point.zip_code for point in zips_of_county("Somerset", "PA")}
    assert maryland
    assert pennsylvania
    assert not maryland & pennsylvania


def test_a_city_is_found_in_its_state_alone() -> None:
    assert "02108" in {point.zip_code for point in zips_of_city("Boston", "MA")}
    assert zips_of_city("Lindenport", "MA") == []
