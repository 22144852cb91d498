"""What happens in the ledger: one function, one event of the office's day."""

from .alias import alias, unalias
from .entry import record, record_legal
from .many import Fact, record_all
from .together import written_together

__all__ = ["Fact", "alias", "record", "record_all", "record_legal", "unalias", "written_together"]
