"""What happens to a request for records: one function, one event of the office's day."""

from .answering import CannotAnswer, answer_request, close_request, withdraw_request
from .deciding import (
    AlreadyExtracted,
    SignatureUnclear,
    decide_request,
    hand_to_counsel,
    look_again,
)
from .extraction import NotAsked, NotReleased, SamePerson, extract, extract_all
from .holding import NobodyNamed
from .noting import add_note, read_notes
from .people import NobodyKnown, name_person, unname_person
from .receiving import describe_request, receive_request

__all__ = [
    "AlreadyExtracted",
    "CannotAnswer",
    "NobodyKnown",
    "NobodyNamed",
    "NotAsked",
    "NotReleased",
    "SamePerson",
    "SignatureUnclear",
    "add_note",
    "answer_request",
    "close_request",
    "decide_request",
    "describe_request",
    "extract",
    "extract_all",
    "hand_to_counsel",
    "look_again",
    "name_person",
    "read_notes",
    "receive_request",
    "unname_person",
    "withdraw_request",
]
