"""Keeping the index true to the listings: the job worker is its only writer."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.conf import settings

from xenia.registers.directory.models import Listing
from xenia.registers.directory.search.index import NoIndex, rebuild, update
from xenia.registers.directory.search.office import keep_office_book, open_office_index

BATCH = 2000
# With more listings waiting than this, making the index anew is quicker than changing it.
MANY = 5000
Progress = Callable[[int], None]


def index_waiting() -> int:
    """Bring every changed listing into the index. Returns how many; safe to run again and to be interrupted."""
    waiting = Listing.objects.filter(is_indexed=False)
    if not is_there() or waiting[MANY : MANY + 1].exists():
        return index_everything()
    done = 0
    while batch := list(islice(waiting.order_by("pk").iterator(), BATCH)):
        update(
            settings.INDEX_FOLDER,
            [listing.document for listing in batch if listing.is_public],
            [listing.pk for listing in batch if not listing.is_public],
            book=keep_office_book(),
        )
        done += _mark(batch)
    return done


def _mark(batch: list[Listing]) -> int:
    """Note what the index has now; a listing built again meanwhile stays waiting."""
    marked = 0
    for listing in batch:
        marked += Listing.objects.filter(
            pk=listing.pk, built_at=listing.built_at, is_indexed=False
        ).update(is_indexed=True)
    return marked


def index_everything(progress: Progress | None = None) -> int:
    """Make the index anew from all public listings."""
    seen: list[Any] = []
    count = rebuild(
        _public_documents(seen, progress), settings.INDEX_FOLDER, book=keep_office_book()
    )
    latest = max(seen, default=None)
    if latest is not None:
        Listing.objects.filter(built_at__lte=latest).update(is_indexed=True)
    return count


def _public_documents(seen: list[Any], progress: Progress | None) -> Iterator[dict[str, Any]]:
    rows = Listing.objects.filter(is_public=True).values_list("document", "built_at")
    for number, (document, built_at) in enumerate(rows.iterator(chunk_size=BATCH), start=1):
        if not seen or built_at > seen[0]:
            seen[:] = [built_at]
        if progress:
            progress(number)
        yield document


def is_there() -> bool:
    """Whether there is an index of this version to read."""
    try:
        open_office_index()
    except NoIndex:
        return False
    return True
