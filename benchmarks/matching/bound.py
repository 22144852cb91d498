"""How much of a week anybody could fill at most: a bound from above, for weeks whose optimum nobody has proven.

Every request is given a price, and each interpreter alone chooses the day that earns her most above the prices (Lagrangian
relaxation). Prices plus earnings are never less than the best plan; the prices are moved until the sum hardly falls. Her
weekly cap is left out, and a request may stand in two places of her day, so the bound is somewhat too high.
"""

from collections import Counter

from xenia.work.language_access.matching.board import Board
from xenia.work.language_access.matching.week import Week

ROUNDS = 400
Job = tuple[int, int, int]  # start, end, need


def most(week: Week, worth: list[int]) -> float:
    """No plan fills requests worth more than this. Nothing is held; no teams."""
    board = Board(week)
    days = [_jobs(board, who) for who in range(len(board.candidates))]
    able = {need for jobs in days for _, _, need in jobs}
    prices = dict.fromkeys(able, 0.0)
    best = float(sum(worth[need] for need in able))
    for turn in range(ROUNDS):
        earned, taken = 0.0, Counter[int]()
        for jobs in days:
            gain, chosen = _best_day(board, jobs, worth, prices)
            earned += gain
            taken.update(chosen)
        best = min(best, earned + sum(prices.values()))
        step = 0.25 * 0.99**turn
        for need in able:
            prices[need] = max(0.0, prices[need] + step * (taken[need] - 1))
    return best


def _jobs(board: Board, who: int) -> list[Job]:
    """Everything she could do, the earliest first."""
    return sorted(
        (start, start + board.length[need], need)
        for need, openings in enumerate(board.open)
        for start in board.starts(openings.get(who, 0))
    )


def _best_day(
    board: Board, jobs: list[Job], worth: list[int], prices: dict[int, float]
) -> tuple[float, list[int]]:
    """What she earns at most, each job far enough from the one before, and the needs she does."""
    known: list[
        tuple[float, int, Job]
    ] = []  # earned up to and with this job, the one before it, the job
    best, last = 0.0, -1
    for job in jobs:
        start, _, need = job
        profit = worth[need] - prices[need]
        if profit <= 0:
            continue
        before, link = 0.0, -1
        shape = board.shape[need]
        for n, (sofar, _, (_, end, other)) in enumerate(known):
            if sofar > before and end + board.gaps[board.shape[other]][shape] <= start:
                before, link = sofar, n
        known.append((before + profit, link, job))
        if before + profit > best:
            best, last = before + profit, len(known) - 1
    chosen = []
    while last >= 0:
        _, link, (_, _, need) = known[last]
        chosen.append(need)
        last = link
    return best, chosen
