"""Screening is quick enough to be done for every program with every page."""

import subprocess
import sys
import time
from itertools import cycle, islice

from xenia.ground.eligibility import Answers, all_rule_sets, read_rule_set, screen
from xenia.ground.eligibility.reading import RULES
from xenia.ground.eligibility.tests.makers import MONDAY, a_criterion, a_question, a_rule_set


def best_of(times: int, work: object) -> float:
    """The shortest of some runs, in milliseconds: what else the machine does is left out."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        found.append((time.perf_counter() - start) * 1000)
    return min(found)


def test_twenty_rule_sets_with_nothing_answered_take_less_than_20_milliseconds() -> None:
    ours = [one for one in all_rule_sets() if not one.proposed]
    twenty = list(islice(cycle(ours), 20))
    nothing = Answers()
    assert best_of(7, lambda: [screen(one, nothing, MONDAY) for one in twenty]) < 20


def test_many_unanswered_questions_do_not_multiply() -> None:
    """Two to the power of 40 ways to answer; what matters is found without trying them."""
    names = [f"q{number}" for number in range(40)]
    nested: dict[str, object] = {"question": "q0", "is": "yes"}
    for number, name in enumerate(names[1:]):
        nested = {("all", "any")[number % 2]: [{"question": name, "is": "yes"}, nested]}
    rule_set = a_rule_set(
        questions=[a_question(name) for name in names],
        criteria=[a_criterion(when=nested)],
        examples=[],
    )
    finding = screen(rule_set, Answers(), MONDAY)
    assert set(finding.matters) == set(names)
    assert best_of(3, lambda: screen(rule_set, Answers(), MONDAY)) < 20


def test_every_file_is_read_in_less_than_a_quarter_of_a_second() -> None:
    paths = sorted(RULES.glob("*.toml"))
    assert best_of(3, lambda: [read_rule_set(path) for path in paths]) < 250


def test_the_room_needs_no_django() -> None:
    program = (
        "import sys; import xenia.ground.eligibility as room; room.all_rule_sets();"
        "sys.exit(any(name.partition('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
