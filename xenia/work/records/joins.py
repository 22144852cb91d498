"""What joins the vault and the ledger, which lie side by side and do not know each other."""

import contextlib
from datetime import datetime
from uuid import UUID

from xenia.ground.ledger.measures import BEFORE_SEALING
from xenia.ground.ledger.operations.alias import NotAbsorbed, alias, unalias
from xenia.ground.vault.merging import WHEN_MERGED, WHEN_UNMERGED
from xenia.ground.vault.overviews import hold_against_sealing


def count_as_one(kept: UUID, absorbed: UUID, at: datetime) -> None:
    """Two people turned out to be one: open years count her once."""
    alias(absorbed, kept)


def count_as_two(kept: UUID, absorbed: UUID, at: datetime) -> None:
    """They are two people after all. Where nobody was counted, there is nothing to take back."""
    with contextlib.suppress(NotAbsorbed):
        unalias(absorbed, kept)


def join_vault_and_ledger() -> None:
    """A merge is counted; a legal hold stops the sealing of a year."""
    WHEN_MERGED["ledger"] = count_as_one
    WHEN_UNMERGED["ledger"] = count_as_two
    BEFORE_SEALING["vault.hold"] = hold_against_sealing
