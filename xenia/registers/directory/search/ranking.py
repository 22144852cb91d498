"""The order of what was found: terms first, then names, then texts; stale later, near sooner."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import exp
from typing import Final

from xenia.registers.directory.search.expand import RELATED, Match
from xenia.registers.directory.search.facts import NOWHERE, Facts
from xenia.registers.directory.search.rows import bits_of, packed_of, rows_of

# Being about what was asked weighs most. A term somebody gave the service is surest, then its name, then its text.
TERM_POINTS: Final = 20.0
LEVELS: Final = (("term", 1.0), ("name", 0.8), ("main", 0.7), ("lead", 0.4), ("text", 0.15))
WORDS_POINTS: Final = 14.0
# What a text in the term's English words earns where nobody has given the service terms.
NAMES_POINTS: Final = 12.0
BROWSING_POINTS: Final = 10.0
STALE_FACTOR: Final = 0.9
LANGUAGE_FACTOR: Final = 1.1
# A service at the door is worth up to a third more than one far away; half of it is gone after two miles.
NEAR_SHARE: Final = 0.35
NEAR_MILES: Final = 3.0
# Without a known place (by phone, online) as if so far away.
MILES_IF_UNKNOWN: Final = 4.0
# Rows weighed one by one beyond those of the page.
SPARE: Final = 200


@dataclass(frozen=True, slots=True)
class Weights:
    """What the order depends on, besides the terms.

    words: how well a service's texts fit what was typed, names: the terms' English names; by row, 0 to about 1.
    """

    words: Mapping[int, float]
    names: Mapping[int, float]
    stale: int
    preferred: int
    distances: Sequence[float] | None


def by_terms(found: int, matches: Iterable[Match], facts: Facts) -> list[tuple[float, int]]:
    """The services found, grouped by what their terms earn them, best group first.

    Each term a service is about earns it something; of the terms that are only near those, the nearest alone does:
    who does many neighbouring things is not nearer than who does the next best one.
    """
    groups = {0.0: found}
    near: list[tuple[float, int]] = []
    for match in matches:
        levels = _disjoint_levels(match, facts)
        if match.how == RELATED:
            near += levels
            continue
        for points, bits in levels:
            groups = _split(groups, bits, points)
    for points, bits in _nearest_alone(near):
        groups = _split(groups, bits, points)
    return sorted(groups.items(), reverse=True)


def best_first(
    groups: Sequence[tuple[float, int]], weights: Weights, facts: Facts, wanted: int
) -> list[tuple[int, float]]:
    """The first rows in their order, with their scores."""
    points: dict[int, float] = {}
    enough = wanted + SPARE
    fitting = bits_of({*weights.words, *weights.names}, facts.size)
    for earned, bits in groups:
        is_short = len(points) < enough
        points.update(dict.fromkeys(rows_of(bits & fitting), earned))
        if is_short:
            points.update(dict.fromkeys(_first_of(bits, weights, facts, enough), earned))
    scores = _weighed(points, weights, facts)
    order = sorted(scores, key=lambda row: (-scores[row], facts.name_rank(row)))
    return [(row, scores[row]) for row in order[:wanted]]


def nearest_first(found: int, distances: Sequence[float], wanted: int) -> list[tuple[int, float]]:
    """The nearest rows; the score is what nearness alone earns."""
    rows = nsmallest(wanted, rows_of(found), key=distances.__getitem__)
    return [(row, BROWSING_POINTS * _nearness(distances[row])) for row in rows]


def _disjoint_levels(match: Match, facts: Facts) -> list[tuple[float, int]]:
    seen = 0
    levels = []
    for kind, factor in LEVELS:
        bits = facts.with_facet(f"{kind}:{match.code}") & ~seen
        seen |= bits
        levels.append((TERM_POINTS * match.weight * factor, bits))
    return levels


def _nearest_alone(levels: Iterable[tuple[float, int]]) -> Iterator[tuple[float, int]]:
    seen = 0
    for points, bits in sorted(levels, reverse=True):
        yield points, bits & ~seen
        seen |= bits


def _split(groups: Mapping[float, int], bits: int, points: float) -> dict[float, int]:
    after: dict[float, int] = {}
    for earned, rows in groups.items():
        for total, part in ((earned + points, rows & bits), (earned, rows & ~bits)):
            if part:
                key = round(total, 3)
                after[key] = after.get(key, 0) | part
    return after


def _first_of(bits: int, weights: Weights, facts: Facts, enough: int) -> list[int]:
    """Rows of a group that may come first although no text of theirs fits."""
    if bits.bit_count() <= enough:
        return rows_of(bits)
    if weights.distances is not None:
        return nsmallest(enough, rows_of(bits), key=weights.distances.__getitem__)
    return facts.first_by_name(bits & ~weights.stale, enough)


def _weighed(points: Mapping[int, float], weights: Weights, facts: Facts) -> dict[int, float]:
    """Each row's score, to two places: smaller differences leave the order to the names."""
    words, names = weights.words.get, weights.names.get
    stale = packed_of(weights.stale, facts.size)
    preferred = packed_of(weights.preferred, facts.size)
    scores = {}
    for row, earned in points.items():
        score = earned + WORDS_POINTS * words(row, 0.0) + NAMES_POINTS * names(row, 0.0)
        if stale[row >> 3] >> (row & 7) & 1:
            score *= STALE_FACTOR
        if preferred[row >> 3] >> (row & 7) & 1:
            score *= LANGUAGE_FACTOR
        if weights.distances is not None:
            score *= _nearness(weights.distances[row])
        scores[row] = round(score, 2)
    return scores


def _nearness(miles: float) -> float:
    away = MILES_IF_UNKNOWN if miles == NOWHERE else miles
    return 1 - NEAR_SHARE + NEAR_SHARE * exp(-away / NEAR_MILES)
