"""The packages the reckoning needs. They are loaded here, and only when something is reckoned."""

from importlib.util import find_spec
from typing import Any, Final

from xenia.ground.ledger.parquet import ReportSetMissing

NEEDED: Final = ("duckdb", "ibis", "pyarrow")


def load_ibis() -> Any:
    """Ibis, with what it reckons with. Raises ReportSetMissing."""
    try:
        import duckdb  # noqa: F401
        import ibis
        import pyarrow  # noqa: F401
    except ImportError:
        raise ReportSetMissing from None
    return ibis


def against_sealing(_year: int) -> str:
    """A sentence when a year cannot be sealed, because the figures of its report could not be stored."""
    if all(find_spec(name) for name in NEEDED):
        return ""
    return f"The figures of the year's report are stored when it is sealed. {ReportSetMissing()}"
