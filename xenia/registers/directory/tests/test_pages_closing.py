"""A service or an organisation closes, and opens again."""

import pytest

from xenia.registers.directory.models import Listing, Organization, Service
from xenia.registers.directory.operations import change_service_status
from xenia.registers.directory.tests.makers import (
    TUESDAY,
    a_colleague,
    a_service,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db


def status_page(service: Service, act: str) -> str:
    return f"/en/desk/directory/services/{service.pk}/status/{act}/"


def test_closing_asks_first() -> None:
    service = a_service()
    page = desk_of(a_colleague()).get(status_page(service, "close"))
    assert "Is this service closed for good?" in page.content.decode()
    service.refresh_from_db()
    assert service.status == Service.Status.ACTIVE


def test_a_closed_service_is_no_longer_shown_and_can_be_opened_again() -> None:
    service = a_service()
    desk = desk_of(a_colleague())
    page = desk.post(status_page(service, "close"), follow=True).content.decode()
    assert "“Open again” takes it back." in page
    assert status_page(service, "reopen") in page
    assert not Listing.objects.get(service=service).is_public
    desk.post(status_page(service, "reopen"))
    service.refresh_from_db()
    assert service.status == Service.Status.ACTIVE
    assert Listing.objects.get(service=service).is_public


def test_a_service_closed_for_a_time_stays_on_the_list() -> None:
    service = a_service()
    page = f"/en/desk/directory/notices/service/{service.pk}/"
    desk_of(a_colleague()).post(page, {"kind": "closed"})
    assert Listing.objects.get(service=service).document["status"] == "temporarily closed"
    assert Listing.objects.get(service=service).is_public


def test_the_second_to_close_is_told_that_somebody_was_first() -> None:
    service = a_service()
    desk = desk_of(a_colleague())
    change_service_status(service=service, to=Service.Status.DEFUNCT, by=None, at=TUESDAY)
    page = desk.post(status_page(service, "close"), follow=True).content.decode()
    assert "Somebody was first. Status is now “Closed for good”." in page


def test_there_is_no_other_act() -> None:
    service = a_service()
    assert desk_of(a_colleague()).get(status_page(service, "burn")).status_code == 404


def test_services_of_a_closed_organization_are_not_shown_until_it_opens_again() -> None:
    house = an_organization()
    service = a_service(organization=house)
    desk = desk_of(a_colleague())
    path = f"/en/desk/directory/organizations/{house.pk}/status/"
    desk.post(f"{path}close/")
    house.refresh_from_db()
    assert house.status == Organization.Status.CLOSED
    assert not Listing.objects.get(service=service).is_public
    desk.post(f"{path}reopen/")
    assert Listing.objects.get(service=service).is_public
