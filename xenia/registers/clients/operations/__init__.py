"""What happens with the people served."""

from xenia.registers.clients.operations.client import (
    AlreadyAdded,
    ClientCrossed,
    ClientGone,
    NotAYear,
    add_client,
    change_client,
    note_served,
)
from xenia.registers.clients.operations.consent import (
    WITHDRAWN_HEARD_BY,
    Agreed,
    NotInTime,
    consent_of_receipt,
    give_consent,
    receipt_of,
    withdraw_consent,
)
from xenia.registers.clients.operations.contact import Ways, say_ways
from xenia.registers.clients.operations.forgetting import forget_client
from xenia.registers.clients.operations.helper import Helping, NotAPeriod, end_help, let_help
from xenia.registers.clients.operations.household import (
    Home,
    LivesElsewhere,
    live_together,
    move_out,
)
from xenia.registers.clients.operations.looking import note_found
from xenia.registers.clients.operations.merging import (
    CannotBecome,
    NotMerged,
    Pair,
    merge_clients,
    say_not_the_same,
    unmerge_client,
)
from xenia.registers.clients.said import Said

__all__ = [
    "WITHDRAWN_HEARD_BY",
    "Agreed",
    "AlreadyAdded",
    "CannotBecome",
    "ClientCrossed",
    "ClientGone",
    "Helping",
    "Home",
    "LivesElsewhere",
    "NotAPeriod",
    "NotAYear",
    "NotInTime",
    "NotMerged",
    "Pair",
    "Said",
    "Ways",
    "add_client",
    "change_client",
    "consent_of_receipt",
    "end_help",
    "forget_client",
    "give_consent",
    "let_help",
    "live_together",
    "merge_clients",
    "move_out",
    "note_found",
    "note_served",
    "receipt_of",
    "say_not_the_same",
    "say_ways",
    "unmerge_client",
    "withdraw_consent",
]
