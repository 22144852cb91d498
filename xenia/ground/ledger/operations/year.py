"""A year is locked, and its sealing proposed or not after all."""

from datetime import date, datetime

from django.db import transaction

from xenia.ground.accounts import audit
from xenia.ground.accounts.models import User
from xenia.ground.common.dates import local_day
from xenia.ground.common.transitions import transition
from xenia.ground.ledger.digests import digest_of_year
from xenia.ground.ledger.models import Year
from xenia.ground.ledger.operations.closing import close_and_rewrite
from xenia.ground.ledger.operations.sealing import NotYet, reasons_against_sealing


class NotOver(Exception):
    """The year is not over: what happens in it must still be counted."""


@transaction.atomic
def lock_year(*, year: Year, by: User, at: datetime) -> Year:
    """End the late entries of a year that is over; its entries stay as they are from now on.

    Raises NotOver, and WrongState when somebody was first.
    """
    if local_day(at) <= date(year.year, 12, 31):
        raise NotOver(f"{year.year} is not over on {local_day(at)}")
    # Taken first: whoever is writing an entry of the year ends before we look at its entries.
    list(Year.objects.select_for_update().filter(pk=year.pk))
    close_and_rewrite(at)
    count, digest = digest_of_year(year.year)
    done = {"locked_by": by.pk, "locked_at": at, "entry_count": count, "digest": digest}
    transition(year, to=Year.Status.LOCKED, at=at, **done)
    audit.record(by, "ledger.year_locked", year, at=at, fields=["status"])
    return year


@transaction.atomic
def propose_sealing(*, year: Year, by: User, at: datetime) -> Year:
    """Ask a second person to seal a locked year. Raises NotYet with what is in the way, and WrongState."""
    if reasons := reasons_against_sealing(year.year):
        raise NotYet(reasons)
    transition(year, to=Year.Status.PROPOSED, at=at, proposed_by=by.pk, proposed_at=at)
    audit.record(by, "ledger.sealing_proposed", year, at=at, fields=["status"])
    return year


@transaction.atomic
def withdraw_proposal(*, year: Year, by: User, at: datetime) -> Year:
    """The year is not sealed after all, for now. Raises WrongState when it was sealed before."""
    transition(year, to=Year.Status.LOCKED, at=at, proposed_by=None, proposed_at=None)
    audit.record(by, "ledger.sealing_withdrawn", year, at=at, fields=["status"])
    return year
