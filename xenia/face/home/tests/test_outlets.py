"""What others take with them: the sheet, the feed, and the list on another page."""

import csv
import io
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils.translation import gettext as _
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from xenia.face.home.sheet import plain
from xenia.ground.common.dates import local_day
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages, draw_area
from xenia.registers.directory.models import Service
from xenia.registers.directory.operations import (
    change_service,
    change_service_status,
    describe_service_details,
    rebuild_listings,
)
from xenia.registers.directory.operations.notices import post_notice
from xenia.registers.directory.search.keeping import index_everything
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_location,
    a_service,
    an_organization,
)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _office(settings: Any, tmp_path: Any) -> None:
    settings.INDEX_FOLDER = tmp_path / "index"
    choose_languages(codes=["en", "es", "ar"], by=None, at=MONDAY)
    forget_office()


def an_english_class(**fields: Any) -> Service:
    house = an_organization()
    return a_service(
        organization=house,
        terms=["learn-english.english-class"],
        locations=[a_location(organization=house)],
        details={
            "phones": [{"number": "617-555-0143", "type": "voice"}],
            "languages": [{"code": "ht", "name": "Haitian Creole", "note": "call ahead"}],
            "schedules": [
                {"freq": "WEEKLY", "byday": "MO,WE", "opens_at": "18:00", "closes_at": "20:00"}
            ],
        },
        translations={"name": {"es": "Clase de inglés"}},
        **fields,
    )


def sheet(client: Client, address: str = "/en/directory.csv") -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    said = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert said.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(said.decode("utf-8-sig"))))


# --- The sheet


def test_the_sheet_has_a_row_for_each_public_service(client: Client) -> None:
    service = an_english_class()
    a_service(name="Paused", status=Service.Status.INACTIVE)
    (row,) = sheet(client)
    assert row["Name"] == "English class for beginners"
    assert row["Organization"] == "Saltmarsh Community House"
    assert row["Address"] == "12 Pier Street, Lindenport, MA 09901"
    assert row["Languages"] == "Haitian Creole (call ahead)"
    assert row["Phones"] == "617-555-0143"
    assert "6:00" in row["Hours"]
    assert row["Link"].endswith(f"/en/service/{service.pk}/")


def test_the_sheet_speaks_the_readers_language(client: Client) -> None:
    an_english_class()
    (row,) = sheet(client, "/es/directory.csv")
    with override("es"):
        assert row[_("Name")] == "Clase de inglés"
    assert "/es/service/" in list(row.values())[-1]


def test_a_confidential_address_is_in_no_sheet(client: Client) -> None:
    a_service(
        locations=[a_location(name="Safe House", is_confidential=True)],
        email="secret@saltmarsh.example",
        email_is_confidential=True,
    )
    (row,) = sheet(client)
    assert "Pier Street" not in " ".join(row.values())
    assert "secret@" not in " ".join(row.values())


def test_filters_of_the_search_page_hold_for_the_sheet(client: Client) -> None:
    an_english_class()
    a_service(name="Food", terms=["food"], cost=Service.Cost.FEE)
    index_everything()
    assert [row["Name"] for row in sheet(client, "/en/directory.csv?need=food")] == ["Food"]
    free = sheet(client, "/en/directory.csv?good=free")
    assert [row["Name"] for row in free] == ["English class for beginners"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(client: Client, text: str) -> None:
    service = a_service(name=f"{text} class")
    Service.objects.filter(pk=service.pk).update(name=f"{text} class")
    rebuild_listings([service.pk], at=TUESDAY)
    (row,) = sheet(client)
    assert row["Name"] == f"'{text} class"


@given(st.text())
def test_a_plain_text_never_begins_as_a_formula(text: str) -> None:
    assert plain(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"} or not text
    assert plain(text).removeprefix("'") in {text, text.removeprefix("'")}


# --- The feed


def entries(client: Client, address: str = "/en/changes.atom") -> list[dict[str, str]]:
    response = client.get(address)
    assert response["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 our own answer
    assert root.tag == f"{ATOM}feed"
    for wanted in ("id", "title", "updated"):
        assert root.find(f"{ATOM}{wanted}") is not None
    found = []
    for entry in root.iter(f"{ATOM}entry"):
        said = {one.tag.removeprefix(ATOM): one.text or "" for one in entry}
        assert said["id"].startswith("tag:")
        assert said["updated"]
        found.append(said)
    return found


def test_a_new_service_is_an_entry(client: Client) -> None:
    an_english_class()
    (entry,) = entries(client)
    assert entry["title"] == "New: English class for beginners"
    (spanish,) = entries(client, "/es/changes.atom")
    assert "Clase de inglés" in spanish["title"]


def test_a_changed_service_says_which_fields_changed(client: Client) -> None:
    service = an_english_class()
    first = entries(client)[0]["id"]
    change_service(service=service, fields={"description": "Bring a pen."}, by=None, at=TUESDAY)
    (entry,) = entries(client)
    assert entry["title"] == "Changed: English class for beginners"
    assert entry["summary"] == "What it is"
    assert entry["id"] != first
    assert "Bring a pen" not in entry["summary"]


def test_a_closure_is_told_with_its_last_day_and_its_reason(client: Client) -> None:
    service = an_english_class()
    post_notice(
        about=service,
        kind="closed",
        starts_on=local_day(MONDAY),
        ends_on=date(2026, 11, 30),
        words="Painters are here.",
        by=None,
        at=MONDAY + timedelta(hours=1),
    )
    (entry,) = entries(client)
    assert entry["title"] == "Closed until November 30, 2026: English class for beginners"
    assert entry["summary"] == "Painters are here."


def test_a_service_that_left_is_an_entry_without_its_name(client: Client) -> None:
    service = an_english_class()
    change_service_status(service=service, to=Service.Status.DEFUNCT, by=None, at=TUESDAY)
    (entry,) = entries(client)
    assert entry["title"] == "A service is no longer listed"


def test_a_confidential_change_is_no_entry(client: Client) -> None:
    service = an_english_class()
    before = entries(client)
    describe_service_details(
        service=service,
        details={
            "phones": [
                {"number": "617-555-0143", "type": "voice"},
                {"number": "617-555-0199", "type": "voice", "is_confidential": True},
            ]
        },
        by=None,
        at=TUESDAY,
    )
    after = entries(client)
    assert "617-555-0199" not in str(after)
    assert len(after) == len(before)


def test_the_feed_is_read_once(client: Client) -> None:
    an_english_class()
    first = client.get("/en/changes.atom")
    assert first["Last-Modified"]
    again = client.get("/en/changes.atom", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    service = Service.objects.get()
    change_service(service=service, fields={"bring": "A pen"}, by=None, at=WEDNESDAY)
    changed = client.get("/en/changes.atom", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_the_feed_ends_after_a_hundred(client: Client) -> None:
    house = an_organization()
    for number in range(103):
        a_service(name=f"Class {number}", organization=house, at=MONDAY + timedelta(minutes=number))
    found = entries(client)
    assert len(found) == 100
    assert found[0]["title"] == "New: Class 102"


# --- On another page


def test_the_embedded_list_may_stand_in_another_page(client: Client) -> None:
    service = an_english_class()
    index_everything()
    response = client.get("/en/embed/services/?need=learn-english&count=5")
    said = response.content.decode()
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert not response.cookies
    assert "<script" not in said
    assert f"/en/service/{service.pk}/" in said
    assert 'target="_blank" rel="noopener noreferrer"' in said
    assert len(response.content) < 30_000


def test_a_full_embedded_list_is_light(client: Client) -> None:
    house = an_organization()
    for number in range(40):
        a_service(name=f"Class number {number}", organization=house, terms=["learn-english"])
    index_everything()
    response = client.get("/ar/embed/services/?count=999")
    assert response.content.count(b"<li>") == 30
    assert b'dir="rtl"' in response.content
    assert len(response.content) < 30_000


@pytest.mark.parametrize(
    "page", ["/en/", "/en/find/", "/en/embed/", "/en/i-speak/", "/en/account/sign-in/"]
)
def test_no_other_page_may_be_framed(client: Client, page: str) -> None:
    response = client.get(page)
    assert response["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_the_page_gives_the_text_to_copy(client: Client) -> None:
    an_english_class()
    index_everything()
    said = client.get("/en/embed/?need=learn-english&show=es&count=3").content.decode()
    assert (
        "&lt;iframe src=&quot;http://testserver/es/embed/services/?need=learn-english&amp;amp;count=3"
        in said
    )
    assert "Clase de inglés" in said
    assert "<iframe" not in said


def test_what_is_typed_into_an_address_is_only_text(client: Client) -> None:
    said = client.get('/en/embed/?area="><script>alert(1)</script>&need=<b>').content.decode()
    assert "<script>alert" not in said
    assert django_settings.X_FRAME_OPTIONS == "DENY"


def test_on_another_page_everything_begins_at_the_side_its_language_begins(client: Client) -> None:
    an_english_class()
    index_everything()
    page = client.get("/ar/embed/services/").content.decode()
    listed = page[page.index("<ul>") : page.index("</ul>")]
    assert "English class for beginners</bdi></a>" in listed
    assert "</bdi></span>" in listed
    assert '<bdi dir="ltr">' in listed
    for block in ("<a", "<span"):
        assert all("dir=" not in tag.split(">")[0] for tag in listed.split(block)[1:])


@pytest.mark.parametrize(
    "asked", ["need=xyz", "near=Nowhere", "lang=xx-nope", "when=never", "good=cheap"]
)
def test_a_list_to_take_along_is_refused_where_a_value_means_nothing(
    client: Client, asked: str
) -> None:
    for address in ("/en/directory.csv", "/en/embed/services/"):
        answer = client.get(f"{address}?{asked}")
        assert answer.status_code == 400, address
        assert asked.partition("=")[2] in b"".join(answer).decode()


def test_who_makes_a_list_near_nowhere_is_told_and_gets_no_text_to_copy(client: Client) -> None:
    said = client.get("/en/embed/?area=Nowhere").content.decode()
    assert "We do not know “Nowhere”." in said
    assert "iframe" not in said


def test_the_spreadsheet_is_sorted_by_name(client: Client) -> None:
    for name in ("Sewing", "Art class", "Music"):
        a_service(name=name, terms=["learn-english"])
    index_everything()
    for address in ("/en/directory.csv", "/en/directory.csv?need=learn-english"):
        assert [row["Name"] for row in sheet(client, address)] == ["Art class", "Music", "Sewing"]


def test_the_page_for_developers_shows_this_office_and_a_zip_code_it_has(client: Client) -> None:
    draw_area(
        code="quay",
        name="Old Quay",
        latitude=42.3,
        longitude=-70.9,
        zip_points={"09902": (42.3, -70.9)},
        position=0,
        by=None,
        at=MONDAY,
    )
    forget_office()
    said = client.get("/en/developers/").content.decode()
    assert "http://testserver/hsds/service_at_locations?postcode=09902" in said
    assert "YOUR-" not in said
    assert client.get("/hsds/service_at_locations?postcode=09902&proximity=1500").status_code == 200


def test_hours_are_read_from_monday_on(client: Client) -> None:
    service = an_english_class()
    describe_service_details(
        service=service,
        details={
            "schedules": [
                {"freq": "WEEKLY", "byday": day, "opens_at": "18:00", "closes_at": "20:00"}
                for day in ("SA", "WE", "SU", "MO")
            ]
        },
        by=None,
        at=TUESDAY,
    )
    (row,) = sheet(client)
    days = [part.split(",")[0] for part in row["Hours"].split("; ")]
    assert days == ["Mon", "Wed", "Sat", "Sun"]


def test_areas_of_another_city_stand_as_they_were_written(client: Client) -> None:
    service = an_english_class()
    service.service_areas.create(name="Brackwater")
    rebuild_listings([service.pk], at=TUESDAY)
    assert "For people in: Brackwater" in client.get(f"/en/service/{service.pk}/").content.decode()
