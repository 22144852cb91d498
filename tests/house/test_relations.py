"""Relations point down, also those declared as strings, where import-linter is blind."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from tests.house.plan import made_rooms, room_of, rooms_of, stands_above


def relations() -> Iterator[tuple[str, str, str]]:
    """Each relation between two models of ours: (field, its room, the room it points to)."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            other = getattr(field, "remote_field", None) and field.related_model
            is_declared_here = isinstance(field, models.Field)
            if is_declared_here and isinstance(other, type) and _are_ours(model, other):
                yield str(field), room_of(model.__module__), room_of(other.__module__)


def _are_ours(*found: type) -> bool:
    return all(model.__module__.startswith("xenia.") for model in found)


@pytest.mark.parametrize(("field", "room", "other"), sorted(relations()))
def test_a_relation_points_to_its_own_room_or_below(field: str, room: str, other: str) -> None:
    assert stands_above(room, other), (
        f"{field} points from {room} up to {other}: a link between two rooms belongs to the higher"
    )


def test_every_room_has_its_place_in_the_plan() -> None:
    for room in made_rooms():
        planned = [name for layer in rooms_of(room.parent.name) for name in layer]
        assert room.name in planned, f"give {room.name} its place in .importlinter"
