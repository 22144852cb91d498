"""Amounts that change on a day: the poverty guidelines, which programs use them when, and the fees of forms.

They are facts with their days in `data/*.toml`. For a day no row covers there is no amount: never the nearest one.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import Final

from .citations import Citation, read_citation
from .strict import BadRuleFile, Part

DATA: Final = Path(__file__).resolve().parent / "data"
# Source: HHS publishes one table for the 48 states and the District of Columbia, one for Alaska, one for Hawaii.
_APART: Final = {"US-AK": "alaska", "US-HI": "hawaii"}


@dataclass(frozen=True, slots=True)
class Guideline:
    """The yearly poverty guideline of one area: dollars for one person, and for each more."""

    year: int
    area: str
    first: int
    each_more: int
    citation: Citation

    def dollars(self, household: int) -> int:
        """The guideline for a household of so many people."""
        return self.first + (household - 1) * self.each_more


@dataclass(frozen=True, slots=True)
class Use:
    """From when until when, both days included, the programs of one kind use the guidelines of a year."""

    name: str
    year: int
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class Fee:
    """What a form costs, sent in one way. A proposed fee has no days: it is in force on none."""

    form: str
    way: str
    dollars: int
    valid_from: date | None
    valid_to: date | None
    proposed: bool
    note: str
    citation: Citation

    def is_in_force(self, on: date) -> bool:
        """Whether it is asked for on a day."""
        if self.proposed or self.valid_from is None:
            return False
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def area_of(place: str) -> str:
    """Which table of guidelines a place such as `US-MA-lindenport` reads; "" where that cannot be said."""
    state = "-".join(place.split("-")[:2])
    if len(place.split("-")) < 2:
        return ""
    return _APART.get(state, "contiguous")


def limit(*, table: str, percent: int, household: int, place: str, on: date) -> int | None:
    """A percentage of the guideline for a household, in cents a year; None where no table is in force there then.

    table: how the program takes the guidelines over, such as `hhs` or `october` (see data/poverty.toml).
    """
    guideline = guideline_for(table=table, place=place, on=on)
    return None if guideline is None else guideline.dollars(household) * percent


@lru_cache(maxsize=256)
def guideline_for(*, table: str, place: str, on: date) -> Guideline | None:
    """The guideline a program uses in a place on a day."""
    uses, guidelines = _poverty()
    area = area_of(place)
    for use in uses:
        if use.name == table and use.valid_from <= on <= use.valid_to:
            return guidelines.get((use.year, area))
    return None


def known_tables() -> frozenset[str]:
    """The ways a program can take the guidelines over."""
    return frozenset(use.name for use in _poverty()[0])


def fees(form: str, on: date) -> tuple[Fee, ...]:
    """What a form costs on a day, each way of sending it."""
    return tuple(fee for fee in _fees() if fee.form == form and fee.is_in_force(on))


def proposed_fees(form: str) -> tuple[Fee, ...]:
    """What somebody has proposed that a form may cost. No result is reckoned with these."""
    return tuple(fee for fee in _fees() if fee.form == form and fee.proposed)


def known_forms() -> frozenset[str]:
    """The forms whose fees we have."""
    return frozenset(fee.form for fee in _fees())


def _read(name: str) -> Part:
    path = DATA / name
    return Part(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def _poverty() -> tuple[tuple[Use, ...], dict[tuple[int, str], Guideline]]:
    whole = _read("poverty.toml")
    sources = {one.key: read_citation(one) for one in whole.named("sources")}
    guidelines = [_guideline(one, sources) for one in whole.list("guidelines")]
    uses = tuple(_use(one) for one in whole.list("uses"))
    whole.done()
    _refuse_overlaps(uses)
    return uses, {(one.year, one.area): one for one in guidelines}


def _guideline(part: Part, sources: dict[str, Citation]) -> Guideline:
    found = Guideline(
        year=part.take("year", int),
        area=part.choose("area", {"contiguous", "alaska", "hawaii"}),
        first=part.take("first", int),
        each_more=part.take("each_more", int),
        citation=sources[part.choose("source", sources)],
    )
    part.done()
    return found


def _use(part: Part) -> Use:
    found = Use(
        name=part.take("name", str),
        year=part.take("year", int),
        valid_from=part.take("valid_from", date),
        valid_to=part.take("valid_to", date),
    )
    part.done()
    return found


def _refuse_overlaps(uses: tuple[Use, ...]) -> None:
    for first, second in combinations(uses, 2):
        meet = first.valid_from <= second.valid_to and second.valid_from <= first.valid_to
        if first.name == second.name and meet:
            raise BadRuleFile(f"poverty.toml: uses: two years of {first.name!r} at once")


@cache
def _fees() -> tuple[Fee, ...]:
    whole = _read("fees.toml")
    sources = {one.key: read_citation(one) for one in whole.named("sources")}
    found = tuple(_fee(one, sources) for one in whole.list("fees"))
    whole.done()
    return found


def _fee(part: Part, sources: dict[str, Citation]) -> Fee:
    found = Fee(
        form=part.take("form", str),
        way=part.choose("way", {"paper", "online", "reduced", "waived"}),
        dollars=part.take("dollars", int),
        valid_from=part.maybe("valid_from", date),
        valid_to=part.maybe("valid_to", date),
        proposed=part.maybe("proposed", bool) or False,
        note=part.maybe("note", str) or "",
        citation=sources[part.choose("source", sources)],
    )
    if found.proposed == (found.valid_from is not None):
        raise part.wrong("valid_from", "a day for a fee in force, none for a proposed one")
    part.done()
    return found


def sentences_of_fees() -> list[str]:
    """What the table of fees says to people."""
    return [fee.note for fee in _fees() if fee.note]
