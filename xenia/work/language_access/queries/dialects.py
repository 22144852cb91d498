"""Dialects as they are counted: those of the office's own roster."""

from typing import Final

from xenia.ground.common.text import fold
from xenia.work.language_access.models import LanguagePair

OTHER: Final = "other"
LONGEST: Final = 40


def dialect_counted(language: str, dialect: str) -> str:
    """Under which name a dialect is counted: the roster's own, else "other"; "" when none is said.

    What somebody types in a request could be anything; what stands on the roster was written by the office.
    """
    said = _plain(dialect)
    if not said:
        return ""
    known = {_plain(one) for one in dialects_of(language)}
    return said[:LONGEST] if said in known else OTHER


def _plain(dialect: str) -> str:
    return " ".join(fold(dialect).split())


def dialects_of(language: str) -> set[str]:
    """The dialects of a language that somebody on the roster has, as they are written there."""
    rows = LanguagePair.objects.exclude(dialect="")
    pairs = rows.filter(from_language=language) | rows.filter(to_language=language)
    return set(pairs.values_list("dialect", flat=True))


def dialect_names() -> dict[str, str]:
    """How the dialects that are counted are written: {"santiago": "Santiago"}."""
    rows = LanguagePair.objects.exclude(dialect="").order_by("dialect")
    return {_plain(one)[:LONGEST]: one for one in rows.values_list("dialect", flat=True).distinct()}
