"""Questions to tantivy: which services use a piece of text, and how well their texts fit."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import tantivy
from rapidfuzz.distance import OSA

from xenia.registers.directory.search.rows import from_digits

# Remembered per state of the index: 512 pieces of 50,000 services are at most 3 MB.
PIECES_REMEMBERED: Final = 512
NAMES_REMEMBERED: Final = 100
WEIGHTS: Final = {"name": 3.0, "organization": 1.5, "body": 1.0}
# What the other fields add to the best one.
TIE: Final = 0.25
PHRASE_BONUS: Final = 1.5
# Scores are wanted for the best; beyond these a text adds nothing to the order.
MOST_SCORED: Final = 600
# BM25 rises towards k1 + 1 = 2.2 times the rarity of a piece.
BM25_CEILING: Final = 2.2
# How rare a piece is that one in fifty services uses: ln(1 + 49 / 1).
TELLING: Final = 3.9


class Postings:
    """One state of the index as text."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema, size: int) -> None:
        self._searcher = searcher
        self._schema = schema
        self._size = size
        # Per state of the index, so that nothing outlives a new one.
        self.with_piece = lru_cache(maxsize=PIECES_REMEMBERED)(self._with_piece)
        self.fit_of_names = lru_cache(maxsize=NAMES_REMEMBERED)(self._fit_of_names)

    def count(self, piece: str) -> int:
        """How many services use a piece anywhere."""
        return int(self._searcher.doc_freq("body", piece))

    def is_known(self, piece: str) -> bool:
        """Whether any service uses a piece."""
        return self.count(piece) > 0

    def rarity(self, piece: str) -> float:
        """How much a piece tells among these services: 0 when none uses it."""
        count = self.count(piece)
        if not count:
            return 0.0
        return (
            math.log(1 + (self._size - count + 0.5) / (count + 0.5)) if count < self._size else 0.01
        )

    def with_all(self, pieces: Iterable[str], among: int) -> int:
        """The services that use every piece, in whatever order and field."""
        found = among
        for piece in pieces:
            found &= self.with_piece(piece)
        return found

    def _with_piece(self, piece: str) -> int:
        return self._rows(self._term("body", piece))

    def closest(self, piece: str) -> str | None:
        """The piece in use that was probably meant by an unknown one; the first two letters are taken as right."""
        allowed = 1 if len(piece) < 6 else 2
        if len(piece) < 4 or not piece.isalpha():
            return None
        near = {
            known: (OSA.distance(piece, known, score_cutoff=allowed), -used)
            for known, used in self._searcher.terms_with_prefix("body", piece[:2])
            if abs(len(known) - len(piece)) <= allowed
        }
        best = min(near, key=near.__getitem__, default=None)
        return best if best is not None and near[best][0] <= allowed else None

    def fit(self, pieces: Sequence[str]) -> dict[int, float]:
        """How well a question's words fit the texts of the best services, by row.

        1 when its two most telling words stand in the name.
        """
        known = [piece for piece in dict.fromkeys(pieces) if self.is_known(piece)]
        clauses = [self._anywhere(piece) for piece in known]
        if len(pieces) > 1:
            phrase = tantivy.Query.phrase_query(self._schema, "name", list(pieces))
            clauses.append(tantivy.Query.boost_query(phrase, PHRASE_BONUS))
        telling = sorted(map(self.rarity, known), reverse=True)[:2]
        return self._scored(clauses if known else [], sum(telling), MOST_SCORED)

    def _fit_of_names(self, pieces: tuple[tuple[str, float], ...]) -> dict[int, float]:
        """How well the pieces of a term's names, each with its share, fit the texts of the best services, by row.

        1 when one that tells something stands in the service's name.
        """
        clauses = [
            tantivy.Query.boost_query(self._anywhere(piece), share)
            for piece, share in pieces
            if self.is_known(piece)
        ]
        return self._scored(clauses, TELLING, MOST_SCORED // 4)

    def _scored(self, clauses: list[tantivy.Query], rarity: float, most: int) -> dict[int, float]:
        """The best services for some clauses; a score of 1 is a piece so rare standing in the name."""
        if not clauses:
            return {}
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in clauses])
        hits = self._searcher.search(query, limit=most, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _score, address in hits])
        full = WEIGHTS["name"] * BM25_CEILING * rarity
        return {
            int(row or 0): min(1.0, score / full)
            for row, (score, _) in zip(rows, hits, strict=True)
        }

    def _anywhere(self, piece: str) -> tantivy.Query:
        fields = [
            tantivy.Query.boost_query(self._term(field, piece), weight)
            for field, weight in WEIGHTS.items()
        ]
        return tantivy.Query.disjunction_max_query(fields, TIE)

    def _term(self, field: str, piece: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, piece)

    def _rows(self, query: tantivy.Query) -> int:
        hits = self._searcher.search(
            query, limit=max(1, self._size), count=False, order_by_field="row"
        ).hits
        flags = bytearray(b"0") * (self._size or 1)
        for row, _address in hits:
            flags[row] = 49
        return from_digits(flags)
