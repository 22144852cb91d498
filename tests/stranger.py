"""A stranger who reads the publication ledger and nothing else. Its model shares no line with ours."""

import math
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import highspy

# More than anybody could think a count is: a question without an end is no question for the solver.
EVERYBODY = 100_000
Values = frozenset[tuple[str, str]]
# The dimensions and the cells of a table, as the ledger keeps them.
Read = tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]


class Stranger:
    """Knows every release of one population, and that people come and never go. Counts are whole."""

    def __init__(self, releases: Sequence[Sequence[Read]]) -> None:
        self.model = highspy.Highs()
        self.model.silent()
        self.counts: list[dict[Values, Any]] = []
        for tables in releases:
            self.counts.append({})
            for dimensions, cells in tables:
                self._read(dimensions, cells)
        for before, after in zip(self.counts, self.counts[1:], strict=False):
            for values in before.keys() & after.keys():
                self.model.addConstr(after[values] >= before[values])

    def guess(self, number: int, values: Values) -> tuple[int, float]:
        """The lowest and the highest a count of a release can be."""
        return self._ends(self.counts[number][values])

    def guess_between(self, number: int, values: Values) -> tuple[int, float]:
        """How many can have come between a release and the next."""
        return self._ends(self.counts[number + 1][values] - self.counts[number][values])

    def _ends(self, what: Any) -> tuple[int, float]:
        low, high = (self._best(ask, what) for ask in (self.model.minimize, self.model.maximize))
        return round(low), high if math.isinf(high) else round(high)

    def _best(self, ask: Any, what: Any) -> float:
        ask(1.0 * what)
        unbounded = (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        )
        status = self.model.getModelStatus()
        if status in unbounded:
            return math.inf
        assert status == highspy.HighsModelStatus.kOptimal
        return float(self.model.getObjectiveValue())

    def _read(
        self, dimensions: Sequence[Mapping[str, Any]], cells: Sequence[Mapping[str, Any]]
    ) -> None:
        said = {frozenset(each["cell"].items()): each["value"] for each in cells}
        values = [[*each["values"], None] for each in dimensions]
        for at in product(*values):
            self._count(dimensions, at, said)
        for number, each in enumerate(dimensions):
            for at in product(
                *(its if other != number else [None] for other, its in enumerate(values))
            ):
                whole = self._count(dimensions, at, said)
                parts = [
                    self._count(dimensions, (*at[:number], value, *at[number + 1 :]), said)
                    for value in each["values"]
                ]
                self._add(whole, parts, each["adds"])

    def _count(
        self,
        dimensions: Sequence[Mapping[str, Any]],
        at: Sequence[str | None],
        said: Mapping[Values, Any],
    ) -> Any:
        values = frozenset(
            (each["name"], value)
            for each, value in zip(dimensions, at, strict=True)
            if value is not None
        )
        known = self.counts[-1]
        if values not in known:
            known[values] = self.model.addIntegral(lb=0, ub=EVERYBODY)
        if isinstance(said.get(values), int):
            self.model.addConstr(1.0 * known[values] == said[values])
        return known[values]

    def _add(self, whole: Any, parts: Sequence[Any], adds: str) -> None:
        together = sum(1.0 * part for part in parts)
        if adds == "exactly":
            self.model.addConstr(together - whole == 0)
            return
        self.model.addConstr(together - whole >= 0)
        if adds == "overlap":
            for part in parts:
                self.model.addConstr(1.0 * whole - part >= 0)
