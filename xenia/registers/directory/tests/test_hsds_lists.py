"""The lists other software reads: pages, filters, lines, and what is answered when something is wrong."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from xenia.ground.reference.models import Area, AreaZip
from xenia.ground.reference.office import forget_office
from xenia.registers.directory.models import (
    Listing,
    Service,
    ServiceRecord,
    Taxonomy,
    TaxonomyTerm,
)
from xenia.registers.directory.operations import change_service_status, rebuild_listings
from xenia.registers.directory.operations.merge import merge_entries, undo_merge
from xenia.registers.directory.search.index import rebuild
from xenia.registers.directory.tests.hsds_scenes import (
    SECRETS,
    a_directory_with_secrets,
    hsds,
    lines,
    read,
    sentence,
)
from xenia.registers.directory.tests.makers import (
    TUESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
)

__all__ = ["hsds"]
pytestmark = pytest.mark.django_db
LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


def names(page: dict[str, list[dict[str, str]]]) -> set[str]:
    """What the records of a page are called."""
    return {one["name"] for one in page["contents"]}


def test_the_door_says_which_standard_and_where_the_profile_lies(hsds: Client) -> None:
    said = read(hsds, "/hsds/")
    assert said["version"] == "3.1"
    assert read(hsds, said["profile"].removeprefix("http://testserver"))["hsds_version"] == "3.1"
    assert read(hsds, said["openapi_url"].removeprefix("http://testserver"))["openapi"] == "3.1.0"


def test_a_page_says_where_it_stands(hsds: Client) -> None:
    for number in range(5):
        a_service(name=f"Class {number}")
    page = read(hsds, "/hsds/services?per_page=2&page=3")
    contents = page.pop("contents")
    assert page == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 3,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    assert len(contents) == 1
    assert read(hsds, "/hsds/services?page=9")["empty"]


def test_pages_together_are_everything_once(hsds: Client) -> None:
    for number in range(5):
        a_service(name=f"Class {number}")
    pages = [read(hsds, f"/hsds/services?per_page=2&page={page}") for page in (1, 2, 3)]
    ids = [one["id"] for page in pages for one in page["contents"]]
    assert ids == sorted(ids)
    assert len(set(ids)) == 5


def test_a_page_of_services_is_few_queries_however_long(
    hsds: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        a_service(name=f"Class {number}", locations=[a_location()])
    for where in ("services?full=true", "service_at_locations?full=true"):
        with django_assert_max_num_queries(5):  # type: ignore[operator]
            assert len(read(hsds, f"/hsds/{where}")["contents"]) == 12


def test_lists_have_own_fields_and_full_has_everything(hsds: Client) -> None:
    a_directory_with_secrets()
    brief = read(hsds, "/hsds/services")["contents"][0]
    assert "phones" not in brief
    assert brief["organization"]["name"] == "Saltmarsh Community House"
    assert read(hsds, "/hsds/services?full=true")["contents"][0]["phones"]


def test_minimal_is_everything_on_one_page_and_almost_nothing_of_each(hsds: Client) -> None:
    for number in range(60):
        a_service(name=f"Class {number}")
    page = read(hsds, "/hsds/services?minimal=true")
    assert page["size"] == 60
    expected = {"id", "name", "status", "last_modified", "modified_date"}
    assert set(page["contents"][0]) == expected


def test_lines_are_all_results_without_pages(hsds: Client) -> None:
    for number in range(5):
        a_service(name=f"Class {number}")
    answer = hsds.get("/hsds/services?format=ndjson&per_page=2&full=true")
    assert answer["Content-Type"] == "application/x-ndjson"
    assert {one["name"] for one in lines(answer)} == {f"Class {number}" for number in range(5)}


@pytest.mark.parametrize("body", ["json", "form", "query"])
def test_a_list_may_be_asked_by_post(hsds: Client, body: str) -> None:
    wanted = a_service(name="Swimming")
    a_service(name="Sewing")
    said = {"search": "swimming", "per_page": "10"}
    if body == "json":
        answer = hsds.post("/hsds/services", said, content_type="application/json")
    elif body == "form":
        answer = hsds.post("/hsds/services", said)
    else:
        answer = hsds.post("/hsds/services?search=swimming&per_page=10")
    assert [one["id"] for one in answer.json()["contents"]] == [str(wanted.pk)]
    assert answer["Cache-Control"] == "no-store"


def test_filters_narrow_each_other(hsds: Client) -> None:
    one, two = an_organization(name="One"), an_organization(name="Two")
    a_service(name="English at One", organization=one, terms=["learn-english"])
    a_service(name="Food at One", organization=one, terms=["food"])
    a_service(name="English at Two", organization=two, terms=["learn-english"])
    term = TaxonomyTerm.objects.get(own_code="learn-english")
    both = f"taxonomy_term_id={term.pk}&organization_id={one.pk}"
    assert names(read(hsds, f"/hsds/services?{both}")) == {"English at One"}
    assert names(read(hsds, f"/hsds/services?{both}&search=food")) == set()
    assert len(names(read(hsds, f"/hsds/services?taxonomy_id={term.taxonomy_id}"))) == 3
    assert names(read(hsds, f"/hsds/organizations?taxonomy_term_id={term.pk}")) == {"One", "Two"}
    assert read(hsds, f"/hsds/services?taxonomy_id={uuid4()}")["empty"]


def test_what_changed_since_includes_what_left(hsds: Client) -> None:
    a_service(name="Stays as it is")
    leaving = a_service(name="Leaves")
    change_service_status(service=leaving, to=Service.Status.DEFUNCT, by=None, at=TUESDAY)
    since = (TUESDAY - timedelta(hours=1)).isoformat()
    changed = read(hsds, f"/hsds/services?modified_after={since}".replace("+", "%2B"))
    assert [(one["id"], one["status"]) for one in changed["contents"]] == [
        (str(leaving.pk), "defunct")
    ]
    assert names(read(hsds, "/hsds/services")) == {"Stays as it is"}
    assert read(hsds, f"/hsds/services/{leaving.pk}")["status"] == "defunct"
    unescaped = read(hsds, f"/hsds/services?modified_after={since}")
    assert unescaped["total_items"] == 1


def a_city_with_two_zip_codes() -> None:
    """Harborside at 42.35, and Old Quay about 11 km north of it."""
    for code, name, latitude in (("harbor", "Harborside", 42.35), ("quay", "Old Quay", 42.45)):
        area = Area.objects.create(code=code, name=name)
        zip_code = "09901" if code == "harbor" else "09902"
        AreaZip.objects.create(zip_code=zip_code, area=area, latitude=latitude, longitude=-71.05)
    forget_office()


def test_places_are_found_by_distance_from_a_zip_code(hsds: Client) -> None:
    a_city_with_two_zip_codes()
    near = a_location(name="Near", latitude=42.355, longitude=-71.05)  # 557 m
    far = a_location(name="Far", latitude=42.36, longitude=-71.05)  # 1,113 m
    a_service(name="Class", locations=[near, far])
    where = "/hsds/service_at_locations?postcode=09901&proximity="
    for metres, expected in (("500", set()), ("600", {"Near"}), ("1200", {"Near", "Far"})):
        found = read(hsds, where + metres)["contents"]
        assert {one["location"]["name"] for one in found} == expected
    assert read(hsds, "/hsds/services?postcode=09901&proximity=600")["total_items"] == 1
    forget_office()


def test_no_distance_finds_a_confidential_place(hsds: Client) -> None:
    a_city_with_two_zip_codes()
    hidden = a_location(is_confidential=True, latitude=42.35, longitude=-71.05)
    a_service(locations=[hidden])
    for where in ("services", "service_at_locations"):
        assert read(hsds, f"/hsds/{where}?postcode=09901&proximity=9000000")["empty"]
    forget_office()


def test_a_zip_code_finds_only_services_for_people_who_live_there(hsds: Client) -> None:
    a_city_with_two_zip_codes()
    everybody = a_service(name="For everybody", locations=[a_location()])
    quay = a_service(name="For Old Quay", locations=[a_location()])
    quay.service_areas.create(name="Old Quay")
    rebuild_listings([everybody.pk, quay.pk], at=TUESDAY)
    assert names(read(hsds, "/hsds/services?postcode=09901")) == {"For everybody"}
    assert len(read(hsds, "/hsds/service_at_locations?postcode=09902")["contents"]) == 2
    assert len(read(hsds, "/hsds/service_at_locations?postcode=09901")["contents"]) == 1
    forget_office()


def test_terms_are_read_level_by_level(hsds: Client) -> None:
    taxonomy = Taxonomy.objects.create(name="Needs")
    top = TaxonomyTerm.objects.create(name="Food", taxonomy=taxonomy)
    TaxonomyTerm.objects.create(name="Food pantry", taxonomy=taxonomy, parent=top)
    of = f"/hsds/taxonomy_terms?taxonomy_id={taxonomy.pk}"
    assert names(read(hsds, f"{of}&top_only=true")) == {"Food"}
    assert names(read(hsds, f"{of}&parent_id={top.pk}")) == {"Food pantry"}
    assert names(read(hsds, f"{of}&search=pantry")) == {"Food pantry"}
    assert read(hsds, f"/hsds/taxonomy_terms/{top.pk}")["taxonomy"] == "Needs"
    assert names(read(hsds, "/hsds/taxonomies?search=need")) == {"Needs"}
    assert read(hsds, f"/hsds/taxonomies/{taxonomy.pk}")["name"] == "Needs"


def test_an_organization_comes_with_its_services_briefly_or_in_full(hsds: Client) -> None:
    service = a_directory_with_secrets()
    where = f"/hsds/organizations/{service.organization_id}"
    simple = read(hsds, where)["services"]
    assert simple[0].keys() == {"id", "name", "status", "last_modified"}
    assert read(hsds, f"{where}?full_service=true")["services"][0]["phones"]
    listed = read(hsds, "/hsds/organizations")["contents"][0]
    assert "services" not in listed
    assert read(hsds, "/hsds/organizations?full_service=true")["contents"][0]["services"][0][
        "phones"
    ]


def test_a_service_at_a_place_stands_by_itself(hsds: Client) -> None:
    service = a_service(locations=[a_location()])
    place = service.places.get()
    said = read(hsds, f"/hsds/service_at_locations/{place.pk}")
    assert (said["name"], said["status"]) == (service.name, "active")
    assert said["service"]["id"] == str(service.pk)
    assert said["location"]["addresses"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("services?page=0", "a whole number from 1"),
        ("services?per_page=1001", "1 to 1000"),
        ("services?full=perhaps", "true or false"),
        ("services?full=1", "true or false"),
        ("services?modified_after=2026", "2026-11-16T14:00:00Z"),
        ("services?modified_after=yesterday", "2026-11-16T14:00:00Z"),
        ("services?organization_id=7", "the id of a record"),
        ("services?format=xml", "json or ndjson"),
        ("services?proximity=100", "needs a postcode"),
        ("services?postcode=99999", "a ZIP code of this city"),
        ("services?proximity=far&postcode=1", "a number of metres"),
        ("services?top_only=true", "It takes: search"),
        ("services?search=a%00b", "code 0"),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_was_expected(
    hsds: Client, where: str, expected: str
) -> None:
    answer = hsds.get(f"/hsds/{where}")
    assert answer.status_code == 400
    assert expected in sentence(answer)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("[1]", "application/json", 400),
        ("{", "application/json", 400),
        ('{"organization_id": null}', "application/json", 400),
        ("[" * 10_000, "application/json", 400),
        ("<a/>", "text/xml", 415),
        ("x" * 70_000, "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    hsds: Client, body: str, kind: str, status: int
) -> None:
    answer = hsds.post("/hsds/services", body, content_type=kind)
    assert answer.status_code == status
    assert sentence(answer)


@pytest.mark.parametrize("kind", LISTS)
def test_an_id_nobody_has_is_not_found(hsds: Client, kind: str) -> None:
    for pk in (str(uuid4()), "7", "x%20y"):
        answer = hsds.get(f"/hsds/{kind}/{pk}")
        assert answer.status_code == 404
        assert sentence(answer)
    assert hsds.get(f"/hsds/{kind}/a/b").status_code == 404


def test_what_an_address_does_not_take_is_refused(hsds: Client) -> None:
    answer = hsds.delete("/hsds/services")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert hsds.post(f"/hsds/services/{uuid4()}").status_code == 405


@pytest.mark.parametrize("form", ["", "?format=ndjson"])
@pytest.mark.parametrize("kind", LISTS)
def test_what_did_not_change_is_not_sent_again(hsds: Client, kind: str, form: str) -> None:
    service = a_service(terms=["food"], locations=[a_location()])
    first = hsds.get(f"/hsds/{kind}{form}")
    again = hsds.get(f"/hsds/{kind}{form}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"
    if not kind.startswith("taxonom"):
        change_service_status(service=service, to=Service.Status.DEFUNCT, by=None, at=TUESDAY)
        changed = hsds.get(f"/hsds/{kind}{form}", headers={"If-None-Match": first["ETag"]})
        assert changed.status_code == 200


@pytest.mark.parametrize("form", ["", "?format=ndjson"])
def test_a_term_that_changed_is_sent_again(hsds: Client, form: str) -> None:
    term = TaxonomyTerm.objects.create(name="Food")
    first = hsds.get(f"/hsds/taxonomy_terms{form}")
    assert "Last-Modified" not in first
    TaxonomyTerm.objects.filter(pk=term.pk).update(name="Groceries")
    again = hsds.get(f"/hsds/taxonomy_terms{form}", headers={"If-None-Match": first["ETag"]})
    assert b"Groceries" in again.content


def test_a_reader_may_ask_for_the_headers_alone(hsds: Client) -> None:
    a_service()
    whole, headers = hsds.get("/hsds/services"), hsds.head("/hsds/services")
    assert headers.content == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Cache-Control"):
        assert headers[name] == whole[name]
    assert headers["Content-Length"] == str(len(whole.content))


def test_pages_of_other_sites_may_read_everything(hsds: Client) -> None:
    for where in ("", "services", f"services/{uuid4()}", "services?page=0", "nowhere"):
        answer = hsds.get(f"/hsds/{where}", headers={"Origin": "https://elsewhere.example"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Set-Cookie" not in answer
    asked = hsds.options("/hsds/services", headers={"Origin": "https://elsewhere.example"})
    assert asked.status_code == 204
    assert "POST" in asked["Access-Control-Allow-Methods"]


def test_search_finds_words_without_an_index_too(hsds: Client) -> None:
    a_service(name="Swimming for girls", description="In the harbor pool.")
    a_service(name="Sewing", organization=an_organization(name="Harbor House"))
    assert names(read(hsds, "/hsds/services?search=harbor")) == {"Swimming for girls", "Sewing"}
    assert names(read(hsds, "/hsds/services?search=harbor+pool")) == {"Swimming for girls"}
    assert names(read(hsds, "/hsds/organizations?search=harbor+house")) == {"Harbor House"}
    given = {"Harbor House", "Saltmarsh Community House"}
    assert names(read(hsds, "/hsds/organizations?search=harbor")) == given


def test_no_answer_of_the_api_tells_a_secret(hsds: Client) -> None:
    service = a_directory_with_secrets()
    places = [str(place.pk) for place in service.places.all()]
    answers = [
        hsds.get(f"/hsds/{where}").content.decode()
        for where in (
            *(f"{kind}?full=true" for kind in LISTS[:3]),
            *LISTS,
            "organizations?full_service=true",
            f"services/{service.pk}",
            f"organizations/{service.organization_id}?full_service=true",
            *(f"service_at_locations/{pk}" for pk in places),
        )
    ]
    for secret in SECRETS:
        answers += [
            hsds.get(f"/hsds/{kind}", {"search": secret}).content.decode() for kind in LISTS[:2]
        ]
    said = "".join(answers)
    assert "617-555-0100" in said
    assert [secret for secret in SECRETS if secret in said] == []
    hidden = service.places.get(location__name="Lantern Safe House")
    assert str(hidden.location_id) not in said


def test_searching_for_a_secret_finds_nothing(hsds: Client) -> None:
    a_directory_with_secrets()
    for secret in ("Hidden Lane", "0199", "Quiet", "blue door"):
        assert read(hsds, f"/hsds/services?search={secret}")["empty"]
        assert read(hsds, f"/hsds/service_at_locations?search={secret}")["empty"]
    assert ServiceRecord.objects.exists()


@pytest.mark.parametrize("kind", ["service", "organization"])
def test_what_was_merged_leads_to_the_record_that_was_kept(hsds: Client, kind: str) -> None:
    editor = a_colleague()
    kept, absorbed = a_service(name="English class"), a_service(name="English class, evenings")
    one, other = (
        (kept, absorbed) if kind == "service" else (kept.organization, absorbed.organization)
    )
    assert one
    assert other
    merge = merge_entries(kind=kind, kept=one.pk, absorbed=other.pk, by=editor, at=TUESDAY, take=())
    answer = hsds.get(f"/hsds/{kind}s/{other.pk}")
    address = f"http://testserver/hsds/{kind}s/{one.pk}"
    assert (answer.status_code, answer["Location"]) == (308, address)
    assert answer["Link"] == f'<{address}>; rel="successor-version"'
    assert answer.json()["merged_into"] == str(one.pk)
    followed = hsds.get(f"/hsds/{kind}s/{other.pk}", follow=True)
    assert followed.json()["id"] == str(one.pk)
    undo_merge(merge=merge, by=editor, at=TUESDAY)
    assert read(hsds, f"/hsds/{kind}s/{other.pk}")["id"] == str(other.pk)


def test_what_was_merged_into_something_hidden_names_nothing(hsds: Client) -> None:
    kept, absorbed = a_service(name="English class"), a_service(name="English class, evenings")
    merge_entries(
        kind="service", kept=kept.pk, absorbed=absorbed.pk, by=a_colleague(), at=TUESDAY, take=()
    )
    change_service_status(service=kept, to=Service.Status.INACTIVE, by=None, at=TUESDAY)
    answer = hsds.get(f"/hsds/services/{absorbed.pk}")
    assert answer.status_code == 200
    assert str(kept.pk) not in answer.content.decode()


def an_index(settings: Any, folder: Path) -> None:
    """The search as an open office has it."""
    settings.INDEX_FOLDER = folder
    rebuild(Listing.objects.filter(is_public=True).values_list("document", flat=True), folder)


def test_a_program_is_told_only_what_really_matches(
    hsds: Client, settings: Any, tmp_path: Path
) -> None:
    a_service(name="English for beginners", terms=["learn-english.english-class"])
    a_service(name="Newcomers desk", terms=["city-services.forms"])
    a_service(name="Sewing", description="We speak of quilting only.")
    an_index(settings, tmp_path)
    for nonsense in ("xyzzy", "xyzzy frobnicate quilting"):
        for kind in ("services", "service_at_locations", "organizations"):
            found = read(hsds, f"/hsds/{kind}?search={nonsense.replace(' ', '+')}")
            assert found["total_items"] == 0, (kind, nonsense)
    assert names(read(hsds, "/hsds/services?search=english+class")) == {"English for beginners"}
    assert names(read(hsds, "/hsds/services?search=quilting")) == {"Sewing"}


def test_an_organization_is_found_by_its_name_and_by_its_services(
    hsds: Client, settings: Any, tmp_path: Path
) -> None:
    teaches = an_organization(name="Lighthouse Center")
    a_service(name="Talking together", organization=teaches, terms=["learn-english.conversation"])
    a_service(name="Sewing", organization=an_organization(name="Needle House"))
    an_index(settings, tmp_path)
    for words in ("lighthouse", "talking+together"):
        assert names(read(hsds, f"/hsds/organizations?search={words}")) == {"Lighthouse Center"}


def test_a_term_stands_for_the_terms_under_it(hsds: Client) -> None:
    a_service(name="English", terms=["learn-english.english-class"], locations=[a_location()])
    a_service(name="Sewing")
    above = TaxonomyTerm.objects.get(own_code="learn-english")
    for kind in ("services", "organizations", "service_at_locations"):
        page = read(hsds, f"/hsds/{kind}?taxonomy_term_id={above.pk}")
        assert page["total_items"] == 1, kind


@pytest.mark.parametrize("kind", LISTS)
def test_a_slash_too_many_leads_to_the_list(hsds: Client, kind: str) -> None:
    answer = hsds.get(f"/hsds/{kind}/?page=1")
    assert (answer.status_code, answer["Location"]) == (308, f"/hsds/{kind}?page=1")
