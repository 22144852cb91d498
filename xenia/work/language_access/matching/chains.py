"""Ejection chains: make room by moving a booking to another start or interpreter, which may in turn move one more."""

from collections.abc import Iterator

from .board import ANY_START, Board, Seats
from .fit import at_once

DEEPEST = 3


def insert(
    board: Board, need: int, *, depth: int, until: int, banned: tuple[int, ...] = (), turn: int = 0
) -> bool:
    """Fill the need, moving up to `depth` others one after the other. Returns False, with nothing changed, if it cannot be.

    until: the work after which we give up. banned: needs that stay. turn: which interpreter is asked first.
    """
    if seat(board, need, turn):
        return True
    if not depth:
        return False
    for other, start, seats in _with_one_moved(board, need, turn):
        if board.work > until:
            return False
        if other in banned:
            continue
        mark = len(board.journal)
        board.take(other)
        board.put(need, start, seats)
        stay = (*banned, need, other)
        if insert(board, other, depth=depth - 1, until=until, banned=stay, turn=turn):
            return True
        board.back_to(mark)
    return False


def seat(board: Board, need: int, turn: int = 0) -> bool:
    """Book the first who are free at an allowed start."""
    able = in_turn(board, need, turn)
    if board.team[need] > 1:
        return _seat_team(board, need, able)
    for who in able:
        free = board.free(need, who)
        if free:
            board.put(need, next(board.starts(free)), (who,))
            return True
    return False


def in_turn(board: Board, need: int, turn: int) -> list[int]:
    """Those who are able, beginning with another one each turn."""
    able = list(board.open[need])
    first = turn % len(able) if able else 0
    return able[first:] + able[:first]


def _seat_team(board: Board, need: int, able: list[int]) -> bool:
    free = {who: board.free(need, who) for who in able}
    together = at_once(list(free.values()), board.team[need])
    if not together:
        return False
    start = next(board.starts(together))
    bit = board.bits([start])
    seats = [who for who in able if free[who] & bit]
    board.put(need, start, tuple(seats[: board.team[need]]))
    return True


def _with_one_moved(board: Board, need: int, turn: int) -> Iterator[tuple[int, int, Seats]]:
    """Ways to fill the need if one other booking went away: that one's need, the start, the interpreters."""
    able = in_turn(board, need, turn)
    mates = {} if board.team[need] == 1 else {who: board.free(need, who) for who in able}
    together = at_once(list(mates.values()), board.team[need] - 1) if mates else ANY_START
    for who in able:
        for other, starts in list(board.freed_by(need, who)):
            if not starts & together:
                continue
            start = next(board.starts(starts & together))
            bit = board.bits([start])
            with_her = [mate for mate, free in mates.items() if mate != who and free & bit]
            if len(with_her) >= board.team[need] - 1:
                yield other, start, (who, *with_her[: board.team[need] - 1])
