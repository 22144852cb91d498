"""What the entries of a year are, as one number: any change shows, their order and their ids do not."""

import hashlib
from typing import Any

from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.periods import entries_of

AT_ONCE = 5_000
# An id and a place among the others are given anew each night.
LEFT_OUT = frozenset({"id", "turn"})
# Years were locked before there were these: an entry that does not say them is what it was.
ADDED_LATER = ("dialect", "method", "service")


def digest_of_year(year: int) -> tuple[int, str]:
    """How many entries a year has, and the SHA-256 over them, sorted."""
    first = sorted(
        field.name
        for field in Entry._meta.local_fields
        if field.name not in LEFT_OUT and field.name not in ADDED_LATER
    )
    rows = Entry.objects.filter(entries_of(year)).values_list(*first, *ADDED_LATER)
    lines = sorted(
        hashlib.sha256(_said(row, len(first)).encode()).digest()
        for row in rows.iterator(chunk_size=AT_ONCE)
    )
    return len(lines), hashlib.sha256(b"".join(lines)).hexdigest()


def _said(row: tuple[Any, ...], first: int) -> str:
    later = zip(ADDED_LATER, row[first:], strict=True)
    return repr(tuple(map(str, row[:first]))) + "".join(
        f" {name}={value}" for name, value in later if value
    )
