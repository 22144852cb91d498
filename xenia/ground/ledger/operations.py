"""Writing the ledger."""

from datetime import date
from typing import Any

from xenia.ground.ledger.kinds import KINDS
from xenia.ground.ledger.models import Entry


def record(*, kind: str, on: date, quantity: int = 1, **dimensions: Any) -> Entry:
    """Count a fact, in the caller's transaction.

    on: the local day. quantity: how many; negative only to correct an open period.
    Raises KeyError for a kind nobody registered, ValueError for a dimension the kind does not allow.
    """
    allowed = KINDS[kind].dimensions
    given = {name: value for name, value in dimensions.items() if value not in (None, "")}
    if strange := set(given) - allowed:
        raise ValueError(f"{kind} does not carry {sorted(strange)}: allowed are {sorted(allowed)}")
    return Entry.objects.create(kind=kind, on=on, quantity=quantity, **given)
