"""How many places were planned for each month, and how many were given."""

from datetime import date, datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.work.programs.ledger_kinds import count_capacity
from xenia.work.programs.models import CapacityLine, Offering
from xenia.work.programs.operations.locked import locked_offering
from xenia.work.programs.queries.months import months_of, planned_in

PLANNED, DELIVERED = "planned", "delivered"


class NotItsMonth(ValueError):
    """The offering does not run in this month, or the month has not begun."""


class FigureCrossed(Exception):
    """Somebody wrote this month's figures meanwhile. `line`: as it is now."""

    def __init__(self, line: CapacityLine) -> None:
        super().__init__(f"capacity line {line.pk} was changed meanwhile")
        self.line = line


def says_of_itself(offering: Offering, by: User | None) -> bool:
    """Whether somebody outside the office says it, of a program the office does not run."""
    return by is not None and not offering.program.is_ours and not by.may("programs.run")


def lay_out(offering: Offering, *, is_own_figure: bool) -> None:
    """Count the places as planned for each month: seats in every one, hours shared; what somebody typed stays.

    In the caller's transaction, on a locked offering. Raises YearIsClosed.
    """
    shares = planned_in(offering)
    lines = {line.month: line for line in offering.capacity_lines.all()}
    for month in sorted(shares.keys() | lines.keys()):
        line = lines.get(month) or CapacityLine(
            offering=offering, month=month, is_own_figure=is_own_figure
        )
        if line.is_reckoned:
            _plan(line, offering, shares.get(month, 0))


def take_back_plan(offering: Offering, *, after: date) -> None:
    """It was called off: what was planned for later months is not planned any more."""
    for line in offering.capacity_lines.filter(month__gt=after):
        _plan(line, offering, 0)


@transaction.atomic
def say_capacity(
    *,
    offering: Offering,
    month: date,
    planned: int,
    delivered: int | None,
    version: int,
    by: User,
    at: datetime,
) -> CapacityLine:
    """Somebody who runs it says what was planned for a month and what was given; an empty field: not known yet.

    version: of the line the caller saw, 0 when there was none. What is said from outside the office is marked so.
    Raises NotItsMonth, FigureCrossed, YearIsClosed.
    """
    current = locked_offering(offering)
    _check_month(current, month, delivered, local_day(at))
    line, _is_new = CapacityLine.objects.get_or_create(offering=current, month=month)
    if line.version != version:
        raise FigureCrossed(line)
    was = {PLANNED: line.planned, DELIVERED: line.delivered or 0}
    said = {PLANNED: planned, DELIVERED: delivered or 0}
    is_own = says_of_itself(current, by)
    for method in (PLANNED, DELIVERED):
        _count(line, current, method, was[method], said[method], is_own)
    line.planned, line.delivered, line.is_own_figure = planned, delivered, is_own
    line.is_reckoned = line.is_reckoned and was[PLANNED] == planned
    line.version += 1
    line.save()
    audit.record(by, "programs.capacity_said", current, at=at, fields=sorted(said))
    return line


def _check_month(offering: Offering, month: date, delivered: int | None, today: date) -> None:
    if month not in dict(months_of(offering.begins_on, offering.ends_on)):
        raise NotItsMonth(f"offering {offering.pk} does not run in {month}")
    if delivered is not None and month > today:
        raise NotItsMonth(f"{month} has not begun")


def _count(
    line: CapacityLine, offering: Offering, method: str, was: int, now: int, is_own: bool
) -> None:
    """The difference; where it changes who says it, the old figure goes and the new one comes."""
    if line.is_own_figure == is_own:
        steps = [(now - was, is_own)]
    else:
        steps = [(-was, line.is_own_figure), (now, is_own)]
    for more, whose in steps:
        count_capacity(offering, on=line.month, method=method, more=more, is_own_figure=whose)


def _plan(line: CapacityLine, offering: Offering, planned: int) -> None:
    _count(line, offering, PLANNED, line.planned, planned, line.is_own_figure)
    line.planned = planned
    line.version += 1
    line.save()
