"""The invented rules of this room are found by their code, beside the office's own."""

import pytest

from xenia.ground.eligibility import all_rule_sets
from xenia.work.casework.tests.rules import CLASS, FUND


@pytest.fixture(autouse=True)
def invented_rules_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test may keep results of them and set others in their place."""
    every = (*all_rule_sets(), CLASS, FUND)
    monkeypatch.setattr("xenia.work.casework.queries.screenings.all_rule_sets", lambda: every)
