"""Which tables the numbers are shown in: one dimension each, and each way of counting a part of its own."""

from collections.abc import Mapping

from xenia.work.language_access.ledger_kinds import MEETINGS, MINUTES
from xenia.work.language_access.models.counting import COUNTED_HERE
from xenia.work.language_access.plan_kinds import DOCUMENT
from xenia.work.language_access.queries.numbers import (
    DIALECTS,
    DOCUMENTS,
    ENDS,
    LASTED,
    LEAD,
    MET,
    UNFILLED,
    USUAL,
    WAIT,
    Numbers,
    Table,
)

Tables = Mapping[str, list[Table]]


def tables_of(numbers: Numbers) -> Tables:
    """Every table that says something, by its code. Its parts are counted in different ways and never added."""
    by_language = (*USUAL, LEAD, WAIT)
    found = {
        "language": [numbers.table("language", by_language)],
        "dialect": [numbers.table("dialect", (DIALECTS,))],
        "mode": [numbers.table("mode", USUAL)],
        "department": [numbers.table("department", USUAL)],
        "outcome": [numbers.table("outcome", (ENDS,))],
        "reason": [numbers.table("reason", (UNFILLED,))],
        "documents": [
            numbers.table("language", (DOCUMENTS,), method=method)
            for method in numbers.methods(DOCUMENT)
        ],
        "methods": _others(numbers, MEETINGS),
        "method_minutes": _others(numbers, MINUTES),
    }
    return {code: kept for code, parts in found.items() if (kept := _saying(parts))}


def _saying(parts: list[Table]) -> list[Table]:
    return [one for one in parts if one.rows]


def _others(numbers: Numbers, kind: str) -> list[Table]:
    """Ours beside what others counted; nothing where there is no other."""
    measure = MET if kind == MEETINGS else LASTED
    methods = numbers.methods(kind)
    if set(methods) <= {COUNTED_HERE}:
        return []
    return [numbers.table("language", (measure,), method=method) for method in methods]
