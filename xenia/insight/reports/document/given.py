"""All a part of the report is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xenia.insight.reports.document.beside import Beside
from xenia.insight.reports.document.model import Table
from xenia.insight.reports.figures import Shown


@dataclass(frozen=True, slots=True)
class Given:
    """What may be shown of a year, and what stands beside it. tables: of the measures, by the part they answer.

    silent: {part: the titles of measures without an entry in the year}.
    """

    year: int
    language: str
    shown: Mapping[str, Shown]
    beside: Beside
    tables: Mapping[str, tuple[Table, ...]]
    silent: Mapping[str, Sequence[str]]
    blank: int
    numbers: int
