"""What a colleague can do next with a service, as upper rooms say it: send somebody there. Each fills in its own in `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from xenia.ground.accounts.models import User
from xenia.registers.directory.models import Service


@dataclass(frozen=True, slots=True)
class WayOn:
    """One thing to do next: where it opens, in which words, under which icon."""

    url: str
    verb: str
    icon: str


# {room: function}; None where the reader may not do it, or not here. Asked for each row of a list: it takes no query.
WAYS_ON: dict[str, Callable[[Service, User], WayOn | None]] = {}


def ways_on_for(service: Service, user: User) -> list[WayOn]:
    """Everything the reader can do next with a service."""
    found = [WAYS_ON[room](service, user) for room in sorted(WAYS_ON)]
    return [way for way in found if way is not None]
