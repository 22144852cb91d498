"""Improvement of a whole plan: fill what is unfilled, let others move, give a place up only for one that counts as much.

The search stops after a fixed amount of work, never by the clock, and draws from a seeded source: the same week gives the
same plan on every machine.
"""

import random

from .board import FIXED, Board, Seats
from .chains import insert

SEED = 20260101
PATIENCE = 300  # work to find another place for one of them
MOST_MOVED = 3  # bookings taken out of the way at once


def values(board: Board) -> list[int]:
    """What filling each need is worth: a share of all requests and a share of all priority weight count alike."""
    weights = [need.weight for need in board.needs]
    return [weight * len(weights) + sum(weights) for weight in weights]


class Search:
    """A plan being improved on its board."""

    def __init__(self, board: Board) -> None:
        """Look at what is unfilled now."""
        self.board = board
        self.chance = random.Random(SEED)  # noqa: S311 - chance, not secrecy
        self.value = values(board)
        self.pool = [n for n in range(len(board.needs)) if not board.is_filled(n) and board.open[n]]
        self.gained = 0
        self.most_gained = 0
        self.best = (list(board.seats), list(board.start))
        self.slack = min(self.value, default=0)

    def improve(self, work: int) -> None:
        """Work on it, and leave the best plan met on the board."""
        until = self.board.work + work
        while self.pool and self.board.work < until:
            self._step(self.chance.randrange(len(self.pool)))
        self.board.lay(*self.best)

    def _step(self, place: int) -> None:
        """Force one unfilled need in. It stays unless the plan falls too far behind the best one met."""
        board, need = self.board, self.pool[place]
        mark = len(board.journal)
        lost = self._force(need)
        gain = -1 if lost is None else self.value[need] - sum(self.value[other] for other in lost)
        if lost is None or self.gained + gain < self.most_gained - self.slack:
            board.back_to(mark)
            return
        board.journal.clear()
        self.pool[place] = self.pool[-1]
        self.pool.pop()
        self.pool += lost
        self.gained += gain
        if self.gained > self.most_gained:
            self.most_gained = self.gained
            self.best = (list(board.seats), list(board.start))

    def _force(self, need: int) -> list[int] | None:
        """Book it and find other places for those in the way. Returns who found none; None if it cannot be."""
        board = self.board
        start, seats = self._aim(need)
        way = self._in_the_way(need, start, seats)
        if way is None or len(way) > MOST_MOVED:
            return None
        for other in way:
            board.take(other)
        board.put(need, start, seats)
        lost = []
        for other in sorted(way, key=self.value.__getitem__, reverse=True):
            turn = self.chance.randrange(len(board.candidates))
            until = board.work + PATIENCE
            if not insert(board, other, depth=1, until=until, banned=(need,), turn=turn):
                lost.append(other)
        return None if board.promised.intersection(lost) else lost

    def _aim(self, need: int) -> tuple[int, Seats]:
        """A start and those to book, by chance. Fewer than the team where not enough work then."""
        board = self.board
        board.work += 1
        who = self.chance.choice(list(board.open[need]))
        start = self.chance.choice(list(board.starts(board.open[need][who])))
        if board.team[need] == 1:
            return start, (who,)
        bit = board.bits([start])
        mates = [mate for mate, opens in board.open[need].items() if opens & bit and mate != who]
        self.chance.shuffle(mates)
        mates.sort(key=lambda mate: len(board.in_the_way(need, mate, start)))
        return start, (who, *mates[: board.team[need] - 1])

    def _in_the_way(self, need: int, start: int, seats: Seats) -> list[int] | None:
        """The needs that must move: those that overlap, and others where her hours are full. None if one cannot."""
        board = self.board
        if len(seats) < board.team[need]:
            return None
        way: list[int] = []
        for who in seats:
            mine = board.in_the_way(need, who, start)
            over = board.used[who] + board.length[need] - board.cap[who]
            over -= sum(board.length[other] for other in mine if other != FIXED)
            others = [one for one, _, _ in board.bookings[who] if one not in (FIXED, *mine)]
            self.chance.shuffle(others)
            while over > 0 and others:
                mine.append(others.pop())
                over -= board.length[mine[-1]]
            if over > 0 or FIXED in mine:
                return None
            way += (other for other in mine if other not in way)
        return way
