"""How a table knows a person: by her random number, by the number of a row of hers, or by a counting token.

The trust page and a real extraction both go by this. A test looks through every table by itself, and finds the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import models

from xenia.ground.keys.models import SubjectKey, Tombstone
from xenia.ground.ledger.models import Alias, Entry
from xenia.ground.vault.models import SubjectRecord

By = Literal["person", "row", "token"]

# What a field with this name holds, in a table of ours.
NUMBERS: dict[str, tuple[By, ...]] = {
    "subject_id": ("person",),
    "kept": ("person",),
    "absorbed": ("person",),
    "record_id": ("person", "row"),
    "recipient_id": ("person", "row"),
}
# Rooms whose rows name records of the directory and texts of the office, never a person of the vault.
NEVER_HERS = ("directory", "translations")
# Tables whose own number is the person's.
NAMED_AFTER_HER: tuple[type[models.Model], ...] = (SubjectKey, Tombstone)
# Tables that know a person by her token of an open year alone.
BY_TOKEN: dict[type[models.Model], tuple[str, ...]] = {
    Entry: ("token",),
    Alias: ("kept", "absorbed"),
}


@dataclass(frozen=True, slots=True)
class Link:
    """A field that leads to a person."""

    field: str
    by: By


def links_of(model: type[models.Model]) -> list[Link]:
    """The fields through which a table knows a person of the vault; [] when it knows none."""
    if model in BY_TOKEN:
        return [Link(name, "token") for name in BY_TOKEN[model]]
    if model in NAMED_AFTER_HER:
        return [Link("pk", "person")]
    return list(_found(model))


def _found(model: type[models.Model]) -> Iterator[Link]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            other = field.related_model
            if issubclass(other, SubjectRecord):
                yield Link(field.attname, "row")
            elif other is SubjectKey:
                yield Link(field.attname, "person")
        elif isinstance(field, models.UUIDField) and model._meta.app_label not in NEVER_HERS:
            for by in NUMBERS.get(field.name, ()):
                yield Link(field.name, by)
