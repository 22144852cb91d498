"""A safe house, and everything the house says to others: nothing of it gets out, wherever one looks.

The same directory is made twice: once with everything confidential, once with nothing to hide. What finds no word in
the first must find it in the second, else it does not look.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.privacy.safe_house import (
    ID_OF_ANNEX,
    ID_OF_HOUSE,
    NEVER_PUBLIC,
    SECRETS,
    a_safe_house,
)
from tests.privacy.scanner import Scanner, ways_to_write
from tests.privacy.surfaces import FAMILIES, SILENT, SPEAKING, Said, everything_said
from xenia.ground.reference.office import forget_office

pytestmark = pytest.mark.django_db
# The organisation answers for its place by the place's id; nobody else has that page.
BY_ID = {"letter's page"}
FEWEST_SURFACES = 300
AS_TEXT = ("UTF-8", "UTF-8, small letters", "JSON escapes", "percent escapes")
PACKED = ("index", "export, csv", "export, json", "export, ndjson")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was found. found: surface → {what it is: where it stood}; looked_at: how much each surface said."""

    found: dict[str, dict[str, str]]
    looked_at: dict[str, int]


def hear(*, is_hidden: bool, folder: Path) -> Heard:
    """Make the directory, listen to everything, and take it all back."""
    forget_office()
    cache.clear()
    with (
        override_settings(INDEX_FOLDER=folder / "index"),
        transaction.atomic("default"),
        transaction.atomic("keys"),
    ):
        house = a_safe_house(is_hidden=is_hidden)
        said = everything_said(house, folder, is_loud=not is_hidden)
        for alias in ("default", "keys"):
            transaction.set_rollback(True, alias)
    forget_office()
    cache.clear()
    read = reader_of({way: name for name, ways in house.secrets.items() for way in ways})
    heard = Heard({family: {} for family in FAMILIES}, dict.fromkeys(FAMILIES, 0))
    for one in said:
        heard.looked_at[one.family] += 1
        for name in read(one):
            heard.found[one.family].setdefault(name, one.where)
    return heard


def reader_of(names: dict[str, str]) -> Callable[[Said], set[str]]:
    """Finds secrets: in pages as text is written there, in files as bytes are packed there. names: word → what it is."""
    scanner = Scanner(names)
    plain = {
        way: names[word]
        for word in names
        for way, how in ways_to_write(word).items()
        if how in AS_TEXT
    }

    def read(said: Said) -> set[str]:
        if said.family in PACKED:
            return {names[found.word] for found in scanner.in_bytes(said.body, said.where)}
        return {name for way, name in plain.items() if way in said.body}

    return read


@pytest.fixture(scope="module")
def hidden(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Heard]:
    """The directory as it is kept: the safe house is confidential."""
    with django_db_blocker.unblock():
        yield hear(is_hidden=True, folder=tmp_path_factory.mktemp("hidden"))


@pytest.fixture(scope="module")
def opened(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Heard]:
    """The same directory with nothing to hide."""
    with django_db_blocker.unblock():
        yield hear(is_hidden=False, folder=tmp_path_factory.mktemp("opened"))


@pytest.mark.parametrize("surface", FAMILIES)
def test_a_confidential_place_leaks_nowhere(hidden: Heard, surface: str) -> None:
    found = hidden.found[surface]
    if surface in BY_ID:
        found = {name: at for name, at in found.items() if name not in (ID_OF_HOUSE, ID_OF_ANNEX)}
    assert not found


@pytest.mark.parametrize("surface", SPEAKING)
def test_the_same_look_finds_the_place_once_it_is_open(opened: Heard, surface: str) -> None:
    assert opened.found[surface]


def test_whatever_is_said_into_the_log_or_the_ledger_is_heard(opened: Heard) -> None:
    assert "name of the place" in opened.found["log"]
    assert ID_OF_HOUSE in opened.found["ledger"]


def test_every_word_planted_gets_out_once_the_place_is_open(opened: Heard) -> None:
    found = {name for family in SPEAKING for name in opened.found[family]}
    assert sorted({*SECRETS, ID_OF_HOUSE, ID_OF_ANNEX} - found) == []
    assert not found & set(NEVER_PUBLIC)


def test_all_of_it_was_looked_at(hidden: Heard) -> None:
    assert min(hidden.looked_at[one] for one in FAMILIES) > 0
    assert sum(hidden.looked_at.values()) > FEWEST_SURFACES
    assert set(SPEAKING).isdisjoint(SILENT)
