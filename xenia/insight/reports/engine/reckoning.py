"""From the rows of a measure to its numbers: every place and every sum, each reckoned for itself.

Sums are numbers added. People are never added: in each place, sums included, everybody is counted once. The SQL names
columns alone; what stands in them is never part of it.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from xenia.insight.reports.engine.facts import Facts
from xenia.insight.reports.engine.sources.base import ROWS
from xenia.insight.reports.figures import TOTAL, Place
from xenia.insight.reports.measures import Measure, Split

Numbers = dict[Place, int]
COUNTED: Final = "COUNT(*), COUNT(*) FILTER (NOT COALESCE(is_named, FALSE))"


def reckon(measure: Measure, facts: Facts) -> tuple[Numbers, Numbers]:
    """The numbers of every place, and of people how many of them have no name. The expression runs once."""
    rows = facts.source.rows_of(measure.expression, facts)
    width = len(measure.splits)
    everything = (TOTAL,) * width
    numbers: Numbers = {everything: 0}
    unnamed: Numbers = {everything: 0} if measure.counts_people else {}
    for row in facts.source.ask(reckoning_sql(measure), rows):
        place = tuple(row[:width])
        numbers[place] = int(row[width] or 0)
        if measure.counts_people:
            unnamed[place] = int(row[width + 1] or 0)
    return numbers, unnamed


def reckoning_sql(measure: Measure) -> str:
    """One query with a hole for the rows. Its columns: each split, the number, and of people those without a name."""
    if not measure.counts_people:
        return _sums(measure.splits)
    ranked = [split for split in measure.splits if split.ranked]
    if len(ranked) > 1:
        raise ValueError(f"{measure.code}: {len(ranked)} splits are ranked, expected at most one")
    return _ranked(measure.splits, ranked[0]) if ranked else _people(measure.splits)


def _sums(splits: Sequence[Split]) -> str:
    return f"""SELECT {_list([*_places(splits), "SUM(number)"])} FROM ({_said(splits)}) AS said
    GROUP BY {_sets(splits)}"""  # noqa: S608


def _people(splits: Sequence[Split]) -> str:
    """Each person once in each place where she has more than nothing left."""
    return f"""WITH each_person AS (
        SELECT {_list([*_places(splits, "place"), "BOOL_OR(is_named) AS is_named"])}
        FROM ({_said(splits, "who, is_named")}) AS said WHERE who IS NOT NULL
        GROUP BY {_sets(splits, "who")} HAVING SUM(number) > 0
    ) SELECT {_list([*_names(splits, "place"), COUNTED])} FROM each_person {_by(splits)}"""  # noqa: S608


def _ranked(splits: Sequence[Split], ranked: Split) -> str:
    """The same, and in each place of the other splits she stands in the first value she has there."""
    others = [split for split in splits if split is not ranked]
    its = _quoted(ranked.name)
    places = [
        f"CASE WHEN GROUPING(best) = 1 THEN '{TOTAL}' ELSE MAX(best.value) END"
        if split is ranked
        else _quoted(f"place {split.name}")
        for split in splits
    ]
    by_others = ", ".join(_names(others, "place"))
    both = f"({', '.join([*_names(others, 'place'), 'best'])}), ({by_others})"
    return f"""WITH each_value AS (
        SELECT {_list([*_places(others, "place"), "who", f"{its} AS value", "BOOL_OR(is_named) AS is_named"])}
        FROM ({_said(splits, "who, is_named")}) AS said WHERE who IS NOT NULL
        GROUP BY {_sets(others, f"who, {its}")} HAVING SUM(number) > 0
    ), each_person AS (
        SELECT {_list([*_names(others, "place"), f"MIN({_rank(ranked)}) AS best", "BOOL_OR(is_named) AS is_named"])}
        FROM each_value GROUP BY {_list([*_names(others, "place"), "who"])}
    ) SELECT {_list([*places, COUNTED])} FROM each_person GROUP BY GROUPING SETS ({both})"""  # noqa: S608


def _rank(split: Split) -> str:
    """The place of a value in the split's list, and the value; what the list does not know comes last."""
    codes = list(split.values())
    when = " ".join(f"WHEN {_literal(code)} THEN {at}" for at, code in enumerate(codes))
    rank = f"CASE value {when} ELSE {len(codes)} END" if codes else "0"
    return f"{{'rank': {rank}, 'value': value}}"


def _said(splits: Sequence[Split], more: str = "") -> str:
    """The rows, every value in letters."""
    columns = [f"COALESCE(CAST({name} AS VARCHAR), '') AS {name}" for name in _names(splits)]
    return f"SELECT {_list([*columns, 'number', *([more] if more else [])])} FROM {ROWS} AS given"  # noqa: S608


def _places(splits: Sequence[Split], prefix: str = "") -> list[str]:
    """Each split's value, TOTAL where all are taken together."""
    return [
        f"CASE WHEN GROUPING({_quoted(split.name)}) = 1 THEN '{TOTAL}' ELSE {_quoted(split.name)} END"
        f" AS {_quoted(f'{prefix} {split.name}'.strip())}"
        for split in splits
    ]


def _names(splits: Sequence[Split], prefix: str = "") -> list[str]:
    return [_quoted(f"{prefix} {split.name}".strip()) for split in splits]


def _by(splits: Sequence[Split]) -> str:
    return f"GROUP BY {', '.join(_names(splits, 'place'))}" if splits else ""


def _sets(splits: Sequence[Split], always: str = "") -> str:
    """Every choice of the splits, from all of them to none, each with what is always there."""
    chosen = [", ".join([*names, *([always] if always else [])]) for names in _choices(splits)]
    return f"GROUPING SETS ({', '.join(f'({one})' for one in chosen)})"


def _choices(splits: Sequence[Split]) -> Iterator[tuple[str, ...]]:
    names = _names(splits)
    for size in range(len(names), -1, -1):
        yield from combinations(names, size)


def _list(columns: Sequence[str]) -> str:
    return ", ".join(columns)


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def _literal(value: str) -> str:
    return "'{}'".format(value.replace("'", "''"))
