"""A city of 5,000 invented people is shredded, and the counts do not move."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.people.models import Person
from tests.people.operations import LEGAL_HELP, VISIT
from tests.privacy.simulated_year import (
    DAYS,
    JANUARY,
    YEAR,
    SimulatedYear,
    all_counts,
    live,
)
from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.keys import aead
from xenia.ground.keys.models import NamedKey, SubjectKey
from xenia.ground.keys.named import named_key
from xenia.ground.keys.rotation import rotate
from xenia.ground.keys.subject_keys import keys_of
from xenia.ground.ledger.models import Alias, Entry, Year
from xenia.ground.ledger.operations.night import keep_night
from xenia.ground.ledger.operations.sealing import seal_year
from xenia.ground.ledger.operations.year import lock_year, propose_sealing
from xenia.ground.vault.fields import is_shredded
from xenia.ground.vault.models.record import sealed_fields
from xenia.ground.vault.subjects import shred_many

PEOPLE = 5_000
NEW_YEAR = JANUARY + timedelta(days=DAYS + 30)


@dataclass(frozen=True)
class Stolen:
    """One sealed value as it lay in a stolen backup of the data."""

    subject: UUID
    place: bytes
    data: bytes


def the_stolen_backup() -> list[Stolen]:
    """Every sealed value of every person, as the thief of the data holds it."""
    fields = [one for one in sealed_fields(Person) if not one.compartment]
    found: list[Stolen] = []
    for person in Person.objects.iterator():
        for one in fields:
            held = person.__dict__[one.attname]
            found.append(Stolen(person.subject_id, one.place(person), held.data[1:]))
    return found


def opened(stolen: list[Stolen], keys: dict[UUID, bytes]) -> int:
    """How many values a thief opens who holds these keys, trying each person's own."""
    return sum(_opens(keys[one.subject], one) for one in stolen if one.subject in keys)


def _opens(key: bytes, one: Stolen) -> bool:
    try:
        aead.open_sealed(key, one.data, one.place)
    except aead.CannotOpen:
        return False
    return True


def every_key_of_today() -> list[bytes]:
    """All that the second database and the master key open now."""
    people = list(SubjectKey.objects.values_list("pk", flat=True))
    named = list(NamedKey.objects.values_list("name", flat=True))
    return [*keys_of(people).values(), *(named_key(name) for name in named)]


@pytest.fixture
def a_year(db: Any) -> SimulatedYear:
    return live(PEOPLE, by=a_user(Role.SUPERVISOR))


def sealed_by_two(first: User, second: User) -> None:
    year = Year.objects.get(year=YEAR)
    lock_year(year=year, by=first, at=NEW_YEAR)
    propose_sealing(year=year, by=first, at=NEW_YEAR)
    seal_year(year=year, by=second, at=NEW_YEAR)


@pytest.mark.django_db
def test_five_thousand_people_leave_and_the_counts_do_not_move(
    a_year: SimulatedYear, django_capture_on_commit_callbacks: Any
) -> None:
    at_first = all_counts()
    assert at_first[f"{VISIT} service ()"] == a_year.truth(VISIT, "service", None)
    assert at_first[f"{VISIT} service ('service_type',)"] == a_year.truth(VISIT, "service", 0)
    assert at_first[f"{VISIT} service ('month',)"] == a_year.truth(VISIT, "service", 1)
    assert at_first[f"{LEGAL_HELP} service ()"] == a_year.truth(LEGAL_HELP, "service", None)
    assert at_first[f"{LEGAL_HELP} legal ()"] == a_year.truth(LEGAL_HELP, "legal", None)
    assert at_first[f"{LEGAL_HELP} legal ('case_type',)"] == a_year.truth(LEGAL_HELP, "legal", 0)

    stolen = the_stolen_backup()
    everybody = list(SubjectKey.objects.values_list("pk", flat=True))
    assert opened(stolen, keys_of(everybody)) == len(stolen), "before: the thief opens all of it"

    half = set(everybody[: PEOPLE // 2])
    shred_many(half, by=None, at=NEW_YEAR, reason="asked")
    gone = [one for one in stolen if not SubjectKey.objects.filter(pk=one.subject).exists()]
    assert len({one.subject for one in gone}) >= PEOPLE // 2
    assert opened(gone, keys_of(everybody)) == 0
    todays = every_key_of_today()
    assert not any(_opens(key, one) for key in todays[:40] + todays[-40:] for one in gone[:400])
    assert all_counts() == at_first, "half of them left"

    shred_many(everybody, by=None, at=NEW_YEAR, reason="asked")
    assert opened(stolen, keys_of(everybody)) == 0
    assert all(is_shredded(person.name) for person in Person.objects.iterator())
    assert all_counts() == at_first, "all of them left"

    keep_night(NEW_YEAR)
    rotate(NEW_YEAR)
    assert all_counts() == at_first, "the months closed, the master key changed"
    with django_capture_on_commit_callbacks(execute=True):
        sealed_by_two(a_user(Role.DIRECTOR), a_user(Role.COUNSEL))
    assert all_counts() == at_first, "the year is sealed"
    assert not Entry.objects.exclude(token=None).exists()
    assert not Alias.objects.exists()
    assert not NamedKey.objects.filter(name__contains=str(YEAR)).exists()


def test_the_thief_in_this_test_can_open_what_is_not_shredded(db: Any) -> None:
    live(20, by=a_user(Role.SUPERVISOR))
    stolen = the_stolen_backup()
    keys = keys_of(one.subject for one in stolen)
    assert opened(stolen, keys) == len(stolen) == 60
    wrong = dict(zip(keys, reversed(list(keys.values())), strict=True))
    assert opened(stolen, wrong) == 0
