"""Other software reads the directory: after the official document, by the official schemas, and strictly by ours."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.house.hsds_schemas import checker, complaints, official_files, with_profile
from tests.shared import shared_folder
from xenia.registers.directory.hsds.openapi import openapi
from xenia.registers.directory.hsds.profile import patch_of, patched_files
from xenia.registers.directory.hsds.tables import OBJECTS
from xenia.registers.directory.models import (
    Address,
    Attribute,
    Contact,
    CostOption,
    Organization,
    OrganizationRecord,
    Phone,
    PlaceRecord,
    Schedule,
    Service,
    ServiceRecord,
    Url,
)
from xenia.registers.directory.operations import change_service_status, rebuild_listings
from xenia.registers.directory.tests.hsds_scenes import SECRETS, a_directory_with_secrets
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_location,
    a_service,
    an_organization,
)

# The official document knows no status but 200, and calls every parameter a text: what we refuse with a reason (400)
# or do not have (404) is outside it.
NOT_APPLICABLE = "status_code_conformance,positive_data_acceptance"
KINDS: Mapping[str, Any] = {
    "service": ServiceRecord,
    "organization": OrganizationRecord,
    "service_at_location": PlaceRecord,
}
OFFICIAL_FIELDS = {
    "service": {"id", "name", "status", "organization", "phones", "service_at_locations"},
    "organization": {"id", "name", "description", "locations", "programs"},
    "location": {"id", "location_type", "addresses", "latitude", "longitude"},
}


def a_small_city() -> None:
    """Services open, closed, gone, secret; with terms, hours and texts in other languages."""
    service = a_directory_with_secrets()
    a_service(
        name="Cooking class",
        terms=["learn-english", "food"],
        locations=[a_location(name="Kitchen", latitude=42.3, longitude=-71.0)],
        details={"schedules": [{"byday": "MO,WE", "opens_at": "18:00", "closes_at": "20:00"}]},
        translations={"name": {"ht": "Klas kizin"}},
    )
    gone = a_service(name="Gone", organization=service.organization)
    change_service_status(service=gone, to=Service.Status.DEFUNCT, by=None, at=TUESDAY)


def tried_by_schemathesis(document: str, address: str) -> None:
    """Let schemathesis try a running API; the test fails with all it says when it finds something."""
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "schemathesis.cli",
            "--config-file=/dev/null",
            "run",
            document,
            f"--url={address}",
            "--checks=all",
            f"--exclude-checks={NOT_APPLICABLE}",
            "--phases=examples,coverage,fuzzing",
            "--max-examples=3",
            "--generation-deterministic",
            "--no-color",
            "--continue-on-failure",
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    if ran.returncode:
        pytest.fail(ran.stdout[-15_000:] + ran.stderr[-2000:], pytrace=False)


@pytest.mark.django_db(transaction=True)
def test_schemathesis_finds_nothing_by_the_official_document(live_server: Any) -> None:
    document = shared_folder("hsds") / "schema" / "openapi.local.json"
    a_small_city()
    tried_by_schemathesis(str(document), f"{live_server.url}/hsds")


@pytest.mark.django_db(transaction=True)
def test_schemathesis_finds_nothing_by_our_own_document(live_server: Any, tmp_path: Path) -> None:
    a_small_city()
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(openapi(f"{live_server.url}/hsds", "Lindenport")))
    tried_by_schemathesis(str(document), f"{live_server.url}/hsds")


@pytest.fixture
def sample_city(db: None) -> None:
    """Lindenport, with everything in it."""
    from sample_city.build import build_city

    build_city(at=MONDAY)


def every_answer(client: Client, kind: str) -> list[dict[str, Any]]:
    """All records of a kind as the API gives them, whole."""
    paths = {"service_at_location": "service_at_locations"}
    where = paths.get(kind, f"{kind}s")
    more = "&full_service=true" if kind == "organization" else ""
    answer: Any = client.get(f"/hsds/{where}?format=ndjson&full=true{more}")
    return [json.loads(line) for line in b"".join(answer).splitlines()]


def test_each_record_of_the_city_passes_officially_and_strictly(
    sample_city: None, client: Client
) -> None:
    official = official_files()
    for kind in KINDS:
        records = every_answer(client, kind)
        assert len(records) == KINDS[kind].objects.count() > 10
        for files in (official, with_profile(official)):
            check = checker(files, kind)
            wrong = {one["id"]: complaints(check, one) for one in records}
            assert {pk: said for pk, said in wrong.items() if said} == {}


def test_every_term_of_the_city_passes_officially_and_strictly(
    sample_city: None, client: Client
) -> None:
    official = official_files()
    for where, kind in (("taxonomies", "taxonomy"), ("taxonomy_terms", "taxonomy_term")):
        answer: Any = client.get(f"/hsds/{where}?format=ndjson")
        records = [json.loads(line) for line in b"".join(answer).splitlines()]
        assert records
        for files in (official, with_profile(official)):
            check = checker(files, kind)
            assert [said for one in records for said in complaints(check, one)] == []


def test_the_official_schema_alone_knows_nothing_of_our_profile(
    sample_city: None, client: Client
) -> None:
    """So the strict check can fail: without the patches it does."""
    from tests.house.hsds_schemas import closed

    check = checker({name: closed(one) for name, one in official_files().items()}, "service")
    assert all(complaints(check, one) for one in every_answer(client, "service"))


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)
NAME = TEXT.filter(str.strip)
WEB = (
    st.sampled_from(
        [
            "",
            "www.a.example",
            "https://a.example/x?y=z",
            "no address",
            "http://[",
            "https://ä.example/ö",
        ]
    )
    | TEXT
)
MAIL = st.sampled_from(["", "a@b.example", "Ask for Rosa", "a@b", "ä@ö.example"]) | TEXT
DAY = st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1))
CLOCK = st.none() | st.times(time(0), time(23, 59))


@st.composite
def untidy_services(draw: st.DrawFn) -> dict[str, Any]:
    """What files from elsewhere bring: any text where an address, a number or a rule should be."""
    ages = sorted([draw(st.floats(0, 120)), draw(st.floats(0, 120))])
    return {
        "service": {
            "name": draw(NAME),
            "description": draw(TEXT),
            "url": draw(WEB),
            "email": draw(MAIL),
            "minimum_age": ages[0],
            "maximum_age": ages[1],
            "assured_date": draw(DAY),
            "accepts_referrals": draw(st.none() | st.booleans()),
            "alert": draw(TEXT),
            "status_note": draw(TEXT),
        },
        "organization": {
            "website": draw(WEB),
            "uri": draw(WEB),
            "email": draw(MAIL),
            "year_incorporated": draw(st.none() | st.integers(0, 3000)),
        },
        "phone": {"number": draw(TEXT), "extension": draw(TEXT | st.integers().map(str))},
        "schedule": {
            "freq": draw(st.sampled_from(["", "WEEKLY", "DAILY", "x"])),
            "wkst": draw(st.sampled_from(["", "MO", "xx"])),
            "opens_at": draw(CLOCK),
            "valid_from": draw(DAY),
            "interval": draw(st.none() | st.integers(0, 99)),
            "timezone": draw(st.none() | st.floats(-12, 14)),
            "schedule_link": draw(WEB),
        },
        "cost": draw(st.none() | st.decimals(0, 9999, places=2)),
        "url": draw(WEB),
        "address": {"address_1": draw(TEXT), "country": draw(TEXT), "postal_code": draw(TEXT)},
        "location": {
            "url": draw(WEB),
            "latitude": draw(st.floats(-90, 90)),
            "longitude": draw(st.floats(-180, 180)),
        },
        "is_confidential": draw(st.booleans()),
    }


def made(said: dict[str, Any]) -> Service:
    """A service with everything untidy on it, written past the forms, as an import writes it."""
    organization = an_organization()
    Organization.objects.filter(pk=organization.pk).update(**said["organization"])
    location = a_location(
        organization=organization, is_confidential=said["is_confidential"], **said["location"]
    )
    Address.objects.create(location=location, **said["address"])
    service = a_service(organization=organization, locations=[location])
    Service.objects.filter(pk=service.pk).update(**said["service"])
    place = service.places.get()
    for owner in ({"service": service}, {"location": location}, {"service_at_location": place}):
        Phone.objects.create(**owner, **said["phone"])
        Schedule.objects.create(**owner, **said["schedule"])
        Contact.objects.create(
            **owner, name=said["service"]["name"], email=said["service"]["email"]
        )
    cost: Decimal | None = said["cost"]
    CostOption.objects.create(service=service, amount=cost)
    Url.objects.create(service=service, url=said["url"])
    Url.objects.create(organization=organization, url=said["url"])
    Attribute.objects.create(link_id=service.pk, link_entity="service", label=said["url"])
    rebuild_listings([service.pk], at=TUESDAY)
    return service


@pytest.mark.django_db
@given(said=untidy_services())
def test_a_record_passes_strictly_whatever_the_directory_holds(said: dict[str, Any]) -> None:
    files = with_profile(official_files())
    with transaction.atomic():
        service = made(said)
        for kind, model in KINDS.items():
            check = checker(files, kind)
            for record in model.objects.values_list("record", flat=True):
                assert complaints(check, record) == []
        assert ServiceRecord.objects.get(pk=service.pk).is_public
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_answers_have_the_standards_names_where_its_files_are_not_at_hand(client: Client) -> None:
    a_small_city()
    for kind in ("service", "organization"):
        records = every_answer(client, kind)
        assert records
        for record in records:
            assert set(record) <= {field.name for field in OBJECTS[kind]}
    record = next(one for one in every_answer(client, "service") if "translations" in one)
    for name, fields in OFFICIAL_FIELDS.items():
        assert fields <= {field.name for field in OBJECTS[name] if not field.ours}
    assert record["translations"]["name"]["ht"]["text"] == "Klas kizin"


def test_our_tables_name_only_what_the_standard_has_or_the_profile_adds() -> None:
    official = official_files()
    for name, fields in OBJECTS.items():
        known = official[f"{name}.json"]
        assert {field.name for field in fields if not field.ours} <= set(known["properties"])
        assert {field.name for field in fields if field.is_required} == set(known["required"])
        assert not {field.name for field in fields if field.ours} & set(known["properties"])


@pytest.mark.django_db
def test_the_profile_lies_at_the_address_the_door_names(client: Client) -> None:
    door = client.get("/hsds/").json()
    said = client.get(door["profile"]).json()
    assert set(said["files"]) == set(patched_files())
    for file, address in said["files"].items():
        assert client.get(address).json() == patch_of(file) == said["patches"][file]
    assert client.get("/hsds/profile/phone.json").status_code == 404


@pytest.mark.django_db
def test_nothing_secret_is_in_any_answer_of_the_house(client: Client) -> None:
    a_small_city()
    said = "".join(json.dumps(every_answer(client, kind)) for kind in KINDS)
    assert "617-555-0100" in said
    assert [secret for secret in SECRETS if secret in said] == []


@pytest.mark.django_db
def test_words_asked_by_post_are_in_no_log(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[logging.LogRecord] = []
    log = logging.getLogger("xenia.requests")
    monkeypatch.setattr(log, "handle", heard.append)
    monkeypatch.setattr(log, "isEnabledFor", lambda _level: True)
    client.post("/hsds/services", {"search": "lanternwords"}, content_type="application/json")
    client.post("/hsds/services", {"search": "lanternwords", "page": "x"})
    assert len(heard) == 2
    assert not [record for record in heard if "lanternwords" in str(vars(record))]


@pytest.mark.django_db
def test_the_page_for_developers_opens_in_every_direction(client: Client) -> None:
    for language in ("en", "ar"):
        page = client.get(f"/{language}/developers/")
        if page.status_code == 200:
            assert "/hsds/services" in page.content.decode()
    assert client.get("/en/developers/").status_code == 200
