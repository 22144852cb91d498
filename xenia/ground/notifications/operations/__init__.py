"""What happens in the room of messages."""

from xenia.ground.notifications.operations.consent import (
    give_consent,
    note_oral_stop,
    stop_by_link,
    withdraw_consent,
)
from xenia.ground.notifications.operations.contact import (
    add_contact_point,
    change_contact_point,
    confirm_contact_point,
    recheck_safety,
    remove_contact_point,
)
from xenia.ground.notifications.operations.outbox import queue

__all__ = [
    "add_contact_point",
    "change_contact_point",
    "confirm_contact_point",
    "give_consent",
    "note_oral_stop",
    "queue",
    "recheck_safety",
    "remove_contact_point",
    "stop_by_link",
    "withdraw_consent",
]
