"""A board read as a plan."""

from collections.abc import Iterator

from .board import Board
from .week import Assignment, Plan


def plan_of(board: Board) -> Plan:
    """What stands on the board."""
    filled = [n for n in range(len(board.needs)) if board.is_filled(n)]
    return Plan(
        assignments=tuple(one for n in filled for one in assignments(board, n)),
        unfilled=tuple(need.id for n, need in enumerate(board.needs) if not board.is_filled(n)),
        filled=len(filled),
        weight=sum(board.needs[n].weight for n in filled),
    )


def assignments(board: Board, need: int) -> Iterator[Assignment]:
    """Those who were booked before and stay, and those booked here."""
    asked = board.needs[need]
    for person in board.candidates if need in board.part_held else ():
        for held in person.held:
            if held.request == asked.id:
                yield Assignment(asked.id, person.id, held.start)
    for who in board.seats[need]:
        yield Assignment(asked.id, board.candidates[who].id, board.start[need])
