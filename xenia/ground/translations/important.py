"""The line that says “this is important” in each of the office's languages.

It stands over vital words that are shown in English because nobody has answered for the translation yet.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from xenia.ground.translations.queries.languages import other_languages

SENTENCES = Path(__file__).resolve().parent / "data" / "important.csv"


@dataclass(frozen=True, slots=True)
class ImportantLine:
    """The sentence in one language."""

    lang: str
    direction: str
    text: str


@cache
def _sentences() -> dict[str, str]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["sentence"].strip() for row in csv.DictReader(file)}


def important_lines(reader: str) -> list[ImportantLine]:
    """One line for each of the office's languages we have a sentence in, the reader's own first.

    A language whose speakers have not given us the sentence yet is left out: we do not invent it.
    """
    found = [
        ImportantLine(one.code, one.direction, _sentences()[one.code])
        for one in other_languages()
        if one.code in _sentences()
    ]
    return sorted(found, key=lambda line: line.lang != reader)
