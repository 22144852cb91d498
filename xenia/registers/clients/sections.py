"""What upper rooms show on a person's page: her cases, referrals, courses. Each fills in its own in `apps.ready()`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from xenia.ground.accounts.models import User
from xenia.registers.clients.models import Client

# From this place on a part stands below what the room itself shows.
LAST = 90


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is, where it opens, when, how it stands."""

    title: str
    url: str = ""
    when: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a person's page. url and verb: the one thing to do next, such as "Send a referral".

    empty: what stands there without rows. place: parts stand in this order, then by the name of their room.
    """

    title: str
    rows: Sequence[Row] = field(default=())
    url: str = ""
    verb: str = ""
    empty: str = ""
    place: int = 50


# {room: function}; None where the reader may see nothing of it.
SECTIONS: dict[str, Callable[[Client, User, datetime], Section | None]] = {}


def sections_for(client: Client, user: User, at: datetime) -> list[Section]:
    """Every part the reader may see."""
    found = [SECTIONS[room](client, user, at) for room in sorted(SECTIONS)]
    shown = [section for section in found if section is not None]
    return sorted(shown, key=lambda section: section.place)
