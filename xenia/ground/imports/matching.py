"""Which column of a sheet a heading means: by what was chosen before, by its words, nearly by its words."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from xenia.ground.common.text import fold
from xenia.ground.imports.models import HeadingChoice
from xenia.ground.imports.plug import SHEETS, Sheet
from xenia.ground.imports.reading.table import FileColumn

# Of 100: "E-mail adress" is 96 from "e-mail address"; "phone" is 55 from "name".
NEARLY: Final = 84
_LONGEST: Final = 80


def heading_hash(heading: str) -> str:
    """What is kept of a heading: enough to know it again. A heading may be a name that stood where headings should."""
    return salted_hmac("imports.heading", _plain(heading), algorithm="sha256").hexdigest()


def _plain(heading: str) -> str:
    return " ".join(fold(heading).replace("_", " ").replace("*", " ").split()).strip(" :.?#")[
        :_LONGEST
    ]


def known_words(sheet: Sheet) -> dict[str, str]:
    """Every word a heading of this sheet is known by, and the column it means. A label goes before other words."""
    words = {_plain(word): one.code for one in sheet.columns for word in (one.code, *one.words)}
    return words | _labels(sheet.code)


@cache
def _labels(code: str) -> dict[str, str]:
    """What our own pages and files call the columns of a sheet, in every language."""
    found: dict[str, str] = {}
    for tag, _name in settings.LANGUAGES:
        with override(tag):
            found |= {_plain(str(column.label)): column.code for column in SHEETS[code].columns}
    return found


def guessed_columns(sheet: Sheet, columns: Sequence[FileColumn]) -> dict[int, str]:
    """The likeliest column of the sheet for each column of the file; one that is not there is left out.

    What somebody chose for a heading before goes first, then the nearest words. No column is filled twice.
    """
    before = _chosen_before(sheet, columns)
    guessed = {index: code for index, code in before.items() if code and sheet.column(code)}
    words, labels = known_words(sheet), _labels(sheet.code)
    scored = sorted(
        (
            (score, -column.index, code)
            for column in columns
            if column.index not in before and column.heading
            for code, score in _scores(words, labels, _plain(column.heading)).items()
        ),
        reverse=True,
    )
    for _score, index, code in scored:
        if -index not in guessed and code not in guessed.values():
            guessed[-index] = code
    return guessed


def _chosen_before(sheet: Sheet, columns: Sequence[FileColumn]) -> dict[int, str]:
    hashes = {heading_hash(one.heading): one.index for one in columns if one.heading}
    chosen = HeadingChoice.objects.filter(sheet=sheet.code, heading_hash__in=hashes)
    found: dict[int, str] = {}
    for heading, code in chosen.values_list("heading_hash", "column"):
        if not code or code not in found.values():
            found[hashes[heading]] = code
    return found


def _scores(words: Mapping[str, str], labels: Mapping[str, str], heading: str) -> dict[str, float]:
    """How well a heading fits each column: our own label best, then a word, then what is nearly one. Of 100."""
    from rapidfuzz import fuzz

    if heading in labels:
        return {labels[heading]: 102.0}
    scores: dict[str, float] = {}
    for word, code in words.items():
        score = 101.0 if word == heading else fuzz.token_sort_ratio(word, heading)
        if score >= NEARLY:
            scores[code] = max(score, scores.get(code, 0))
    return scores
