"""A question answered from the index: what is meant, what matches, in which order, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from xenia.ground.common.stems import stem
from xenia.ground.common.text import runs
from xenia.registers.directory.search.expand import RELATED, Expansion, Match, expand
from xenia.registers.directory.search.facts import NOWHERE
from xenia.registers.directory.search.filters import (
    applied,
    counts,
    elsewhere,
    on_offer,
    passing,
    speaking,
    without_each,
)
from xenia.registers.directory.search.index import OpenIndex
from xenia.registers.directory.search.ranking import (
    BROWSING_POINTS,
    Weights,
    best_first,
    by_terms,
    nearest_first,
)
from xenia.registers.directory.search.request import (
    Hit,
    Reason,
    Relaxed,
    SearchRequest,
    SearchResult,
)
from xenia.registers.directory.search.suggest import pieces_of
from xenia.registers.directory.upkeep import FRESH_FOR

# A term this likely decides what matches; a less likely one only the order.
DECISIVE: Final = 0.5
# A term this likely is what she asks for; one between the two is a circumstance: "hot meal for homeless people".
MEANT: Final = 0.8
# With fewer services than these, less likely terms may match too.
FEW: Final = 5
MOST_NAMED: Final = 3
SURE: Final = ("term", "name", "main", "lead")
# Whom to ask when we do not understand a question, and how likely each can say where to go.
HELPERS: Final = {
    "city-services.forms": 1.0,
    "city-services.refugee": 0.9,
    "city-services.community": 0.8,
    "city-services.library": 0.7,
    "money-benefits.can-i-apply": 0.6,
}
# Beyond these many words the rarest decide.
MOST_COMBINED: Final = 6
MOST_RESPELLED: Final = 3
# Filters whose reason names the value, and those that another reason already tells.
VALUED: Final = ("area", "term", "need")
UNSPOKEN: Final = ("languages", "within_miles", "lives_in")


@dataclass(frozen=True, slots=True)
class _Matched:
    """What a question matches before filters, and how far it had to be bent for that.

    near: those of the services that are not about the terms themselves, only near them.
    """

    services: int
    matches: tuple[Match, ...]
    pieces: tuple[str, ...]
    relaxed: Relaxed = Relaxed.NO
    near: int = 0


def search(request: SearchRequest, index: OpenIndex, *, today: date) -> SearchResult:
    """Find services for a person's words and filters.

    Without words, or with words that say nothing ("?!"), everything is browsed. today: the city's day, for
    what is stale.
    """
    expansion = _understood(request, index)
    among = on_offer(index.facts)
    matched = _matched(request, expansion, index, among)
    is_understood = bool(matched.matches) and matched.relaxed is not Relaxed.HELPERS
    filters = applied(request, index.facts, index.book.taxonomy)
    found = passing(filters, matched.services)
    ordered = _ordered(request, matched, found, index, today)
    explainer = _Explainer(request, matched, index)
    distances = index.facts.distances(*request.point) if request.point else None
    return SearchResult(
        hits=tuple(
            Hit(
                id=index.facts.id_of(row),
                score=score,
                miles=None if distances is None or distances[row] == NOWHERE else distances[row],
                why=tuple(explainer.reasons(row, filters)),
            )
            for row, score in ordered
        ),
        total=found.bit_count(),
        near=(found & matched.near).bit_count(),
        elsewhere=_elsewhere(request, matched, filters, index),
        counts=counts(request, filters, matched.services, index),
        without=without_each(filters, matched.services),
        matches=expansion.matches if is_understood else (),
        looked_for=expansion.looked_for if is_understood else (),
        relaxed=matched.relaxed,
    )


def _elsewhere(
    request: SearchRequest, matched: _Matched, filters: Mapping[str, int], index: OpenIndex
) -> int:
    """How many services fit the question but serve only areas where the person does not live."""
    if not request.lives_in:
        return 0
    fitting = passing(filters, matched.services, but="lives_in")
    return (fitting & elsewhere(index.facts, request.lives_in)).bit_count()


def _understood(request: SearchRequest, index: OpenIndex) -> Expansion:
    expansion = expand(
        request.words,
        language=request.language,
        book=index.book,
        is_known=index.postings.is_known,
    )
    if request.only_my_words:
        return Expansion(content=expansion.content, leftover=expansion.content)
    return expansion


def _matched(
    request: SearchRequest, expansion: Expansion, index: OpenIndex, among: int
) -> _Matched:
    if not expansion.content:
        return _Matched(among, (), ())
    by_words = index.postings.with_all(expansion.content, among)
    if by_words and expansion.is_guess:
        return _Matched(by_words, (), expansion.content)
    services = by_words | _of_terms(expansion.matches, index, DECISIVE) & among
    if services.bit_count() < FEW:
        services |= _of_terms(expansion.matches, index, 0.0) & among
    sure = services & _of_terms(expansion.matches, index, MEANT, SURE)
    if expansion.leftover or not expansion.matches:
        # She named something no term knows, such as a place: who mentions all of it is meant.
        sure |= by_words
    matched = _Matched(services, expansion.matches, expansion.content)
    if request.only_my_words or sure.bit_count() >= FEW:
        return matched
    if expansion.matches:
        return _with_related(matched, sure, request, expansion, index, among)
    if matched.services:
        return matched
    bent = (one for one in _bent(expansion, index, among) if one.services)
    return next(bent, None) or _helpers(matched, request, index, among)


def _helpers(matched: _Matched, request: SearchRequest, index: OpenIndex, among: int) -> _Matched:
    """We did not understand: who reads letters, knows the city and speaks languages comes in place of nothing."""
    taxonomy = index.book.taxonomy
    helpers = tuple(
        Match(code, taxonomy.label(code, request.language), weight, "", RELATED)
        for code, weight in HELPERS.items()
        if code in taxonomy
    )
    services = _of_terms(helpers, index, 0.0, SURE) & among
    if not services:
        return matched
    return _Matched(services, helpers, matched.pieces, Relaxed.HELPERS, services)


def _of_terms(
    matches: Sequence[Match], index: OpenIndex, least: float, kinds: Sequence[str] = ()
) -> int:
    """The services about the terms that weigh enough; kinds: in these ways only."""
    services = 0
    for match in matches:
        if match.weight >= least:
            for kind in kinds:
                services |= index.facts.with_facet(f"{kind}:{match.code}")
            if not kinds:
                services |= index.facts.about(match.code)
    return services


def _with_related(
    matched: _Matched,
    sure: int,
    request: SearchRequest,
    expansion: Expansion,
    index: OpenIndex,
    among: int,
) -> _Matched:
    """Few or no services are surely about the terms themselves: what only mentions them or is near comes after."""
    near = tuple(
        Match(code, index.book.taxonomy.label(code, request.language), weight, "", RELATED)
        for code, weight in expansion.related.items()
    )
    return _Matched(
        services=matched.services | (_of_terms(near, index, 0.0) & among),
        matches=(*matched.matches, *near),
        pieces=matched.pieces,
        relaxed=Relaxed.NO if matched.services else Relaxed.RELATED,
        near=(matched.services | (_of_terms(near, index, 0.0) & among)) & ~sure,
    )


def _bent(expansion: Expansion, index: OpenIndex, among: int) -> Iterator[_Matched]:
    """Nothing matches as it stands: other spellings, then not every word."""
    postings = index.postings
    unknown = [piece for piece in expansion.content if not postings.is_known(piece)]
    closest = {piece: postings.closest(piece) for piece in unknown[:MOST_RESPELLED]}
    spelled = tuple(closest.get(piece) or piece for piece in expansion.content)
    if spelled != expansion.content:
        services = postings.with_all(spelled, among)
        yield _Matched(services, (), spelled, Relaxed.SPELLING)
    known = sorted(filter(postings.is_known, spelled), key=postings.rarity, reverse=True)
    known = known[:MOST_COMBINED]
    for size in range(len(known) - (len(known) == len(spelled)), 0, -1):
        services = 0
        for some in combinations(known, size):
            services |= postings.with_all(some, among)
        yield _Matched(services, (), tuple(known), Relaxed.SOME_WORDS)


def _ordered(
    request: SearchRequest,
    matched: _Matched,
    found: int,
    index: OpenIndex,
    today: date,
) -> list[tuple[int, float]]:
    """The rows of the page asked for, with their scores."""
    first, after = (request.page - 1) * request.page_size, request.page * request.page_size
    if first >= found.bit_count():
        return []
    facts = index.facts
    distances = facts.distances(*request.point) if request.point else None
    if request.sort == "nearest" and distances is not None:
        return nearest_first(found, distances, after)[first:]
    matches = matched.matches
    if request.term:
        matches = (*matches, Match(request.term, "", 1.0, "", "chosen"))
    weights = Weights(
        words=index.postings.fit(matched.pieces),
        names=_fit_of_names(matches, index),
        stale=facts.stale(today - FRESH_FOR),
        preferred=speaking(facts, request.language) if request.prefer_language else 0,
        distances=distances,
    )
    rows: list[tuple[int, float]] = []
    for part in (found & ~matched.near, found & matched.near):
        groups = by_terms(part, matches, facts) if matches else [(BROWSING_POINTS, part)]
        rows += best_first(groups, weights, facts, after - len(rows))
    return rows[first:]


def _fit_of_names(matches: Sequence[Match], index: OpenIndex) -> dict[int, float]:
    """How well texts fit the English names of the likeliest terms, by row."""
    total: dict[int, float] = {}
    for match in matches[:MOST_NAMED]:
        if match.weight >= DECISIVE:
            pieces = pieces_of(match.code, index.book)
            for row, fit in index.postings.fit_of_names(pieces).items():
                total[row] = total.get(row, 0.0) + match.weight * fit
    return total


class _Explainer:
    """Says why a service is shown, for one question."""

    def __init__(self, request: SearchRequest, matched: _Matched, index: OpenIndex) -> None:
        self._request = request
        self._facts = index.facts
        self._matches = matched.matches
        typed = {stem(run): run for run in runs(request.words)}
        self._words = [
            (typed.get(piece, piece), index.postings.with_piece(piece)) for piece in matched.pieces
        ]
        asked = sorted(request.languages) or [request.language]
        self._languages = [
            (language, speaking(index.facts, language)) for language in asked if language != "en"
        ]

    def reasons(self, row: int, filters: Iterable[str]) -> Iterator[Reason]:
        yield from self._terms(row)
        yield from (Reason("words", typed) for typed, bits in self._words if bits >> row & 1)
        yield from (Reason("language", code) for code, bits in self._languages if bits >> row & 1)
        for name in filters:
            if name in VALUED:
                yield Reason(name, getattr(self._request, name))
            elif name not in UNSPOKEN:
                yield Reason(name)

    def _terms(self, row: int) -> Iterator[Reason]:
        """The terms a service is about; what is only near them is said where nothing else can be."""
        direct = [match for match in self._matches if match.how != RELATED]
        found = [reason for match in direct if (reason := self._term(row, match))]
        near = [match for match in self._matches if match.how == RELATED and not found]
        yield from found
        yield from (reason for match in near if (reason := self._term(row, match)))

    def _term(self, row: int, match: Match) -> Reason | None:
        if any(self._facts.has(row, f"{kind}:{match.code}") for kind in SURE):
            return Reason("term", match.code, match.label)
        if self._facts.about(match.code) >> row & 1:
            return Reason("mentions", match.code, match.label)
        return None
