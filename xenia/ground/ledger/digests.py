"""What the entries of a year are, as one number: any change shows, their order and their ids do not."""

import hashlib

from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.periods import entries_of

AT_ONCE = 5_000
# An id and a place among the others are given anew each night.
LEFT_OUT = frozenset({"id", "turn"})


def digest_of_year(year: int) -> tuple[int, str]:
    """How many entries a year has, and the SHA-256 over them, sorted."""
    names = sorted(field.name for field in Entry._meta.local_fields if field.name not in LEFT_OUT)
    rows = Entry.objects.filter(entries_of(year)).values_list(*names)
    lines = sorted(
        hashlib.sha256(repr(tuple(map(str, row))).encode()).digest()
        for row in rows.iterator(chunk_size=AT_ONCE)
    )
    return len(lines), hashlib.sha256(b"".join(lines)).hexdigest()
