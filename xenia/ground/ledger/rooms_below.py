"""What rooms below the ledger count: they hold a handler, filled here."""

from datetime import date

from xenia.ground.ledger import operations
from xenia.ground.ledger.kinds import register
from xenia.ground.translations.neighbours import HANDLERS, KINDS


def _count(kind: str, on: date, quantity: int, language: str) -> None:
    operations.record(kind=kind, on=on, quantity=quantity, language=language)


def count_for_rooms_below() -> None:
    """Count the reviews and imports of texts in other languages."""
    for code, meaning in KINDS.items():
        register(code, meaning, dimensions=("language",))
    HANDLERS.count = _count
