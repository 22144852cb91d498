"""Orphans are listed, duplicates merged, and whatever ids a file has, links find their records."""

from pathlib import Path

import pytest

from xenia.registers.directory.importers.report import DoesNotAddUp, ImportReport
from xenia.registers.directory.tests.importing import (
    ONE_LOCATION,
    ONE_ORGANIZATION,
    ONE_SERVICE,
    a_folder,
    of_files,
    settled,
)

UUID = "ac148810-d857-441c-9679-408f346de14b"


def test_services_of_missing_organizations_are_listed_and_what_hangs_on_them_too(
    tmp_path: Path,
) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": ONE_ORGANIZATION,
            "services.csv": ONE_SERVICE + "11,99,Math class,active\n12,,Art class,active\n",
            "locations.csv": ONE_LOCATION + "101,99,Far away\n",
            "services_at_location.csv": "id,service_id,location_id\n1,10,100\n2,11,100\n3,10,999\n4,,100\n",
            "phones.csv": "id,service_id,location_id,number\n1,11,100,305-555-0142\n2,77,,305-555-0143\n3,,,305-555-0144\n",
        },
    )
    assert outcome.listed("services.csv") == {
        2: "organization_id: no organization 99 in the files or in the directory"
    }
    assert outcome.notes("services.csv") == ["the service belongs to no organization"]
    assert outcome.counts("locations.csv") == (2, 2, 0, 0)
    assert outcome.notes("locations.csv") == [
        "organization_id: no organization 99 in the files or in the directory: left out"
    ]
    assert outcome.listed("services_at_location.csv") == {
        2: "service_id: service 11 was not brought in (services.csv, row 2)",
        3: "location_id: no location 999 in the files or in the directory",
        4: "the row has no service_id",
    }
    assert outcome.counts("phones.csv") == (3, 1, 0, 2)
    assert outcome.notes("phones.csv") == [
        "service_id: service 11 was not brought in (services.csv, row 2): left out"
    ]
    assert outcome.listed("phones.csv")[3].startswith("the row belongs to nothing")


@pytest.mark.parametrize(
    "key", ["1", "ORG 1", "1.0", UUID, UUID.upper(), "{" + UUID + "}", "a/b:c", "éß"]
)
def test_ids_of_any_kind(tmp_path: Path, key: str) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": f"id,name\n{key},Saltmarsh\n",
            "services.csv": f"id,organization_id,name\n5,{key},Class\n",
        },
    )
    service = outcome.one("service")
    assert service.links["organization_id"] == outcome.one("organization").id


def test_a_uuid_is_kept_and_another_id_is_the_same_at_every_import(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, {"organizations.csv": f"id,name\n{UUID},Saltmarsh\n7,Pier\n"})
    first, second = settled(folder).records["organization"]
    assert first.id == UUID
    assert settled(folder).records["organization"][1].id == second.id
    assert settled(folder, source="another county").records["organization"][1].id != second.id


def test_blank_ids_and_missing_id_columns(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": "id,name\n,Saltmarsh\n,Pier\n",
            "services.csv": "organization_name,name,phone\nSaltmarsh,Class,305-555-0142\nDune House,Walk,\n",
        },
    )
    by_name = {one.values["name"]: one.id for one in outcome.records["organization"]}
    assert set(by_name) == {"Saltmarsh", "Pier", "Dune House"}
    assert [one.links["organization_id"] for one in outcome.records["service"]] == [
        by_name["Saltmarsh"],
        by_name["Dune House"],
    ]
    assert outcome.one("phone").links == {"service_id": outcome.records["service"][0].id}


def test_one_id_for_two_organizations_is_listed(tmp_path: Path) -> None:
    outcome = of_files(tmp_path, {"organizations.csv": "id,name\n1,Saltmarsh\n1,Pier\n"})
    assert outcome.listed("organizations.csv") == {
        2: "the id 1 is used by 'Saltmarsh' already (organizations.csv, row 1)"
    }


def test_the_same_organization_again_fills_blanks(tmp_path: Path) -> None:
    content = "id,name,description,email\n1,Saltmarsh,Help,\n1,The Saltmarsh,Other words,info@saltmarsh.example\n1,Saltmarsh,Help,\n"
    outcome = of_files(tmp_path, {"organizations.csv": content})
    assert outcome.values("organization") == [
        {"name": "Saltmarsh", "description": "Help", "email": "info@saltmarsh.example"}
    ]
    assert outcome.counts("organizations.csv") == (3, 1, 2, 0)
    assert "filled blanks of the first row: email" in outcome.notes("organizations.csv")
    assert "description: 'Other words' differs from the first row: left out" in outcome.notes(
        "organizations.csv"
    )


def test_organizations_are_the_same_with_one_name_and_one_website_or_telephone(
    tmp_path: Path,
) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": (
                "id,name,url\n1,Saltmarsh House,http://www.saltmarsh.example/\n2,The Saltmarsh House Inc.,saltmarsh.example\n"
                "3,Saltmarsh House,pier.example\n4,Pier,\n5,PIER,\n6,Pier,\n"
            ),
            "phones.csv": "id,organization_id,number\n1,4,305-555-0142\n2,5,(305) 555-0142\n3,6,305-555-0199\n",
            "services.csv": "id,organization_id,name\n10,2,Class\n",
        },
    )
    assert [one.key for one in outcome.records["organization"]] == ["1", "3", "4", "6"]
    assert outcome.counts("organizations.csv") == (6, 4, 2, 0)
    assert outcome.one("service").links["organization_id"] == outcome.records["organization"][0].id


def test_services_are_the_same_with_one_organization_name_and_description(tmp_path: Path) -> None:
    services = "id,organization_id,name,description\n1,1,English class,For adults\n2,1,ENGLISH CLASS,for adults.\n3,1,English class,For children\n"
    outcome = of_files(tmp_path, {"organizations.csv": ONE_ORGANIZATION, "services.csv": services})
    assert outcome.counts("services.csv") == (3, 2, 1, 0)


def test_one_id_on_many_details_gives_each_its_own(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": ONE_ORGANIZATION,
            "services.csv": ONE_SERVICE + "11,1,Math class,active\n",
            "schedules.csv": "id,service_id,weekday,opens_at\n8,10,Monday,9am\n8,11,Monday,9am\n8,10,Tuesday,9am\n8,10,Monday,9:00\n",
        },
    )
    assert outcome.counts("schedules.csv") == (4, 3, 1, 0)
    assert len({one.id for one in outcome.records["schedule"]}) == 3


def test_a_place_of_a_service_twice_is_one(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": ONE_ORGANIZATION,
            "services.csv": ONE_SERVICE,
            "locations.csv": ONE_LOCATION,
            "service_at_location.csv": "id,service_id,location_id,description\n1,10,100,\n2,10,100,Room 4\n",
        },
    )
    assert outcome.values("service_at_location") == [{"description": "Room 4"}]
    assert outcome.counts("service_at_location.csv") == (2, 1, 1, 0)


def test_a_parent_may_come_later_and_circles_are_cut(tmp_path: Path) -> None:
    content = "id,name,parent_organization_id\n1,Branch,2\n2,Head,1\n3,Lost,99\n"
    outcome = of_files(tmp_path, {"organizations.csv": content})
    branch, head, lost = outcome.records["organization"]
    assert branch.links == {"parent_organization_id": head.id}
    assert head.links == lost.links == {}
    assert "parent_organization_id: it leads back to itself: left out" in outcome.notes(
        "organizations.csv"
    )


def test_unknown_columns_and_dropped_values_are_named(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": "id,name,shoe size,blank,email\n1,Saltmarsh,38,,call us\n2,Pier,40,,\n"
        },
    )
    assert outcome.counts("organizations.csv") == (2, 2, 0, 0)
    assert "the column 'shoe size' is not known: 2 values were left out" in outcome.notes(
        "organizations.csv"
    )
    assert "email: 'call us' is no e-mail address: left out" in outcome.notes("organizations.csv")
    assert not any("blank" in note for note in outcome.notes("organizations.csv"))


def test_rows_without_a_name_are_listed(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path, {"organizations.csv": "id,name,description\n1,,Help\n2,NULL,Help\n"}
    )
    assert outcome.listed("organizations.csv") == {
        1: "the row has no name",
        2: "the row has no name",
    }


def test_a_report_that_does_not_add_up_is_refused() -> None:
    report = ImportReport("county")
    report.file("organizations.csv").rows = 1
    with pytest.raises(DoesNotAddUp):
        report.check()


def test_ids_that_lost_their_zeros_or_capitals_still_find_each_other(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": "id,name\n00123,Saltmarsh\nORG 7,Pier\n8,One\n08,Two\n",
            "services.csv": "id,organization_id,name\n1,123,Class\n2,org7,Walk\n3,008,Lost\n",
        },
    )
    by_name = {one.values["name"]: one.id for one in outcome.records["organization"]}
    assert [one.links["organization_id"] for one in outcome.records["service"]] == [
        by_name["Saltmarsh"],
        by_name["Pier"],
    ]
    assert "organization_id: '123' was read as '00123'" in outcome.notes("services.csv")
    assert set(outcome.listed("services.csv")) == {3}


def test_two_columns_of_one_meaning_are_both_kept(tmp_path: Path) -> None:
    services = (
        "id,organization_id,name,title,description,notes,phone,telephone\n"
        "10,1,Class,Lesson,For adults,Bring a pen,305-555-0142,305-555-0143\n"
    )
    outcome = of_files(tmp_path, {"organizations.csv": ONE_ORGANIZATION, "services.csv": services})
    assert outcome.one("service").values["description"] == "For adults\nBring a pen"
    assert [one["number"] for one in outcome.values("phone")] == ["305-555-0142", "305-555-0143"]
    assert "name: a second column says 'Lesson': left out" in outcome.notes("services.csv")
