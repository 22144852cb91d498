"""What this room asks rooms above it. They fill HANDLERS in their `apps.ready()`; without them it still works."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


def _uncounted(_kind: str, _on: date, _quantity: int, _language: str) -> None:
    """Nobody counts."""


@dataclass(slots=True)
class Handlers:
    """One answer each.

    count: kind of fact, local day, how many, language. Kinds: KINDS below.
    """

    count: Callable[[str, date, int, str], object] = _uncounted


HANDLERS = Handlers()
REVIEWED = "translations.reviewed"
IMPORTED = "translations.imported"
# What may be counted, and what one entry means.
KINDS = {
    REVIEWED: "A text in another language was answered for by a second person.",
    IMPORTED: "Texts in another language brought in by one file.",
}
