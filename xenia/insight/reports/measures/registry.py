"""The registry of measures. A later room adds a file here that names its ledger kinds, and registers what it says."""

from typing import Final

from xenia.insight.reports.measures.measure import Measure

MEASURES: Final[dict[str, Measure]] = {}


def register(*measures: Measure) -> None:
    """Add measures, in the order of the report. Raises ValueError for a code with two meanings."""
    for measure in measures:
        if MEASURES.setdefault(measure.code, measure) is not measure:
            raise ValueError(f"measure {measure.code!r} is registered twice")


def measure_named(code: str) -> Measure:
    """A measure by its code. Raises KeyError with what there is."""
    if code not in MEASURES:
        raise KeyError(f"unknown measure {code!r}: expected one of {sorted(MEASURES)}")
    return MEASURES[code]
