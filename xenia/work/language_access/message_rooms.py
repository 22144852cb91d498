"""The rooms whose messages can be translated. A room above, or beside, enters itself in `apps.ready()`.

It says what the text is at this moment, and takes the translation in. It tells nothing else: whoever translates sees the
text alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from xenia.ground.accounts.models import User


class NotWanted(Exception):
    """The room does not wait for this translation any more."""


@dataclass(frozen=True, slots=True)
class MessageRoom:
    """One kind of message.

    text_of: the words of a message by its id; "" when they are gone, or nobody waits for a translation any more.
    deliver: takes (id, language, text, by, at) and keeps the text sealed under the same person's key, beside the
    original. Raises NotWanted, and then has changed nothing.
    """

    text_of: Callable[[UUID], str]
    deliver: Callable[[UUID, str, str, User, datetime], object]


ROOMS: Final[dict[str, MessageRoom]] = {}


def register_message_room(kind: str, room: MessageRoom) -> None:
    """Add a kind of message, named `room.what`. Raises ValueError when another room has the name."""
    if ROOMS.setdefault(kind, room) != room:
        raise ValueError(f"messages {kind!r} are registered twice, by different rooms")


def words_now(kind: str, about: UUID) -> str:
    """What a message says at this moment; "" when it is gone, or its room is not there."""
    room = ROOMS.get(kind)
    return room.text_of(about).strip() if room else ""
