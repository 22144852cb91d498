"""Public records that are not there yet: after an upgrade the listings of years have none."""

from datetime import datetime
from typing import Final

from django.db import transaction

from xenia.registers.directory.models import Listing
from xenia.registers.directory.operations.listing import rebuild_listings

# So many at a time: each lot is a transaction of its own, and other work goes on in between.
AT_A_TIME: Final = 1000


def keep_missing_records(at: datetime) -> int:
    """Make the records of public services that have none, some at a time. Returns how many; safe to run again."""
    missing = Listing.objects.filter(is_public=True, hsds=None).order_by("pk")
    done = 0
    while some := list(missing.values_list("pk", flat=True)[:AT_A_TIME]):
        with transaction.atomic():
            done += rebuild_listings(some, at=at)
    return done
