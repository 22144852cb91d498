"""A search without an answer teaches the office something, and asking by an address writes nothing."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from xenia.face.home.finding import title_of
from xenia.face.home.question import Question
from xenia.registers.directory.models import HeardWords, UnmetNeed
from xenia.registers.directory.search.index import rebuild
from xenia.registers.directory.search.request import Relaxed, SearchResult

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


def test_the_heading_promises_no_place_for_words_we_do_not_know() -> None:
    found = SearchResult(total=22, near=22, relaxed=Relaxed.HELPERS)
    title = title_of(Question(words="kwatcheli bombolo"), found, "en")
    assert title == "22 places that help with many things"
