"""A resident reads what is closed and until when, and tells us what is wrong without account, cookie or address."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from xenia.face.home import rates
from xenia.ground.reference.office import forget_office
from xenia.ground.reference.operations import choose_languages
from xenia.registers.directory.forms import suggestion as suggestion_form
from xenia.registers.directory.models import Service, Suggestion
from xenia.registers.directory.operations import change_location
from xenia.registers.directory.operations.merge import merge_entries
from xenia.registers.directory.operations.notices import post_notice
from xenia.registers.directory.tests.makers import (
    MONDAY,
    TUESDAY,
    a_colleague,
    a_location,
    a_service,
    an_organization,
)

pytestmark = pytest.mark.django_db
# Each module is named like the view in it: the package's own name leads to the view.
CLOCKS = tuple(
    import_module(f"xenia.face.home.views.{name}") for name in ("suggest", "service", "saved")
)


@pytest.fixture(autouse=True)
def on_monday(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cache.clear()
    at(monkeypatch, MONDAY)
    yield
    cache.clear()


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    for clock in CLOCKS:
        monkeypatch.setattr(clock, "now", lambda: moment)


def opened(ago: timedelta = timedelta(seconds=20)) -> str:
    return suggestion_form.sealed_moment(MONDAY - ago)


def send(service: Service | None = None, **said: str) -> Any:
    address = f"/en/service/{service.pk}/suggest/" if service else "/en/suggest/"
    return Client().post(
        address, {"kind": "hours", "words": "Open at ten.", "opened": opened()} | said
    )


def page_of(service: Service, language: str = "en") -> str:
    return Client().get(f"/{language}/service/{service.pk}/").content.decode()


def test_the_page_leads_to_a_form_that_sets_no_cookie() -> None:
    service = a_service()
    assert f"/en/service/{service.pk}/suggest/" in page_of(service)
    form = Client().get(f"/en/service/{service.pk}/suggest/")
    assert not form.cookies
    assert form["Cache-Control"] == "no-store"
    sent = send(service)
    assert "Thank you" in sent.content.decode()
    assert not sent.cookies
    found = Suggestion.objects.get()
    assert (found.service, found.words) == (service, "Open at ten.")


def test_somebody_tells_us_of_a_place_we_do_not_have() -> None:
    assert "Write the name of the place." in send(words="").content.decode()
    assert "Thank you" in send(words="The mosque on Third Street").content.decode()
    assert Suggestion.objects.get().kind == "missing"


@pytest.mark.parametrize("ago", [timedelta(seconds=1), timedelta(hours=13)])
def test_too_fast_or_too_late_is_asked_again_kindly_and_nothing_typed_is_lost(
    ago: timedelta,
) -> None:
    page = send(a_service(), opened=opened(ago)).content.decode()
    assert "Please send it once more" in page
    assert "Open at ten." in page
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("ago", "words"), [(timedelta(minutes=2), ""), (timedelta(hours=13), "Third Street")]
)
def test_who_sends_it_again_at_once_is_not_too_fast(ago: timedelta, words: str) -> None:
    page = send(words=words, opened=opened(ago)).content.decode()
    kept = page.split('name="opened" value="')[1].split('"', maxsplit=1)[0]
    assert "Thank you" in send(words="Third Street", opened=kept).content.decode()


def test_a_seal_that_somebody_made_up_is_asked_again() -> None:
    assert "Please send it once more" in send(a_service(), opened="made:up").content.decode()


def test_what_falls_into_the_trap_is_thanked_and_set_aside() -> None:
    assert "Thank you" in send(a_service(), website="http://pills.example").content.decode()
    assert Suggestion.objects.get().status == Suggestion.Status.SET_ASIDE


def test_one_place_sends_so_many_in_an_hour_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_IN_AN_HOUR", 2)
    service = a_service()
    answers = [send(service, words=f"Open at {number}.") for number in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert "Open at 2." in answers[2].content.decode()
    assert "Call us, or send it tomorrow." in answers[2].content.decode()


def test_the_network_address_stands_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    add = cache.add

    def listening(key: str, *said: Any, **options: Any) -> bool:
        kept.append(f"{key} {said}")
        return add(key, *said, **options)

    monkeypatch.setattr(cache, "add", listening)
    Client(REMOTE_ADDR="203.0.113.77").post(
        "/en/suggest/", {"words": "The mosque", "opened": opened()}
    )
    assert Suggestion.objects.exists()
    assert kept
    assert not any("203.0.113.77" in key for key in kept)


def test_a_wrong_form_says_what_to_do() -> None:
    page = send(a_service(), kind="", words="Open at ten.").content.decode()
    assert "Choose what is wrong." in page
    assert "Open at ten." in page
    assert "Write what is wrong." in send(a_service(), kind="other", words="").content.decode()


# What is posted.


def closed(service: Any, **said: Any) -> None:
    post_notice(
        about=service,
        kind=said.pop("kind", "closed"),
        starts_on=date(2026, 11, 16),
        ends_on=date(2026, 11, 17),
        by=None,
        at=MONDAY,
        **said,
    )


def test_a_closure_stands_on_top_in_lists_and_on_paper_until_its_last_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = a_service()
    closed(service, words="Painters are here.")
    saved, paper = f"/en/saved/?s={service.pk}", f"/en/service/{service.pk}/print/"
    for address in (f"/en/service/{service.pk}/", saved, paper):
        assert "Closed until November 17" in Client().get(address).content.decode(), address
    assert "Painters are here." in page_of(service)
    at(monkeypatch, TUESDAY + timedelta(days=1))
    for address in (f"/en/service/{service.pk}/", saved, paper):
        assert "Closed until" not in Client().get(address).content.decode(), address


def test_words_nobody_answered_for_stay_english_under_the_important_line(
    two_languages: None,
) -> None:
    service = a_service()
    closed(service, kind="alert", words="The door is on Pier Street.")
    page = page_of(service, "es")
    assert "The door is on Pier Street." in page
    assert 'lang="en" dir="auto"' in page


@pytest.fixture
def two_languages() -> Iterator[None]:
    choose_languages(codes=["en", "es"], by=None, at=MONDAY)
    forget_office()
    yield
    forget_office()


def test_a_closed_place_is_named_and_the_others_stay_open() -> None:
    house = an_organization()
    hall, barn = a_location(name="The hall", organization=house), a_location(name="Barn")
    service = a_service(organization=house, locations=[hall, barn])
    closed(hall)
    page = page_of(service)
    assert "Closed until November 17" in page
    assert "This service is not open at the moment" not in page
    assert (
        "One of its places is closed" in Client().get(f"/en/saved/?s={service.pk}").content.decode()
    )


def test_old_links_and_lists_lead_to_the_entry_that_stands() -> None:
    kept, absorbed = a_service(name="English class"), a_service(name="English class!")
    merge_entries(
        kind="service", kept=kept.pk, absorbed=absorbed.pk, take=(), by=a_colleague(), at=MONDAY
    )
    for part in ("", "print/", "suggest/"):
        answer = Client().get(f"/en/service/{absorbed.pk}/{part}")
        assert answer["Location"] == f"/en/service/{kept.pk}/{part}"
    both = Client().get(f"/en/saved/?s={absorbed.pk},{kept.pk}").content.decode()
    assert both.count(f'href="/en/service/{kept.pk}/"') == 1


def test_a_safe_house_is_named_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    house = an_organization()
    wren = a_location(name="Wren hideaway", organization=house)
    service = a_service(organization=house, locations=[wren])
    closed(wren, words="Ring at 12 Pier Street.")
    change_location(
        location=wren,
        fields={"is_confidential": True},
        address={"is_confidential": True},
        by=None,
        at=MONDAY,
    )
    for part in ("", "print/", "suggest/"):
        page = Client().get(f"/en/service/{service.pk}/{part}").content.decode()
        assert "Wren" not in page
        assert "Pier" not in page
