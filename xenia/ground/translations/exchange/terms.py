"""The glossary as a CSV sheet."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Final

from xenia.ground.common.languages import is_known
from xenia.ground.translations.models import GlossaryTerm

from .sheet import cell, lines_of

COLUMNS: Final = ("language", "term", "translation", "do_not_translate", "note", "source")
_YES: Final = "yes"
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed on one term. language: "" for every language."""

    language: str
    term: str
    translation: str = ""
    do_not_translate: bool = False
    note: str = ""
    source: str = ""


def write_terms(terms: Iterable[GlossaryTerm]) -> str:
    """The sheet of some terms."""
    out = StringIO(newline="")
    # All quoted: Python's writer leaves a lone carriage return open.
    sheet = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    sheet.writerow(COLUMNS)
    for term in terms:
        said = {name: getattr(term, name) for name in COLUMNS}
        said["do_not_translate"] = _YES if term.do_not_translate else ""
        sheet.writerow([cell(str(said[name])) for name in COLUMNS])
    return "\ufeff" + out.getvalue()


def read_terms(content: bytes) -> list[tuple[int, Agreement | str]]:
    """The rows of a sheet: what was agreed, or why a row is refused. Raises NotReadable."""
    needed = {"language", "term", "translation"}
    return [(number, _agreed(cells)) for number, cells in lines_of(content, needed=needed)]


def _agreed(cells: dict[str, str]) -> Agreement | str:
    said = {name: cells.get(name, "").strip() for name in COLUMNS}
    stays = said.pop("do_not_translate").casefold() in (_YES, "true", "1")
    language = said["language"].lower()
    if reason := _problem(said, language, stays=stays):
        return reason
    return Agreement(**(said | {"language": language}), do_not_translate=stays)


def _problem(said: dict[str, str], language: str, *, stays: bool) -> str:
    """Why a row cannot be kept; "" when it can. The reasons are the keys of `views.glossary.WHY_REFUSED`."""
    if not said["term"]:
        return "no_term"
    if any(
        len(said[name]) > _LONGEST or "\0" in said[name]
        for name in ("term", "translation", "source")
    ):
        return "too_long"
    if language and not is_known(language):
        return "unknown_language"
    if stays == bool(said["translation"]):
        return "stays_or_not"
    return "" if language or stays else "unknown_language"
