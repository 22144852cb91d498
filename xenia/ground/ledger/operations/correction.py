"""A sum of a sealed year was wrong."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Sum

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.ledger.models import Correction, SealedFigure


class NotAdditive(Exception):
    """People were counted once, and who they were is gone: such a figure cannot be corrected."""


class BelowZero(Exception):
    """A sum would be less than nothing."""


@transaction.atomic
def correct_figure(
    *, figure: SealedFigure, change: Decimal | int, reason: str, by: User, at: datetime
) -> Correction:
    """Add to a sealed sum, or take from it, as a new version of it; the sealed one stays readable.

    reason: free of anything about a person.
    Raises NotAdditive, BelowZero, and ValueError for no change or no reason.
    """
    if not change or not reason.strip():
        raise ValueError("a correction changes something and says why")
    locked = SealedFigure.objects.select_for_update().get(pk=figure.pk)
    if not locked.is_additive:
        raise NotAdditive(f"figure {figure.pk} is no sum")
    before = locked.corrections.aggregate(latest=Max("version"), change=Sum("change"))
    if locked.value + (before["change"] or 0) + change < 0:
        raise BelowZero(f"figure {figure.pk} is less than {-change}")
    correction = Correction.objects.create(
        figure=locked,
        version=(before["latest"] or 1) + 1,
        change=change,
        reason=reason.strip(),
        corrected_by=by.pk,
        corrected_at=at,
    )
    audit.record(by, "ledger.figure_corrected", correction, at=at, fields=["change", "reason"])
    return correction
