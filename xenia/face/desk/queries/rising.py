"""What rises from week to week: exact Poisson limits over half a year, and no alarm for small numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from xenia.ground.common.control_chart import Chart, Point, Rule, chart_of, usual_range
from xenia.ground.disclosure.columns import is_small
from xenia.insight.reports.queries.weeks import Week
from xenia.insight.reports.weeks import KINDS

# A rise is told while it is one of the last weeks that are over.
RECENT: Final = 4


@dataclass(frozen=True, slots=True)
class Rise:
    """A kind that is more than usual: in which week last, how often, what is usual, and why it is more all the same."""

    kind: str
    monday: date
    count: int
    usual: tuple[int, int]
    rules: frozenset[Rule]


@dataclass(frozen=True, slots=True)
class Course:
    """One kind over the weeks that are over: its points, judged by the first two thirds of them."""

    mondays: tuple[date, ...]
    chart: Chart

    def is_more(self, at: int) -> bool:
        """Whether a week is more than usual, and no small number."""
        one = self.chart.points[at]
        return one.is_more and not is_small(one.point.count)


def course_of(kind: str, weeks: Sequence[Week]) -> Course:
    """A kind over those of the weeks that somebody counted to their end."""
    known = [
        (week.monday, number)
        for week in weeks
        if week.is_over and (number := week.numbers[kind]) is not None
    ]
    points = [Point(max(0, number)) for _monday, number in known]
    return Course(
        tuple(monday for monday, _number in known), chart_of(points, before=2 * len(points) // 3)
    )


def rises(weeks: Sequence[Week]) -> list[Rise]:
    """What was more than usual in one of the last weeks, the last one first."""
    found = []
    for kind in KINDS:
        course = course_of(kind, weeks)
        last = len(course.mondays)
        high = [at for at in range(max(0, last - RECENT), last) if course.is_more(at)]
        if high:
            one = course.chart.points[high[-1]]
            usual, monday = usual_range(one.usual), course.mondays[high[-1]]
            found.append(Rise(kind, monday, one.point.count, usual, one.rules))
    return sorted(found, key=lambda one: one.monday, reverse=True)


def is_known(weeks: Sequence[Week]) -> bool:
    """Whether there are enough weeks to say of anything what is usual."""
    return any(course_of(kind, weeks).chart.is_known for kind in KINDS)
