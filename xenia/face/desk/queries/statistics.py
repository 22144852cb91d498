"""What became of referrals and needs, from the ledger alone, over every organization."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from xenia.ground.disclosure.columns import hidden_of, is_small
from xenia.ground.disclosure.crossed import TOTAL, At, hidden_cells, with_sums
from xenia.ground.ledger.queries.spans import Counted, counted_within
from xenia.registers.directory.models import Organization
from xenia.work.casework.ledger_kinds import NEED
from xenia.work.language_access.queries.periods import Period
from xenia.work.referrals.ledger_kinds import ANSWERED, CLOSED, DAYS_TO_ANSWER, SENT

BY: Final = ("provider", "need", "language", "area", "outcome", "reason")
KINDS: Final = (SENT, ANSWERED, CLOSED, DAYS_TO_ANSWER, NEED)
# The loop is closed when somebody knows how it went for her, be it well or not.
KNOWN: Final = ("served", "partly", "not_served")
WENT: Final = (*KNOWN, "unknown")
# None: too small to be shown, or needed to hide what is.
Shown = int | None
Test = Callable[[Counted], bool]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many. percent: None where there is nothing to share, or too little to be shown."""

    part: Shown
    whole: Shown

    @property
    def percent(self) -> int | None:
        """The part in percent."""
        return round(100 * self.part / self.whole) if self.part is not None and self.whole else None


@dataclass(frozen=True, slots=True)
class Crossed:
    """Unmet needs by language and area: rows, columns, and what may be shown of each cell and sum."""

    languages: tuple[str, ...]
    areas: tuple[str, ...]
    shown: Mapping[At, Shown]


class Statistics:
    """One period, read once from the ledger."""

    def __init__(self, period: Period) -> None:
        """The period's whole months that have begun."""
        self.period = period
        self._found = counted_within(KINDS, period.first, period.until, by=BY)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was counted."""
        return not self._found

    def _sum(self, takes: Test) -> int:
        return int(sum(one.quantity for one in self._found if takes(one)))

    def sent(self) -> Shown:
        """How often somebody was referred."""
        return _unless_small(self._sum(lambda one: one.kind == SENT))

    def answered(self) -> Shown:
        """How often an organization answered."""
        return _unless_small(self._sum(lambda one: one.kind == ANSWERED))

    def loop_closed(self) -> Share:
        """Referrals that were taken on and ended, and of them those whose outcome is known."""
        known = self._sum(lambda one: one.kind == CLOSED and one.cell["outcome"] in KNOWN)
        every = self._sum(lambda one: one.kind == CLOSED and one.cell["outcome"] in WENT)
        if is_small(known) or is_small(every) or is_small(every - known):
            return Share(None, _unless_small(every))
        return Share(known, every)

    def unmet_of_ended(self) -> Share:
        """Needs that were met or stayed unmet, and of them those that stayed unmet.

        Shown only where the sum of unmet needs is: the table by language and area is protected with that sum in
        sight, and its cells hold no needs that were met, so this number gives none of them away.
        """
        part = self.unmet.shown.get((TOTAL, TOTAL), 0)
        met = self._sum(lambda one: one.kind == NEED and one.cell["outcome"] == "met")
        return Share(None, None) if part is None or is_small(met) else Share(part, part + met)

    def days_to_answer(self) -> float | None:
        """Business days to the first answer, on average; None with too few answers."""
        days = self._sum(lambda one: one.kind == DAYS_TO_ANSWER)
        answers = self._sum(lambda one: one.kind == ANSWERED)
        return round(days / answers, 1) if answers > 0 and not is_small(answers) else None

    def declined(self) -> list[tuple[str, Shown]]:
        """Why organizations said no, the most frequent reason first."""
        return self._by(
            "reason", lambda one: one.kind == ANSWERED and one.cell["outcome"] == "declined"
        )

    def outcomes(self) -> list[tuple[str, Shown]]:
        """How referrals ended."""
        return self._by("outcome", lambda one: one.kind == CLOSED)

    def unmet_needs(self) -> list[tuple[str, Shown]]:
        """Which needs stayed unmet."""
        return self._beside_unmet("need")

    def unmet_reasons(self) -> list[tuple[str, Shown]]:
        """Why needs stayed unmet."""
        return self._beside_unmet("reason")

    def _beside_unmet(self, dimension: str) -> list[tuple[str, Shown]]:
        """Nothing, where the sum of unmet needs is not shown: these rows would give it away."""
        is_shown = self.unmet.shown.get((TOTAL, TOTAL)) is not None
        return self._by(dimension, _is_unmet) if is_shown else []

    def organizations(self) -> list[tuple[str, Shown]]:
        """Referrals by the organization they went to."""
        return self._by("provider", lambda one: one.kind == SENT)

    def _by(self, dimension: str, takes: Test) -> list[tuple[str, Shown]]:
        """Numbers by one dimension, the largest first; those not shown stand last, by name. No sum stands beside them."""
        sums: Counter[str] = Counter()
        for one in self._found:
            if takes(one):
                sums[one.cell[dimension]] += int(one.quantity)
        hidden = hidden_of(sums).rows
        rows = [
            (value, None if value in hidden else number) for value, number in sums.items() if number
        ]
        return sorted(rows, key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))

    @cached_property
    def unmet(self) -> Crossed:
        """Needs that stayed unmet, by language and area."""
        counts: Counter[At] = Counter()
        for one in filter(_is_unmet, self._found):
            counts[one.cell["language"], one.cell["area"]] += int(one.quantity)
        full = with_sums(counts)
        hidden = hidden_cells(full)
        lines = [sorted({at[side] for at in full} - {TOTAL}) for side in (0, 1)]
        shown = {at: None if at in hidden else number for at, number in full.items()}
        return Crossed(tuple(lines[0]), tuple(lines[1]), shown)


def _is_unmet(one: Counted) -> bool:
    return one.kind == NEED and one.cell["outcome"] == "unmet"


def _unless_small(number: int) -> Shown:
    return None if is_small(number) else number


def organization_names(ids: list[str]) -> dict[str, str]:
    """What organizations are called, with one query."""
    found = Organization.objects.in_bulk([UUID(one) for one in ids if one])
    return {str(pk): str(one.name) for pk, one in found.items()}
