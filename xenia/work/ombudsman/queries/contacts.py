"""How many people a department serves, where it said so itself: who serves many hears more complaints."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xenia.ground.disclosure.crossed import TOTAL
from xenia.work.language_access.models.counting import CountMethod
from xenia.work.language_access.models.plan_year import ReportFigure, SelfReport
from xenia.work.ombudsman.queries.city import departments
from xenia.work.ombudsman.queries.counts import DEPARTMENT, Counts, Shown

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


@dataclass(frozen=True, slots=True)
class Rate:
    """Complaints about one department beside the people it served in that year."""

    department: str
    complaints: Shown
    served: People

    @property
    def for_a_thousand(self) -> float | None:
        """None where the number of complaints is not shown."""
        return self.served.rate(self.complaints)


@dataclass(frozen=True, slots=True)
class Rates:
    """One year that is over. without: departments of the city that did not report how many people they served."""

    year: int
    rows: list[Rate]
    without: list[str]


def rates(counts: Counts, year: int) -> Rates | None:
    """Of this year, or of the last one that is over: a report comes after its year. None for years not looked at.

    Where the sum of all departments must be hidden, so is each of them: other tables show that sum.
    """
    over = min(year, counts.today.year - 1)
    if over < counts.first.year:
        return None
    contacts, cells = Contacts([over]), counts.shown(DEPARTMENT, over)
    is_whole = cells.get((TOTAL, TOTAL), 0) is not None
    rows, without = [], []
    for one in departments():
        served = contacts.of(str(one.pk)).get(over)
        if served and served.number:
            complaints = cells.get((str(one.pk), TOTAL), 0) if is_whole else None
            rows.append(Rate(one.name, complaints, served))
        else:
            without.append(one.name)
    # Those not shown stand last, by name, for their place must not tell their size.
    rows.sort(key=lambda row: (row.complaints is None, -(row.for_a_thousand or 0), row.department))
    return Rates(over, rows, without)
