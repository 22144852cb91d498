"""First come, first served, in the order of the roster: what an office does by hand, and what a plan must never be worse than."""

from .board import Board
from .chains import seat
from .outcome import plan_of
from .search import values
from .week import Plan, Week


def first_come(board: Board) -> None:
    """Book each request in the order of arrival, with the first on the roster who is free, at her first free start."""
    for need in sorted(waiting(board), key=lambda n: (board.needs[n].made, n)):
        seat(board, need)


def first_come_plan(week: Week) -> Plan:
    """The plan an office makes by hand."""
    board = Board(week)
    first_come(board)
    return plan_of(board)


def waiting(board: Board) -> list[int]:
    """The needs somebody could ever do and nobody does yet."""
    return [n for n in range(len(board.needs)) if board.open[n] and not board.is_filled(n)]


def worth(board: Board) -> int:
    """What all filled needs are worth together."""
    return sum(value for n, value in enumerate(values(board)) if board.is_filled(n))
