"""Bar charts that are tables: a name, a bar from zero, the estimate and its margin."""

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


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}%"
