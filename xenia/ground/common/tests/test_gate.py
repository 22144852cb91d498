"""Machines stay outside the forms anybody may send, and people notice nothing of it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command

from xenia.ground.common import gate
from xenia.ground.common.gate import (
    LIMITS,
    Limits,
    Verdict,
    check_form,
    open_again,
    open_form,
    why,
)

PURPOSE = "tests.ask"
HERE, ELSEWHERE = "place of today", "another place"


@pytest.fixture(autouse=True)
def a_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A clock the test moves; nobody sent anything yet."""
    cache.clear()
    clock = [1_800_000_000.0]
    monkeypatch.setattr("django.core.signing.time.time", lambda: clock[0])
    monkeypatch.setitem(LIMITS, PURPOSE, Limits(from_one_place=3))
    yield clock
    cache.clear()


def opened(clock: list[float], *, ago: timedelta = timedelta(minutes=1)) -> str:
    clock[0] -= ago.total_seconds()
    token = open_form(PURPOSE)
    clock[0] += ago.total_seconds()
    return token


def test_a_person_passes(a_clock: list[float]) -> None:
    assert check_form(PURPOSE, opened(a_clock), "", HERE) is Verdict.PASSES


def test_a_form_sent_in_a_second_waits_and_then_passes(a_clock: list[float]) -> None:
    token = opened(a_clock, ago=timedelta(seconds=1))
    assert check_form(PURPOSE, token, "", HERE) is Verdict.TOO_FAST
    a_clock[0] += 5
    assert check_form(PURPOSE, token, "", HERE) is Verdict.PASSES


def test_a_page_left_open_overnight_is_sent_once_more(a_clock: list[float]) -> None:
    assert check_form(PURPOSE, opened(a_clock, ago=timedelta(hours=9)), "", HERE) is Verdict.TOO_OLD


def test_who_sends_an_old_page_once_more_at_once_is_not_too_fast(a_clock: list[float]) -> None:
    again = open_again(PURPOSE, opened(a_clock, ago=timedelta(hours=9)), Verdict.TOO_OLD)
    assert check_form(PURPOSE, again, "", HERE) is Verdict.PASSES
    assert check_form(PURPOSE, again, "", HERE) is Verdict.USED


@pytest.mark.parametrize("verdict", [Verdict.TOO_FAST, Verdict.TRAPPED, Verdict.TOO_MANY])
def test_the_time_counts_from_when_the_form_was_seen_first(
    verdict: Verdict, a_clock: list[float]
) -> None:
    token = opened(a_clock)
    assert check_form(PURPOSE, open_again(PURPOSE, token, verdict), "", HERE) is Verdict.PASSES


def test_a_forged_token_is_followed_by_one_whose_time_begins(a_clock: list[float]) -> None:
    again = open_again(PURPOSE, "made up", Verdict.FORGED)
    assert check_form(PURPOSE, again, "", HERE) is Verdict.TOO_FAST


@pytest.mark.parametrize("token", ["", "made up", "0" * 32 + ":1abc:xyz"])
def test_a_token_nobody_gave_does_not_pass(token: str) -> None:
    assert check_form(PURPOSE, token, "", HERE) is Verdict.FORGED


def test_a_token_of_one_form_does_not_open_another(a_clock: list[float]) -> None:
    assert check_form("tests.other", opened(a_clock), "", HERE) is Verdict.FORGED


def test_whoever_fills_the_field_no_person_sees_stays_outside(a_clock: list[float]) -> None:
    assert check_form(PURPOSE, opened(a_clock), "https://buy", HERE) is Verdict.TRAPPED


def test_a_token_passes_once(a_clock: list[float]) -> None:
    token = opened(a_clock)
    assert check_form(PURPOSE, token, "", HERE) is Verdict.PASSES
    assert check_form(PURPOSE, token, "", HERE) is Verdict.USED


def test_one_place_has_its_share_and_another_its_own(a_clock: list[float]) -> None:
    said = [check_form(PURPOSE, opened(a_clock), "", HERE) for _time in range(4)]
    assert said == [Verdict.PASSES] * 3 + [Verdict.TOO_MANY]
    assert check_form(PURPOSE, opened(a_clock), "", ELSEWHERE) is Verdict.PASSES


def test_the_counters_hold_neither_place_nor_token(a_clock: list[float]) -> None:
    token = opened(a_clock)
    check_form(PURPOSE, token, "", HERE)
    kept = str(cache._cache)  # type: ignore[attr-defined]  # the test's cache lives in memory
    assert "gate-tries" in kept, "it is counted"
    assert HERE not in kept
    assert token not in kept


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_full_cache_forgets_tokens_before_anybodys_share(
    a_clock: list[float], settings: Any
) -> None:
    shared = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "small"}
    settings.CACHES = {**settings.CACHES, "default": {**shared, "OPTIONS": {"MAX_ENTRIES": 12}}}
    call_command("createcachetable", verbosity=0)
    for _time in range(3):
        check_form(PURPOSE, opened(a_clock), "", HERE)
    for number in range(40):
        check_form(PURPOSE, opened(a_clock), "", f"place {number % 3}")
    assert check_form(PURPOSE, opened(a_clock), "", HERE) is Verdict.TOO_MANY


def test_everything_but_passing_is_explained() -> None:
    assert not why(Verdict.PASSES)
    assert all(why(verdict) for verdict in Verdict if verdict is not Verdict.PASSES)
    assert gate.USUAL.from_one_place >= 20, "a library's readers share one address"
