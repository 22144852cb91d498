"""The listing: the one gate between the directory and the public."""

from datetime import time
from typing import Any

import pytest

from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.operations import review_all
from xenia.registers.directory.models import Listing, Metadata, Organization, Service
from xenia.registers.directory.operations import (
    ChangedMeanwhile,
    change_organization,
    change_service,
    change_service_status,
    close_organization,
    rebuild_listings,
    reopen_organization,
    translate_record,
)
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
)

pytestmark = pytest.mark.django_db
HIDDEN = "9 Secret Lane"


def listing_of(service: Service) -> dict[str, Any]:
    document: dict[str, Any] = Listing.objects.get(pk=service.pk).document
    return document


def test_a_confidential_place_leaves_nothing_but_that_it_is_one() -> None:
    house = a_location(
        name="Wren House",
        is_confidential=True,
        latitude=42.3711,
        longitude=-70.9222,
        address={"address_1": HIDDEN, "city": "Lindenport", "postal_code": "09901"},
        phones=[{"number": "617-555-0199"}],
    )
    service = a_service(locations=[house])
    document = listing_of(service)
    assert document["places"] == [{"confidential": True}]
    for secret in (HIDDEN, "Wren House", "42.3711", "617-555-0199", "09901"):
        assert secret not in str(document)


def test_a_confidential_address_hides_its_whole_place() -> None:
    address = {"address_1": HIDDEN, "city": "Lindenport", "is_confidential": True}
    service = a_service(locations=[a_location(address=address)])
    assert listing_of(service)["places"] == [{"confidential": True}]


def test_a_confidential_phone_and_email_stay_in_the_office() -> None:
    service = a_service(
        email="quiet@house.example",
        email_is_confidential=True,
        details={
            "phones": [
                {"number": "617-555-0101"},
                {"number": "617-555-0102", "is_confidential": True},
            ]
        },
    )
    document = listing_of(service)
    assert [phone["number"] for phone in document["phones"]] == ["617-555-0101"]
    assert "quiet@house.example" not in str(document)


def test_a_draft_is_shown_as_a_draft_and_a_stale_text_not_at_all() -> None:
    service = a_service(name="English class", translations={"name": {"ht": "Klas anglè"}})
    assert listing_of(service)["name"] == {"en": "English class", "ht": "Klas anglè"}
    assert listing_of(service)["text_status"]["name"] == {"ht": "draft"}
    change_service(service=service, fields={"name": "Evening class"}, by=None, at=TUESDAY)
    assert listing_of(service)["name"] == {"en": "Evening class"}
    assert listing_of(service)["text_status"]["name"] == {"ht": "stale"}


def test_vital_words_wait_for_a_person_who_answers_for_them() -> None:
    service = a_service(alert="Call before you pay.", translations={"alert": {"ht": "Rele anvan."}})
    assert "ht" not in listing_of(service)["alert"]
    review_all(record=service, languages=["ht"], by=a_colleague(), at=TUESDAY)
    rebuild_listings([service.pk], at=TUESDAY)
    assert "ht" not in listing_of(service)["alert"]
    review_all(record=service, languages=["ht"], by=a_colleague(), at=TUESDAY)
    rebuild_listings([service.pk], at=TUESDAY)
    assert listing_of(service)["alert"]["ht"] == "Rele anvan."


def test_a_translation_reaches_the_listing_in_the_same_step() -> None:
    service = a_service()
    translate_record(record=service, texts={"name": {"vi": "Lớp tiếng Anh"}}, by=None, at=TUESDAY)
    assert listing_of(service)["name"]["vi"] == "Lớp tiếng Anh"
    assert TranslatedText.objects.count() == 1


def test_a_closed_organization_takes_its_services_off_the_pages_and_back() -> None:
    organization = an_organization()
    service = a_service(organization=organization)
    close_organization(organization=organization, by=None, at=TUESDAY)
    assert not Listing.objects.get(pk=service.pk).is_public
    reopen_organization(organization=Organization.objects.get(), by=None, at=TUESDAY)
    assert Listing.objects.get(pk=service.pk).is_public


def test_a_service_closed_for_a_time_stays_with_its_notice_and_one_closed_for_good_goes() -> None:
    service = a_service()
    change_service_status(service=service, to="temporarily closed", by=None, at=TUESDAY)
    assert Listing.objects.get(pk=service.pk).is_public
    assert listing_of(service)["status"] == "temporarily closed"
    change_service_status(service=service, to="defunct", by=None, at=TUESDAY)
    assert not Listing.objects.get(pk=service.pk).is_public


def test_evenings_and_weekends_come_from_the_hours() -> None:
    evening = {"byday": "MO", "opens_at": time(18), "closes_at": time(20)}
    saturday = {"byday": "SA", "opens_at": time(9), "closes_at": time(12)}
    noon = {"byday": "TU", "opens_at": time(9), "closes_at": time(17)}
    found = [
        listing_of(a_service(name=f"class {n}", details={"schedules": [one]}))
        for n, one in enumerate((evening, saturday, noon))
    ]
    assert [one["evening"] for one in found] == [True, False, False]
    assert [one["weekend"] for one in found] == [False, True, False]


def test_every_change_leaves_what_was_there_before() -> None:
    editor = a_colleague()
    service = a_service(name="English class")
    change_service(service=service, fields={"name": "Evening class"}, by=editor, at=TUESDAY)
    row = Metadata.objects.get(resource_id=service.pk, field_name="name", last_action_type="update")
    assert (row.previous_value, row.replacement_value) == ("English class", "Evening class")
    assert row.updated_by == str(editor.pk)


def test_two_people_changing_the_same_words_do_not_overwrite_each_other() -> None:
    service = a_service(name="English class")
    seen = {"name": "English class"}
    change_service(service=service, fields={"name": "Class A"}, by=None, at=MONDAY, seen=seen)
    again = Service.objects.get(pk=service.pk)
    with pytest.raises(ChangedMeanwhile):
        change_service(service=again, fields={"name": "Class B"}, by=None, at=TUESDAY, seen=seen)
    assert Service.objects.get(pk=service.pk).name == "Class A"


def test_an_organizations_new_name_reaches_its_services() -> None:
    organization = an_organization(name="Old House")
    service = a_service(organization=organization)
    change_organization(
        organization=organization, fields={"name": "New House"}, by=None, at=TUESDAY
    )
    assert listing_of(service)["organization"]["name"]["en"] == "New House"


def test_many_listings_are_built_with_few_questions(django_assert_max_num_queries: Any) -> None:
    organization = an_organization()
    ids = [a_service(name=f"class {n}", organization=organization).pk for n in range(30)]
    with django_assert_max_num_queries(48):
        assert rebuild_listings(ids, at=TUESDAY) == 30
