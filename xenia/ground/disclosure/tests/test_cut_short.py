"""A search that is cut short: what it hides is safe, becomes less with work, and is the same on a busy machine."""

import time
from types import SimpleNamespace

import pytest

from xenia.ground.disclosure import solver
from xenia.ground.disclosure.cube import Cube, Dimension, count
from xenia.ground.disclosure.problem import Problem
from xenia.ground.disclosure.solver import Work
from xenia.ground.disclosure.suppress import Method, Search, suppress

from .makers import POLICY, a_random_cube, attacked

# Of four dimensions, and too hard for the second it is given.
HARD = a_random_cube(5, (4, 3, 3, 3), 700)


def by_region() -> Cube:
    """People of twelve countries in four regions, by service and by outcome."""
    plain = a_random_cube(11, (12, 4, 3), 900)
    rows = [
        dict(zip(("d0", "d1", "d2"), cell, strict=True))
        for cell in plain.inner()
        for _ in range(plain.counts[cell])
    ]
    country, *others = plain.dimensions
    its = country.values
    regions = {f"region {at}": its[at : at + 3] for at in range(0, len(its), 3)}
    return count(rows, [Dimension("d0", its, regions), *others])


@pytest.fixture(autouse=True)
def much_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests run beside these: the clock on the wall ends nothing."""
    monkeypatch.setattr("xenia.ground.disclosure.suppress.PATIENCE", 1000.0)


def on_a_machine(monkeypatch: pytest.MonkeyPatch, *, times_slower: float) -> None:
    """The clock on the wall runs ahead of the work."""
    clock = SimpleNamespace(monotonic=lambda: times_slower * time.monotonic())
    monkeypatch.setattr(solver, "time", clock)


def test_a_busy_machine_hides_the_same_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = suppress(HARD, POLICY, seconds=1.0)
    on_a_machine(monkeypatch, times_slower=4.0)
    assert suppress(HARD, POLICY, seconds=1.0) == alone
    assert alone.method is Method.FALLBACK


@pytest.mark.parametrize("cube", [HARD, by_region()], ids=["four dimensions", "regions"])
def test_what_is_hidden_becomes_less_with_work_and_stays_safe(cube: Cube) -> None:
    hidden = []
    for seconds in (0.0, 1.0):
        suppression = suppress(cube, POLICY, seconds=seconds)
        assert attacked(cube, suppression.hidden).breaches == ()
        hidden.append(len(suppression.added))
    at_once, later = hidden
    assert later < at_once


def test_tables_that_could_be_true_as_well_prove_a_search_cut_short() -> None:
    """Each adds up, changes hidden cells alone, and together they reach from 1 or less to 11 or more."""
    cube = by_region()
    suppression = suppress(cube, POLICY, seconds=0.5)
    for other in suppression.others:
        changed = {cell for cell, number in other.items() if number != cube.counts[cell]}
        assert changed <= suppression.hidden
        assert min(other.values()) >= 0
        for each in cube.sums():
            assert other[each.whole] == sum(other[part] for part in each.parts)
    tables = [cube.counts, *suppression.others]
    for cell in suppression.small:
        assert min(table[cell] for table in tables) <= 1
        assert max(table[cell] for table in tables) >= POLICY.threshold


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """So slow a machine that all patience is gone after the first answer: it is taken, and it is safe."""
    monkeypatch.setattr("xenia.ground.disclosure.suppress.PATIENCE", 0.0)
    suppression = suppress(HARD, POLICY, seconds=60.0)
    assert suppression.method is Method.FALLBACK
    assert attacked(HARD, suppression.hidden).breaches == ()


def test_a_question_that_is_broken_off_knows_no_bound() -> None:
    search = Search(Problem(HARD, POLICY), 1.0)
    search._learn()
    search._ask()
    known = search.at_least
    search._choose_whole_cells(0.5)
    search.work.give_up_after(0.0)
    search._ask()
    assert search.at_least >= known


def test_work_is_counted_and_not_measured() -> None:
    work = []
    for _ in range(2):
        search = Search(Problem(HARD, POLICY), 0.5)
        search.run()
        work.append(search.work.done)
    assert work[0] == work[1]
    assert Work().done == 0.0
