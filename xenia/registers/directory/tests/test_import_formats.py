"""Every version of HSDS, Ohana and nested JSON means the same directory."""

import json
from pathlib import Path

from xenia.registers.directory.importers.formats import FORMATS
from xenia.registers.directory.tests.importing import (
    ONE_LOCATION,
    ONE_ORGANIZATION,
    ONE_SERVICE,
    of_files,
)


def test_headings_however_they_are_spelt() -> None:
    hsds = FORMATS["hsds"]
    for text in (
        "organization_id",
        "Org ID",
        "organisation_id",
        "organizationId",
        "ORGANIZATION ID",
    ):
        assert hsds.heading("service", text).column == "organization_id"
    assert hsds.heading("service", "Service Name").column == "name"
    assert hsds.heading("service", "Description (Spanish)").language == "es"
    assert hsds.heading("address", "ZIP").column == "postal_code"
    assert hsds.heading("service", "shoe size").column == ""


def test_file_names_however_they_are_spelt() -> None:
    hsds = FORMATS["hsds"]
    for name in (
        "services_at_location.csv",
        "Service_At_Locations (3).csv",
        "export/service-at-location.CSV",
    ):
        found = hsds.table_of_file(name)
        assert found
        assert found.table == "service_at_location"
    assert hsds.table_of_file("staff.csv") is None


def test_the_first_version_of_hsds(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": ONE_ORGANIZATION,
            "services.csv": "id,organization_id,name,fees\n10,1,English class,Free\n",
            "locations.csv": ONE_LOCATION,
            "eligibility.csv": "id,service_id,eligibility\n1,10,Adults\n2,10,Residents\n3,99,Nobody\n",
            "payments_accepted.csv": "id,service_id,payment\n1,10,Cash\n",
            "taxonomy.csv": "id,name,parent_id,parent_name,vocabulary\nT1,Education,,,Our list\nT2,English,T1,Education,Our list\n",
            "service_taxonomy.csv": "id,service_id,taxonomy_id,taxonomy_detail\n1,10,T2,\n2,10,T9,Evening\n",
            "regular_schedules.csv": "id,service_id,weekday,opens_at,closes_at\n1,10,Monday,9am,noon\n",
            "postal_addresses.csv": "id,location_id,address_1,city,state_province,postal_code\n1,100,PO Box 1,Boston,MA,02139\n",
            "physical_addresses.csv": "id,location_id,address_1,city,state_province,postal_code\n1,100,1 Pier St,Boston,MA,02139\n",
        },
    )
    (service,) = outcome.values("service")
    assert service["eligibility_description"] == "Adults\nResidents"
    assert (service["fees_description"], service["cost"]) == ("Free", "free")
    assert outcome.counts("eligibility.csv") == (3, 2, 0, 1)
    assert [one.get("value") for one in outcome.values("attribute")] == ["Cash", None, "Evening"]
    assert outcome.values("taxonomy") == [{"name": "Our list"}]
    assert [sorted(one.links) for one in outcome.records["taxonomy_term"]] == [
        ["taxonomy_id"],
        ["parent_id", "taxonomy_id"],
    ]
    assert {one["address_type"] for one in outcome.values("address")} == {"physical", "postal"}
    assert outcome.values("schedule")[0]["closes_at"] == "12:00"


def test_ohana(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": 'id,name,date_incorporated,funding_sources\n1,Saltmarsh,"January 01, 1970","State, Grants"\n',
            "locations.csv": (
                "id,organization_id,name,description,short_desc,languages,accessibility,virtual,email,admin_emails\n"
                '5,1,Pier House,,Walk-in center,"Spanish, Tagalog","ramp, disabled_parking",false,info@pier.example,a@b.org\n'
            ),
            "services.csv": (
                "id,location_id,name,status,audience,eligibility,service_areas,keywords,taxonomy_ids,accepted_payments\n"
                '7,5,Passport photos,active,Everyone,Age 12 or over,"Colma, San Mateo County",photo,"101, 102","Cash, Check"\n'
            ),
            "taxonomy.csv": "taxonomy_id,name,parent_id,parent_name\n101,Emergency,,\n101-01,Disaster,101,Emergency\n",
            "phones.csv": (
                "id,contact_id,location_id,organization_id,service_id,country_prefix,department,extension,number,number_type,vanity_number\n"
                "1,,5,,,+1,Front desk,12,703-555-0134,voice,703-555-ABCD\n"
            ),
            "mail_addresses.csv": "id,location_id,attention,address_1,city,state_province,postal_code,country\n1,5,Pier,PO Box 1,Boston,MA,02139,US\n",
            "addresses.csv": "id,location_id,address_1,city,state_province,postal_code,country\n1,5,1 Pier St,Boston,MA,02139,US\n",
        },
    )
    assert outcome.report.format == "ohana"
    assert outcome.one("organization").values["year_incorporated"] == 1970
    assert [one["source"] for one in outcome.values("funding")] == ["State", "Grants"]
    location = outcome.one("location")
    assert location.values["description"] == "Walk-in center"
    assert [one["code"] for one in outcome.values("language")] == ["es", "tl"]
    assert [one["description"] for one in outcome.values("accessibility")] == [
        "Ramp",
        "Disabled parking",
    ]
    assert outcome.values("contact") == [{"email": "info@pier.example"}]
    service = outcome.one("service")
    assert service.links["organization_id"] == outcome.one("organization").id
    assert service.values["eligibility_description"] == "Age 12 or over\nEveryone"
    assert outcome.one("service_at_location").links == {
        "service_id": service.id,
        "location_id": location.id,
    }
    assert [one["name"] for one in outcome.values("service_area")] == ["Colma", "San Mateo County"]
    assert outcome.values("phone") == [
        {
            "number": "703-555-0134",
            "extension": "12",
            "type": "voice",
            "description": "Front desk, 703-555-ABCD",
        }
    ]
    assert sorted(str(one["address_type"]) for one in outcome.values("address")) == [
        "physical",
        "postal",
    ]
    terms = [
        one.links.get("taxonomy_term_id")
        for one in outcome.records["attribute"]
        if "label" not in one.values
    ]
    assert terms == [outcome.records["taxonomy_term"][0].id, None]
    assert "e-mail addresses of administrators are not kept" in outcome.notes("locations.csv")


FULL_SERVICE = {
    "id": "s1",
    "name": "English class",
    "status": "active",
    "organization": {"id": "o1", "name": "Saltmarsh", "phones": [{"number": "305-555-0142"}]},
    "program": {"id": "p1", "name": "Newcomers", "organization_id": "o1"},
    "languages": [{"name": "Creole (limited)"}],
    "phones": [{"id": "f1", "number": "305-555-0143", "languages": [{"id": "l1", "code": "es"}]}],
    "schedules": [{"byday": "MO", "freq": "WEEKLY", "opens_at": "18:00", "closes_at": "20:00"}],
    "service_at_locations": [
        {
            "id": "a1",
            "location": {
                "id": "w1",
                "name": "Pier House",
                "location_type": "physical",
                "addresses": [
                    {
                        "address_1": "1 Pier St",
                        "city": "Boston",
                        "state_province": "MA",
                        "postal_code": "02139",
                    }
                ],
                "accessibility": [{"description": "Ramp"}],
            },
        }
    ],
    "cost_options": [{"option": "Book", "amount": 12.5, "currency": "usd"}],
    "capacities": [
        {
            "unit": {"name": "Seats"},
            "available": 4,
            "maximum": 20,
            "updated": "2026-11-01T00:00:00Z",
        }
    ],
    "attributes": [
        {"label": "level", "value": "A1", "taxonomy_term": {"id": "t1", "name": "English"}}
    ],
    "additional_urls": [{"url": "saltmarsh.example/class", "label": "Page"}],
    "organization_id": "o1",
    "shoe_size": 38,
}


def test_a_full_service_with_everything_inside(tmp_path: Path) -> None:
    outcome = of_files(tmp_path, {"services.json": json.dumps([FULL_SERVICE])})
    service, organization = outcome.one("service"), outcome.one("organization")
    assert service.links == {
        "organization_id": organization.id,
        "program_id": outcome.one("program").id,
    }
    assert [one.links for one in outcome.records["phone"]] == [
        {"organization_id": organization.id},
        {"service_id": service.id},
    ]
    assert [(one["code"], one.get("note")) for one in outcome.values("language")] == [
        ("ht", "limited"),
        ("es", None),
    ]
    assert outcome.one("address").links == {"location_id": outcome.one("location").id}
    assert outcome.one("service_at_location").links["service_id"] == service.id
    assert outcome.one("cost_option").values == {
        "option": "Book",
        "amount": "12.50",
        "currency": "USD",
    }
    assert outcome.one("service_capacity").links["unit_id"] == outcome.one("unit").id
    assert outcome.one("attribute").links["taxonomy_term_id"] == outcome.one("taxonomy_term").id
    assert outcome.one("url").values["url"] == "https://saltmarsh.example/class"
    assert outcome.counts("services.json") == (1, 1, 0, 0)
    assert "the column 'shoe_size' is not known: 1 value was left out" in outcome.notes(
        "services.json"
    )


def test_one_organization_inside_many_services_is_one(tmp_path: Path) -> None:
    services = [{**FULL_SERVICE, "id": f"s{n}", "name": f"Class {n}"} for n in range(3)]
    outcome = of_files(tmp_path, {"services.json": json.dumps({"contents": services})})
    assert outcome.one("organization").values["name"] == "Saltmarsh"
    assert outcome.counts("services.json") == (3, 3, 0, 0)


def test_broken_things_inside_a_record_are_noted_and_the_record_comes_in(tmp_path: Path) -> None:
    service = {
        "id": "1",
        "name": "Class",
        "status": "active",
        "phones": [{"number": "tset"}],
        "schedules": [{}],
    }
    outcome = of_files(tmp_path, {"services.json": json.dumps(service)})
    assert outcome.counts("services.json") == (1, 1, 0, 0)
    assert "phone: 'tset' is no telephone number: left out" in outcome.notes("services.json")


def test_what_our_profile_adds(tmp_path: Path) -> None:
    services = (
        "id,organization_id,name,accepts_referrals,immigration_status_policy,interpreter_available,asks_status,needs_id,name_ht\n"
        '10,1,English class,yes,"{""asks_status"": ""no"", ""needs_id"": ""yes""}",true,,,Klas anglè\n'
        "11,1,Math class,no,We never ask,,no,unknown,\n"
    )
    outcome = of_files(tmp_path, {"organizations.csv": ONE_ORGANIZATION, "services.csv": services})
    first, second = outcome.values("service")
    assert (first["accepts_referrals"], first["interpreter_available"]) == (True, True)
    assert (first["asks_status"], first["needs_id"]) == ("no", "yes")
    assert (second["accepts_referrals"], second["asks_status"], second["status_note"]) == (
        False,
        "no",
        "We never ask",
    )
    assert outcome.records["service"][0].texts == {"name": {"ht": "Klas anglè"}}


def test_two_languages_in_a_name_become_a_translation(tmp_path: Path) -> None:
    services = "id,organization_id,name\n10,1,English class / Clase de inglés\n"
    outcome = of_files(tmp_path, {"organizations.csv": ONE_ORGANIZATION, "services.csv": services})
    service = outcome.one("service")
    assert service.values["name"] == "English class"
    assert service.texts == {"name": {"es": "Clase de inglés"}}
    assert any("two languages in one cell" in note for note in outcome.notes("services.csv"))


def test_numbers_that_contradict_each_other(tmp_path: Path) -> None:
    outcome = of_files(
        tmp_path,
        {
            "organizations.csv": ONE_ORGANIZATION,
            "services.csv": "id,organization_id,name,minimum_age,maximum_age,status\n10,1,Class,60,18,\n",
            "service_capacity.csv": "id,service_id,unit,available,maximum,updated\n1,10,seats,12,10,\n2,10,,3,,\n",
        },
    )
    assert outcome.values("service")[0] == {
        "name": "Class",
        "minimum_age": 60.0,
        "status": "active",
    }
    assert outcome.values("service_capacity") == [{"available": 12}]
    assert outcome.listed("service_capacity.csv") == {2: "the row has no unit_id"}
    assert "no status: read as active" in outcome.notes("services.csv")


def test_hours_and_telephones_in_the_row_of_a_service(tmp_path: Path) -> None:
    services = (
        "id,organization_id,name,hours,phone,languages,required_documents\n"
        '10,1,Class,"Mon-Fri 9-5; Sat 10-2","305-555-0142 x57, fax 305-555-0143","English, Creole (limited)",Photo ID\n'
    )
    outcome = of_files(tmp_path, {"organizations.csv": ONE_ORGANIZATION, "services.csv": services})
    assert [one["byday"] for one in outcome.values("schedule")] == ["MO,TU,WE,TH,FR", "SA"]
    assert [(one["number"], one.get("type")) for one in outcome.values("phone")] == [
        ("305-555-0142", None),
        ("305-555-0143", "fax"),
    ]
    assert outcome.values("required_document") == [{"document": "Photo ID"}]


def test_a_link_to_a_record_of_any_table(tmp_path: Path) -> None:
    files = {
        "organizations.csv": ONE_ORGANIZATION,
        "services.csv": ONE_SERVICE,
        "taxonomy_terms.csv": "id,name\nT1,English\n",
        "attributes.csv": "id,link_id,taxonomy_term_id,link_entity,value\n1,10,T1,services,\n2,1,T1,,\n3,99,T1,service,\n4,10,,service,\n",
        "metadata.csv": "id,resource_id,resource_type,last_action_date,last_action_type,field_name,previous_value,replacement_value,updated_by\n1,1,organization,2011-01-01,update,name,Old,New,Ann\n",
    }
    outcome = of_files(tmp_path, files)
    assert [one["link_entity"] for one in outcome.values("attribute")] == [
        "service",
        "organization",
    ]
    assert outcome.counts("attributes.csv") == (4, 2, 0, 2)
    assert outcome.counts("metadata.csv") == (1, 1, 0, 0)


def test_names_in_camel_case_inside_json(tmp_path: Path) -> None:
    service = {
        "id": "1",
        "name": "Class",
        "status": "active",
        "costOptions": [{"amount": 5}],
        "applicationProcess": "Call",
    }
    outcome = of_files(tmp_path, {"services.json": json.dumps(service)})
    assert outcome.one("service").values["application_process"] == "Call"
    assert outcome.one("cost_option").values == {"amount": "5.00"}
