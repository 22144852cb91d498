"""Interpreters in the reader's words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xenia.ground.common.languages import name_in
from xenia.ground.common.local_words import comma
from xenia.ground.common.text import fold
from xenia.work.language_access.models import Interpreter, LanguagePair
from xenia.work.language_access.models.pair import Way
from xenia.work.language_access.queries.roster import pairs_of

STANDING: dict[int, Promise] = {
    0: _("Own word only: not qualified"),
    1: _("Best available evidence"),
    2: _("Certified"),
    3: _("Certified by the courts"),
}
ENGLISH = "en"


def lines_of(found: Sequence[Interpreter], on: date, reader: str) -> list[dict[str, Any]]:
    """One line for each interpreter, with every direction she works in, and the same in as few rows as there can be."""
    pairs = pairs_of(found, on)
    return [
        {
            "one": one,
            "pairs": [pair_shown(pair, reader) for pair in pairs.get(one.pk, [])],
            "rows": list(together(pairs.get(one.pk, []), reader)),
        }
        for one in found
    ]


def pair_shown(pair: Any, reader: str) -> dict[str, Any]:
    """A pair in words. Interpreting and writing stand for themselves: each has its own credential."""
    return {
        "pk": pair.pk,
        "from": name_in(pair.from_language, reader),
        "to": name_in(pair.to_language, reader),
        "dialect": pair.dialect,
        "script": pair.script,
        "ways": comma(reader).join(str(way.label) for way in pair.ways),
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


def together(pairs: Iterable[Any], reader: str) -> Iterator[dict[str, Any]]:
    """Directions that differ in nothing but the language, in one row: "English ⇄ Kriolu, Portuguese".

    Both directions of a pair are one; a direction without its other has an arrow. English stands first where it is one
    of the two.
    """
    rows: dict[Any, dict[str, Any]] = {}
    for one, both in _couples(pairs):
        home, other = _ends(one, both)
        out = not both and one.from_language == home
        kind = (home, both, out, tuple(one.ways), one.rank, one.written_rank)
        row = rows.setdefault(kind, pair_shown(one, reader) | {"names": [], "both": both})
        row["home"], row["out"] = name_in(home, reader), out
        row["names"].append(_called(one, other, reader))
    for row in rows.values():
        row["names"] = comma(reader).join(sorted(row["names"], key=fold))
        yield row


def _couples(pairs: Iterable[Any]) -> Iterator[tuple[Any, bool]]:
    """Each pair once, and whether its other direction is just the same."""
    by_ends = {(one.from_language, one.to_language, one.dialect): one for one in pairs}
    seen: set[Any] = set()
    for (start, end, dialect), one in by_ends.items():
        other = by_ends.get((end, start, dialect))
        both = other is not None and _same(one, other)
        if other is not None and both and other.pk in seen:
            continue
        seen.add(one.pk)
        yield one, both


def _same(one: Any, other: Any) -> bool:
    names = ("ways", "rank", "written_rank", "script")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _ends(one: LanguagePair, both: bool) -> tuple[str, str]:
    """The language the row begins with, and the one that is listed."""
    ends = (one.from_language, one.to_language)
    if both and ENGLISH in ends:
        return ENGLISH, ends[1] if ends[0] == ENGLISH else ends[0]
    if ends[1] == ENGLISH:
        return ends[1], ends[0]
    return ends


def _called(one: LanguagePair, code: str, reader: str) -> str:
    more = comma(reader).join(filter(None, (one.dialect, one.script)))
    return f"{name_in(code, reader)} ({more})" if more else name_in(code, reader)


def runs_of(rows: Any) -> list[dict[str, Any]]:
    """Days in a row that differ in the same way, as one line."""
    runs: list[dict[str, Any]] = []
    for one in rows:
        same = (one.is_available, one.from_minute, one.to_minute)
        for run in runs:
            if run["same"] == same and (one.on - run["last"]).days == 1:
                run["last"] = one.on
                run["days"].append(one.pk)
                break
        else:
            runs.append(
                {"same": same, "first": one.on, "last": one.on, "days": [one.pk], "row": one}
            )
    return runs
