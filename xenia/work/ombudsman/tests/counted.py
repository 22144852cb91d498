"""Complaints of past months as the ledger has them, without the complaints themselves."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import transaction

from xenia.ground.ledger.operations import record
from xenia.ground.ledger.operations.publication import publish
from xenia.work.language_access.models.counting import CountMethod
from xenia.work.language_access.models.plan_year import ReportFigure, SelfReport
from xenia.work.language_access.queries.periods import month_later
from xenia.work.ombudsman.ledger_kinds import (
    CLOCK,
    CLOSED,
    DAYS,
    FILED,
    FILED_FROM,
    FILED_IN,
    FOUND,
)
from xenia.work.ombudsman.models.complaint import Channel, Kind

# A day in the last month of a quarter.
TODAY = date(2026, 11, 23)
QUARTER = date(2026, 10, 1)


def filed(
    on: date,
    count: int,
    *,
    kind: str = Kind.ACCESS,
    department: UUID | None = None,
    language: str = "so",
    area: str = "",
) -> None:
    """So many complaints that came on a day."""
    record(kind=FILED, on=on, quantity=count, reason=kind, department=department, mode=Channel.PAGE)
    record(kind=FILED_IN, on=on, quantity=count, reason=kind, language=language)
    if area:
        record(kind=FILED_FROM, on=on, quantity=count, reason=kind, area=area)


@transaction.atomic
def calm_years(count: int = 4, *, months: int = 36, until: date = QUARTER, **about: object) -> None:
    """As many complaints in each month before this quarter."""
    for back in range(1, months + 1):
        filed(month_later(until, -back), count, **about)  # type: ignore[arg-type]


def found(on: date, outcome: str, count: int, *, days: tuple[int, ...] = ()) -> None:
    """What was found so often, and how many business days each complaint took."""
    record(kind=FOUND, on=on, quantity=count, reason=Kind.ACCESS, outcome=outcome)
    for one in days:
        record(kind=DAYS, on=on, quantity=one, reason=Kind.ACCESS)


def closed(on: date, closing: str, count: int) -> None:
    """Why so many were closed."""
    record(kind=CLOSED, on=on, quantity=count, reason=Kind.ACCESS, outcome=closing)


def met(on: date, which: str, outcome: str, count: int) -> None:
    """A clock that was met so often, in time or late."""
    record(kind=CLOCK, on=on, quantity=count, mode=which, outcome=outcome)


def reported(department: UUID, people: dict[int, int], method: str = CountMethod.INTAKE) -> None:
    """What a department sent as its own reports."""
    for year, number in people.items():
        report, _new = SelfReport.objects.get_or_create(
            organization_id=department,
            year=year,
            defaults={
                "status": "sent",
                "sent_on": date(year + 1, 2, 1),
                "sent_by_id": department,
                "changed_at": "2026-02-01T12:00Z",
            },
        )
        ReportFigure.objects.create(
            report=report, what=ReportFigure.What.PEOPLE, method=method, value=number
        )


def posted(
    population: str, year: int, cells: Mapping[tuple[tuple[str, str], ...], int | None]
) -> None:
    """What a yearly report told of complaints, None where a number was protected."""
    publish(
        title=f"Yearly report {year}",
        period=str(year),
        released_on=date(year + 1, 3, 2),
        cells=[(dict(cell), number) for cell, number in cells.items()],
        by=None,
        at=datetime(year + 1, 3, 2, 12, tzinfo=UTC),
        population=f"{population}, {year}",
    )
