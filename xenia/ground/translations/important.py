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
    # Nobody who reads it has answered for it yet.
    is_draft: bool = False


@cache
def _sentences() -> dict[str, tuple[str, bool]]:
    """By language: the sentence, and whether it is a draft."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["code"]: (row["sentence"].strip(), row["status"] != "reviewed") for row in rows}


def important_lines(reader: str) -> list[ImportantLine]:
    """One line for each of the office's languages we have a sentence in, the reader's own first.

    A language whose speakers have not given us the sentence yet is left out: we do not invent it.
    """
    found = [
        ImportantLine(one.code, one.direction, *_sentences()[one.code])
        for one in other_languages()
        if one.code in _sentences()
    ]
    return sorted(found, key=lambda line: line.lang != reader)


def english_sentence() -> str:
    """The sentence as it was first written."""
    return _sentences()["en"][0]


def unsaid_languages() -> list[str]:
    """The office's languages in which nobody has given us the sentence yet, by their own names."""
    return [one.own_name for one in other_languages() if one.code not in _sentences()]
