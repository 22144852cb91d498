"""The map of results: the list's own numbers, no hidden place, no false precision, no words in an address."""

import re
from datetime import UTC, datetime
from math import hypot
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from xenia.face.home import mapping
from xenia.face.home.mapping import HEIGHT, WIDTH, Pin, draw
from xenia.face.home.tests.test_public_pages import SECRET_STREET, city
from xenia.ground.reference.operations import draw_area
from xenia.registers.directory.operations import add_service
from xenia.registers.directory.search.keeping import index_everything
from xenia.registers.directory.tests.makers import a_location, an_organization

__all__ = ["city"]
MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)


def shown_on(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    page: str = response.content.decode()
    return page


def test_each_marker_leads_to_its_line(client: Client, city: dict[str, Any]) -> None:
    page = shown_on(client, "/ht/find/map/?need=learn-english")
    assert re.findall(r'<a class="map-pin[^"]*" href="#place-(\d+)"', page) == ["1"]
    assert 'id="place-1"' in page
    assert "<title>1. Klas anglè</title>" in page
    assert '<title id="map-title">' in page
    assert '<desc id="map-desc">' in page
    assert 'direction="ltr"' in page


def test_a_safe_house_is_never_on_it(client: Client, city: dict[str, Any]) -> None:
    page = shown_on(client, "/en/find/map/?need=safety")
    assert "Safe house" in page, "the service is in the list"
    assert "Not on the map." in page
    assert "map-pin" not in page
    for secret in (SECRET_STREET, "Wren House", "42.36", "-70.91"):
        assert secret not in page


def test_words_come_by_form_and_stand_in_no_address(client: Client, city: dict[str, Any]) -> None:
    response = client.post("/ht/find/map/", {"q": "klas angle"})
    page = response.content.decode()
    assert response["Cache-Control"] == "private, no-cache"
    assert "map-pin" in page
    assert "q=klas" not in page
    assert '<input type="hidden" name="q" value="klas angle">' in page
    assert client.get("/ht/find/map/?q=klas").status_code == 200


def test_the_list_has_a_way_to_the_map_with_the_same_filters(
    client: Client, city: dict[str, Any]
) -> None:
    page = shown_on(client, "/en/find/?need=learn-english&good=free")
    assert 'form="narrow" formaction="/en/find/map/"' in page
    answer = client.get("/en/find/map/?need=learn-english&good=free&drop=good:free")
    assert answer["Location"] == "/en/find/map/?need=learn-english"


def test_a_place_known_by_its_zip_code_alone_is_about_here(
    client: Client, city: dict[str, Any]
) -> None:
    add_service(
        organization=an_organization(),
        by=None,
        at=MONDAY,
        name="Talk English",
        locations=[a_location(postal_code="09901")],
        terms=["learn-english.english-class"],
    )
    index_everything()
    page = shown_on(client, "/en/find/map/?need=learn-english")
    assert page.count('class="map-pin about"') >= 1
    assert "Talk English (about here)" in page
    assert "About here: only the ZIP code is on the map." in page
    assert (
        "(about here)" not in re.findall(r"<title>\d\. English class[^<]*", page)[0].split(";")[0]
    )


def test_the_map_is_two_queries_and_small(
    client: Client, city: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    client.get("/en/find/")
    with django_assert_max_num_queries(1):
        page = shown_on(client, "/en/find/map/?near=09901")
    drawing = page[page.index('<svg class="map"') : page.index("</svg>", page.index("map-north"))]
    assert len(drawing) < 6000
    assert "<script" not in page
    assert "http" not in drawing


def city_points() -> None:
    """Two neighbourhoods, two miles apart."""
    for code, latitude in (("harbor", 42.35), ("hill", 42.38)):
        draw_area(
            code=code,
            name=code.title(),
            latitude=latitude,
            longitude=-70.92,
            zip_points={},
            by=None,
            at=MONDAY,
        )


POINTS = st.tuples(st.floats(42.3, 42.4), st.floats(-71.0, -70.9))


@given(st.lists(POINTS, min_size=1, max_size=20))
def test_every_place_is_inside_the_drawing_and_no_two_markers_touch(
    points: list[tuple[float, float]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mapping, "office_facts", _no_areas)
        drawing = draw([Pin(n, "a", point) for n, point in enumerate(points, 1)], None, "en")
    assert drawing is not None
    shown = [pin.number for marker in drawing.markers for pin in marker.pins]
    assert sorted(shown) == list(range(1, len(points) + 1))
    for marker in drawing.markers:
        assert 0 < marker.x < WIDTH
        assert 0 < marker.y < HEIGHT - 20
        assert all(
            abs(marker.x - other.x) >= 28 or abs(marker.y - other.y) >= 28
            for other in drawing.markers
            if other is not marker
        )


class _NoAreas:
    area_points: dict[str, None] = {}
    zips: dict[str, None] = {}


def _no_areas() -> _NoAreas:
    return _NoAreas()


@pytest.mark.django_db
def test_the_scale_is_true() -> None:
    """Two places 0.03 degrees of latitude apart: 0.03 x 69.09 = 2.07 miles, drawn as the bar says."""
    city_points()
    pins = [Pin(1, "a", (42.35, -70.92)), Pin(2, "b", (42.38, -70.92))]
    drawing = draw(pins, None, "en")
    assert drawing is not None
    first, second = drawing.markers
    apart = hypot(first.x - second.x, first.y - second.y)
    assert first.y > second.y, "north is at the top"
    miles, word = drawing.miles.words.split()
    assert word == "mi"
    assert apart / drawing.miles.width * float(miles) == pytest.approx(2.07, rel=0.02)
    kilometres, word = drawing.kilometres.words.split()
    assert word == "km"
    assert apart / drawing.kilometres.width * float(kilometres) == pytest.approx(3.33, rel=0.02)


@pytest.mark.django_db
def test_places_far_away_do_not_make_the_city_one_dot() -> None:
    city_points()
    pins = [Pin(1, "a", (42.35, -70.92)), Pin(2, "b", (40.7, -74.0))]
    drawing = draw(pins, (40.7, -74.0), "en")
    assert drawing is not None
    assert drawing.outside == {2}
    assert drawing.start is None
    assert [label.name for label in drawing.labels]


def test_places_together_share_a_marker_with_their_numbers() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mapping, "office_facts", _no_areas)
        same = [Pin(n, "a", (42.35, -70.92)) for n in (3, 7, 9)]
        drawing = draw([*same, Pin(4, "b", (42.38, -70.92))], None, "en")
        pair = draw(same[:2], None, "en")
    assert drawing is not None
    assert pair is not None
    assert [marker.numbers for marker in drawing.markers] == ["3 +2", "4"]
    assert [marker.numbers for marker in pair.markers] == ["3, 7"]
