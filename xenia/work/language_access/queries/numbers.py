"""The numbers of the room, every one from the ledger: a period beside the one before, each way of counting apart."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Final
from uuid import UUID

from xenia.ground.disclosure.columns import Hidden, hidden_of
from xenia.ground.ledger.queries.spans import Counted, added_up, counted_within
from xenia.work.language_access.ledger_kinds import (
    CONFIRM_HOURS,
    DIALECT,
    ENDED,
    FOUND,
    LEAD_DAYS,
    MEETINGS,
    MINUTES,
    REQUESTED,
)
from xenia.work.language_access.models.counting import COUNTED_HERE
from xenia.work.language_access.models.request import Status
from xenia.work.language_access.plan_kinds import DOCUMENT
from xenia.work.language_access.queries.periods import Period

BY: Final = ("language", "dialect", "mode", "department", "outcome", "reason")
KINDS: Final = (
    REQUESTED, DIALECT, FOUND, ENDED, LEAD_DAYS, CONFIRM_HOURS, MEETINGS, MINUTES, DOCUMENT,
)  # fmt: skip
NOTHING_HIDDEN: Final = Hidden(frozenset(), total=False)


@dataclass(frozen=True, slots=True)
class Measure:
    """One column: what is counted. per: divided by this kind, an average. judged_by: the kind whose number must not be small.

    where: only entries whose dimensions say so.
    """

    code: str
    kind: str
    per: str = ""
    judged_by: str = ""
    where: tuple[str, str] = ("", "")


REQUESTS: Final = Measure("requests", REQUESTED, judged_by=REQUESTED)
LEAD: Final = Measure("lead", LEAD_DAYS, per=REQUESTED, judged_by=REQUESTED)
FOUNDS: Final = Measure("found", FOUND, judged_by=FOUND)
WAIT: Final = Measure("wait", CONFIRM_HOURS, per=FOUND, judged_by=FOUND)
MET: Final = Measure("meetings", MEETINGS, judged_by=MEETINGS)
LASTED: Final = Measure("minutes", MINUTES, judged_by=MEETINGS)
ENDS: Final = Measure("ended", ENDED, judged_by=ENDED)
UNFILLED: Final = Measure("unfilled", ENDED, judged_by=ENDED, where=("outcome", Status.UNFILLED))
DIALECTS: Final = Measure("dialects", DIALECT, judged_by=DIALECT)
# Papers, not people: nothing of it is too small to be shown.
DOCUMENTS: Final = Measure("documents", DOCUMENT)
USUAL: Final = (REQUESTS, FOUNDS, MET, LASTED)


class NotShown(Enum):
    """Stands where a number is too small, or is needed to hide one that is."""

    SMALL = "small"


# None: there is no average, because nothing was counted.
Value = float | NotShown | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of this period and of the one before."""

    now: Value
    before: Value

    @property
    def change(self) -> int | None:
        """How much more or less, in percent of before; None where one of them is not there."""
        if isinstance(self.now, NotShown) or isinstance(self.before, NotShown):
            return None
        if self.now is None or not self.before:
            return None
        return round(100 * (self.now - self.before) / self.before)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the value of its dimension ("" for the sum), and a cell for each measure."""

    value: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers by one dimension, counted in one way. total: None where nothing may be added up."""

    dimension: str
    measures: tuple[Measure, ...]
    method: str
    rows: tuple[Row, ...]
    total: Row | None


class Numbers:
    """A period and the one before, of every department or of some; two questions to the ledger, whatever is shown."""

    def __init__(self, period: Period, departments: Collection[UUID] | None = None) -> None:
        """departments: of these alone."""
        self.period = period
        self.departments = departments

    @cached_property
    def _now(self) -> list[Counted]:
        return self._read(self.period)

    @cached_property
    def _before(self) -> list[Counted]:
        return self._read(self.period.before())

    def _read(self, period: Period) -> list[Counted]:
        return counted_within(
            KINDS, period.first, period.until, by=BY, departments=self.departments
        )

    def methods(self, kind: str) -> list[str]:
        """The ways in which a kind was counted in the period, ours first."""
        found = {one.method for one in self._now if one.kind == kind}
        return sorted(found, key=lambda method: (method != COUNTED_HERE, method))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was counted in the period."""
        return not self._now

    def table(
        self, dimension: str, measures: tuple[Measure, ...], *, method: str = COUNTED_HERE
    ) -> Table:
        """A table by one dimension, of one way of counting: the largest first, small numbers left out."""
        columns = [self._column(one, dimension, method) for one in measures]
        values = {value for now, before in columns for value in (*now, *before)} - {TOTAL}
        rows = [
            Row(value, tuple(Cell(now.get(value, 0), before.get(value, 0)) for now, before in columns))
            for value in values
        ]  # fmt: skip
        rows = sorted(filter(_says_something, rows), key=_largest_first)
        total = Row(TOTAL, tuple(Cell(now[TOTAL], before[TOTAL]) for now, before in columns))
        return Table(dimension, measures, method, tuple(rows), total)

    def _column(
        self, measure: Measure, dimension: str, method: str
    ) -> tuple[dict[str, Value], dict[str, Value]]:
        return (
            _values(self._now, measure, dimension, method),
            _values(self._before, measure, dimension, method),
        )


def _says_something(row: Row) -> bool:
    return any(number for cell in row.cells for number in (cell.now, cell.before))


def _largest_first(row: Row) -> tuple[float, float, str]:
    """What is not shown stands at the end, in the order of its name: its place must not tell its size."""
    now, before = (
        -number if isinstance(number, int | float) else 0
        for number in (row.cells[0].now, row.cells[0].before)
    )
    return now, before, row.value


# No dimension has this value: the sum of a column.
TOTAL: Final = "\x00total"


def _values(
    found: list[Counted], measure: Measure, dimension: str, method: str
) -> dict[str, Value]:
    """The column of a measure: {value: number}, and its sum. None: too small, or needed to hide what is."""
    sums = _sums(found, measure.kind, dimension, method, measure.where)
    judged = _sums(found, measure.judged_by, dimension, method, measure.where)
    hidden = hidden_of(judged) if measure.judged_by else NOTHING_HIDDEN
    shares = _sums(found, measure.per, dimension, method, measure.where) if measure.per else {}
    shown: dict[str, Value] = {
        value: NotShown.SMALL if value in hidden.rows else _divided(measure, sums.get(value, 0), shares.get(value, 0))
        for value in sums.keys() | hidden.rows
    }  # fmt: skip
    whole = _divided(measure, sum(sums.values()), sum(shares.values()))
    return shown | {TOTAL: NotShown.SMALL if hidden.total else whole}


def _divided(measure: Measure, number: int, by: int) -> Value:
    if not measure.per:
        return number
    return round(number / by, 1) if by > 0 else None


def _sums(
    found: list[Counted], kind: str, dimension: str, method: str, where: tuple[str, str]
) -> dict[str, int]:
    name, value = where
    chosen = [
        one
        for one in found
        if one.kind == kind and one.method == method and (not name or one.cell[name] == value)
    ]
    return {value: int(number) for value, number in added_up(chosen, dimension).items()}


def key_figures(numbers: Numbers) -> Mapping[str, Cell]:
    """The sums on top of the page, by the code of their measure."""
    measures = (REQUESTS, LEAD, FOUNDS, WAIT, MET, LASTED)
    total = numbers.table("mode", measures).total
    assert total
    return {one.code: cell for one, cell in zip(measures, total.cells, strict=True)}
