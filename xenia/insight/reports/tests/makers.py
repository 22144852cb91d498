"""A year that is over, and a report on it."""

from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from xenia.ground.accounts.models import User
from xenia.ground.accounts.roles import Role
from xenia.ground.accounts.tests.makers import a_user
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.year import lock_year
from xenia.insight.reports import keeping
from xenia.insight.reports.figures import TOTAL, Shown
from xenia.insight.reports.measures import MEASURES, Measure
from xenia.insight.reports.models import Report
from xenia.insight.reports.operations.drafting import begin_report
from xenia.insight.reports.operations.signing import sign

YEAR = 2025
CERTIFICATE: dict[str, Any] = {
    "policy": {"threshold": 11, "zeros_are_shown": True, "most_from_one": None},
    "cells": 60,
    "protected": 0,
    "breaches": 0,
    "narrowest_interval": None,
    "merged": [],
    "method": "optimal",
    "solver": "made by hand",
    "sha256": "0" * 64,
}
AFTER = datetime(2026, 2, 2, 15, 0, tzinfo=UTC)


def a_locked_year(year: int = YEAR) -> None:
    """Something was counted in a year that is over and locked."""
    record(kind="directory.service_added", on=date(year, 3, 3))
    lock_year(year=Year.objects.get(year=year), by=a_user(Role.DIRECTOR), at=AFTER)


def a_report(by: User | None = None, **said: Any) -> Report:
    """A draft on the year, with numbers unless told otherwise."""
    with_numbers = said.pop("with_numbers", True)
    made: dict[str, Any] = {"year": YEAR, "at": AFTER} | said
    report = begin_report(by=by or a_user(Role.DIRECTOR), **made)
    return with_made_numbers(report) if with_numbers else report


def with_made_numbers(report: Report, number: int = 1234) -> Report:
    """Protected numbers as they are kept: of each measure everything stands under the first value of each split."""
    shown = {
        code: Shown(one, report.year, dict.fromkeys(_places(one), number), computed_at=AFTER)
        for code, one in MEASURES.items()
    }
    report.content = {"protected": keeping.as_data(shown, CERTIFICATE)}
    report.computed_at = AFTER
    report.save(update_fields=["content", "computed_at"])
    return report


def _places(measure: Measure) -> list[tuple[str, ...]]:
    return list(product(*((next(iter(one.values())), TOTAL) for one in measure.splits)))


def signed_twice(report: Report) -> Report:
    """Two people signed it."""
    for role in (Role.DIRECTOR, Role.COUNSEL):
        report.refresh_from_db()
        sign(report=report, version=report.state_version, by=a_user(role), at=AFTER)
    report.refresh_from_db()
    return report
