"""The public directory leaves as files that machines accept, that others can take in, and that keep every secret."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from frictionless import Package
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.shared import shared_folder
from xenia.registers.directory.hsds import export
from xenia.registers.directory.hsds.export import FolderNotEmpty, export_directory
from xenia.registers.directory.importers.load import import_directory
from xenia.registers.directory.models import (
    Attribute,
    Location,
    Organization,
    Service,
    SourceRecord,
)
from xenia.registers.directory.operations import rebuild_listings
from xenia.registers.directory.tests.importing import settled
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_location,
    a_service,
    an_organization,
)

pytestmark = pytest.mark.django_db

PROFILE = "https://help.lindenport.example/hsds/profile/"
LISTS = {
    "services": "service",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
SECRETS = (
    "99 Hidden Lane",
    "+16175550199",
    "617-555-0199",
    "secret@saltmarsh.example",
    "Safe House",
)


def a_small_directory() -> Service:
    """An English class at Pier Street with hours, phones, languages and texts, and a shelter whose address is secret."""
    house = an_organization(description="Help for newcomers", website="https://saltmarsh.example")
    house.phones.create(number="617-555-0142")
    classes = a_service(
        organization=house,
        terms=["learn-english.english-class"],
        locations=[a_location(organization=house, latitude=42.35, longitude=-70.9)],
        details={
            "phones": [{"number": "617-555-0143", "type": "voice", "extension": "7"}],
            "languages": [{"code": "ht", "name": "Haitian Creole", "note": "call ahead"}],
        },
        translations={"name": {"ht": "Klas anglè"}},
        minimum_age=0,
        asks_status="no",
        is_remote=True,
    )
    classes.required_documents.create(document="A letter with your address")
    shelter = a_service(
        name="A bed for tonight",
        organization=house,
        email="secret@saltmarsh.example",
        email_is_confidential=True,
        locations=[
            a_location(
                name="Safe House",
                organization=house,
                is_confidential=True,
                address={
                    "address_1": "99 Hidden Lane",
                    "city": "Lindenport",
                    "is_confidential": True,
                },
            )
        ],
    )
    shelter.phones.create(number="+16175550199", is_confidential=True)
    shelter.contacts.create(
        name="Safe House keeper", email="secret@saltmarsh.example", is_confidential=True
    )
    rebuild_listings([classes.pk, shelter.pk], at=MONDAY)
    return classes


def exported(place: Path, form: str, **options: Any) -> Path:
    folder = place / f"out-{form}"
    export_directory(folder=folder, form=form, profile=PROFILE, at=MONDAY, **options)
    return folder


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def listed(folder: Path, name: str) -> dict[str, Any]:
    return {one["id"]: one for one in json.loads((folder / f"{name}.json").read_text("utf-8"))}


def test_the_tables_hold_the_whole_public_record(tmp_path: Path) -> None:
    service = a_small_directory()
    folder = exported(tmp_path, "csv")
    (row,) = [one for one in table(folder, "services.csv") if one["id"] == str(service.pk)]
    assert row["name"] == "English class for beginners"
    assert row["organization_id"] == str(service.organization_id)
    assert row["minimum_age"] == "0"
    assert row["is_remote"] == "true"
    assert json.loads(row["immigration_status_policy"])["asks_status"] == "no"
    assert json.loads(row["translations"])["name"]["ht"]["text"] == "Klas anglè"
    phones = {one["number"]: one for one in table(folder, "phones.csv")}
    assert phones["617-555-0143"]["service_id"] == str(service.pk)
    assert phones["617-555-0142"]["organization_id"] == str(service.organization_id)
    (language,) = [one for one in table(folder, "languages.csv") if one["code"] == "ht"]
    assert (language["service_id"], language["note"]) == (str(service.pk), "call ahead")
    (term,) = [one for one in table(folder, "attributes.csv") if one["link_id"] == str(service.pk)][
        :1
    ]
    assert term["link_entity"] == "service"


def test_the_tables_are_a_valid_package(tmp_path: Path) -> None:
    a_small_directory()
    folder = exported(tmp_path, "csv")
    report = Package(folder / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in described["resources"]} == {
        one.name for one in folder.glob("*.csv")
    }
    keys = {
        (one["name"], key["fields"], key["reference"]["resource"])
        for one in described["resources"]
        for key in one["schema"]["foreignKeys"]
    }
    assert ("service", "organization_id", "organization") in keys
    assert ("taxonomy_term", "parent_id", "") in keys


def test_a_broken_link_would_not_pass(tmp_path: Path) -> None:
    a_small_directory()
    folder = exported(tmp_path, "csv")
    phones = folder / "phones.csv"
    said = phones.read_text("utf-8")
    phones.write_text(
        said.replace(str(Service.objects.get(name="English class for beginners").pk), "nobody")
    )
    assert not Package(folder / "datapackage.json").validate().valid


def official_schemas() -> Registry[Any]:
    found = Registry[Any]()
    for path in (shared_folder("hsds") / "schema").glob("*.json"):
        if not path.name.startswith("openapi"):
            schema = Resource.from_contents(json.loads(path.read_text("utf-8")), DRAFT202012)
            found = found.with_resource(path.name, schema)
            found = found.with_resource(schema.id() or path.name, schema)
    return found


def problems(name: str, records: list[Any]) -> Iterator[str]:
    schema = shared_folder("hsds") / "schema" / f"{LISTS[name]}.json"
    check = Draft202012Validator(
        json.loads(schema.read_text("utf-8")),
        registry=official_schemas(),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )
    for record in records:
        yield from (f"{record['id']}: {one.message}" for one in check.iter_errors(record))


@pytest.mark.parametrize("name", LISTS)
def test_each_record_passes_the_official_schema(tmp_path: Path, name: str) -> None:
    a_small_directory()
    records = list(listed(exported(tmp_path, "json"), name).values())
    assert records
    assert list(problems(name, records)) == []
    broken = {**records[0], "name": None}
    assert list(problems(name, [broken]))


def test_a_line_holds_a_record(tmp_path: Path) -> None:
    a_small_directory()
    lines, whole = exported(tmp_path, "ndjson"), exported(tmp_path, "json")
    for name in LISTS:
        said = (lines / f"{name}.ndjson").read_text("utf-8").splitlines()
        assert {one["id"]: one for one in map(json.loads, said)} == listed(whole, name)


@pytest.mark.parametrize("form", export.FORMS)
def test_what_is_confidential_leaves_in_no_form(tmp_path: Path, form: str) -> None:
    a_small_directory()
    said = "".join(one.read_text("utf-8") for one in exported(tmp_path, form).iterdir())
    assert "A bed for tonight" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_what_is_not_public_stays_at_home(tmp_path: Path) -> None:
    a_small_directory()
    paused = a_service(name="Paused class", status=Service.Status.INACTIVE)
    said = "".join(one.read_text("utf-8") for one in exported(tmp_path, "csv").iterdir())
    assert "Paused class" not in said
    assert str(paused.pk) not in said


def test_an_empty_office_exports_empty_lists(tmp_path: Path) -> None:
    assert listed(exported(tmp_path, "json"), "services") == {}
    assert (exported(tmp_path, "ndjson") / "services.ndjson").read_text() == ""
    assert Package(exported(tmp_path, "csv") / "datapackage.json").validate().valid


# --- Out and in again


def said_of(record: Any) -> Any:
    """A record without what another office answers for itself: its moments, and who reviewed a text."""
    if isinstance(record, dict):
        own = {"last_modified", "status", "source_hash"} if "text" in record else {"last_modified"}
        return {name: said_of(value) for name, value in record.items() if name not in own}
    return [said_of(one) for one in record] if isinstance(record, list) else record


def differing(one: Any, other: Any) -> list[tuple[str, Any, Any]]:
    """The fields in which two records say something else."""
    one, other = said_of(one), said_of(other)
    names = {*one, *other}
    return [(n, one.get(n), other.get(n)) for n in names if one.get(n) != other.get(n)]


@pytest.mark.parametrize("form", export.FORMS)
def test_out_and_into_an_empty_office_and_out_again_is_the_same(tmp_path: Path, form: str) -> None:
    a_small_directory()
    first = exported(tmp_path, "json")
    before = {name: listed(first, name) for name in LISTS}
    files = exported(tmp_path, form, replace=True)
    for model in (Organization, Location, Attribute):
        model.objects.all().delete()
    run = import_directory(path=files, by=None, at=TUESDAY, source="harbor")
    assert run.totals["listed"] == 0, run.report
    again = tmp_path / "again"
    export_directory(folder=again, form="json", profile=PROFILE, at=TUESDAY)
    for name in LISTS:
        after = listed(again, name)
        assert after.keys() == before[name].keys()
        assert [one for pk in after for one in differing(after[pk], before[name][pk])] == []
    assert SourceRecord.objects.filter(source="harbor", record_type="service").count() == 2


# --- The folder


def test_a_folder_with_something_in_it_is_not_touched(tmp_path: Path) -> None:
    a_small_directory()
    (tmp_path / "out-csv").mkdir()
    (tmp_path / "out-csv" / "mine.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        exported(tmp_path, "csv")
    assert [one.name for one in (tmp_path / "out-csv").iterdir()] == ["mine.txt"]
    exported(tmp_path, "csv", replace=True)
    assert not (tmp_path / "out-csv" / "mine.txt").exists()
    assert (tmp_path / "out-csv" / "services.csv").is_file()


def test_an_interruption_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    a_small_directory()
    folder = exported(tmp_path, "json")
    before = (folder / "services.json").read_bytes()

    def interrupt(name: str, done: int, total: int) -> None:
        if name == "services" and done:
            raise KeyboardInterrupt

    Service.objects.get(name="English class for beginners").delete()
    with pytest.raises(KeyboardInterrupt):
        exported(tmp_path, "json", replace=True, tell=interrupt)
    assert (folder / "services.json").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["out-json"]


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_small_directory()
    call_command("export_directory", str(tmp_path / "here"), "--format", "ndjson")
    said = capsys.readouterr().out
    assert "1 organizations" in said
    assert "2 services" in said
    with pytest.raises(CommandError):
        call_command("export_directory", str(tmp_path / "here"))
    assert "--replace" in capsys.readouterr().err


@pytest.mark.parametrize("form", export.FORMS)
def test_our_own_files_are_known_to_the_last_column(tmp_path: Path, form: str) -> None:
    a_small_directory()
    report = settled(exported(tmp_path, form)).report
    notes = [one.text for file in report.files.values() for one in file.notes]
    assert [text for text in notes if "not known" in text] == []
