"""A search without an answer teaches the office something, and asking by an address writes nothing."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from xenia.registers.directory.models import HeardWords, UnmetNeed
from xenia.registers.directory.search.index import rebuild

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def one_garden(tmp_path: Path, settings: Settings) -> None:
    """A directory with nothing but a garden."""
    settings.INDEX_FOLDER = tmp_path
    garden = {
        "id": "6f1c2c1e-0000-4000-8000-000000000001",
        "name": {"en": "Harbor rose walk"},
        "description": {"en": ""},
    }
    rebuild([garden], tmp_path)


@pytest.mark.usefixtures("one_garden")
def test_words_we_do_not_know_are_heard(client: Client) -> None:
    client.post("/en/find/", {"q": "zorglub frobnik"})
    assert HeardWords.objects.count() == 1
    assert not UnmetNeed.objects.exists()


@pytest.mark.usefixtures("one_garden")
def test_a_need_we_know_and_have_nothing_for_is_counted(client: Client) -> None:
    client.post("/en/find/", {"q": "wic"})
    assert UnmetNeed.objects.get().term == "food.wic"
    assert not HeardWords.objects.exists()


@pytest.mark.usefixtures("one_garden")
def test_a_search_that_finds_something_teaches_nothing(client: Client) -> None:
    client.post("/en/find/", {"q": "rose walk"})
    assert not HeardWords.objects.exists()
    assert not UnmetNeed.objects.exists()


@pytest.mark.usefixtures("one_garden")
def test_with_filters_we_cannot_say_what_was_missing(client: Client) -> None:
    client.post("/en/find/", {"q": "zorglub frobnik", "good": "free"})
    assert not HeardWords.objects.exists()


@pytest.mark.usefixtures("one_garden")
def test_an_address_writes_nothing(client: Client) -> None:
    client.get("/en/find/?need=food.wic")
    client.get("/en/find/?q=zorglub+frobnik")
    assert not HeardWords.objects.exists()
    assert not UnmetNeed.objects.exists()
