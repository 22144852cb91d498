"""Interpreters and requests: our plan beside first come first served, beside best fit alone, and beside the optimum."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.figures import Figure, at_least, at_most
from benchmarks.matching.bound import most
from benchmarks.servers import ROOT
from xenia.work.language_access.matching import Plan, Week, first_come_plan, match
from xenia.work.language_access.matching.files import Instance, read_instances
from xenia.work.language_access.matching.plan import best_fit_plan
from xenia.work.language_access.tests.exact import most_worth
from xenia.work.language_access.tests.invented_weeks import a_week_of

# Five weeks with proven maxima, where they lie beside the project; else the small one of the tests.
PROVEN = ROOT.parent / "shared" / "interpreter-matching" / "instances.json"
SMALL = ROOT / "xenia" / "work" / "language_access" / "tests" / "data" / "small.json"
# Seeds that were used nowhere while the engine was made.
UNSEEN = range(501, 504)
UNSEEN_BESIDE = range(7_001, 7_011)
UNSEEN_PROVEN = range(8_001, 8_041)
SMALL_WEEK: dict[str, Any] = {
    "requests": 10,
    "interpreters": 4,
    "days": 1,
    "languages": 3,
    "on_roster": 1.0,
}
LARGE = range(100, 103)
ROUNDS = 3
Method = Callable[[Week], Plan]
METHODS: tuple[tuple[str, Method], ...] = (
    ("first come, roster order", first_come_plan),
    ("best fit, hardest first", best_fit_plan),
    ("ours", match),
)


def measure() -> Iterator[Figure]:
    """The table of the weeks with proven maxima, weeks nobody has seen, and large ones."""
    instances = read_instances(PROVEN if PROVEN.is_file() else SMALL)
    for name, method in METHODS:
        yield from _beside_each_other(name, method, [one.week for one in instances])
    yield from _against_proof(instances)
    yield from _unseen_beside_each_other()
    yield from _unseen_against_proof()
    yield from _against_the_bound()
    yield from _large()


def _beside_each_other(name: str, method: Method, weeks: list[Week]) -> Iterator[Figure]:
    plans = [method(week) for week in weeks]
    asked = sum(len(week.needs) for week in weeks)
    weight = sum(need.weight for week in weeks for need in week.needs)
    yield _figure(f"filled, {name}", 100 * sum(plan.filled for plan in plans) / asked, "%")
    yield _figure(
        f"priority weight, {name}", 100 * sum(plan.weight for plan in plans) / weight, "%"
    )
    hours = max(map(_longest, weeks, plans))
    yield _figure(f"most hours of one person, {name}", hours, "h")
    slowest = max(_seconds(method, week) for week in weeks)
    yield _figure(f"slowest week, {name}", slowest, "s")


def _against_proof(instances: list[Instance]) -> Iterator[Figure]:
    for one in instances:
        plan = match(one.week)
        asked = len(one.week.needs)
        if one.max_filled and one.max_weight:
            best = 100 * one.max_filled / asked
            yield _figure(f"week {one.name}: the proven optimum fills", best, "%")
            filled = 100 * plan.filled / one.max_filled
            yield at_least("matching", f"week {one.name}: of the most filled", filled, "%", 98)
            weight = 100 * plan.weight / one.max_weight
            yield at_least("matching", f"week {one.name}: of the most weight", weight, "%", 97)
        seconds = _seconds(match, one.week)
        yield at_most("matching", f"week {one.name}: time", seconds, "s", 1)


def _unseen_beside_each_other() -> Iterator[Figure]:
    """The same table over weeks nobody has seen, 200 requests for 60 interpreters each."""
    weeks = [a_week_of(seed) for seed in UNSEEN_BESIDE]
    asked = sum(len(week.needs) for week in weeks)
    weight = sum(need.weight for week in weeks for need in week.needs)
    for name, method in METHODS:
        plans = [method(week) for week in weeks]
        what = f"{len(weeks)} unseen weeks: "
        yield _figure(
            f"{what}filled, {name}", 100 * sum(plan.filled for plan in plans) / asked, "%"
        )
        yield _figure(
            f"{what}priority weight, {name}", 100 * sum(plan.weight for plan in plans) / weight, "%"
        )
    slowest = max(_seconds(match, week) for week in weeks)
    yield at_most("matching", f"{len(weeks)} unseen weeks: slowest, ours", slowest, "s", 1)


def _unseen_against_proof() -> Iterator[Figure]:
    """Small weeks nobody has seen, beside the optimum that is proven by trying everything."""
    weeks = [a_week_of(seed, **SMALL_WEEK) for seed in UNSEEN_PROVEN]
    most_filled = sum(most_worth(week, {need.id: 1 for need in week.needs}) for week in weeks)
    most_weight = sum(
        most_worth(week, {need.id: need.weight for need in week.needs}) for week in weeks
    )
    what = f"{len(weeks)} small unseen weeks: of the most"
    for name, method in METHODS:
        plans = [method(week) for week in weeks]
        filled = 100 * sum(plan.filled for plan in plans) / most_filled
        weight = 100 * sum(plan.weight for plan in plans) / most_weight
        if method is match:
            yield at_least("matching", f"{what} filled, {name}", filled, "%", 98)
            yield at_least("matching", f"{what} weight, {name}", weight, "%", 97)
        else:
            yield _figure(f"{what} filled, {name}", filled, "%")
            yield _figure(f"{what} weight, {name}", weight, "%")


def _against_the_bound() -> Iterator[Figure]:
    """Weeks of our own, 200 requests for 60 interpreters, beside a bound from above that no plan can reach in full."""
    for seed in UNSEEN:
        week = a_week_of(seed)
        plan = match(week)
        filled = 100 * plan.filled / int(most(week, [1 for _ in week.needs]))
        yield _figure(f"unseen week {seed}: filled, of an upper bound", filled, "%")
        weight = 100 * plan.weight / int(most(week, [need.weight for need in week.needs]))
        yield _figure(f"unseen week {seed}: weight, of an upper bound", weight, "%")


def _large() -> Iterator[Figure]:
    weeks = [a_week_of(seed, requests=1_000, interpreters=200) for seed in LARGE]
    for name, method in METHODS:
        filled = [method(week).filled / 10 for week in weeks]
        mean = sum(filled) / len(filled)
        what = f"1,000 × 200: filled, {name}"
        yield (
            at_least("matching", what, mean, "%", 83)
            if method is match
            else _figure(what, mean, "%")
        )
    slowest = max(_seconds(match, week) for week in weeks)
    yield at_most("matching", "1,000 × 200: slowest", slowest, "s", 1)


def _figure(name: str, value: float, unit: str) -> Figure:
    return Figure("matching", name, value, unit)


def _longest(week: Week, plan: Plan) -> float:
    """The hours of whoever works most."""
    length = {need.id: need.length for need in week.needs}
    slots = Counter[object]()
    for one in plan.assignments:
        slots[one.interpreter] += length[one.request]
    return max(slots.values(), default=0) / 4


def _seconds(method: Method, week: Week) -> float:
    """The quickest of a few rounds: other programs only slow it down."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        method(week)
        times.append(time.perf_counter() - began)
    return min(times)
