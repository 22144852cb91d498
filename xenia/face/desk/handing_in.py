"""An organization hands its quarter to its funder: what may leave stays as it was, and later changes stand beside it."""

from datetime import datetime

from django.db import transaction

from xenia.face.desk.queries.partner_numbers import (
    DELIVERED,
    MEASURES,
    PLANNED,
    handed_in,
    numbers_of,
)
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.operations.publication import publish as write_down
from xenia.insight.reports.release import Refused, publish
from xenia.insight.reports.release.quarters import Asked, protect_quarter
from xenia.registers.directory.models import Organization
from xenia.work.language_access.queries.periods import Period

__all__ = ["NotOver", "Refused", "SameAsBefore", "hand_in_quarter"]
ASKED = tuple(Asked(one.code, one.kind, one.outcome) for one in MEASURES)


class NotOver(Exception):
    """The quarter still runs: its numbers would change."""


class SameAsBefore(Exception):
    """These very numbers were handed in already."""


@transaction.atomic
def hand_in_quarter(
    *, organization: Organization, period: Period, by: User, at: datetime
) -> dict[str, int | None]:
    """Keep a quarter as it leaves the office: each number by its code, None where it is protected.

    Raises NotOver, SameAsBefore where nothing has changed since, Refused where it would, together with what is out, give
    somebody away, and ReportSetMissing.
    """
    today = local_day(at)
    if period.last >= today:
        raise NotOver(f"{period.code} ends on {period.last}")
    # One at a time: who comes second finds it handed in.
    Organization.objects.select_for_update().get(pk=organization.pk)
    given, planned = _places(organization, period)
    shown, numbers = protect_quarter(
        ASKED, provider=organization.pk, first=period.first, places=given, at=at
    )
    numbers |= planned
    before = handed_in(organization.pk).get(period.code)
    if before is not None and before.numbers == numbers:
        raise SameAsBefore(f"{period.code} was handed in on {before.on}")
    title = f"Quarter of {organization.name}"
    publish(shown, title=title, year=period.year, period=period.code, by=by, at=at)
    if planned:
        # A plan is about nobody.
        write_down(
            title=title[:200],
            period=period.code,
            released_on=today,
            cells=[
                ({"provider": str(organization.pk), "measure": code}, n)
                for code, n in planned.items()
            ],
            by=by,
            at=at,
        )
    return numbers


def _places(organization: Organization, period: Period) -> tuple[dict[str, int], dict[str, int]]:
    """Places given, and places planned, by their codes."""
    places = numbers_of(organization.pk, period).places
    given = {f"{DELIVERED}_{one.kind}": one.delivered for one in places}
    return given, {f"{PLANNED}_{one.kind}": one.planned for one in places}
