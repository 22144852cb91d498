"""The matching: a plan for a whole week, and the place for one request that arrives."""

from .board import Board
from .chains import DEEPEST, insert
from .first_come import first_come, waiting, worth
from .fit import Fit
from .outcome import assignments, plan_of
from .search import Search
from .week import Assignment, Need, Placement, Plan, Week

# How often the search may ask who is free when: half a second's work for 1,000 requests on a small machine, at most.
WORK = 4_000
WORK_A_NEED = 12
WORK_A_WAITING = 40  # more where more is unfilled
PATIENCE = 300  # for the chain of one request within a plan
LONG_PATIENCE = 60_000  # for the one request that arrives


def match(week: Week) -> Plan:
    """Who goes where in the week: as many requests, and as much of the priority weight, as we can find.

    Locked bookings stay; a request that is held keeps an interpreter; the same week gives the same plan.
    The plan is never worth less than first come, first served.
    """
    board = Board(week)
    fit = Fit(board)
    held = (list(board.seats), list(board.start))
    first_come(board)
    by_hand = (worth(board), list(board.seats), list(board.start))
    board.lay(*held)
    fill_best(board, fit)
    with_chains(board)
    left = len(waiting(board))
    Search(board).improve(WORK + WORK_A_NEED * len(board.needs) + WORK_A_WAITING * left)
    if by_hand[0] > worth(board):
        board.lay(*by_hand[1:])
    for need in sorted(board.promised):
        _back(board, need, held[1][need], held[0][need])
    _seat_better(board, fit)
    fill_best(board, fit)  # better seats may have left room
    return plan_of(board)


def best_fit_plan(week: Week) -> Plan:
    """The plan without anybody moving: what the chains and the search are measured against."""
    board = Board(week)
    fill_best(board, Fit(board))
    return plan_of(board)


def fill_best(board: Board, fit: Fit) -> None:
    """Book everyone the best who is free: priority first, then those with the fewest ways to be filled."""
    for need in _hardest_first(board):
        found = fit.best(need)
        if found:
            board.put(need, *found)


def with_chains(board: Board) -> None:
    """Fill what is left by letting others move."""
    for need in _hardest_first(board):
        insert(board, need, depth=2, until=board.work + PATIENCE)


def _hardest_first(board: Board) -> list[int]:
    def ways(need: int) -> int:
        return sum(starts.bit_count() for starts in board.open[need].values())

    return sorted(waiting(board), key=lambda n: (-board.needs[n].weight, ways(n)))


def _back(board: Board, need: int, start: int, seats: tuple[int, ...]) -> None:
    """Let a request that was held go back to where it was, if it moved for nothing."""
    bit = board.bits([start])
    mark = len(board.journal)
    board.take(need)
    if all(board.free(need, who) & bit for who in seats):
        board.put(need, start, seats)
    else:
        board.back_to(mark)


def _seat_better(board: Board, fit: Fit) -> None:
    """Ask for every new booking whether somebody fits better now: preferred start, wish, hours, travel, scarce skills."""
    for need in range(len(board.needs)):
        if board.seats[need] and need not in board.promised:
            board.take(need)
            found = fit.best(need)
            assert found  # her own place is free
            board.put(need, *found)


def place(need: Need, week: Week) -> Placement | None:
    """The best place for one request, with nobody moved if it can be; else with at most three others moved.

    What is held in the week stays filled, also this request itself. None: nothing can be done; `what_would_fill` says what could.
    """
    board = Board(week.with_need(need))
    index = len(board.needs) - 1
    before = list(zip(board.seats, board.start, strict=True))
    if not board.is_filled(index) and not _seat_or_chain(board, index):
        return None
    moved = [
        n
        for n in board.promised
        if board.seats[n] and (board.seats[n], board.start[n]) != before[n]
    ]
    return Placement(
        assignments=tuple(assignments(board, index)),
        moves=tuple(one for n in sorted(moved) for one in assignments(board, n)),
    )


def _seat_or_chain(board: Board, need: int) -> bool:
    """Book the best who is free; else move as few others as can be."""
    found = Fit(board).best(need)
    if found:
        board.put(need, *found)
        return True
    until = board.work + LONG_PATIENCE
    return any(insert(board, need, depth=depth, until=until) for depth in range(1, DEEPEST + 1))


def best_fits(need: Need, week: Week) -> list[Assignment]:
    """Everyone who is free for it, the best first: whom an offer goes to, tier by tier."""
    board = Board(week.with_need(need))
    index = len(board.needs) - 1
    return [
        Assignment(need.id, board.candidates[who].id, start)
        for _, who, start in sorted(Fit(board).direct(index))
    ]
