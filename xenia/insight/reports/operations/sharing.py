"""The board is shared: its weeks and its needs leave the office, protected, and written into the publication ledger."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.insight.reports.figures import Shown
from xenia.insight.reports.measures import MEASURES
from xenia.insight.reports.queries.shares import shared_on, title_of
from xenia.insight.reports.queries.weeks import weeks_until

NEEDS: Final = ("needs.ended", "needs.unmet_reasons")
# A quarter, the weeks of the one that runs, and the ends of both.
READ: Final = 28


class NothingToShare(Exception):
    """Nothing was counted in the last quarter, nor needs this year."""


def share_board(*, by: User | None, at: datetime) -> date:
    """Publish the weeks of the last quarter that is over, and what became of needs this year so far. The day it is under.

    A day has one share: who asks again gets that. Raises NothingToShare, ReportSetMissing, and Refused where it would,
    together with what is out, say too much.
    """
    from xenia.insight.reports.release import publish

    day = local_day(at)
    if shared_on(day):
        return day
    shown = _protected(day, at)
    if not shown:
        raise NothingToShare
    with transaction.atomic():
        publish(shown, title=title_of(day), year=day.year, by=by, at=at)
    return day


def _protected(day: date, at: datetime) -> dict[str, Shown]:
    """What may be shown; a kind whose weeks would, beside a year that is out, tell of few is left out."""
    from xenia.insight.reports.engine import measure_all
    from xenia.insight.reports.release import protect, that_may_go_out
    from xenia.insight.reports.release.weekly import last_quarter, weekly

    needs = measure_all(day.year, [MEASURES[code] for code in NEEDS], at=at)
    measured = [one for one in needs.values() if one.has_data]
    shown = dict(protect(measured, at=at).shown) if measured else {}
    weeks = weeks_until(day, how_many=READ)
    by_kind = {one.measure.code: one for one in weekly(weeks, last_quarter(day))}
    return that_may_go_out(shown, by_kind)
