"""Files come in again and again, from several sources, while people work on the directory."""

from pathlib import Path
from typing import Any

import pytest

from xenia.ground.accounts.models import AuditEvent
from xenia.ground.imports.models import ImportRun
from xenia.ground.ledger.models import Entry
from xenia.ground.translations.models import TranslatedText
from xenia.registers.directory.importers import load
from xenia.registers.directory.importers.load import import_directory
from xenia.registers.directory.models import (
    Language,
    Listing,
    Location,
    Metadata,
    Organization,
    Phone,
    Schedule,
    Service,
    SourceRecord,
)
from xenia.registers.directory.operations import (
    add_organization,
    change_organization,
    describe_service_details,
)
from xenia.registers.directory.tests.importing import a_folder
from xenia.registers.directory.tests.makers import MONDAY, TUESDAY, WEDNESDAY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

FILES = {
    "organizations.csv": "id,name,description,url,email\n1,Saltmarsh House,Help,www.saltmarsh.example,\n",
    "services.csv": "id,organization_id,name,status,name_ht\n10,1,English class,active,Klas anglè\n11,1,Math class,active,\n",
    "locations.csv": "id,organization_id,name,latitude,longitude\n100,1,Pier House,42.36,-71.06\n",
    "services_at_location.csv": "id,service_id,location_id\n1,10,100\n",
    "phones.csv": "id,organization_id,number\n1,1,305-555-0142\n",
    "languages.csv": "id,service_id,language\n1,10,Creole (limited)\n",
    "schedules.csv": "id,service_id,weekday,opens_at,closes_at,valid_from\n1,10,Monday,6pm,8pm,2026-09-01\n",
}


def bring(place: Path, changed: dict[str, str] | None = None, **options: Any) -> ImportRun:
    folder = a_folder(place, {**FILES, **(changed or {})})
    return import_directory(path=folder, by=None, **{"at": MONDAY, "source": "county", **options})


def test_an_import_fills_the_directory_and_the_listings(tmp_path: Path) -> None:
    run = bring(tmp_path)
    assert run.status == ImportRun.Status.APPLIED
    assert run.totals == {"rows": 8, "imported": 8, "merged": 0, "listed": 0}
    service = Service.objects.get(name="English class")
    assert service.organization
    assert service.organization.website == "https://www.saltmarsh.example"
    document = Listing.objects.get(service=service).document
    assert document["name"] == {"en": "English class", "ht": "Klas anglè"}
    assert document["languages"] == [{"code": "ht", "name": "Haitian Creole", "note": "limited"}]
    assert document["schedules"][0]["opens_at"] == "18:00"
    assert document["places"][0]["latitude"] == 42.36
    text = TranslatedText.objects.get()
    assert (text.status, text.origin) == ("draft", "imported")
    assert AuditEvent.objects.filter(action="directory.imported", record_id=run.pk).exists()
    assert Entry.objects.get(kind="directory.services_imported").quantity == 2


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    bring(tmp_path)
    before = Listing.objects.values_list("built_at", flat=True)[0]
    run = bring(tmp_path, at=TUESDAY)
    assert run.totals == {"rows": 8, "imported": 0, "merged": 8, "listed": 0}
    assert Listing.objects.values_list("built_at", flat=True)[0] == before
    assert not Metadata.objects.exists()
    assert Entry.objects.count() == 1


def test_a_changed_row_renews_its_record_and_its_history(tmp_path: Path) -> None:
    bring(tmp_path)
    changed = {
        "organizations.csv": "id,name,description,url,email\n1,Saltmarsh House,More help,www.saltmarsh.example,\n"
    }
    run = bring(tmp_path, changed, at=TUESDAY)
    assert (run.totals["imported"], run.totals["merged"]) == (1, 7)
    assert Organization.objects.get().description == "More help"
    history = Metadata.objects.get()
    assert (history.field_name, history.previous_value, history.replacement_value) == (
        "description",
        "Help",
        "More help",
    )
    assert history.updated_by == "county"
    assert set(Listing.objects.values_list("built_at", flat=True)) == {TUESDAY}


def test_what_people_changed_here_stays(tmp_path: Path) -> None:
    bring(tmp_path)
    change_organization(
        organization=Organization.objects.get(),
        fields={"description": "Our own words"},
        by=None,
        at=TUESDAY,
    )
    changed = {
        "organizations.csv": "id,name,description,url,email\n1,Saltmarsh House,File words,www.saltmarsh.example,a@b.org\n"
    }
    run = bring(tmp_path, changed, at=WEDNESDAY)
    organization = Organization.objects.get()
    assert (organization.description, organization.email) == ("Our own words", "a@b.org")
    assert {
        "row": 1,
        "note": "description: it was changed here since, so it stays; the file says 'File words'",
    } in run.report["files"]["organizations.csv"]["notes"]


def test_what_people_replaced_here_does_not_come_back(tmp_path: Path) -> None:
    bring(tmp_path)
    service = Service.objects.get(name="English class")
    describe_service_details(
        service=service,
        details={"languages": [{"code": "vi", "name": "Vietnamese"}]},
        by=None,
        at=TUESDAY,
    )
    run = bring(tmp_path, at=WEDNESDAY)
    assert [one.code for one in Language.objects.all()] == ["vi"]
    assert run.report["files"]["languages.csv"]["listed"] == [
        {"row": 1, "reason": "it was imported before and has been removed here since"}
    ]


def test_new_rows_of_a_later_delivery_find_what_came_before(tmp_path: Path) -> None:
    bring(tmp_path)
    folder = a_folder(
        tmp_path / "later",
        {"services.csv": "id,organization_id,name\n12,1,Art class\n13,77,Lost class\n"},
    )
    run = import_directory(path=folder, by=None, at=TUESDAY, source="county")
    assert run.totals == {"rows": 2, "imported": 1, "merged": 0, "listed": 1}
    assert Service.objects.get(name="Art class").organization == Organization.objects.get()


def test_another_source_with_the_same_organization_adds_to_it(tmp_path: Path) -> None:
    bring(tmp_path)
    other = {
        "organizations.csv": "id,name,url,email,description\nA,The Saltmarsh House,http://saltmarsh.example,info@saltmarsh.example,Other words\n",
        "services.csv": "id,organization_id,name\nX,A,Sewing class\nY,A,Math class\n",
        "phones.csv": "id,organization_id,number\n1,A,(305) 555-0142\n2,A,305-555-0199\n",
    }
    folder = a_folder(tmp_path / "other", other)
    run = import_directory(path=folder, by=None, at=TUESDAY, source="library")
    organization = Organization.objects.get()
    assert (organization.email, organization.description) == ("info@saltmarsh.example", "Help")
    assert organization.services.count() == 3
    assert sorted(Phone.objects.values_list("number", flat=True)) == [
        "305-555-0142",
        "305-555-0199",
    ]
    assert run.totals == {"rows": 5, "imported": 2, "merged": 3, "listed": 0}
    again = import_directory(path=folder, by=None, at=WEDNESDAY, source="library")
    assert again.totals == {"rows": 5, "imported": 0, "merged": 5, "listed": 0}
    assert organization.services.count() == 3


def test_an_organization_people_put_in_is_recognised_by_its_telephone(tmp_path: Path) -> None:
    organization = add_organization(name="Saltmarsh House", by=None, at=MONDAY)
    Phone.objects.create(organization=organization, number="305 555 0142")
    bring(tmp_path, at=TUESDAY)
    assert Organization.objects.get().website == "https://www.saltmarsh.example"
    assert Phone.objects.count() == 1


def test_a_try_changes_nothing_and_tells_everything(tmp_path: Path) -> None:
    run = bring(tmp_path, dry_run=True)
    assert run.status == ImportRun.Status.TRIED
    assert run.totals["imported"] == 8
    assert not Organization.objects.exists()
    assert not SourceRecord.objects.exists()


@pytest.mark.parametrize("stop", [RuntimeError("power cut"), KeyboardInterrupt()])
def test_an_interrupted_import_leaves_the_directory_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    bring(tmp_path)
    changed = {
        "organizations.csv": "id,name,description\n1,Saltmarsh House,New words\n2,Pier,New\n",
        "services.csv": "id,organization_id,name,status\n12,2,New class,active\n",
    }

    def fail(*args: object, **options: object) -> int:
        raise stop

    monkeypatch.setattr(load, "list_at_once", fail)
    with pytest.raises(type(stop)):
        bring(tmp_path / "second", changed, at=TUESDAY)
    assert Organization.objects.get().description == "Help"
    assert set(Service.objects.values_list("name", flat=True)) == {"English class", "Math class"}
    assert Location.objects.count() == Schedule.objects.count() == 1
    assert ImportRun.objects.get(started_at=TUESDAY).status == ImportRun.Status.FAILED
    monkeypatch.undo()
    assert bring(tmp_path / "second", changed, at=WEDNESDAY).totals["imported"] == 3


def test_terms_with_the_name_of_ours_find_the_tile(tmp_path: Path) -> None:
    files = {
        "taxonomy_terms.csv": "id,term\nT1,English class\nT2,Shoe repair\n",
        "service_attributes.csv": "id,service_id,taxonomy_term_id\n1,10,T1\n2,10,T2\n",
    }
    bring(tmp_path, files)
    (term,) = Listing.objects.get(service__name="English class").document["terms"]
    assert term.endswith("english-class")


def test_rows_in_another_order_double_nothing(tmp_path: Path) -> None:
    twice = "id,service_id,weekday,opens_at,closes_at\n{}\n{}\n"
    rows = ("1,10,Monday,6pm,8pm", "2,10,Monday,18:00,20:00")
    bring(tmp_path, {"schedules.csv": twice.format(*rows)})
    assert Schedule.objects.count() == 1
    bring(tmp_path / "again", {"schedules.csv": twice.format(*reversed(rows))}, at=TUESDAY)
    assert Schedule.objects.count() == 1


def test_a_run_that_was_killed_is_given_up_by_a_later_one(tmp_path: Path) -> None:
    killed = ImportRun.objects.create(kind="directory", source="county", started_at=MONDAY)
    bring(tmp_path, at=MONDAY)
    killed.refresh_from_db()
    assert killed.status == ImportRun.Status.STAGING
    bring(tmp_path, at=WEDNESDAY)
    killed.refresh_from_db()
    assert killed.status == ImportRun.Status.FAILED
