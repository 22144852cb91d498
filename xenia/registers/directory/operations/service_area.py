"""Whom a service is for by where they live: HSDS service areas, in the office's own areas."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from xenia.ground.common.text import runs
from xenia.ground.reference.office import OfficeFacts, office_facts
from xenia.registers.directory.hsds.fetching import fetched
from xenia.registers.directory.hsds.gate import is_confidential
from xenia.registers.directory.models import Service, ServiceArea

# "Harborside, Old Quay and Eastgate" are three areas; "Jamaica Plain/Roxbury" two.
BETWEEN: Final = re.compile(r"[,;/|&+\n]|\band\b|\bor\b")
ZIP_CODE: Final = re.compile(r"\b(\d{5})(?:-\d{4})?\b")
# More would be a list of their own on a page.
MOST_NAMED: Final = 12
# Words around an area's name that do not change which one it is.
AROUND: Final = frozenset(
    [
        "a",
        "all",
        "area",
        "areas",
        "code",
        "codes",
        "community",
        "district",
        "for",
        "in",
        "live",
        "living",
        "neighborhood",
        "neighborhoods",
        "neighbourhood",
        "of",
        "only",
        "people",
        "part",
        "parts",
        "residents",
        "serves",
        "serving",
        "the",
        "who",
        "zip",
    ]
)


def areas_served(service: Service) -> list[str]:
    """Codes of the only areas a service is for; empty when it is for everybody, or when we cannot tell.

    One area we do not know may be a wider one, so it makes the service open to all: a person shown a place
    too many can ask there, one who is not shown it cannot.
    """
    own = list(fetched(service, "service_areas"))
    if own:
        return _codes(own)
    found: list[str] = []
    for place in fetched(service, "places"):
        codes = (
            [] if is_confidential(place.location) else _codes(list(fetched(place, "service_areas")))
        )
        if not codes:
            return []
        found += codes
    return sorted(set(found))


def areas_in_words(service: Service) -> list[str]:
    """The areas a service is said to be for, as they were written; empty where `areas_served` knows their codes.

    A directory brought from elsewhere names areas this office does not have.
    """
    own = list(fetched(service, "service_areas"))
    for place in [] if own else fetched(service, "places"):
        own += [] if is_confidential(place.location) else fetched(place, "service_areas")
    names = sorted({name for area in own if (name := area.name or area.description)})
    return [] if areas_served(service) or _is_everywhere(own) else names[:MOST_NAMED]


def _is_everywhere(areas: list[ServiceArea]) -> bool:
    facts = office_facts()
    found = [_understood(area.name or area.description, facts) for area in areas]
    return all(found) and set[str]().union(*found).issuperset(facts.area_names)


def _codes(areas: list[ServiceArea]) -> list[str]:
    facts = office_facts()
    found: set[str] = set()
    for area in areas:
        codes = _understood(area.name or area.description, facts)
        if not codes:
            return []
        found |= codes
    # Every area the office knows is the whole city.
    return [] if found.issuperset(facts.area_names) else sorted(found)


def _understood(said: str, facts: OfficeFacts) -> set[str]:
    """The areas somebody named; none when a part of it is not understood."""
    whole = _named(said, facts)
    if whole:
        return {whole}
    found: set[str] = set()
    for part in _parts(said):
        codes = _by_zip(part, facts) or ({code} if (code := _named(part, facts)) else set())
        if not codes:
            return set()
        found |= codes
    return found


def _parts(said: str) -> Iterator[str]:
    for part in BETWEEN.split(said.lower()):
        if set(runs(part)) - AROUND:
            yield part


def _by_zip(part: str, facts: OfficeFacts) -> set[str]:
    zips = ZIP_CODE.findall(part)
    areas = {facts.zips[each].area if each in facts.zips else "" for each in zips}
    return set() if "" in areas else areas


def _named(said: str, facts: OfficeFacts) -> str:
    return _names(facts).get(_comparable(said), "")


@lru_cache(maxsize=4096)
def _comparable(said: str) -> str:
    return " ".join(word for word in runs(said) if word not in AROUND)


def _names(facts: OfficeFacts) -> dict[str, str]:
    return _names_of(
        tuple(
            (code, name)
            for code, names in facts.area_names.items()
            for name in (code.replace("-", " "), *names.values())
        )
    )


@lru_cache(maxsize=8)
def _names_of(named: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {_comparable(name): code for code, name in named if _comparable(name)}
