"""A place is made confidential by one tick; putting it back shows its address again."""

import pytest

from xenia.registers.directory.models import Address, Listing, Location, Metadata
from xenia.registers.directory.operations import change_location, put_back
from xenia.registers.directory.queries.history import history_of
from xenia.registers.directory.tests.makers import (
    TUESDAY,
    WEDNESDAY,
    a_colleague,
    a_location,
    a_service,
    desk_of,
)

pytestmark = pytest.mark.django_db


def a_ticked_place() -> Location:
    """A place that became confidential on Tuesday, address and all, as the form does it."""
    place = a_location()
    a_service(locations=[place])
    tick = {"is_confidential": True}
    change_location(location=place, fields=tick, address=tick, by=a_colleague(), at=TUESDAY)
    return place


def test_one_tick_is_one_line_of_history() -> None:
    place = a_ticked_place()
    ticks = history_of(place).filter(field_name="is_confidential", last_action_date=TUESDAY)
    assert ticks.count() == 1
    page = desk_of(a_colleague()).get(f"/en/desk/directory/history/location/{place.pk}/")
    lines = [one["line"].change for one in page.context["changes"]]
    assert [one.field_name for one in lines if one.last_action_type == "update"] == [
        "is_confidential"
    ]


@pytest.mark.parametrize("kind", ["location", "address"])
def test_put_back_takes_the_tick_away_and_residents_see_the_address(kind: str) -> None:
    place = a_ticked_place()
    before = "12 Pier Street"
    assert before not in str(Listing.objects.get().document["places"])
    line = Metadata.objects.get(
        resource_type=kind, field_name="is_confidential", last_action_date=TUESDAY
    )
    put_back(change=line, by=a_colleague(), at=WEDNESDAY)
    place.refresh_from_db()
    assert not place.is_confidential
    assert not Address.objects.get().is_confidential
    assert before in str(Listing.objects.get().document["places"])
    page = desk_of(a_colleague()).get(f"/en/desk/directory/places/{place.pk}/edit/")
    assert not page.context["form"]["is_confidential"].value()


def test_an_address_that_was_confidential_before_stays_so() -> None:
    place = a_location(address={"address_1": "12 Pier Street", "is_confidential": True})
    tick = {"is_confidential": True}
    change_location(location=place, fields=tick, address=tick, by=None, at=TUESDAY)
    line = Metadata.objects.get(field_name="is_confidential", last_action_date=TUESDAY)
    put_back(change=line, by=a_colleague(), at=WEDNESDAY)
    assert Address.objects.get().is_confidential
