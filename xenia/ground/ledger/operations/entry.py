"""Something happened: an entry is written."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from xenia.ground.ledger.kinds import KINDS, Kind
from xenia.ground.ledger.models import Entry
from xenia.ground.ledger.operations.open_year import open_year
from xenia.ground.ledger.operations.together import now_together
from xenia.ground.ledger.streams import STREAMS, Stream
from xenia.ground.ledger.tokens import token_of

LEGAL_HELP = "legal"  # the service type


def record(
    *,
    kind: str,
    on: date,
    quantity: int = 1,
    subject: UUID | None = None,
    stream: str = "service",
    is_named: bool = True,
    **dimensions: Any,
) -> Entry:
    """Count a fact, in the caller's transaction.

    on: the local day. quantity: how many; negative only to take back what was counted in an open year.
    subject: the person, for kinds that count people; she is not written down, only her token of this year and stream.
    is_named: False for a contact whose name nobody knows; `alias` joins her to the person she turns out to be.
    Raises KeyError for a kind nobody registered, ValueError for what the kind does not allow, and YearIsClosed.
    """
    counted = KINDS[kind]
    given = said(dimensions)
    into = stream_for(counted, stream)
    refuse_unfit(counted, into, given, subject)
    entry = Entry(kind=kind, stream=stream, quantity=quantity, **given)
    if together := now_together():
        return together.take(entry, into, on, subject=subject, is_named=is_named)
    with transaction.atomic():
        year = open_year(into, on)
        entry.on, entry.grain = year.place_of(on)
        if subject is not None:
            entry.token, entry.is_named = token_of(subject, year.key()), is_named
        entry.save(force_insert=True)
    return entry


@transaction.atomic
def record_legal(
    *,
    kind: str,
    on: date,
    subject: UUID,
    case_type: str,
    outcome: str = "",
    quantity: int = 1,
    is_named: bool = True,
    **dimensions: Any,
) -> tuple[Entry, Entry]:
    """Count legal help twice, so that a type of case never stands beside a language or a neighborhood.

    One entry in `service` with the day, the dimensions and the type "legal"; one in `legal` with the month, the type
    of case and how it ended. Their tokens have nothing in common. Raises what `record` raises.
    """
    about: dict[str, Any] = {"kind": kind, "on": on, "subject": subject, "is_named": is_named}
    service = record(**about, quantity=quantity, service_type=LEGAL_HELP, **dimensions)
    legal = record(**about, quantity=quantity, stream="legal", case_type=case_type, outcome=outcome)
    return service, legal


def said(dimensions: Mapping[str, Any]) -> dict[str, Any]:
    """The dimensions that say something."""
    return {name: value for name, value in dimensions.items() if value not in (None, "")}


def stream_for(kind: Kind, stream: str) -> Stream:
    """The stream a fact goes into. Raises ValueError."""
    if stream not in kind.streams:
        raise ValueError(f"{kind.code} is not counted in {stream!r}: {sorted(kind.streams)} are")
    return STREAMS[stream]


def refuse_unfit(kind: Kind, stream: Stream, given: dict[str, Any], subject: UUID | None) -> None:
    """Raises ValueError for what the kind or the stream does not carry."""
    if strange := set(given) - kind.dimensions:
        raise ValueError(
            f"{kind.code} does not carry {sorted(strange)}: allowed are {sorted(kind.dimensions)}"
        )
    if strange := set(given) - stream.carries:
        raise ValueError(
            f"the stream {stream.code!r} does not carry {sorted(strange)}: "
            f"allowed are {sorted(stream.carries)}"
        )
    if kind.counts_persons != (subject is not None):
        needs = "needs a subject" if kind.counts_persons else "is about no person"
        raise ValueError(f"{kind.code} {needs}")
