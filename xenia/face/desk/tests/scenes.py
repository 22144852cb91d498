"""A small office, and people who may change it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.test import Client

from xenia.ground.accounts.models import User
from xenia.ground.accounts.operations.person import welcome_person
from xenia.ground.accounts.roles import Role
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages, describe_office

MONDAY = datetime(2026, 11, 16, 15, tzinfo=UTC)


def an_office(**fields: Any) -> None:
    """An office of an invented city that speaks English, Kreyòl and Arabic."""
    said = {
        "name": "Office for New Neighbors",
        "short_name": "New Neighbors",
        "jurisdiction_name": "Testville",
        "state": "MA",
        "phone": "617-555-0100",
    }
    describe_office(by=None, at=MONDAY, **{**said, **fields})
    choose_languages(codes=["en", "ht", "ar"], by=None, at=MONDAY)
    forget_office()


def a_person(
    role: str = Role.DIRECTOR,
    *,
    name: str = "Ana Solberg",
    email: str = "",
    organization_id: UUID | None = None,
) -> User:
    """Somebody who works with the office."""
    return welcome_person(
        email=email or f"{role}@office.example",
        name=name,
        role=role,
        organization_id=organization_id,
        password=None,
        by=None,
        at=MONDAY,
    )


def signed_in(person: User) -> Client:
    """A browser in which a person has signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page_of(client: Client, address: str) -> str:
    """The page under an address; it must open."""
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()
