"""What an organization can do next with somebody it took on: upper rooms fill this when the house starts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from xenia.ground.accounts.models import User
from xenia.work.referrals.models import Referral


@dataclass(frozen=True, slots=True)
class NextPage:
    """A page to go on with: what the link says, and where it leads; "" where somebody else must act first, and why."""

    words: str
    url: str
    why: str = ""


# {room: the page, or None where it has nothing to do with this referral}.
AFTER_YES: Final[dict[str, Callable[[Referral, User], NextPage | None]]] = {}


def pages_after_yes(referral: Referral, user: User) -> list[NextPage]:
    """Where somebody of the organization goes on after its yes."""
    if referral.status not in ("accepted", "started"):
        return []
    return [page for find in AFTER_YES.values() if (page := find(referral, user))]
