"""Rules of screening for the tests of this room, invented: a class everybody can join, and a fund that asks for status."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from xenia.ground.common.dates import local_day
from xenia.ground.eligibility import Finding, RuleSet, all_rule_sets, read_answers, screen
from xenia.work.casework import operations
from xenia.work.casework.models import Intake
from xenia.work.casework.operations import Settled
from xenia.work.casework.tests.makers import MONDAY

CLASS, FUND = all_rule_sets(Path(__file__).parent / "data" / "rules")
# She lives here and has 1,500 dollars a month.
FITS: Final = {"lives_here": "yes", "income": "1500"}


def found(answers: dict[str, str] = FITS, rules: RuleSet = CLASS, at: datetime = MONDAY) -> Finding:
    """What the rules say of some answers."""
    return screen(rules, read_answers([rules], answers).answers, local_day(at))


def settle(intake: Intake, *, by: Any, at: datetime = MONDAY, **said: Any) -> Intake:
    """A screening for the class is over; she agrees that it is kept."""
    usual: dict[str, Any] = {"findings": (found(at=at),), "agrees": True}
    settled = Settled(**usual | said)
    intake.refresh_from_db()
    return operations.settle_screening(
        intake=intake, settled=settled, version=intake.state_version, by=by, at=at
    )
