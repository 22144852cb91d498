"""How many people a department serves, where it said so itself: who serves many hears more complaints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xenia.work.language_access.models.counting import CountMethod
from xenia.work.language_access.models.plan_year import ReportFigure, SelfReport
from xenia.work.ombudsman.queries.counts import Shown

# A report comes after its year; until then the last one stands for these many years.
STANDS_FOR: Final = 2
# Complaints are told for so many people with limited English served.
FOR_PEOPLE: Final = 1_000
METHODS: Final = tuple(CountMethod.values)


@dataclass(frozen=True, slots=True)
class People:
    """People with limited English a department served in a year, as it reported, and how it counted them."""

    number: int
    method: str
    year: int

    def rate(self, complaints: Shown) -> float | None:
        """Complaints for a thousand of them; None where the number of complaints is not shown."""
        if complaints is None or not self.number:
            return None
        return round(FOR_PEOPLE * complaints / self.number, 1)


class Contacts:
    """What departments sent in their own reports on language help, read once."""

    def __init__(self, years: Iterable[int]) -> None:
        """years: calendar years."""
        self.years = sorted(years)

    @cached_property
    def _reported(self) -> Mapping[str, Mapping[str, Mapping[int, int]]]:
        """{department: {method: {year: people}}}."""
        rows = ReportFigure.objects.filter(
            report__status=SelfReport.Status.SENT,
            report__year__in=self.years,
            what=ReportFigure.What.PEOPLE,
            language="",
        ).values_list("report__organization", "method", "report__year", "value")
        found: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        for department, method, year, value in rows:
            found[str(department)][method][year] = value
        return found

    def of(self, department: str) -> dict[int, People]:
        """People by year, all counted in one way: the one that reaches over most years."""
        methods = self._reported.get(department, {})
        if not methods:
            return {}
        method = max(methods, key=lambda one: (len(methods[one]), -METHODS.index(one)))
        return {year: People(number, method, year) for year, number in methods[method].items()}

    def for_each_year(self, department: str, years: Iterable[int]) -> dict[int, int] | None:
        """People of every one of these years; None where one is not known, nor the year just before it."""
        known, found = self.of(department), {}
        for year in years:
            near = [known[one] for one in range(year, year - STANDS_FOR - 1, -1) if one in known]
            if not near or not near[0].number:
                return None
            found[year] = near[0].number
        return found
