"""Needs that stayed unmet: last quarter and this year so far, by the ordinance's six categories and why."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from xenia.ground.disclosure.crossed import TOTAL, At, hidden_cells, with_sums
from xenia.ground.ledger.queries.spans import Counted, counted_within
from xenia.ground.reference.vocabularies import CATEGORIES, vocabulary
from xenia.insight.reports.weeks import end_of_month
from xenia.work.casework.ledger_kinds import NEED
from xenia.work.language_access.queries.periods import month_later

# Last quarter, and the months of this year that are not in it. What is shown of both can be subtracted.
QUARTER, REST = "quarter", "rest"
Shown = int | None


@dataclass(frozen=True, slots=True)
class Row:
    """What may be shown of a category or a reason: None where a number is protected."""

    code: str
    quarter: Shown
    year: Shown


@dataclass(frozen=True, slots=True)
class Unmet:
    """Both tables, and their sums. quarter: its first day."""

    quarter: date
    categories: tuple[Row, ...]
    reasons: tuple[Row, ...]
    total: Row


def unmet_needs(today: date) -> Unmet:
    """Whole months that have begun. Small numbers, and what would give them away by subtraction, are not shown."""
    this = today.replace(day=1)
    quarter = month_later(this, -((this.month - 1) % 3) - 3)
    year = this.replace(month=1)
    found = Found(
        _found(quarter, end_of_month(month_later(quarter, 2))),
        _found(year, end_of_month(this)),
        is_inside=quarter >= year,
    )
    of_needs = {one.code: one.category for one in vocabulary("needs")}
    categories = found.protected(lambda one: of_needs.get(one.cell["need"], ""))
    reasons = found.protected(lambda one: one.cell["reason"])
    total = found.row(TOTAL, categories, reasons)
    return Unmet(
        quarter,
        tuple(
            found.row(code, categories) for code in (*CATEGORIES, "") if _is_said(code, categories)
        ),
        found.largest_first(reasons),
        total,
    )


def _is_said(code: str, cells: Mapping[At, Shown]) -> bool:
    return bool(code) or any(row == code for row, _column in cells)


@dataclass(frozen=True, slots=True)
class Found:
    """What was counted last quarter and this year. is_inside: whether that quarter lies in this year."""

    quarter: list[Counted]
    year: list[Counted]
    is_inside: bool

    def protected(self, row: Callable[[Counted], str]) -> dict[At, Shown]:
        """A table of both, in months that no other column has, with its sums."""
        counts: Counter[At] = Counter()
        for one in self.quarter:
            counts[row(one), QUARTER] += int(one.quantity)
            if self.is_inside:
                counts[row(one), REST] -= int(one.quantity)
        for one in self.year:
            counts[row(one), REST] += int(one.quantity)
        full = with_sums(counts)
        hidden = hidden_cells(full)
        return {at: None if at in hidden else number for at, number in full.items()}

    def row(self, code: str, *tables: Mapping[At, Shown]) -> Row:
        """A row of one table, or a sum that stands in several: shown where all of them show it."""
        year = TOTAL if self.is_inside else REST
        return Row(
            code,
            *(
                None
                if any(table.get((code, column), 0) is None for table in tables)
                else tables[0].get((code, column), 0)
                for column in (QUARTER, year)
            ),
        )

    def largest_first(self, cells: Mapping[At, Shown]) -> tuple[Row, ...]:
        """Its rows; those that are not shown stand last."""
        rows = [self.row(code, cells) for code in {row for row, _column in cells} - {TOTAL}]
        return tuple(sorted(rows, key=lambda one: (one.year is None, -(one.year or 0), one.code)))


def _found(first: date, last: date) -> list[Counted]:
    rows = counted_within((NEED,), first, last, by=("need", "outcome", "reason"))
    return [one for one in rows if one.cell["outcome"] == "unmet"]
