"""A measured figure, and the bar it is held against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. bar: the promise in words; is_met: None where nothing was promised."""

    part: str
    name: str
    value: float
    unit: str
    bar: str = ""
    is_met: bool | None = None

    @property
    def shown(self) -> str:
        """The value with digits that mean something."""
        return f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:,.2f}"


def at_most(part: str, name: str, value: float, unit: str, limit: float) -> Figure:
    """A figure promised not to exceed a limit."""
    return Figure(part, name, value, unit, f"≤ {limit:g}", value <= limit)


def at_least(part: str, name: str, value: float, unit: str, limit: float) -> Figure:
    """A figure promised to reach a limit."""
    return Figure(part, name, value, unit, f"≥ {limit:,g}", value >= limit)
