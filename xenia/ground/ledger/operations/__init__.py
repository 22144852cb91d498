"""What happens in the ledger: one function, one event of the office's day."""

from .alias import alias, unalias
from .entry import record, record_legal

__all__ = ["alias", "record", "record_legal", "unalias"]
