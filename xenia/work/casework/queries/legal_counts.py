"""What a year's report says of intakes, matters and legal help, from the ledger alone.

Source: City of Boston, Ord. 2023 c. 10, annual report, clauses (B)(4)(b), (d), (e). Not yet protected: publish only
through `disclosure`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from xenia.ground.ledger.measures import MEASURES, keep
from xenia.ground.ledger.queries.counting import individuals, quantities
from xenia.ground.ledger.queries.sealed import Figure
from xenia.work.casework.ledger_kinds import INTAKE, MATTER, SCREENED
from xenia.work.casework.ledger_kinds_legal import (
    BENEFIT,
    BY_PARTNER,
    DIRECT,
    FOLLOWED,
    LATER,
    LEGAL_MATTER,
    MINUTES,
    REFERRED,
)
from xenia.work.casework.models import intake as intakes
from xenia.work.casework.models.matter import ADJUDICATED, Outcome, Status
from xenia.work.casework.queries.measures import Flow, flow_of_matters

LEGAL: Final = "legal"
ABANDONED: Final = "abandoned"


@dataclass(frozen=True, slots=True)
class Received:
    """(b): requests that were handed in, those looked at, and drafts nobody finished, which count as neither.

    Who asks soon again for the same has one intake. Who gave no name is nobody: each of her requests is one.
    """

    intakes: int
    screenings: int
    abandoned: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """(d): how matters came and went, how they ended, and what was decided later.

    favorable of adjudicated is the rate; a matter whose decision is pending stands in neither.
    """

    flow: Flow
    closed_by_outcome: dict[str, int]
    decided_later: dict[str, int]

    @property
    def adjudicated(self) -> int:
        """Those somebody decided, at the end or later: what a rate is counted over."""
        return sum(self._decided(one) for one in ADJUDICATED)

    @property
    def favorable(self) -> int:
        """Those decided for her."""
        return self._decided(Outcome.FAVORABLE)

    def _decided(self, outcome: str) -> int:
        return self.closed_by_outcome.get(outcome, 0) + self.decided_later.get(outcome, 0)


@dataclass(frozen=True, slots=True)
class Served:
    """(e): people, each once. referred: sent to another provider, or helped by one, and not by us: direct beats referred."""

    direct: int
    referred: int


@dataclass(frozen=True, slots=True)
class Referred:
    """(e): people referred to another legal provider: counted at sent, with those it took on and served beside it."""

    sent: int
    accepted: int
    served: int


def received(year: int) -> Received:
    """Intakes and screenings of a year."""
    states = _sums(INTAKE, year, by=("outcome", "reason"))
    abandoned = states.get((intakes.Status.WITHDRAWN, ABANDONED), 0)
    handed_in = states.get((intakes.Status.SUBMITTED, ""), 0)
    looked_at = int(quantities(SCREENED, year)[0].quantity)
    return Received(handed_in, looked_at, abandoned)


def matters_and_outcomes(year: int, *, first_year: int) -> Outcomes:
    """Every matter of a year, the office's and those of providers that work here."""
    by_outcome = {cell[0]: n for cell, n in _sums(MATTER, year, by=("outcome",)).items()}
    by_outcome.pop(Status.OPEN, None)
    later = {cell[0]: n for cell, n in _sums(LATER, year, by=("outcome",), stream=LEGAL).items()}
    flow = flow_of_matters(year, first_year=first_year)
    return Outcomes(flow, {one: n for one, n in by_outcome.items() if n}, later)


def legal_matters_by_type(year: int) -> dict[tuple[str, str], int]:
    """Legal matters opened ("open") and closed (by outcome) in a year: {(case type, outcome): how many}."""
    found = _sums(LEGAL_MATTER, year, by=("case_type", "outcome"), stream=LEGAL)
    return {(cell[0], cell[1]): n for cell, n in found.items() if n}


def benefits_by_type(year: int) -> dict[tuple[str, str], int]:
    """What legal matters closed in a year brought: {(case type, benefit): how many}."""
    found = _sums(BENEFIT, year, by=("case_type", "outcome"), stream=LEGAL)
    return {(cell[0], cell[1]): n for cell, n in found.items() if n}


def legal_people(year: int) -> Served:
    """People who had legal help in a year, each once; a referral counts on the day it was sent."""
    kinds = [DIRECT, BY_PARTNER, REFERRED]
    return _served(kinds, year, by=(), stream="service").get((), Served(0, 0))


def legal_people_by_issue(year: int) -> dict[str, Served]:
    """The same by what the help was about: direct beats referred for one issue, and not for another.

    Who was helped with one thing and referred for another stands in both: the lines do not add up to the total.
    """
    found = _served([DIRECT, BY_PARTNER, REFERRED], year, by=("need",), stream="service")
    return {cell[0]: served for cell, served in found.items()}


def legal_people_by_type(year: int) -> dict[str, Served]:
    """The same by type of case, which is known where a matter stands here: of a referral alone it is not.

    Who had help in two types stands in both: the lines do not add up to the total.
    """
    found = _served([DIRECT, BY_PARTNER], year, by=("case_type",), stream=LEGAL)
    return {cell[0]: served for cell, served in found.items()}


def _served(
    kinds: list[str], year: int, *, by: Sequence[str], stream: str
) -> dict[tuple[str, ...], Served]:
    direct = _people([DIRECT], year, by=by, stream=stream)
    everybody = _people(kinds, year, by=by, stream=stream)
    return {
        cell: Served(direct.get(cell, 0), count - direct.get(cell, 0))
        for cell, count in everybody.items()
    }


def legal_referrals(year: int) -> Referred:
    """People referred to another legal provider in a year, each once at each stage; a stage counts on its own day."""
    sent = _people([REFERRED], year, by=(), stream="service").get((), 0)
    found = _people([FOLLOWED], year, by=("outcome",), stream="service")
    return Referred(sent, *(found.get((stage,), 0) for stage in ("accepted", "served")))


def minutes_of_matters(year: int) -> dict[tuple[str, str], int]:
    """Minutes of work in a year: {(provider, what kind of work): minutes}; "" is the office."""
    return {(c[0], c[1]): n for c, n in _sums(MINUTES, year, by=("provider", "mode")).items()}


def _people(
    kinds: list[str], year: int, *, by: Sequence[str], stream: str
) -> dict[tuple[str, ...], int]:
    found = individuals(kinds, year, stream=stream, by=by)
    return {tuple(one.cell): one.total for one in found}


def _sums(
    kind: str, year: int, *, by: Sequence[str], stream: str = "service"
) -> dict[tuple[str, ...], int]:
    found = quantities(kind, year, by=by, stream=stream)
    return {tuple(one.cell): int(one.quantity) for one in found}


def _figures(kind: str, split: tuple[str, ...], stream: str) -> Callable[[int], Iterator[Figure]]:
    def read(year: int) -> Iterator[Figure]:
        for one in quantities(kind, year, by=split, stream=stream):
            said = dict(zip(split, one.cell, strict=True))
            yield Figure(said, one.quantity, is_additive=True)

    return read


def register_legal_measures() -> None:
    """Keep these when a year is sealed."""
    MEASURES["casework legal matters by type"] = _figures(
        LEGAL_MATTER, ("case_type", "outcome"), LEGAL
    )
    MEASURES["casework legal benefits by type"] = _figures(BENEFIT, ("case_type", "outcome"), LEGAL)
    MEASURES["casework legal decisions later"] = _figures(LATER, ("case_type", "outcome"), LEGAL)
    MEASURES["casework minutes of matters"] = _figures(MINUTES, ("provider", "mode"), "service")
    keep([DIRECT, BY_PARTNER, REFERRED])
    keep([DIRECT, BY_PARTNER, REFERRED], by=("need",))
    keep([DIRECT, BY_PARTNER], stream=LEGAL, by=("case_type",))
