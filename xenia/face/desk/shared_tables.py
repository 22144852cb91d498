"""What was shared, as tables in the reader's words: rows by the first dimension, columns by the second."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from xenia.ground.common.local_words import written_day
from xenia.ground.disclosure import TOTAL
from xenia.insight.reports.measures import MEASURES, Measure
from xenia.insight.reports.measures.rows import UNSAID
from xenia.insight.reports.queries.shares import SharedTable
from xenia.insight.reports.release.weekly import WEEKLY
from xenia.insight.reports.weeks import KINDS

Shown = int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its code and words, and the number under each column; None where it is protected."""

    code: str
    name: str
    numbers: Sequence[Shown]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is read. columns: in words. means: what is counted. is_so_far: to the day it was shared on."""

    code: str
    title: str
    means: str
    first: str
    columns: Sequence[str]
    rows: Sequence[Row]
    is_so_far: bool = False


def shared_tables(found: Sequence[SharedTable], reader: str) -> list[Table]:
    """The weeks side by side, then each measure."""
    return [*_weeks(found, reader), *(_measure(one) for one in found if one.measure in MEASURES)]


def _weeks(found: Sequence[SharedTable], reader: str) -> Iterator[Table]:
    kinds = {one.measure.removeprefix(WEEKLY): one.cells for one in found}
    there = [code for code in KINDS if code in kinds]
    mondays = sorted({monday for code in there for (monday,) in kinds[code]})
    if mondays:
        yield Table(
            "weeks",
            _("By week"),
            _("Weeks from Monday to Sunday of the last quarter that was over."),
            _("Week"),
            [str(KINDS[code].title) for code in there],
            [
                Row(
                    monday,
                    written_day(date.fromisoformat(monday), reader),
                    [kinds[code].get((monday,)) for code in there],
                )
                for monday in mondays
            ],
        )


def _measure(one: SharedTable) -> Table:
    measure = MEASURES[one.measure]
    words = [_words(measure, name) for name in one.dimensions]
    rows = [code for code in words[0] if _stands(one, 0, code)]
    columns = [code for code in words[1] if _stands(one, 1, code)] if len(words) > 1 else []
    return Table(
        one.measure,
        str(measure.title),
        str(measure.definition),
        str(measure.splits[0].title),
        [words[1][code] for code in columns] or [_("Number")],
        [
            Row(
                code,
                words[0][code],
                [one.cells.get((code, column), 0) for column in columns] or [one.cells[code,]],
                is_total=code == TOTAL,
            )
            for code in rows
        ],
        is_so_far=True,
    )


def _stands(one: SharedTable, side: int, code: str) -> bool:
    """Whether a row or a column is there; that nobody failed to say it needs no line."""
    numbers = [number for cell, number in one.cells.items() if cell[side] == code]
    return any(number != 0 for number in numbers) if code == UNSAID else bool(numbers)


def _words(measure: Measure, name: str) -> Mapping[str, str]:
    """The values of a split in order, what was taken together, and last the sum."""
    split = next(one for one in measure.splits if one.name == name)
    said = {code: str(words) for code, words in split.values().items()}
    together = {code: str(words) for code, (words, _parts) in split.groups().items()}
    return said | together | {UNSAID: _("Not said"), TOTAL: _("All together")}
