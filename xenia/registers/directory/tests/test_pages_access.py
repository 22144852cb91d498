"""Who may do what with the directory: partners change what is theirs, and read the rest."""

import pytest
from django.test import Client

from xenia.ground.accounts.roles import Role
from xenia.registers.directory.models import Metadata, Organization, Service
from xenia.registers.directory.operations import change_service
from xenia.registers.directory.tests.makers import (
    TUESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
    desk_of,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/directory/"
MANAGERS = [Role.PARTNER_MANAGER, Role.DEPARTMENT_COORDINATOR]
READERS = [
    Role.CASEWORKER,
    Role.FRONT_DESK,
    Role.INTERPRETER,
    Role.PARTNER_MEMBER,
    Role.DEPARTMENT_MEMBER,
    Role.LIBRARIAN,
]


def pages_to_change(service: Service) -> list[str]:
    """Every page on which the records of one organisation are changed by those it belongs to."""
    owner = service.organization_id
    place = a_location(organization=service.organization)
    return [
        f"{DESK}services/{service.pk}/edit/",
        f"{DESK}services/{service.pk}/places/",
        f"{DESK}services/{service.pk}/status/close/",
        f"{DESK}history/service/{service.pk}/",
        f"{DESK}organizations/{owner}/edit/",
        f"{DESK}organizations/{owner}/services/add/",
        f"{DESK}organizations/{owner}/places/add/",
        f"{DESK}history/organization/{owner}/",
        f"{DESK}places/{place.pk}/edit/",
        f"{DESK}history/location/{place.pk}/",
    ]


def pages_of_the_office(service: Service) -> list[str]:
    """What only the office itself does."""
    owner = service.organization_id
    place = a_location(organization=service.organization)
    return [
        f"{DESK}organizations/add/",
        f"{DESK}organizations/{owner}/status/close/",
        f"{DESK}organizations/{owner}/part-of/",
        f"{DESK}services/{service.pk}/move/",
        f"{DESK}places/{place.pk}/move/",
        f"{DESK}imports/",
        f"{DESK}imports/new/",
    ]


def pages_to_read(service: Service) -> list[str]:
    """What everybody who works with the office may read."""
    return [
        DESK,
        f"{DESK}services.csv",
        f"{DESK}services/{service.pk}/",
        f"{DESK}organizations/",
        f"{DESK}organizations/{service.organization_id}/",
        f"{DESK}places/",
        f"{DESK}languages/",
    ]


@pytest.mark.parametrize("role", MANAGERS)
def test_a_manager_changes_what_is_of_her_own_organization_and_nothing_else(role: Role) -> None:
    ours, theirs = an_organization(name="Ours"), an_organization(name="Theirs")
    own, other = a_service(organization=ours), a_service(organization=theirs)
    desk = desk_of(a_colleague(role=role, organization=ours))
    for path in pages_to_change(own):
        assert desk.get(path).status_code == 200, path
    for path in [*pages_to_change(other), *pages_of_the_office(own)]:
        assert desk.get(path).status_code == 403, path
    for path in pages_to_read(other):
        assert desk.get(path).status_code == 200, path


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_finds_no_way_to_change(role: Role) -> None:
    ours = an_organization()
    service = a_service(organization=ours)
    desk = desk_of(a_colleague(role=role, organization=ours))
    for path in [*pages_to_change(service), *pages_of_the_office(service), f"{DESK}services/add/"]:
        assert desk.get(path).status_code == 403, path
    shown = "".join(
        desk.get(path).content.decode()
        for path in pages_to_read(service)
        if not path.endswith("csv")
    )
    assert "/edit/" not in shown
    assert "/confirm/" not in shown
    assert "/status/" not in shown


def test_the_office_changes_everything() -> None:
    service = a_service()
    for role in (Role.DIRECTOR, Role.SUPERVISOR, Role.DIRECTORY_EDITOR):
        desk = desk_of(a_colleague(role=role))
        for path in [
            *pages_to_change(service),
            *pages_of_the_office(service),
            f"{DESK}services/add/",
        ]:
            assert desk.get(path).status_code == 200, path


def test_a_stranger_is_led_to_sign_in() -> None:
    service = a_service()
    answer = Client().get(f"{DESK}services/{service.pk}/edit/")
    assert answer.status_code == 302
    assert "?next=%2Fen%2Fdesk%2Fdirectory%2F" in answer["Location"]


def test_a_manager_puts_back_only_what_is_of_her_own_organization() -> None:
    ours, theirs = an_organization(name="Ours"), an_organization(name="Theirs")
    desk = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=ours))
    for organization, status in ((ours, 302), (theirs, 403)):
        service = a_service(organization=organization)
        change_service(service=service, fields={"bring": "A pen"}, by=None, at=TUESDAY)
        change = Metadata.objects.get(resource_id=service.pk, last_action_type="update")
        assert desk.post(f"{DESK}history/{change.pk}/put-back/").status_code == status


def test_a_manager_begins_a_new_service_in_her_own_organization() -> None:
    ours = an_organization(name="Ours")
    an_organization(name="Theirs")
    desk = desk_of(a_colleague(role=Role.PARTNER_MANAGER, organization=ours))
    page = desk.get(f"{DESK}services/add/")
    assert [one.name for one in page.context["choices"]] == ["Ours"]
    answer = desk.post(f"{DESK}services/add/", {"organization": str(ours.pk)})
    assert answer["Location"] == f"{DESK}organizations/{ours.pk}/services/add/"


def test_translators_of_the_office_translate_but_do_not_edit() -> None:
    service = a_service()
    desk = desk_of(a_colleague(role=Role.LANGUAGE_ACCESS_OFFICE))
    assert desk.get(f"{DESK}services/{service.pk}/edit/").status_code == 403
    assert desk.get(f"{DESK}languages/ht/service/{service.pk}/").status_code in (200, 404)


def test_a_change_is_not_made_by_opening_its_address() -> None:
    service = a_service()
    desk = desk_of(a_colleague())
    assert desk.get(f"{DESK}services/{service.pk}/confirm/").status_code == 405
    assert Organization.objects.count() == 1
