"""The figures of sealed years."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import F, Max, Sum
from django.db.models.functions import Coalesce

from xenia.ground.ledger.dimensions import METHOD
from xenia.ground.ledger.kinds import KINDS
from xenia.ground.ledger.models import Correction, SealedFigure
from xenia.ground.ledger.queries.cells import MONTH, Cell

# Whether the people of a cell have a name stands in the cell, beside its dimensions.
IS_NAMED: Final = "is_named"


class NotKept(LookupError):
    """The question was not stored when the year was sealed, and nobody can answer it any more."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the cell it stands in: {dimension: value}. is_additive: a sum, which may be corrected later."""

    cell: Mapping[str, str]
    value: Decimal | int
    is_additive: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """People of some kinds in a stream, split by dimensions, "month" or "quarter"."""

    kinds: tuple[str, ...]
    stream: str = "service"
    by: tuple[str, ...] = ()

    def __str__(self) -> str:
        split = f" by {', '.join(self.by)}" if self.by else ""
        return f"{' + '.join(sorted(self.kinds))} in {self.stream}{split}"

    @property
    def measure(self) -> str:
        """What the figures that answer it are called."""
        return f"individuals {self}"


def sum_split(kind: str) -> tuple[str, ...]:
    """What the stored sums of a kind are split by: months, and ways of counting where it has any."""
    known = KINDS.get(kind)
    return (MONTH, METHOD) if known and METHOD in known.dimensions else (MONTH,)


def sum_measure(kind: str, stream: str) -> str:
    """What the monthly sums of a kind are called."""
    return f"quantities {Question((kind,), stream, sum_split(kind))}"


def cell_key(cell: Mapping[str, str]) -> str:
    """A hash of a cell, whatever the order of its dimensions."""
    return hashlib.sha256(json.dumps(cell, sort_keys=True).encode()).hexdigest()


def figures(year: int) -> Any:
    """The figures of a sealed year, each `now` (corrections added) and with its `version` (1: as it was sealed)."""
    change = Coalesce(Sum("corrections__change"), Decimal(0))
    return (
        SealedFigure.objects.filter(year=year)
        .annotate(now=F("value") + change, version=Coalesce(Max("corrections__version"), 1))
        .order_by("measure", "cell", "pk")
    )


def sealed_individuals(
    kinds: Sequence[str], year: int, *, stream: str, by: Sequence[str]
) -> list[tuple[Cell, int, int]]:
    """People of a sealed year: (cell, named, unnamed), sorted. Raises NotKept."""
    question = Question(tuple(kinds), stream, tuple(by))
    stored = SealedFigure.objects.filter(year=year, measure=question.measure)
    found: dict[Cell, dict[str, int]] = {}
    is_kept = False
    for cell, value in stored.values_list("cell", "value"):
        is_kept = True
        if set(cell) == {*by, IS_NAMED}:
            place = tuple(cell[name] for name in by)
            found.setdefault(place, {})[cell[IS_NAMED]] = int(value)
    if not is_kept:
        raise NotKept(f"{question} was not stored when {year} was sealed")
    return sorted(
        (cell, counted.get("true", 0), counted.get("false", 0)) for cell, counted in found.items()
    )


def corrections(
    kinds: Sequence[str], year: int, *, stream: str
) -> list[tuple[Mapping[str, str], Decimal]]:
    """What was added to the stored sums of a sealed year, and taken from them: [({"month": "2026-03"}, -2)]."""
    measures = [sum_measure(kind, stream) for kind in kinds]
    made = Correction.objects.filter(figure__year=year, figure__measure__in=measures)
    return list(made.values_list("figure__cell", "change"))
