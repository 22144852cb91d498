"""HiGHS, asked quietly and by one thread, so that the same question gets the same answer."""

from collections.abc import Sequence
from typing import Final

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


def limit_seconds(model: highspy.Highs, seconds: float) -> None:
    """Let the next question take so long at most; HiGHS counts all that a model was ever asked."""
    model.setOptionValue("time_limit", model.getRunTime() + seconds)


def name_and_version() -> str:
    """Which solver answers, as a certificate names it."""
    return f"HiGHS {highspy.Highs().version()}"
