"""Rooms above that must hear what becomes of a referral: a need is met, or is open again."""

from collections.abc import Callable

from xenia.ground.common.transitions import Step
from xenia.work.referrals.models import Referral

Heard = Callable[[Referral, Step], object]
# {room: function}, called in the transaction of each step, and when the outcome is set right afterwards. A room fills in
# its own when it starts.
HEARD_BY: dict[str, Heard] = {}


def tell_rooms(step: Step) -> None:
    """Let every room that asked hear of a step."""
    for hear in HEARD_BY.values():
        hear(step.record, step)
