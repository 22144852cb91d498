"""Many facts are counted at once: a file that was brought in, a year that was made up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import transaction

from xenia.ground.ledger.kinds import KINDS
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.operations.entry import refuse_unfit, said, stream_for
from xenia.ground.ledger.operations.open_year import open_year

AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Fact:
    """Something happened on a local day, so many times, of some dimensions. Nobody is counted."""

    kind: str
    on: date
    quantity: int = 1
    dimensions: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def record_all(facts: Iterable[Fact], *, stream: str = "service") -> int:
    """Count facts as `record` does, in the caller's transaction. How many entries; a quantity of 0 makes none.

    Raises KeyError, ValueError, YearIsClosed; nothing is counted then.
    """
    entries = [_entry(one, stream) for one in facts if one.quantity]
    into = stream_for(KINDS[entries[0].kind], stream) if entries else None
    # Each year is held open once, in one order, so that nobody waits for the other in a circle.
    years = {} if into is None else {into.year_of(one.on): one.on for one in entries}
    held = {year: open_year(into, years[year]) for year in sorted(years)} if into else {}
    for one in entries:
        assert into
        one.on, one.grain = held[into.year_of(one.on)].place_of(one.on)
    return len(Entry.objects.bulk_create(entries, batch_size=AT_ONCE))


def _entry(fact: Fact, stream: str) -> Entry:
    kind = KINDS[fact.kind]
    given = said(fact.dimensions)
    refuse_unfit(kind, stream_for(kind, stream), given, None)
    return Entry(kind=fact.kind, stream=stream, on=fact.on, quantity=fact.quantity, **given)
