"""How many people, and how often: the counts of the ledger.

People are counted once within a year of a stream. Two tokens that are one person count as one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import connection

from xenia.ground.ledger.dimensions import METHOD
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.queries.cells import (
    MONTH,
    QUARTER,
    Cell,
    Part,
    as_interval,
    holes,
    parts_of,
    said,
)
from xenia.ground.ledger.queries.methods import refuse_mixed
from xenia.ground.ledger.queries.sealed import corrections, sealed_individuals
from xenia.ground.ledger.streams import Stream, stream_named

# Who a token stands for at the end of its chain of aliases, and whether it was named on the way.
ROOTS: Final = """
WITH RECURSIVE step (token, kept, is_named) AS (
    SELECT absorbed, kept, is_named FROM ledger_alias WHERE year = %(year)s AND stream = %(stream)s
    UNION ALL
    SELECT step.token, further.kept, step.is_named OR further.is_named
    FROM step JOIN ledger_alias further
    ON further.year = %(year)s AND further.stream = %(stream)s AND further.absorbed = step.kept
), root (token, person, is_named) AS MATERIALIZED (
    SELECT token, kept, is_named FROM step
    WHERE kept NOT IN (
        SELECT absorbed FROM ledger_alias WHERE year = %(year)s AND stream = %(stream)s
    )
)"""
NAMED: Final = "CASE WHEN entry.is_named OR root.is_named THEN 1 ELSE 0 END"


@dataclass(frozen=True, slots=True)
class Individuals:
    """People of one cell, each counted once: those with a name, and contacts without one.

    A person has a name when one of her entries that are counted here has, or when she was named later.
    """

    cell: Cell
    named: int
    unnamed: int

    @property
    def total(self) -> int:
        """Everybody; an unnamed contact may be somebody who is named elsewhere."""
        return self.named + self.unnamed


@dataclass(frozen=True, slots=True)
class Quantity:
    """What happened in one cell: how often, and in how many entries."""

    cell: Cell
    quantity: Decimal
    entries: int


def individuals(
    kinds: str | Iterable[str], year: int, *, stream: str = "service", by: Sequence[str] = ()
) -> list[Individuals]:
    """People of a year, each counted once, by dimensions, "month" or "quarter".

    One line for each cell in which there is anybody, sorted; without `by` one line, with its zeros. A person stands in
    each cell she has an entry in, and not where her entries were taken back.
    A sealed year answers from its stored figures. Raises NotKept when the question was not stored.
    """
    asked = [kinds] if isinstance(kinds, str) else sorted(set(kinds))
    if Year.objects.filter(year=year, status=Year.Status.SEALED).exists():
        kept = sealed_individuals(asked, year, stream=stream, by=by)
        return [Individuals(cell, named, unnamed) for cell, named, unnamed in kept]
    return living_individuals(asked, year, stream=stream, by=by)


def living_individuals(
    kinds: Sequence[str], year: int, *, stream: str, by: Sequence[str]
) -> list[Individuals]:
    """`individuals` from the entries themselves, while the year has its tokens. No kind named: all of them."""
    where, parts = stream_named(stream), parts_of(by)
    names = [f"part_{number}" for number in range(len(parts))]
    columns = [f"{part.sql} AS {name}" for part, name in zip(parts, names, strict=True)]
    sql = f"""{ROOTS}, counted AS (
        SELECT {", ".join(["COALESCE(root.person, entry.token) AS someone", *columns])},
        MAX({NAMED}) AS named
        FROM ledger_entry entry LEFT JOIN root ON root.token = entry.token
        WHERE {_chosen(kinds)} AND entry.token IS NOT NULL
        GROUP BY {_ordinals(1 + len(parts))}
        HAVING SUM(entry.quantity) > 0
    )
    SELECT {", ".join([*names, "COALESCE(SUM(named), 0)", "COUNT(*) - COALESCE(SUM(named), 0)"])}
    FROM counted {_grouped(parts)}"""  # noqa: S608 - made of our own column names alone
    found = [
        Individuals(_cell(row, parts, where, year), int(row[-2]), int(row[-1]))
        for row in _rows(sql, kinds, where, year)
    ]
    return sorted(found, key=lambda one: one.cell)


def quantities(
    kinds: str | Iterable[str],
    year: int,
    *,
    stream: str = "service",
    by: Sequence[str] = (),
    method: str | None = None,
) -> list[Quantity]:
    """How often something happened in a year, by dimensions, "month" or "quarter", corrections included.

    One line for each cell with an entry, sorted; without `by` one line, with its zeros. A correction to a sealed year
    has its month, its way of counting and no other dimension.
    method: only what was counted in this way. Raises MethodsNotAdded where several ways would come into one sum.
    """
    asked = [kinds] if isinstance(kinds, str) else sorted(set(kinds))
    where, parts = stream_named(stream), parts_of([*by, METHOD])
    columns = ", ".join(part.sql for part in parts)
    sql = f"""SELECT {columns}, COALESCE(SUM(entry.quantity), 0), COUNT(*)
    FROM ledger_entry entry WHERE {_chosen(asked)} {_grouped(parts)}"""  # noqa: S608 - as above
    rows = [
        (_cell(row, parts, where, year), Decimal(row[-2]), int(row[-1]))
        for row in _rows(sql, asked, where, year)
    ]
    for cell, change in corrections(asked, year, stream=stream):
        rows.append((_cell_of(cell, [*by, METHOD], where), change, 0))
    chosen = [row for row in rows if method in (None, row[0][-1])]
    if METHOD not in by:
        refuse_mixed({row[0][-1] for row in chosen}, asked)
    return _added_up(chosen, by)


def _added_up(rows: list[tuple[Cell, Decimal, int]], by: Sequence[str]) -> list[Quantity]:
    found: dict[Cell, tuple[Decimal, int]] = {} if by else {(): (Decimal(0), 0)}
    for cell, quantity, entries in rows:
        sofar = found.get(cell[:-1], (Decimal(0), 0))
        found[cell[:-1]] = (sofar[0] + quantity, sofar[1] + entries)
    return [Quantity(cell, *counted) for cell, counted in sorted(found.items())]


def people_by_month(stream: str, year: int) -> dict[str, int]:
    """How many people each month of a stream holds, in all kinds together: {"2026-03": 14}."""
    found = living_individuals([], year, stream=stream, by=[MONTH])
    return {one.cell[0]: one.total for one in found}


def _chosen(kinds: Sequence[str]) -> str:
    within = 'entry.stream = %(stream)s AND entry."on" BETWEEN %(first)s AND %(last)s'
    if not kinds:
        return within
    return f"{within} AND entry.kind IN ({', '.join(f'%(kind_{n})s' for n in range(len(kinds)))})"


def _ordinals(count: int) -> str:
    return ", ".join(str(number) for number in range(1, count + 1))


def _grouped(parts: Sequence[Part]) -> str:
    return f"GROUP BY {_ordinals(len(parts))}" if parts else ""


def _rows(sql: str, kinds: Sequence[str], stream: Stream, year: int) -> list[tuple[Any, ...]]:
    named = {f"kind_{number}": kind for number, kind in enumerate(kinds)}
    with connection.cursor() as cursor:
        cursor.execute(sql, holes(stream, year) | named)
        return list(cursor.fetchall())


def _cell(row: Sequence[Any], parts: Sequence[Part], stream: Stream, year: int) -> Cell:
    return tuple(said(part, row[n], stream, year) for n, part in enumerate(parts))


def _cell_of(said: Mapping[str, str], by: Sequence[str], stream: Stream) -> Cell:
    """A stored sum in the split that is asked for; it says its month, and how it was counted."""
    first = date.fromisoformat(f"{said[MONTH][:7]}-01")
    known = {MONTH: said[MONTH], QUARTER: as_interval(stream.quarter_of(first))}
    known |= {METHOD: said.get(METHOD, "")}
    return tuple(known.get(name, "") for name in by)
