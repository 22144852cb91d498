"""Organisations and places: added, changed; and what a confidential address never shows."""

from typing import Any

import pytest

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.registers.directory.models import Listing, Location, Organization
from xenia.registers.directory.operations import change_location
from xenia.registers.directory.tests.makers import (
    TUESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
    desk_of,
)
from xenia.registers.directory.tests.test_pages_change_service import typed_into

pytestmark = pytest.mark.django_db
DESK = "/en/desk/directory/"


@pytest.fixture
def safe_house() -> Location:
    """A shelter's house on Pier Street that nobody but the shelter and the office's editors may know."""
    shelter = an_organization(name="Wren House", kind=Organization.Kind.SHELTER)
    house = a_location(
        name="Wren hideaway",
        organization=shelter,
        is_confidential=True,
        phones=[{"number": "617-555-0199"}],
    )
    a_service(name="A bed tonight", organization=shelter, locations=[house])
    return house


def test_a_new_organization_is_in_the_directory() -> None:
    desk = desk_of(a_colleague())
    path = f"{DESK}organizations/add/"
    sent = typed_into(desk.get(path)) | {
        "name": "Bread Table",
        "kind": "faith",
        "website": "bread.example",
        "phones-0-number": "617-555-0123",
        "contacts-0-name": "Ana Silva",
    }
    answer = desk.post(path, sent)
    made = Organization.objects.get(name="Bread Table")
    assert answer["Location"] == f"{DESK}organizations/{made.pk}/"
    assert made.website == "https://bread.example"
    assert made.phones.get().number == "617-555-0123"
    assert made.contacts.get().name == "Ana Silva"


def test_an_organizations_new_name_is_on_the_listings_of_its_services() -> None:
    house = an_organization(name="Old name")
    service = a_service(organization=house)
    desk = desk_of(a_colleague())
    path = f"{DESK}organizations/{house.pk}/edit/"
    desk.post(path, typed_into(desk.get(path)) | {"name": "New name"})
    listing = Listing.objects.get(service=service).document
    assert listing["organization"]["name"]["en"] == "New name"


def test_an_organizations_page_shows_its_services_places_and_people() -> None:
    house = an_organization(name="Wren House")
    a_service(name="A bed tonight", organization=house)
    a_location(name="The hall", organization=house)
    a_colleague(role=Role.PARTNER_MANAGER, organization=house, name="Rosa Lima")
    page = desk_of(a_colleague()).get(f"{DESK}organizations/{house.pk}/").content.decode()
    for words in ("A bed tonight", "The hall", "Rosa Lima", "Partner manager"):
        assert words in page


def test_organizations_are_found_by_name_and_kind() -> None:
    an_organization(name="Quay Legal Aid", kind=Organization.Kind.LEGAL)
    an_organization(name="Quay School", kind=Organization.Kind.SCHOOL)
    page = desk_of(a_colleague()).get(f"{DESK}organizations/", {"q": "quay", "kind": "legal"})
    assert [one.name for one in page.context["page"]] == ["Quay Legal Aid"]


def test_a_branch_is_part_of_its_library() -> None:
    library, branch = an_organization(name="Public Library"), an_organization(name="East Branch")
    desk = desk_of(a_colleague())
    path = f"{DESK}organizations/{branch.pk}/part-of/"
    desk.post(path, {"organization": str(library.pk)})
    branch.refresh_from_db()
    assert branch.parent_organization == library
    desk.post(path, {"organization": str(branch.pk)})
    branch.refresh_from_db()
    assert branch.parent_organization is None


def test_a_new_place_is_added_from_the_page_of_the_service_given_there() -> None:
    house = an_organization()
    service = a_service(organization=house)
    desk = desk_of(a_colleague())
    path = f"{DESK}organizations/{house.pk}/places/add/?service={service.pk}"
    sent = typed_into(desk.get(path)) | {
        "name": "The hall",
        "address_1": "12 Pier Street",
        "postal_code": "09901",
        "latitude": "42.3",
        "longitude": "-70.9",
        "accessibility-0-description": "Step-free entrance",
        "schedules-0-byday": ["SA"],
        "schedules-0-opens_at": "10:00",
        "schedules-0-closes_at": "12:00",
    }
    desk.post(path, sent)
    listing = Listing.objects.get(service=service).document
    assert listing["places"][0]["address"] == ["12 Pier Street"]
    assert (listing["accessible"], listing["weekend"]) == (True, True)


def test_a_point_on_the_map_needs_both_numbers() -> None:
    hall = a_location()
    desk = desk_of(a_colleague())
    path = f"{DESK}places/{hall.pk}/edit/"
    page = desk.post(path, typed_into(desk.get(path)) | {"latitude": "42.3", "longitude": ""})
    assert "Write both, or neither." in page.content.decode()


def test_two_editors_of_one_address_are_told() -> None:
    hall = a_location()
    desk = desk_of(a_colleague())
    path = f"{DESK}places/{hall.pk}/edit/"
    sent = typed_into(desk.get(path))
    change_location(
        location=hall, fields={}, address={"address_1": "14 Pier Street"}, by=None, at=TUESDAY
    )
    page = desk.post(path, sent | {"address_1": "16 Pier Street", "name": "Hall"})
    assert [one["now"] for one in page.context["crossings"]] == ["14 Pier Street"]
    hall.refresh_from_db()
    assert hall.name == "Saltmarsh House"


def test_a_place_that_becomes_confidential_leaves_every_listing() -> None:
    house = an_organization()
    hall = a_location(name="Hideaway", organization=house)
    service = a_service(organization=house, locations=[hall])
    desk = desk_of(a_colleague())
    path = f"{DESK}places/{hall.pk}/edit/"
    page = desk.get(path)
    assert "Residents, print and search then never show the address" in page.content.decode()
    desk.post(path, typed_into(page) | {"is_confidential": "on"})
    assert hall.addresses.get().is_confidential
    listing = Listing.objects.get(service=service).document
    assert listing["places"] == [{"confidential": True}]
    desk.post(
        path,
        {
            key: value
            for key, value in typed_into(desk.get(path)).items()
            if key != "is_confidential"
        },
    )
    assert not hall.addresses.get().is_confidential
    assert "Hideaway" in str(Listing.objects.get(service=service).document)


def what_is_shown_to(user: User, house: Location) -> str:
    """Every page on which a place could appear, read one after the other."""
    desk = desk_of(user)
    service = house.services_here.get().service
    pages: list[Any] = [
        desk.get(f"{DESK}places/"),
        desk.get(f"{DESK}places/", {"q": "Pier"}),
        desk.get(f"{DESK}places/{house.pk}/"),
        desk.get(f"{DESK}services/{service.pk}/"),
        desk.get(f"{DESK}services/{service.pk}/places/", {"q": "Pier"}),
        desk.get(f"{DESK}organizations/{house.organization_id}/"),
        desk.get(f"{DESK}history/location/{house.pk}/"),
        desk.get(f"{DESK}places/{house.pk}/edit/"),
    ]
    return "".join(page.content.decode() for page in pages)


@pytest.mark.parametrize(
    "role", [Role.CASEWORKER, Role.PARTNER_MANAGER, Role.LANGUAGE_ACCESS_OFFICE]
)
def test_a_safe_house_is_hidden_from_all_who_do_not_edit_it(
    safe_house: Location, role: Role
) -> None:
    somebody = a_colleague(role=role, organization=an_organization(name="Bread Table"))
    shown = what_is_shown_to(somebody, safe_house)
    assert "A bed tonight" in shown
    for secret in ("Wren hideaway", "12 Pier", "617-555-0199"):
        assert secret not in shown


def test_a_safe_house_is_seen_by_those_who_edit_it(safe_house: Location) -> None:
    manager = a_colleague(role=Role.PARTNER_MANAGER, organization=safe_house.organization)
    for user in (manager, a_colleague()):
        shown = what_is_shown_to(user, safe_house)
        assert "Wren hideaway" in shown
        assert "This address is confidential" in shown


def test_confidential_phones_and_people_are_shown_to_editors_alone() -> None:
    house = an_organization(email="inner@wren.example", email_is_confidential=True)
    house.phones.create(number="617-555-0198", is_confidential=True)
    house.contacts.create(name="Ana Silva", is_confidential=True)
    path = f"{DESK}organizations/{house.pk}/"
    hidden = desk_of(a_colleague(role=Role.CASEWORKER)).get(path).content.decode()
    shown = desk_of(a_colleague()).get(path).content.decode()
    for secret in ("617-555-0198", "Ana Silva", "inner@wren.example"):
        assert secret not in hidden
        assert secret in shown


def test_the_list_of_places_asks_the_same_few_questions(django_assert_max_num_queries: Any) -> None:
    house = an_organization()
    for number in range(20):
        a_location(name=f"Room {number}", organization=house)
    desk = desk_of(a_colleague())
    desk.get(f"{DESK}places/")
    with django_assert_max_num_queries(7):
        desk.get(f"{DESK}places/")
    with django_assert_max_num_queries(18):
        desk.get(f"{DESK}organizations/{house.pk}/")
