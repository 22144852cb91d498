"""How well an interpreter fits a request: points with names that can be said to a person. The least is best."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from .board import ANY_START, Board, Seats
from .week import HOUR, Mode

WISH_UNMET = 4  # an hour off the preferred start weighs as much
RAREST = 8  # what it costs to send the only one who speaks another language; half of it when there are two, and so on


class Cost(NamedTuple):
    """What speaks against sending her, in points. None of it forbids."""

    off_preferred: int  # slots
    wish_unmet: int
    hours_already: int
    travel: int  # slots
    scarce: int


class Fit:
    """The costs on one board."""

    def __init__(self, board: Board) -> None:
        """Count who speaks what, once."""
        self.board = board
        speakers = Counter(tongue for one in board.candidates for tongue in one.languages)
        self.rare = [
            {
                tongue: rank
                + max((RAREST // speakers[o] for o in one.languages if o != tongue), default=0)
                for tongue, rank in one.languages.items()
            }
            for one in board.candidates
        ]

    def cost(self, need: int, who: int, start: int) -> Cost:
        """Of one interpreter at one start."""
        asked, person = self.board.needs[need], self.board.candidates[who]
        in_person = asked.mode == Mode.IN_PERSON
        wish = asked.gender_wish
        # Scarcest skill last: other languages few speak, a rank above the one needed, legs where a voice would do.
        scarce = self.rare[who][asked.language] - asked.credential
        return Cost(
            abs(start - asked.preferred),
            WISH_UNMET if wish and wish != person.gender else 0,
            self.board.used[who] // HOUR,
            self._travel(need, who, start) if in_person else 0,
            scarce + (not in_person and Mode.IN_PERSON in person.modes),
        )

    def _travel(self, need: int, who: int, start: int) -> int:
        """Slots on the way from the meeting before and to the one after, where both are in person."""
        before, after = None, None
        for booked in self.board.bookings[who]:
            if booked[1] < start:
                if before is None or booked[1] > before[1]:
                    before = booked
            elif after is None or booked[1] < after[1]:
                after = booked
        gaps = self.board.gaps
        shape = self.board.shape[need]
        way = gaps[before[2]][shape] if before and self.board.in_person[before[2]] else 0
        return way + (gaps[shape][after[2]] if after and self.board.in_person[after[2]] else 0)

    def nearest(self, need: int, starts: int) -> int:
        """The start closest to the preferred one, the earlier of two."""
        preferred = self.board.needs[need].preferred
        at = max(0, preferred + self.board.zero)
        if starts >> at & 1:
            return preferred
        before = (starts & ((1 << at) - 1)).bit_length() - 1
        later = starts >> at
        after = at + (later & -later).bit_length() - 1
        if before < 0 or (later and after - at < at - before):
            return after - self.board.zero
        return before - self.board.zero

    def direct(self, need: int) -> Iterator[tuple[int, int, int]]:
        """Everyone who is free for it: (points, interpreter, her start nearest to the preferred one)."""
        for who in self.board.open[need]:
            free = self.board.free(need, who)
            if free:
                start = self.nearest(need, free)
                yield sum(self.cost(need, who, start)), who, start

    def best(self, need: int) -> tuple[int, Seats] | None:
        """The start and the interpreters who fit best, if enough are free."""
        team = self.board.team[need]
        if team == 1:
            one = min(self.direct(need), default=None)
            return (one[2], (one[1],)) if one else None
        return self._best_team(need, team)

    def _best_team(self, need: int, team: int) -> tuple[int, Seats] | None:
        free = {who: self.board.free(need, who) for who in self.board.open[need]}
        together = at_once(list(free.values()), team)
        if not together:
            return None
        start = self.nearest(need, together)
        bit = self.board.bits([start])
        costs = sorted(
            (sum(self.cost(need, who, start)), who) for who, starts in free.items() if starts & bit
        )
        return start, tuple(who for _, who in costs[:team])


def at_once(free: list[int], team: int) -> int:
    """The starts, as bits, at which at least `team` of them are free. Any start, for a team of nobody."""
    levels = [ANY_START] + [0] * team
    for starts in free:
        for level in range(team, 0, -1):
            levels[level] |= levels[level - 1] & starts
    return levels[team]
