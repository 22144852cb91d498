"""Charts that are tables: bars from zero with their margins, and what was counted from one span to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BarRow:
    """One estimate to draw.

    margin: half of the interval the true number lies in, same unit as value; None when it is exact.
    shown, margin_shown: the figures in the reader's language ("6,240"); note: a mark such as "b".
    is_uncertain: too uncertain to rank; the bar is dashed.
    url: the definition of the number.
    """

    name: str
    value: float
    shown: str
    margin: float | None = None
    margin_shown: str = ""
    note: str = ""
    url: str = ""
    is_uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar as it is drawn; length, low and high are shares of the width, such as "43.2%"."""

    row: BarRow
    length: str
    low: str
    high: str

    @property
    def has_margin(self) -> bool:
        """Whether a whisker is drawn across the bar's end."""
        return self.row.margin is not None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars on one scale that begins at zero."""

    bars: tuple[Bar, ...]


def bar_chart(rows: Sequence[BarRow]) -> BarChart:
    """Draw the rows on one scale: the longest bar with its margin fills the width."""
    longest = max((row.value + (row.margin or 0) for row in rows), default=0) or 1
    return BarChart(tuple(_bar(row, longest) for row in rows))


def _bar(row: BarRow, longest: float) -> Bar:
    margin = row.margin or 0
    return Bar(
        row=row,
        length=_share(row.value, longest),
        low=_share(max(0, row.value - margin), longest),
        high=_share(row.value + margin, longest),
    )


@dataclass(frozen=True, slots=True)
class Span:
    """What was counted in one span of time. value: None where it is not shown.

    line: the number from which it is more than usual; None while nobody knows it. line_shown, note: in words.
    """

    name: str
    value: float | None
    shown: str = ""
    line: float | None = None
    line_shown: str = ""
    is_more: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One span as it is drawn; every measure is a share, such as "43.2%". over: where its line lies."""

    span: Span
    start: str
    middle: str
    end: str
    width: str
    top: str
    height: str
    over: str

    @property
    def has_line(self) -> bool:
        """Whether one knows from where it is more than usual."""
        return self.span.line is not None

    @property
    def is_shown(self) -> bool:
        """Whether its number stands there."""
        return self.span.value is not None


@dataclass(frozen=True, slots=True)
class RunChart:
    """Spans side by side on one scale that begins at zero, the oldest first."""

    columns: tuple[Column, ...]


def run_chart(spans: Sequence[Span]) -> RunChart:
    """Draw the spans on one scale: the highest column or line fills the height."""
    highest = max((max(one.value or 0, one.line or 0) for one in spans), default=0) or 1
    wide = 1 / max(len(spans), 1)
    return RunChart(tuple(_column(one, at * wide, wide, highest) for at, one in enumerate(spans)))


def _column(span: Span, start: float, wide: float, highest: float) -> Column:
    value = span.value or 0
    return Column(
        span=span,
        start=_share(start, 1),
        middle=_share(start + wide / 2, 1),
        end=_share(start + wide, 1),
        width=_share(wide * 0.7, 1),
        top=_share(highest - value, highest),
        height=_share(value, highest),
        over=_share(highest - (span.line or 0), highest),
    )


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}%"
