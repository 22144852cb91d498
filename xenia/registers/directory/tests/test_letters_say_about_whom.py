"""A verification letter names the organization it is about, and says whom to call."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from xenia.ground.notifications.composing import outgoing_for
from xenia.ground.notifications.models import OutboxMessage
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import describe_office
from xenia.registers.directory.operations.asking import ask_organization
from xenia.registers.directory.tests.makers import MONDAY, an_organization

pytestmark = pytest.mark.django_db
DUE = datetime(2027, 9, 15, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def office(db: None) -> Iterator[None]:
    forget_office()
    yield
    forget_office()


def the_letter() -> str:
    house = an_organization(
        name="100% Saltmarsh House", email="hello@saltmarsh.example", verified_on=MONDAY.date()
    )
    ask_organization(organization=house, by=None, at=DUE)
    return outgoing_for(OutboxMessage.objects.get(), at=DUE).text


def test_it_names_the_organization_and_the_phone_of_the_office() -> None:
    describe_office(
        by=None,
        at=MONDAY,
        name="Office for New Neighbors",
        short_name="New Neighbors",
        jurisdiction_name="Testville",
        state="MA",
        phone="617-555-0100",
    )
    forget_office()
    letter = the_letter()
    assert letter.startswith("100% Saltmarsh House\n")
    assert "Questions? Call us: 617-555-0100" in letter


def test_an_office_without_a_phone_promises_none() -> None:
    assert "Call us" not in the_letter()
