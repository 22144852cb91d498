"""Many operations in one transaction count what they count, and the entries are written in one go."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.operations.open_year import OpenYear, YearIsClosed, open_year
from xenia.ground.ledger.streams import STREAMS, Stream
from xenia.ground.ledger.tokens import token_of

AT_ONCE: Final = 1_000
SERVICE: Final = "service"
Year = tuple[str, int]


class Together:
    """The entries of one block, and the years they belong to, each held open once."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._held: dict[Year, OpenYear | YearIsClosed] = {}
        self._keys: dict[Year, bytes] = {}

    def hold(self, stream: Stream, day: date) -> OpenYear:
        """The open year a day lies in. Raises YearIsClosed."""
        which = (stream.code, stream.year_of(day))
        if which not in self._held:
            try:
                self._held[which] = open_year(stream, day)
            except YearIsClosed as closed:
                self._held[which] = closed
        held = self._held[which]
        if isinstance(held, YearIsClosed):
            raise held
        return held

    def take(
        self, entry: Entry, stream: Stream, on: date, *, subject: UUID | None, is_named: bool
    ) -> Entry:
        """An entry, written with the others. Raises YearIsClosed."""
        year = self.hold(stream, on)
        entry.on, entry.grain = year.place_of(on)
        if subject is not None:
            which = (stream.code, year.year)
            if which not in self._keys:
                self._keys[which] = year.key()
            entry.token, entry.is_named = token_of(subject, self._keys[which]), is_named
        self.entries.append(entry)
        return entry


_TOGETHER: ContextVar[Together | None] = ContextVar("together", default=None)


def now_together() -> Together | None:
    """The block that is going on; None when each entry is written by itself."""
    return _TOGETHER.get()


@contextmanager
def written_together(days: Iterable[date] = ()) -> Iterator[None]:
    """What is counted in this block is checked as ever, and written at its end, in the caller's transaction.

    days: some of each year that will be counted in; those years are held open at once, in one order, so that nobody waits for
    the other in a circle. An operation that fails ends the block: what it counted would be written all the same.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("written_together() outside a transaction: half of it could stay")
    if _TOGETHER.get() is not None:
        yield
        return
    together = Together()
    stream = STREAMS[SERVICE]
    years = {stream.year_of(day): day for day in days}
    for year in sorted(years):
        _try_to_hold(together, stream, years[year])
    before = _TOGETHER.set(together)
    try:
        yield
    finally:
        _TOGETHER.reset(before)
    Entry.objects.bulk_create(together.entries, batch_size=AT_ONCE)


def _try_to_hold(together: Together, stream: Stream, day: date) -> None:
    """A closed year is refused when something is to be counted in it, not before."""
    try:
        together.hold(stream, day)
    except YearIsClosed:
        return
