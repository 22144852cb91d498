"""The API as other software meets it: the directory's own addresses, and a directory full of things to keep secret."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import include, path

from xenia.registers.directory import api
from xenia.registers.directory.models import (
    Contact,
    Organization,
    OrganizationIdentifier,
    Phone,
    Program,
    Service,
)
from xenia.registers.directory.operations import rebuild_listings
from xenia.registers.directory.tests.makers import MONDAY, a_location, a_service, an_organization

ADDRESSES = (path("hsds/", include((api.urlpatterns, "hsds"))),)
SECRETS = (
    "99 Hidden Lane",
    "Lantern Safe House",
    "617-555-0199",
    "617-555-0188",
    "617-555-0177",
    "617-555-0166",
    "staff-only@lindenport.example",
    "board-only@lindenport.example",
    "Quiet Person",
    "Night Keeper",
    "ring twice at the blue door",
    "42.3711",
    "who-assured@lindenport.example",
)


@pytest.fixture
def hsds(settings: Any) -> Client:
    """A client of the API, with the directory's addresses alone."""
    settings.ROOT_URLCONF = ADDRESSES
    return Client()


def read(client: Client, where: str, **headers: str) -> Any:
    """The JSON behind an address, which must be there."""
    answer = client.get(where, headers=headers)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def lines(answer: Any) -> list[Any]:
    """The records of an answer with one on each line."""
    text = b"".join(answer).decode()
    return [json.loads(line) for line in text.splitlines()]


def sentence(answer: Any) -> str:
    """What an answer says is wrong."""
    assert answer["Content-Type"] == "application/problem+json"
    said: str = json.loads(answer.content)["detail"]
    return said


def a_directory_with_secrets() -> Service:
    """A public service with an open place, a safe house, and everything confidential that can hang on them."""
    organization = an_organization(
        description="Help in the harbor.", email="board-only@lindenport.example"
    )
    Organization.objects.filter(pk=organization.pk).update(email_is_confidential=True)
    organization.refresh_from_db()
    open_place = a_location(organization=organization, latitude=42.35, longitude=-71.05)
    hidden = a_location(
        name="Lantern Safe House",
        organization=organization,
        is_confidential=True,
        latitude=42.3711,
        longitude=-71.06,
        address={"address_1": "99 Hidden Lane", "city": "Lindenport", "postal_code": "09902"},
        phones=[{"number": "617-555-0199"}],
    )
    half_hidden = a_location(
        name="Lantern Safe House annex",
        organization=organization,
        address={
            "address_1": "99 Hidden Lane, rear",
            "postal_code": "09902",
            "is_confidential": True,
        },
    )
    service = a_service(
        organization=organization,
        locations=[open_place, hidden, half_hidden],
        details={
            "phones": [
                {"number": "617-555-0100"},
                {"number": "617-555-0188", "is_confidential": True},
            ],
            "contacts": [
                {"name": "Rosa Welcome"},
                {"name": "Quiet Person", "is_confidential": True},
            ],
        },
        email="staff-only@lindenport.example",
        email_is_confidential=True,
        assurer_email="who-assured@lindenport.example",
        program=Program.objects.create(organization=organization, name="Harbor program"),
    )
    place = service.places.get(location=hidden)
    place.description = "ring twice at the blue door"
    place.save()
    Phone.objects.create(service=service, location=hidden, number="617-555-0177")
    quiet = Contact.objects.get(name="Quiet Person")
    Phone.objects.create(organization=organization, contact=quiet, number="617-555-0166")
    Contact.objects.create(service=service, service_at_location=place, name="Night Keeper")
    OrganizationIdentifier.objects.create(organization=organization, identifier="04-000")
    rebuild_listings([service.pk], at=MONDAY)
    return service
