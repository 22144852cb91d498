"""What the ledger says of an open year, and what is left when the year is sealed."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xenia.ground.ledger.dimensions import DIMENSIONS
from xenia.ground.ledger.kinds import KINDS

Text = str | Promise

DIMENSION_WORDS: dict[str, Text] = {
    "program": _("program"),
    "service_type": _("kind of service"),
    "provider": _("organization"),
    "department": _("city department"),
    "fund": _("who paid"),
    "language": _("language"),
    "area": _("neighborhood"),
    "origin": _("country of origin"),
    "case_type": _("kind of legal case"),
    "need": _("need"),
    "reason": _("reason"),
    "outcome": _("outcome"),
    "mode": _("way"),
    "is_new": _("first time or not"),
    "method": _("how it was counted"),
    "dialect": _("dialect"),
    "service": _("service"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """One kind of fact. meaning: in English, as the room that counts it says it."""

    code: str
    meaning: str
    dimensions: tuple[Text, ...]
    counts_people: bool


def counted_kinds() -> list[Counted]:
    """Every kind of fact the office counts, with what may stand beside it."""
    return [
        Counted(
            kind.code,
            kind.meaning,
            tuple(DIMENSION_WORDS[name] for name in DIMENSIONS if name in kind.dimensions),
            kind.counts_persons,
        )
        for _code, kind in sorted(KINDS.items())
    ]
