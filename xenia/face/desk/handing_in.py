"""An organization hands its quarter to its funder: what it said stays, and later changes stand beside it."""

from datetime import datetime

from django.db import transaction

from xenia.face.desk.queries.partner_numbers import handed_in, numbers_of
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.ledger.models import Publication
from xenia.ground.ledger.operations.publication import publish
from xenia.registers.directory.models import Organization
from xenia.work.language_access.queries.periods import Period


class NotOver(Exception):
    """The quarter still runs: its numbers would change."""


class SameAsBefore(Exception):
    """These very numbers were handed in already."""


@transaction.atomic
def hand_in_quarter(
    *, organization: Organization, period: Period, by: User, at: datetime
) -> Publication:
    """Keep a quarter as it leaves the office. Raises NotOver, and SameAsBefore where nothing has changed since."""
    today = local_day(at)
    if period.last >= today:
        raise NotOver(f"{period.code} ends on {period.last}")
    # One at a time: who comes second finds it handed in.
    Organization.objects.select_for_update().get(pk=organization.pk)
    cells = [
        ({"provider": str(organization.pk), "measure": code}, number)
        for code, number in numbers_of(organization.pk, period).cells()
    ]
    before = handed_in(organization.pk).get(period.code)
    publication = publish(
        title=f"Quarter of {organization.name}"[:200],
        period=period.code,
        released_on=today,
        cells=cells,
        by=by,
        at=at,
        # Each measure of each organization is told apart: their people overlap in ways nobody states.
        population=f"quarter {period.code}",
    )
    if before is not None and before.cells == publication.cells:
        raise SameAsBefore(f"{period.code} was handed in on {before.released_on}")
    return publication
