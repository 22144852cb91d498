"""Who changed what, from what to what; and putting an earlier value back."""

from typing import Any

import pytest

from xenia.ground.common.dates import local_day
from xenia.registers.directory.models import Address, Metadata, Service
from xenia.registers.directory.operations import (
    change_location,
    change_organization,
    change_service,
    change_service_status,
    confirm_service,
    give_at,
    move_service,
    translate_record,
)
from xenia.registers.directory.queries.service import terms_of
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db


def lines_of(page: Any) -> list[tuple[str, str, str, str]]:
    found = [one["line"] for one in page.context["changes"] if not one["line"].is_new]
    return [(one.field, one.before, one.after, one.who) for one in found]


def history_page(kind: str, pk: object) -> str:
    return f"/en/desk/directory/history/{kind}/{pk}/"


def put_back(field: str, act: str = "update") -> str:
    change = Metadata.objects.filter(field_name=field, last_action_type=act).latest(
        "last_action_date"
    )
    return f"/en/desk/directory/history/{change.pk}/put-back/"


def test_history_says_who_changed_which_field_from_what_to_what() -> None:
    lena = a_colleague(name="Lena Brandt")
    house, other = an_organization(name="Saltmarsh House"), an_organization(name="Bread Table")
    service = a_service(organization=house, cost="free", terms=["learn-english"])
    change_service(service=service, fields={"cost": "fee", "is_remote": True}, by=lena, at=TUESDAY)
    change_service(
        service=service,
        fields={},
        terms=["citizenship"],
        details={"phones": [{"number": "617-555-0101", "extension": "7"}]},
        by=lena,
        at=WEDNESDAY,
    )
    move_service(service=service, to=other, by=None, at=WEDNESDAY)
    page = desk_of(lena).get(history_page("service", service.pk))
    assert lines_of(page) == [
        ("Organization", "Saltmarsh House", "Bread Table", ""),
        ("Phones", "", "617-555-0101 x7", "Lena Brandt"),
        ("Kinds of help", "Learn English", "Citizenship", "Lena Brandt"),
        ("Cost", "Free", "There is a fee", "Lena Brandt"),
        ("By phone, video or internet", "No", "Yes", "Lena Brandt"),
    ]


def test_an_earlier_value_stands_again_and_both_changes_stay_in_history() -> None:
    service = a_service(description="First")
    change_service(service=service, fields={"description": "Second"}, by=None, at=TUESDAY)
    desk_of(a_colleague()).post(put_back("description"))
    service.refresh_from_db()
    assert service.description == "First"
    said = Metadata.objects.filter(field_name="description", last_action_type="update")
    assert [
        (one.previous_value, one.replacement_value) for one in said.order_by("last_action_date")
    ] == [
        ("First", "Second"),
        ("Second", "First"),
    ]


def test_a_value_that_was_changed_again_since_is_not_overwritten() -> None:
    service = a_service(description="First")
    change_service(service=service, fields={"description": "Second"}, by=None, at=TUESDAY)
    path = put_back("description")
    change_service(service=service, fields={"description": "Third"}, by=None, at=WEDNESDAY)
    page = desk_of(a_colleague()).post(path, follow=True).content.decode()
    assert "“What it is” was changed again since." in page
    service.refresh_from_db()
    assert service.description == "Third"


def test_every_kind_of_value_can_be_put_back() -> None:
    house, other = an_organization(), an_organization(name="Bread Table")
    service = a_service(organization=house, terms=["learn-english"], assured_date=None)
    phone = service.phones.create(number="617-555-0101", description="Ask for Ana")
    hall = a_location(organization=house)
    desk = desk_of(a_colleague())
    change_service(
        service=service,
        fields={"minimum_age": 16.0, "accepts_referrals": True},
        terms=["citizenship"],
        details={"phones": []},
        by=None,
        at=TUESDAY,
    )
    confirm_service(service=service, by=None, at=TUESDAY)
    give_at(service=service, location=hall, by=None, at=TUESDAY)
    move_service(service=service, to=other, by=None, at=TUESDAY)
    translate_record(record=service, texts={"name": {"ht": "Klas"}}, by=None, at=TUESDAY)
    translate_record(record=service, texts={"name": {"ht": "Kou"}}, by=None, at=WEDNESDAY)
    change_service_status(service=service, to=Service.Status.DEFUNCT, by=None, at=WEDNESDAY)
    assert service.assured_date == local_day(TUESDAY)
    fields = ["minimum_age", "accepts_referrals", "terms", "phones", "assured_date", "places"]
    for field in [*fields, "organization", "name.ht", "status"]:
        assert desk.post(put_back(field)).status_code == 302
    service = Service.objects.get(pk=service.pk)
    assert (service.minimum_age, service.accepts_referrals, service.assured_date) == (
        None,
        None,
        None,
    )
    assert terms_of(service) == ["learn-english"]
    assert [(one.pk, one.description) for one in service.phones.all()] == [
        (phone.pk, "Ask for Ana")
    ]
    assert not service.places.exists()
    assert service.organization == house
    assert service.status == Service.Status.ACTIVE


def test_an_address_is_put_back_on_the_page_of_its_place() -> None:
    hall = a_location()
    change_location(
        location=hall, fields={}, address={"address_1": "99 Wrong Street"}, by=None, at=TUESDAY
    )
    desk = desk_of(a_colleague())
    page = desk.get(history_page("location", hall.pk))
    assert lines_of(page) == [("Street and number", "12 Pier Street", "99 Wrong Street", "")]
    answer = desk.post(put_back("address_1"))
    assert answer["Location"] == history_page("location", hall.pk)
    assert Address.objects.get().address_1 == "12 Pier Street"


def test_names_of_people_in_other_offices_are_not_kept_in_history() -> None:
    house = an_organization()
    change_organization(
        organization=house,
        fields={},
        details={"contacts": [{"name": "Ana Silva", "email": "ana@saltmarsh.example"}]},
        by=None,
        at=TUESDAY,
    )
    assert house.contacts.get().name == "Ana Silva"
    kept = Metadata.objects.get(field_name="contacts")
    assert (kept.previous_value, kept.replacement_value) == ("", "")
    assert desk_of(a_colleague()).post(put_back("contacts")).status_code == 404


def test_the_beginning_of_a_record_cannot_be_put_back() -> None:
    a_service(description="First", at=MONDAY)
    assert desk_of(a_colleague()).post(put_back("description", act="create")).status_code == 404
