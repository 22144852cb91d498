"""A person asks to be forgotten: her key is destroyed, and what was counted stays without her."""

from datetime import datetime

from xenia.ground.accounts.models import User
from xenia.ground.vault.subjects import shred
from xenia.registers.clients.models import Client

ASKED = "asked"


def forget_client(*, client: Client, by: User, at: datetime) -> None:
    """Nothing of hers opens again, here or in any copy. Never inside another transaction.

    Raises vault.subjects.UnderHold, and changes nothing.
    """
    shred(client.subject_id, by=by, at=at, reason=ASKED)
