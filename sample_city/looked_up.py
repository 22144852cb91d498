"""What people of Lindenport looked up by themselves on the public page, month by month: counts, and nobody. All invented."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from sample_city.lives import in_office
from xenia.ground.common.dates import local_day
from xenia.ground.eligibility import RuleSet, all_rule_sets
from xenia.work.casework.operations import note_screened_alone

SEED: Final = "Lindenport, alone"
# Results opened in a month: at the beginning, and what every month adds.
AT_FIRST, MORE_EACH_MONTH = 20.0, 1.0


def draw_looked_up(
    month: date, number: int, *, until: datetime, share: float = 1.0
) -> Iterator[tuple[datetime, RuleSet]]:
    """When, and by which rules of those in force that day; the number-th month of the history, up to a moment."""
    chance = random.Random(f"{SEED} {month}")
    for _result in range(round((AT_FIRST + MORE_EACH_MONTH * number) * share)):
        moment = in_office(chance, month + timedelta(days=chance.randint(0, 27)))
        in_force = _in_force(local_day(moment))
        which = chance.random()
        if in_force and moment < until:
            yield moment, in_force[int(which * len(in_force))]


def _in_force(day: date) -> list[RuleSet]:
    return [one for one in all_rule_sets() if one.is_valid(day) and not one.proposed]


def look_up_alone(month: date, number: int, *, until: datetime, share: float) -> None:
    """Each is counted as on the page: for its need, and of nobody. Before any rules were in force there is none."""
    for moment, rule_set in draw_looked_up(month, number, until=until, share=share):
        note_screened_alone(rule_sets=[rule_set], at=moment)
