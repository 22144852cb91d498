"""HiGHS, asked quietly and by one thread, so that the same question gets the same answer."""

import time
from collections.abc import Sequence
from typing import Any, Final

import highspy
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int32]
INFINITY: Final = float(highspy.kHighsInf)
INTEGER: Final = highspy.HighsVarType.kInteger
CONTINUOUS: Final = highspy.HighsVarType.kContinuous
# HiGHS keeps to bounds and whole numbers within 1e-6 and less.
NEARLY: Final = 1e-5
# What HiGHS needs, in seconds: for a question, each row and column of it, each step of the simplex method, each row and
# column in a step; and between two looks whether it should go on with whole numbers. Measured 2026 on one core of 2.
EACH_QUESTION: Final = 1e-4
EACH_LINE: Final = 5e-7
EACH_STEP: Final = 8e-6
STEP_LINE: Final = 6e-9
EACH_LOOK: Final = 0.01


class NoAnswer(Exception):
    """The solver did not finish a question that needs an answer."""


def new_model(lows: Sequence[float] | Numbers, highs: Sequence[float] | Numbers) -> highspy.Highs:
    """A model with one column for each pair of bounds, and no rows yet."""
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("random_seed", 1)
    model.addVars(len(lows), np.asarray(lows, float), np.asarray(highs, float))
    return model


def add_row(
    model: highspy.Highs, low: float, high: float, columns: Sequence[int], factors: Sequence[float]
) -> None:
    """Let a weighted sum of columns stay between two bounds."""
    places = np.asarray(columns, np.int32)
    model.addRow(low, high, len(places), places, np.asarray(factors, float))


def all_columns(count: int) -> Places:
    """The numbers of all columns of a model."""
    return np.arange(count, dtype=np.int32)


def values_of(model: highspy.Highs) -> Numbers:
    """What each column is in the answer."""
    return np.array(model.getSolution().col_value)


def is_answered(model: highspy.Highs) -> bool:
    """Whether the last question has its best answer."""
    return bool(model.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def has_some_answer(model: highspy.Highs) -> bool:
    """Whether the last question has an answer, if maybe not the best: time ran out."""
    status = model.getInfo().primal_solution_status
    return bool(status == highspy.SolutionStatus.kSolutionStatusFeasible)


class Work:
    """What was reckoned so far, in seconds of a common machine of 2026.

    It is counted, not measured: the same table takes the same work and loses the same cells, however busy the machine
    is. Only when much more time passed than was worked is everything over, so that nobody waits for ever.
    """

    def __init__(self, patience: float = INFINITY) -> None:
        """patience: after how many seconds on the wall everything is over."""
        self.done = 0.0
        self.give_up_after(patience)

    def give_up_after(self, patience: float) -> None:
        """Say how many seconds on the wall are left from now on."""
        self.gives_up_at = time.monotonic() + patience

    def is_over(self, until: float) -> bool:
        """Whether so much was worked, or everybody waited too long."""
        return self.done >= until or time.monotonic() >= self.gives_up_at

    def run(self, model: highspy.Highs) -> None:
        """Ask a question in fractions."""
        model.run()
        self._count(model)

    def run_whole(self, model: highspy.Highs, seconds: float) -> None:
        """Ask a question in whole numbers, for so much work at most; the best answer found by then stands."""
        looks = most = max(1, round(seconds / EACH_LOOK))

        def look(event: Any) -> None:
            nonlocal looks
            looks -= 1
            if looks < 0 or time.monotonic() >= self.gives_up_at:
                event.interrupt()

        patience = max(0.0, self.gives_up_at - time.monotonic())
        model.setOptionValue("time_limit", model.getRunTime() + patience)
        model.cbMipInterrupt.subscribe(look)
        try:
            model.run()
        finally:
            model.cbMipInterrupt.unsubscribe(look)
        self.done += EACH_LOOK * (most - max(0, looks))

    def _count(self, model: highspy.Highs) -> None:
        size = model.getNumRow() + model.getNumCol()
        steps = max(0, model.getInfo().simplex_iteration_count)
        self.done += EACH_QUESTION + size * EACH_LINE + steps * (EACH_STEP + size * STEP_LINE)


def name_and_version() -> str:
    """Which solver answers, as a certificate names it."""
    return f"HiGHS {highspy.Highs().version()}"
