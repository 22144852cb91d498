"""How well the search finds what people mean, measured on questions with known answers.

A file per language (`ht.csv`) has the columns query and terms: what a person types, and the codes of which she
means any. A service is a right answer when somebody gave it one of these terms, or one under them.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from xenia.registers.directory.search.index import OpenIndex
from xenia.registers.directory.search.query import search
from xenia.registers.directory.search.request import SearchRequest, SearchResult
from xenia.registers.directory.search.rows import rows_of

FIRST: Final = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of an evaluation file and how it went.

    precision: right answers among the first five, of as many as there could be; None where the directory has none.
    is_understood: the likeliest term is one that was meant, or stands over or under it.
    """

    words: str
    terms: tuple[str, ...]
    precision: float | None
    is_understood: bool
    found: int


@dataclass(frozen=True, slots=True)
class Score:
    """One language's evaluation. Shares are from 0 to 1; precision is over the questions that have answers."""

    language: str
    questions: tuple[Asked, ...]

    @property
    def precision(self) -> float:
        """Mean precision among the first five; 0 when no question has an answer in the directory."""
        known = [asked.precision for asked in self.questions if asked.precision is not None]
        return sum(known) / len(known) if known else 0.0

    @property
    def answered(self) -> int:
        """Questions that have an answer in the directory."""
        return sum(asked.precision is not None for asked in self.questions)

    @property
    def understood(self) -> float:
        """Share of questions whose likeliest term was meant."""
        return _share(asked.is_understood for asked in self.questions)

    @property
    def empty(self) -> float:
        """Share of questions that found nothing at all."""
        return _share(asked.found == 0 for asked in self.questions)


def evaluate(folder: Path, index: OpenIndex, *, today: date) -> list[Score]:
    """Ask every question of a folder's files. Raises ValueError for a term the taxonomy does not have."""
    return [
        Score(path.stem, tuple(_asked(row, path.stem, index, today) for row in _rows(path)))
        for path in sorted(folder.glob("*.csv"))
    ]


def _asked(row: dict[str, str], language: str, index: OpenIndex, today: date) -> Asked:
    terms = tuple(row["terms"].split("|"))
    if unknown := [code for code in terms if code not in index.book.taxonomy]:
        raise ValueError(f"{row['query']!r} means unknown terms: {', '.join(unknown)}")
    request = SearchRequest(words=row["query"], language=language, page_size=FIRST)
    result = search(request, index, today=today)
    right = {index.facts.id_of(at) for code in terms for at in _given(code, index)}
    good = sum(hit.id in right for hit in result.hits)
    return Asked(
        words=row["query"],
        terms=terms,
        precision=good / min(FIRST, len(right)) if right else None,
        is_understood=_is_understood(result, terms, index),
        found=result.total,
    )


def _given(code: str, index: OpenIndex) -> list[int]:
    return rows_of(index.facts.with_facet(f"term:{code}"))


def _is_understood(result: SearchResult, terms: tuple[str, ...], index: OpenIndex) -> bool:
    taxonomy = index.book.taxonomy
    likeliest = next((match.code for match in result.matches), "")
    return any(likeliest in (*taxonomy.branch(code), *taxonomy.lineage(code)) for code in terms)


def _share(claims: Iterator[bool]) -> float:
    known = list(claims)
    return sum(known) / len(known) if known else 0.0


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
