"""What may be shown of a year, as data that is kept with a report, and back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from xenia.insight.reports.figures import Place, Shown
from xenia.insight.reports.measures import MEASURES


@dataclass(frozen=True, slots=True)
class Kept:
    """The protected numbers of a year, the certificate over all of them, and the query each measure was reckoned with."""

    shown: Mapping[str, Shown]
    certificate: Mapping[str, Any] = field(default_factory=dict)
    expressions: Mapping[str, str] = field(default_factory=dict)


def as_data(
    shown: Mapping[str, Shown],
    certificate: Mapping[str, Any],
    expressions: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Everything that may be shown, in JSON's types; numbers stand in the order of their places."""
    return {
        "certificate": dict(certificate),
        "expressions": dict(expressions or {}),
        "measures": {code: _measure_as_data(one) for code, one in shown.items()},
    }


def from_data(data: Mapping[str, Any]) -> Kept:
    """Back again. A measure that is not registered any more is left out: nobody could say what it counts."""
    certificate = data.get("certificate", {})
    shown = {
        code: _measure_from_data(code, one, certificate)
        for code, one in data.get("measures", {}).items()
        if code in MEASURES
    }
    return Kept(shown, certificate, data.get("expressions", {}))


def digest_of(data: Any) -> str:
    """SHA-256 over data, whatever the order of its keys."""
    said = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def _measure_as_data(one: Shown) -> dict[str, Any]:
    return {
        "year": one.year,
        "numbers": _numbers_as_data(one.numbers),
        "unnamed": _numbers_as_data(one.unnamed),
        "has_data": one.has_data,
        "merged": {
            split: {code: list(parts) for code, parts in groups.items()}
            for split, groups in one.merged.items()
        },
        "computed_at": one.computed_at.isoformat() if one.computed_at else "",
        "state": one.state,
        "version": one.version,
        "rules": one.measure.rules,
    }


def _measure_from_data(code: str, data: Mapping[str, Any], certificate: Mapping[str, Any]) -> Shown:
    return Shown(
        measure=MEASURES[code],
        year=data["year"],
        numbers=_numbers_from_data(data["numbers"]),
        unnamed=_numbers_from_data(data["unnamed"]),
        has_data=data["has_data"],
        merged={
            split: {one: tuple(parts) for one, parts in groups.items()}
            for split, groups in data["merged"].items()
        },
        certificate=certificate,
        computed_at=datetime.fromisoformat(data["computed_at"]) if data["computed_at"] else None,
        state=data["state"],
        version=data["version"],
    )


def _numbers_as_data(numbers: Mapping[Place, int | None]) -> list[list[Any]]:
    return [[*place, numbers[place]] for place in sorted(numbers)]


def _numbers_from_data(rows: list[list[Any]]) -> dict[Place, int | None]:
    return {tuple(row[:-1]): row[-1] for row in rows}
