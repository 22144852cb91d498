"""How well the search finds what people mean, measured on questions with known answers.

A file per language (`ht.csv`) has the columns query and terms: what a person types, and the codes of which she
means any; or query and meaning, a word of the drafter's that a table turns into codes. Which services answer a term is a judge's to say: by the terms somebody gave them, or, in a
directory that others wrote, by rules that a person checked by reading.
"""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search.index import OpenIndex
from xenia.registers.directory.search.query import search
from xenia.registers.directory.search.request import SearchRequest, SearchResult
from xenia.registers.directory.search.rows import rows_of

FIRST: Final = 5
# What a description is about stands at its beginning; a mention further down is no answer.
JUDGED_TEXT: Final = 320
# The services that answer any of some terms; None where the judge knows nothing of them.
Judge = Callable[[Collection[str]], Collection[UUID] | None]


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


def evaluate(
    folder: Path,
    index: OpenIndex,
    *,
    today: date,
    judge: Judge | None = None,
    meanings: Mapping[str, str] | None = None,
) -> list[Score]:
    """Ask every question of a folder's files. Raises ValueError for a term the taxonomy does not have.

    judge: says which services are right; without one, those that somebody gave a term. meanings: codes by the
    drafter's word.
    """
    judge = judge or by_given_terms(index)
    return [
        Score(
            path.stem,
            tuple(
                _asked(row["query"], _terms(row, meanings or {}), path.stem, index, today, judge)
                for row in _rows(path)
            ),
        )
        for path in sorted(folder.glob("*.csv"))
    ]


def _terms(row: Mapping[str, str], meanings: Mapping[str, str]) -> tuple[str, ...]:
    return tuple((row.get("terms") or meanings[row["meaning"]]).split("|"))


def by_given_terms(index: OpenIndex) -> Judge:
    """Right is a service that somebody gave one of the terms, or one under them."""

    def right(codes: Collection[str]) -> set[UUID]:
        facets = (index.facts.with_facet(f"term:{code}") for code in codes)
        return {index.facts.id_of(row) for bits in facets for row in rows_of(bits)}

    return right


def by_rules(
    rules: Iterable[Mapping[str, str]],
    listings: Iterable[Mapping[str, Any]],
    taxonomy: Taxonomy,
) -> Judge:
    """Right is a service whose name or text matches the rule of one of the terms, or of one under them.

    rules: rows with code, names (a pattern for the English name), texts (one for the name and the beginning of the
    description) and but_not (names that are no answer all the same).
    """
    texts = [(UUID(str(one["id"])), *_english(one)) for one in listings]
    answers = {
        row["code"]: {service for service, *text in texts if _answers(row, *text)} for row in rules
    }

    def right(codes: Collection[str]) -> set[UUID] | None:
        under = {each for code in codes for each in taxonomy.branch(code) if each in answers}
        return {service for code in under for service in answers[code]} if under else None

    return right


def _answers(rule: Mapping[str, str], name: str, text: str) -> bool:
    if rule["but_not"] and re.search(rule["but_not"], name, re.IGNORECASE):
        return False
    by_name = rule["names"] and re.search(rule["names"], name, re.IGNORECASE)
    return bool(by_name or (rule["texts"] and re.search(rule["texts"], text, re.IGNORECASE)))


def _english(listing: Mapping[str, Any]) -> tuple[str, str]:
    name = listing["name"].get("en", "")
    return name, f"{name}\n{listing['description'].get('en', '')[:JUDGED_TEXT]}"


def _asked(
    words: str,
    terms: tuple[str, ...],
    language: str,
    index: OpenIndex,
    today: date,
    judge: Judge,
) -> Asked:
    if unknown := [code for code in terms if code not in index.book.taxonomy]:
        raise ValueError(f"{words!r} means unknown terms: {', '.join(unknown)}")
    request = SearchRequest(words=words, language=language, page_size=FIRST)
    result = search(request, index, today=today)
    right = judge(terms)
    good = sum(hit.id in right for hit in result.hits) if right else 0
    return Asked(
        words=words,
        terms=terms,
        precision=good / min(FIRST, len(right)) if right else None,
        is_understood=_is_understood(result, terms, index),
        found=result.total,
    )


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
