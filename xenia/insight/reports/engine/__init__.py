"""The reckoning: facts of the ledger in, numbers of measures out. True numbers: they leave only through `release`."""

from .facts import Facts, facts_of
from .measuring import measure, measure_all, measured
from .telling import queries_of

__all__ = ["Facts", "facts_of", "measure", "measure_all", "measured", "queries_of"]
