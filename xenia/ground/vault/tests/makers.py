"""Invented people, for the vault's tests."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.people.models import Person
from xenia.ground.vault.subjects import new_subject

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def a_person(name: str = "Amina Warsame", *, subject: UUID | None = None, **facts: Any) -> Person:
    """Somebody invented, as she lies in the database."""
    person = Person(subject_id=subject or new_subject(), name=name, **facts)
    person.save(force_insert=True)
    return Person.objects.get(pk=person.pk)
