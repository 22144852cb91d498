"""Real directories, messy as they are: every row is accounted for, and spot checks by hand come out right."""

import csv
import json
from datetime import time
from pathlib import Path

import pytest

from tests.shared import shared_folder
from xenia.registers.directory import models
from xenia.registers.directory.importers.load import import_directory
from xenia.registers.directory.tests.importing import settled
from xenia.registers.directory.tests.makers import MONDAY, TUESDAY

RECORDS = (
    models.Organization, models.Program, models.Service, models.Location, models.ServiceAtLocation, models.Phone,
    models.Contact, models.Address, models.Schedule, models.Language, models.Attribute, models.TaxonomyTerm,
    models.Accessibility, models.Funding, models.ServiceArea, models.SourceRecord, models.Listing, models.Metadata,
)  # fmt: skip


def rows_in(path: Path) -> int:
    """Rows as a plain CSV reader counts them."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def test_the_dc_directory_row_by_row() -> None:
    folder = shared_folder("hsds") / "sample-dc-hsds2-csv"
    outcome = settled(folder)
    assert {name: outcome.counts(name)[0] for name in outcome.report.files} == {
        path.name: rows_in(path) for path in folder.glob("*.csv")
    }
    assert outcome.counts("organizations.csv") == (57, 57, 0, 0)
    # Four of the 501 services point to an organisation that is not in the files; two more name several.
    assert outcome.counts("services.csv") == (501, 497, 0, 4)
    # 746 rows point to missing services or locations; 8 more to the four services above.
    assert outcome.counts("services_at_location.csv") == (1490, 736, 0, 754)
    with (folder / "services_at_location.csv").open(encoding="utf-8", newline="") as file:
        links = list(csv.DictReader(file))
    known = {
        table: {
            row["id"]
            for row in csv.DictReader((folder / f"{table}.csv").open(encoding="utf-8", newline=""))
        }
        for table in ("services", "locations")
    }
    broken = {
        number
        for number, row in enumerate(links, start=1)
        if row["service_id"] not in known["services"]
        or row["location_id"] not in known["locations"]
    }
    assert len(broken) == 746
    assert broken <= set(outcome.listed("services_at_location.csv"))


def test_the_dc_directory_spot_checks() -> None:
    outcome = settled(shared_folder("hsds") / "sample-dc-hsds2-csv")
    by_key = {one.key: one for one in outcome.records["schedule"]}
    assert by_key["7"].values["byday"] == "MO,TU,WE,TH,FR"
    assert (by_key["7"].values["opens_at"], by_key["7"].values["closes_at"]) == ("07:00", "18:00")
    phones = {one.key: one.values for one in outcome.records["phone"]}
    assert phones["6"]["number"] == "202-682-6599"
    organizations = {one.key: one.values for one in outcome.records["organization"]}
    assert "community\u2019s Coordinated Assessment" in str(
        organizations["643509042901798"]["description"]
    )
    assert not any("&rsquo;" in str(one.values) for one in outcome.records["organization"])
    assert {one["name"] for one in outcome.values("taxonomy")} == {
        "Service Category",
        "Service Eligibility",
    }


def test_the_ohana_sample() -> None:
    outcome = settled(shared_folder("hsds") / "sample-ohana-csv")
    assert outcome.report.format == "ohana"
    assert outcome.counts("services.csv") == (23, 23, 0, 0)
    assert outcome.counts("taxonomy.csv") == (290, 290, 0, 0)
    assert [name for name, one in outcome.report.files.items() if one.listed] == ["oe.json"]
    assert all(one.links["organization_id"] for one in outcome.records["service"])
    passport = next(
        one for one in outcome.records["service"] if one.values["name"] == "Passport Photos"
    )
    hours = [
        one.values
        for one in outcome.records["schedule"]
        if one.links.get("service_id") == passport.id
    ]
    assert {(one.get("byday"), one.get("opens_at"), one.get("closes_at")) for one in hours} == {
        (None, None, None),
        ("MO", "08:00", "12:00"),
        ("MO", "14:00", "16:00"),
        ("WE", "10:00", "15:00"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "service_full.json",
        "organization_full.json",
        "service_at_location_full.json",
        "tabular.json",
    ],
)
def test_the_official_json_examples(name: str) -> None:
    path = shared_folder("hsds") / "examples" / name
    outcome = settled(path)
    assert outcome.one("service").values["name"] == "Community Counselling"
    assert outcome.one("organization").id == "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"
    content = json.loads(path.read_text(encoding="utf-8"))
    expected = sum(len(rows) for rows in content.values()) if name == "tabular.json" else 1
    assert outcome.report.files[name].rows == expected


def test_the_official_csv_examples() -> None:
    outcome = settled(shared_folder("hsds") / "examples" / "csv")
    listed = {name for name, one in outcome.report.files.items() if one.listed}
    assert listed == {"attributes.csv", "metadata.csv", "service_capacity.csv", "url.csv"}
    assert outcome.one("phone").values["number"] == "+44 1234 234567"


@pytest.mark.django_db
@pytest.mark.both_databases
@pytest.mark.parametrize(
    "name",
    ["sample-dc-hsds2-csv", "sample-ohana-csv", "examples/csv", "examples/service_full.json"],
)
def test_real_files_twice_are_the_same_directory(name: str) -> None:
    path = shared_folder("hsds") / name
    first = import_directory(path=path, by=None, at=MONDAY)
    counts = {model: model._default_manager.count() for model in RECORDS}
    again = import_directory(path=path, by=None, at=TUESDAY)
    assert {model: model._default_manager.count() for model in RECORDS} == counts
    assert (again.totals["imported"], again.totals["listed"]) == (0, first.totals["listed"])
    assert again.totals["rows"] == first.totals["rows"]
    assert models.Listing.objects.count() == models.Service.objects.count()


@pytest.mark.django_db
def test_a_resident_sees_an_imported_service() -> None:
    import_directory(path=shared_folder("hsds") / "sample-ohana-csv", by=None, at=MONDAY)
    service = models.Service.objects.get(name="Passport Photos")
    document = service.listing.document
    assert document["organization"]["name"]["en"] == "Example Agency"
    assert document["places"][0]["city"] == "San Francisco"
    assert {one["code"] for one in document["languages"]} >= {"es", "yue", "ru", "tl"}
    assert models.Schedule.objects.get(service=service, byday="WE").closes_at == time(15, 0)
