"""The laws the office works by: reading them as of a day, and the facts that come with the house.

`data/laws.json` has what we read about duties of language access in the United States, each with its source and what
nobody has checked. An office takes what binds it, and enters its own.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from xenia.ground.reference.models import LegalBasis
from xenia.ground.translations.models import TranslatedText
from xenia.ground.translations.queries import state_of, texts_of

SEED: Final = Path(__file__).parent / "data" / "laws.json"
_NEAREST: Final = ("local", "state", "federal")
_DAYS: Final = ("from_on", "ended_on", "read_on")


@dataclass(frozen=True, slots=True)
class LawShown:
    """One law in the reader's language. text_language: "en" where nobody has translated it yet."""

    basis: LegalBasis
    title: str
    duty: str
    text_language: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class LawsOn:
    """The laws of one day: in force, still to come, ended."""

    on: date
    in_force: list[LawShown]
    to_come: list[LawShown]
    ended: list[LawShown]


def laws_on(on: date, *, reader: str, binding_us: bool = True) -> LawsOn:
    """What the law asks on a day, and what it asked before; in the reader's language as far as it is translated."""
    found = LegalBasis.objects.filter(binds_us=binding_us).select_related("superseded_by")
    # What is near comes first: local law binds even when federal law moves.
    nearest_first = sorted(found, key=lambda law: _NEAREST.index(law.jurisdiction))
    shown = _shown(nearest_first, reader)
    in_force = [one for one in shown if one.basis.holds(on)]
    ended = [one for one in shown if one.basis.ended_on is not None and one.basis.ended_on <= on]
    to_come = [one for one in shown if one not in in_force and one not in ended]
    ended.sort(key=lambda one: one.basis.ended_on or on, reverse=True)
    return LawsOn(on, in_force, to_come, ended)


def _shown(laws: Sequence[LegalBasis], reader: str) -> list[LawShown]:
    texts = texts_of(LegalBasis, [law.pk for law in laws], [reader])
    return [_in_language(law, reader, texts.get(law.pk, {})) for law in laws]


def _in_language(
    law: LegalBasis, reader: str, fields: dict[str, dict[str, TranslatedText]]
) -> LawShown:
    rows = [fields.get(name, {}).get(reader) for name in LegalBasis.TRANSLATED]
    sources = [str(getattr(law, name)) for name in LegalBasis.TRANSLATED]
    states = {state_of(row, source) for row, source in zip(rows, sources, strict=True)}
    if states <= {"draft", "reviewed"}:
        title, duty = (row.text for row in rows if row)
        return LawShown(law, title, duty, reader, "draft" in states)
    return LawShown(law, law.title, law.duty, "en", False)


def seeded_laws() -> list[dict[str, Any]]:
    """The laws that come with the house, as fields of a LegalBasis; `superseded_by` is a code."""
    rows: list[dict[str, Any]] = json.loads(SEED.read_text(encoding="utf-8"))["laws"]
    return [
        row | {name: date.fromisoformat(row[name]) for name in _DAYS if row.get(name)}
        for row in rows
    ]
