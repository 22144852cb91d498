"""Filters as sets of services, and what each would leave."""

from collections.abc import Mapping
from typing import Final

from xenia.ground.reference.taxonomy import Taxonomy
from xenia.registers.directory.search.facts import Facts
from xenia.registers.directory.search.index import OpenIndex
from xenia.registers.directory.search.request import SearchRequest
from xenia.registers.directory.search.rows import bits_of

# Yes-or-no filters and the facet each stands for.
SWITCHES: Final = {
    "cost_free": "cost:free",
    "evening": "evening",
    "weekend": "weekend",
    "remote": "remote",
    "accessible": "accessible",
    "interpreter": "interpreter",
    "no_status": "no_status",
    "no_id": "no_id",
}
# Readers choose a written language, services name the spoken ones.
SPOKEN_AS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh-hans": ("zh-hans", "zh", "cmn", "zh-hant"),
    "zh-hant": ("zh-hant", "zh", "yue", "cmn", "zh-hans"),
    "zh": ("zh", "cmn", "yue", "zh-hans", "zh-hant"),
    "pt-br": ("pt-br", "pt"),
    "pt": ("pt", "pt-br"),
    "prs": ("prs", "fa"),
    "fil": ("fil", "tl"),
    "tl": ("tl", "fil"),
}
# A service that has ended is not help. One that is closed for a while is shown, with its notice.
ENDED: Final = ("status:inactive", "status:defunct")


def on_offer(facts: Facts) -> int:
    """The services that exist."""
    ended = 0
    for facet in ENDED:
        ended |= facts.with_facet(facet)
    return facts.live & ~ended


def speaking(facts: Facts, language: str) -> int:
    """The services that speak a language, under whichever of its codes they say so."""
    found = 0
    for code in SPOKEN_AS.get(language, (language,)):
        found |= facts.with_facet(f"lang:{code}")
    return found


def elsewhere(facts: Facts, lives_in: str) -> int:
    """The services that are only for people of other areas."""
    limited = 0
    for bits in facts.values("serves").values():
        limited |= bits
    return limited & ~facts.with_facet(f"serves:{lives_in}")


def applied(request: SearchRequest, facts: Facts, taxonomy: Taxonomy) -> dict[str, int]:
    """Each filter of the question with the services that pass it."""
    filters = {
        name: facts.with_facet(facet) for name, facet in SWITCHES.items() if getattr(request, name)
    }
    if request.languages:
        filters["languages"] = 0
        for language in request.languages:
            filters["languages"] |= speaking(facts, language)
    if request.open_at:
        filters["open_at"] = facts.open_at(request.open_at)
    filters |= _of_places(request, facts)
    if request.term:
        filters["term"] = facts.about(request.term)
    if request.need:
        filters["need"] = needing(facts, taxonomy, request.need)
    return filters


def _of_places(request: SearchRequest, facts: Facts) -> dict[str, int]:
    """Filters by where a service is, and by where those live whom it is for."""
    filters = {}
    if request.area:
        filters["area"] = facts.with_facet(f"area:{request.area}")
    if request.lives_in and not request.any_area:
        filters["lives_in"] = facts.live & ~elsewhere(facts, request.lives_in)
    if request.point and request.within_miles is not None:
        filters["within_miles"] = _within(facts, request.point, request.within_miles)
    return filters


def needing(facts: Facts, taxonomy: Taxonomy, need: str) -> int:
    """The services of all terms that serve a need."""
    found = 0
    for term in taxonomy:
        if term.need == need:
            found |= facts.about(term.code)
    return found


def passing(filters: Mapping[str, int], among: int, *, but: str = "") -> int:
    """The services that pass all filters, or all but one."""
    for name, bits in filters.items():
        if name != but:
            among &= bits
    return among


def counts(
    request: SearchRequest, filters: Mapping[str, int], matched: int, index: OpenIndex
) -> dict[str, int]:
    """How many services each further filter would leave; only what leaves any."""
    facts = index.facts
    found = passing(filters, matched)
    left = {name: (found & facts.with_facet(facet)).bit_count() for name, facet in SWITCHES.items()}
    if request.now:
        left["open_at"] = (found & facts.open_at(request.now)).bit_count()
    for kind, name in (("lang", "languages"), ("area", "area")):
        among = passing(filters, matched, but=name) if name in filters else found
        of_kind = facts.values(kind).items()
        left |= {f"{kind}:{value}": (among & bits).bit_count() for value, bits in of_kind}
    among = passing(filters, matched, but="term") if "term" in filters else found
    left |= _counts_of_terms(among, index)
    return {name: count for name, count in left.items() if count}


def _counts_of_terms(among: int, index: OpenIndex) -> dict[str, int]:
    """How many services each term would leave; nothing is under a term that has nothing."""
    left: dict[str, int] = {}
    for term in index.book.taxonomy:
        if left.get(f"term:{term.parent}", 1):
            left[f"term:{term.code}"] = (among & index.facts.about(term.code)).bit_count()
    return left


def without_each(filters: Mapping[str, int], matched: int) -> dict[str, int]:
    """For each applied filter, how many services there would be without it."""
    return {name: passing(filters, matched, but=name).bit_count() for name in filters}


def _within(facts: Facts, point: tuple[float, float], miles: float) -> int:
    distances = facts.distances(*point)
    return bits_of((row for row, away in enumerate(distances) if away <= miles), facts.size)
