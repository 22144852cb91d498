"""What a public record says, what it keeps to itself, and when it counts as changed."""

import json

import pytest

from xenia.registers.directory.hsds.reading import (
    in_batches,
    public_organizations,
    public_places,
    public_services,
)
from xenia.registers.directory.hsds.records import GONE
from xenia.registers.directory.hsds.shapes import email_address, web_address
from xenia.registers.directory.models import (
    Listing,
    OrganizationRecord,
    PlaceRecord,
    Service,
    ServiceRecord,
)
from xenia.registers.directory.operations import (
    change_organization,
    change_service,
    change_service_status,
    close_organization,
    move_service,
    no_longer_at,
    rebuild_listings,
    translate_record,
)
from xenia.registers.directory.tests.hsds_scenes import SECRETS, a_directory_with_secrets
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_location,
    a_service,
    an_organization,
)

pytestmark = pytest.mark.django_db


def everything_public() -> str:
    """All that is kept for other software, as text."""
    return json.dumps(
        [
            list(model.objects.values("brief", "record"))
            for model in (ServiceRecord, PlaceRecord, OrganizationRecord)
        ],
        ensure_ascii=False,
    )


def test_nothing_confidential_is_in_any_record() -> None:
    a_directory_with_secrets()
    said = everything_public() + json.dumps(
        list(Listing.objects.values_list("document", flat=True))
    )
    assert "617-555-0100" in said
    assert "Rosa Welcome" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_of_a_confidential_place_nothing_is_told_but_that_it_is_there() -> None:
    service = a_directory_with_secrets()
    record = ServiceRecord.objects.get(pk=service.pk).record
    own = {str(place.pk): place for place in service.places.all()}
    hidden = [one for one in record["service_at_locations"] if one["location"]["is_confidential"]]
    assert len(hidden) == 2
    for one in hidden:
        assert set(one) == {"id", "service_id", "location_id", "location"}
        assert set(one["location"]) == {"id", "location_type", "is_confidential"}
        assert one["location_id"] != str(own[one["id"]].location_id)


def test_two_services_in_one_safe_house_cannot_be_joined() -> None:
    hidden = a_location(is_confidential=True)
    for name in ("Shelter", "Legal hour"):
        a_service(name=name, locations=[hidden])
    ids = {row.record["location_id"] for row in PlaceRecord.objects.all()}
    assert len(ids) == 2


def test_a_confidential_place_has_no_coordinates_to_search_by() -> None:
    a_directory_with_secrets()
    points = PlaceRecord.objects.exclude(latitude=None).values_list("latitude", flat=True)
    assert list(points) == [42.35]


def test_a_record_nests_everything_the_standard_has() -> None:
    service = a_directory_with_secrets()
    record = ServiceRecord.objects.get(pk=service.pk).record
    assert record["organization"]["name"] == "Saltmarsh Community House"
    assert record["program"]["name"] == "Harbor program"
    assert record["organization"]["organization_identifiers"][0]["identifier"] == "04-000"
    shown = next(
        one["location"]
        for one in record["service_at_locations"]
        if not one["location"]["is_confidential"]
    )
    assert shown["addresses"][0]["address_1"] == "12 Pier Street"
    own = OrganizationRecord.objects.get().record
    assert [one["id"] for one in own["locations"]] == [shown["id"]]
    assert own["programs"][0]["name"] == "Harbor program"


def test_a_draft_is_told_as_one_and_vital_words_wait_for_their_review() -> None:
    service = a_service(alert="Closed on Friday.")
    texts = {"name": {"ht": "Kou angle"}, "alert": {"ht": "Fèmen vandredi."}}
    translate_record(record=service, texts=texts, by=None, at=MONDAY)
    said = ServiceRecord.objects.get().record["translations"]
    assert said["name"]["ht"]["status"] == "draft"
    assert "alert" not in said
    change_service(service=service, fields={"name": "English, evenings"}, by=None, at=TUESDAY)
    assert "translations" not in ServiceRecord.objects.get().record


def test_a_record_counts_as_changed_only_when_it_says_something_else() -> None:
    service = a_service()
    rebuild_listings([service.pk], at=TUESDAY)
    assert ServiceRecord.objects.get().modified_at == MONDAY
    assert service.organization
    change_organization(
        organization=service.organization,
        fields={"website": "https://house.example"},
        by=None,
        at=WEDNESDAY,
    )
    kept = ServiceRecord.objects.get()
    assert kept.modified_at == WEDNESDAY
    assert kept.record["last_modified"] == "2026-11-18T14:00:00.000Z"
    assert kept.record["organization"]["website"] == "https://house.example"


def test_what_began_earlier_and_is_written_later_counts_as_later() -> None:
    """An import that began on Monday is written after an edit of Tuesday."""
    edited, imported = a_service(name="Edited"), a_service(name="Imported")
    change_service(service=edited, fields={"name": "Edited once"}, by=None, at=TUESDAY)
    change_service(service=imported, fields={"name": "Imported again"}, by=None, at=MONDAY)
    assert ServiceRecord.objects.get(pk=imported.pk).modified_at > TUESDAY


def test_a_service_that_closes_leaves_its_id_and_a_status_and_nothing_else() -> None:
    service = a_service(locations=[a_location()])
    change_service_status(service=service, to=Service.Status.DEFUNCT, by=None, at=TUESDAY)
    kept = ServiceRecord.objects.get()
    assert kept.record == kept.brief
    assert kept.record == {
        "id": str(service.pk),
        "name": GONE,
        "status": "defunct",
        "last_modified": "2026-11-17T14:00:00.000Z",
    }
    assert not PlaceRecord.objects.exists()
    assert not OrganizationRecord.objects.get().is_public
    change_service_status(service=service, to=Service.Status.ACTIVE, by=None, at=WEDNESDAY)
    assert ServiceRecord.objects.get().record["name"] == "English class for beginners"
    assert OrganizationRecord.objects.get().is_public


def test_what_was_never_public_leaves_no_trace() -> None:
    a_service(status=Service.Status.INACTIVE, locations=[a_location()])
    assert not ServiceRecord.objects.exists()
    assert not OrganizationRecord.objects.exists()
    assert not PlaceRecord.objects.exists()


def test_services_of_a_closed_organization_leave_as_inactive() -> None:
    service = a_service()
    assert service.organization
    close_organization(organization=service.organization, by=None, at=TUESDAY)
    assert ServiceRecord.objects.get().record["status"] == "inactive"
    assert OrganizationRecord.objects.get().record["status"] == "closed"


def test_a_service_that_moves_leaves_the_one_organization_and_comes_to_the_other() -> None:
    first, second = an_organization(name="First"), an_organization(name="Second")
    service = a_service(organization=first)
    move_service(service=service, to=second, by=None, at=TUESDAY)
    assert [one.record["name"] for one in public_organizations()] == ["Second"]
    assert ServiceRecord.objects.get().organization_id == second.pk


def test_a_place_left_is_no_longer_in_the_records() -> None:
    location = a_location()
    service = a_service(locations=[location, a_location(name="Other")])
    no_longer_at(service=service, location=location, by=None, at=TUESDAY)
    assert [one.record["location"]["name"] for one in public_places()] == ["Other"]


def test_reading_in_batches_meets_every_record_once() -> None:
    for number in range(7):
        a_service(name=f"Class {number}")
    met = [row.pk for batch in in_batches(public_services(), 3) for row in batch]
    assert met == sorted(met)
    assert len(set(met)) == 7


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://class.example/a?b=1#c", "https://class.example/a?b=1#c"),
        ("www.class.example", "http://www.class.example"),
        ("see our website", ""),
        ("https://class.example/a b", ""),
        ("https://class.example/100%", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_web_address_is_one_that_software_can_follow(typed: str, kept: str) -> None:
    assert web_address(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" a.b@class.example ", "a.b@class.example"),
        ("a@b", ""),
        ("ask at the desk", ""),
        ("a..b@c.org", ""),
    ],
)
def test_an_email_address_is_one(typed: str, kept: str) -> None:
    assert email_address(typed) == kept
