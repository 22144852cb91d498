"""A form that may turn nobody away: machines wait for a colleague's look, a person is heard with scripts or without."""

from collections.abc import Iterator
from itertools import count

import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from xenia.ground.common.gate import LIMITS, Admission, Limits, admit, open_form
from xenia.ground.common.work_proof import FULL, LEAST, bits_of, cost_of

PURPOSE = "tests.heard"
HERE = "place of today"


@pytest.fixture(autouse=True)
def a_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A clock the test moves; nobody sent anything yet."""
    cache.clear()
    clock = [1_800_000_000.0]
    monkeypatch.setattr("django.core.signing.time.time", lambda: clock[0])
    monkeypatch.setitem(LIMITS, PURPOSE, Limits())
    yield clock
    cache.clear()


def opened(clock: list[float], *, seconds: float = 60) -> str:
    clock[0] -= seconds
    token = open_form(PURPOSE)
    clock[0] += seconds
    return token


def worked_for(token: str, bits: int = LEAST) -> str:
    return next(str(one) for one in count() if bits_of(token, str(one)) >= bits)


def test_who_writes_for_a_minute_with_scripts_is_let_in(a_clock: list[float]) -> None:
    token = opened(a_clock)
    assert admit(PURPOSE, token, "", HERE, worked_for(token)) == Admission(token)


def test_who_has_no_scripts_is_heard_after_a_look(a_clock: list[float]) -> None:
    token = opened(a_clock)
    assert admit(PURPOSE, token, "", HERE, "") == Admission(token, is_held=True)


@pytest.mark.parametrize(("trap", "seconds"), [("https://buy", 60), ("", 1)])
def test_a_full_trap_or_great_haste_is_held(
    trap: str, seconds: float, a_clock: list[float]
) -> None:
    token = opened(a_clock, seconds=seconds)
    assert admit(PURPOSE, token, trap, HERE, worked_for(token)).is_held


def test_a_page_left_open_overnight_is_held_under_a_new_token(a_clock: list[float]) -> None:
    token = opened(a_clock, seconds=9 * 3600)
    admission = admit(PURPOSE, token, "", HERE, worked_for(token))
    assert admission.is_held
    assert admission.token != token


@pytest.mark.parametrize("forged", ["", "made up", "0" * 32 + ":1abc:xyz"])
def test_nobody_chooses_what_her_form_is_known_by(forged: str) -> None:
    """Else two of them would be one, and the second sender would read the first one's code."""
    first, second = (admit(PURPOSE, forged, "", HERE, "") for _time in range(2))
    assert first.is_held
    assert second.is_held
    assert len({forged, first.token, second.token}) == 3


def test_the_same_form_sent_again_is_known(a_clock: list[float]) -> None:
    token = opened(a_clock)
    proof = worked_for(token)
    admit(PURPOSE, token, "", HERE, proof)
    assert admit(PURPOSE, token, "", HERE, proof) == Admission(token, is_held=True, was_sent=True)


def test_work_done_for_one_form_is_worth_nothing_for_another(a_clock: list[float]) -> None:
    first = opened(a_clock)
    proof = worked_for(first)
    second = next(one for one in iter(lambda: opened(a_clock), None) if not cost(one, proof))
    assert admit(PURPOSE, second, "", HERE, proof).is_held


def cost(token: str, proof: str) -> int | None:
    return cost_of(bits_of(token, proof))


@pytest.mark.parametrize(
    ("bits", "weight"), [(11, None), (12, 4), (14, 3), (17, 1), (18, 1), (30, 1)]
)
def test_little_work_weighs_more(bits: int, weight: int | None) -> None:
    assert cost_of(bits) == weight
    assert LEAST == 12
    assert FULL == 18


@given(st.text(max_size=40))
def test_what_is_no_number_is_no_proof(typed: str) -> None:
    if not (typed.isascii() and typed.isdigit()):
        assert bits_of("a token", typed) == 0


def test_of_ten_thousand_from_machines_at_least_99_in_100_wait(a_clock: list[float]) -> None:
    """Without scripts, without a page, in haste; then 400 that do the work, from one place and from as many as there are.

    Of those, 60 are let in before the hour has had its share.
    """
    let_in = 0
    for number in range(3200):
        slow, fast = opened(a_clock), opened(a_clock, seconds=0)
        let_in += not admit(PURPOSE, slow, "", f"a {number}", "").is_held
        let_in += not admit(PURPOSE, f"{number}", "", f"b {number}", "7").is_held
        let_in += not admit(PURPOSE, fast, "", f"c {number}", worked_for(fast, 4)).is_held
    assert not let_in
    for number in range(200):
        one, other = opened(a_clock), opened(a_clock)
        let_in += not admit(PURPOSE, one, "", HERE, worked_for(one)).is_held
        let_in += not admit(PURPOSE, other, "", f"d {number}", worked_for(other)).is_held
    assert let_in == Limits().from_everywhere == 60


def test_a_library_on_a_busy_afternoon_is_let_in(a_clock: list[float]) -> None:
    for _reader in range(7):
        token = opened(a_clock)
        assert not admit(PURPOSE, token, "", "the library", worked_for(token)).is_held


def test_the_counters_hold_neither_place_nor_token_nor_proof(a_clock: list[float]) -> None:
    token = opened(a_clock)
    proof = worked_for(token)
    admit(PURPOSE, token, "", HERE, proof)
    kept = str(cache._cache)  # type: ignore[attr-defined]  # the test's cache lives in memory
    assert "gate-work" in kept, "it is counted"
    assert HERE not in kept
    assert token not in kept
