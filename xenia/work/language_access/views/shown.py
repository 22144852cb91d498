"""Interpreters in the reader's words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.languages import name_in
from xenia.work.language_access.models import Interpreter, LanguagePair
from xenia.work.language_access.models.pair import Way
from xenia.work.language_access.queries.roster import pairs_of

STANDING: dict[int, Promise] = {
    0: _("Own word only: not qualified"),
    1: _("Best available evidence"),
    2: _("Certified"),
    3: _("Certified by the courts"),
}


def lines_of(found: Sequence[Interpreter], on: date, reader: str) -> list[dict[str, Any]]:
    """One line for each interpreter, with what she works in."""
    pairs = pairs_of(found, on)
    return [
        {"one": one, "pairs": [pair_shown(pair, reader) for pair in pairs.get(one.pk, [])]}
        for one in found
    ]


def pair_shown(pair: Any, reader: str) -> dict[str, Any]:
    """A pair in words. Interpreting and writing stand for themselves: each has its own credential."""
    return {
        "pk": pair.pk,
        "from": name_in(pair.from_language, reader),
        "to": name_in(pair.to_language, reader),
        "dialect": pair.dialect,
        "ways": ", ".join(str(way.label) for way in pair.ways),
        "standings": list(_standings(pair)),
    }


def _standings(pair: LanguagePair) -> Any:
    ranks: dict[str, int] = {}
    if any(way != Way.WRITTEN for way in pair.ways):
        ranks["interpreting"] = pair.rank  # type: ignore[attr-defined]
    if pair.written:
        ranks["written"] = pair.written_rank  # type: ignore[attr-defined]
    for what, rank in ranks.items():
        words = STANDING[rank]
        is_apart = len(ranks) == 2 and what == "written"
        yield {"words": words, "is_met": rank > 0, "is_written": is_apart}
