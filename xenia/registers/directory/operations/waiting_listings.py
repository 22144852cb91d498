"""Listings a large import leaves to be made: in lots, so that nobody else has to wait long."""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from xenia.ground.common.batches import batches
from xenia.registers.directory.models import WaitingListing
from xenia.registers.directory.operations.listing import (
    BATCH,
    make_listings,
    rebuild_listings,
    tell_the_index,
)

# Each lot is a transaction of its own; its size follows how long the last one took, so that it stays near this.
FEWEST: Final = 200
FIRST: Final = 300
MOST: Final = 600
SECONDS: Final = 1.5
# Who waits for a SQLite database looks ten times a second whether it is free: a shorter gap may never be seen.
GAP_SECONDS: Final = 0.12
Tell = Callable[[int], None]


def leave_listings(service_ids: Iterable[UUID], *, at: datetime) -> int:
    """Note services whose listings are made later, in the caller's transaction. Returns how many."""
    rows = [WaitingListing(service_id=pk, since=at) for pk in service_ids]
    WaitingListing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["service"], update_fields=["since"]
    )
    return len(rows)


def list_at_once(service_ids: Sequence[UUID], *, at: datetime) -> None:
    """Make the listings of services that may not wait, in the caller's transaction."""
    rebuild_listings(service_ids, at=at)
    for some in batches(service_ids, BATCH):
        WaitingListing.objects.filter(pk__in=some).delete()


def make_waiting_listings(at: datetime, tell: Tell = lambda done: None) -> int:
    """Make the listings that wait, a lot at a time. Returns how many; interrupted, the next call goes on.

    tell: called with the number made so far.
    """
    done, size = 0, FIRST
    while WaitingListing.objects.exists():
        if done and connection.vendor == "sqlite":
            time.sleep(GAP_SECONDS)
        began = time.monotonic()
        done += _make_a_lot(size, at)
        size = _next_size(size, time.monotonic() - began)
        tell(done)
    if done:
        tell_the_index()
    return done


def _next_size(size: int, seconds: float) -> int:
    """How many make a lot when so many took so long."""
    return min(MOST, max(FEWEST, int(size * SECONDS / max(seconds, 0.001))))


@transaction.atomic
def _make_a_lot(size: int, at: datetime) -> int:
    """An organisation's services stand together, so that its own record is made once."""
    waiting = WaitingListing.objects.select_for_update(of=("self",))
    some = [one.pk for one in waiting.order_by("service__organization", "pk")[:size]]
    make_listings(some, at=at)
    WaitingListing.objects.filter(pk__in=some).delete()
    return len(some)
