"""Everything that changes a text in another language."""

from .review import (
    AlreadyRead,
    OwnWords,
    ReasonMissing,
    TextChanged,
    answer_for,
    review_all,
    review_translation,
    send_back,
)
from .steps import AlreadyUndone, ChangedSince, undo_answer
from .writing import write_translation, write_translations

__all__ = [
    "AlreadyRead",
    "AlreadyUndone",
    "ChangedSince",
    "OwnWords",
    "ReasonMissing",
    "TextChanged",
    "answer_for",
    "review_all",
    "review_translation",
    "send_back",
    "undo_answer",
    "write_translation",
    "write_translations",
]
