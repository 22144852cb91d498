"""What a person says of herself."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from xenia.ground.common.languages import language as known_language
from xenia.ground.notifications.models import ContactPoint

if TYPE_CHECKING:
    from xenia.registers.clients.models import Client


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """What a person says of herself. Everything may stay empty. area: a code; origin: a country's code she offered."""

    called: str = ""
    spoken_language: str = ""
    written_language: str = ""
    birth_year: str = ""
    area: str = ""
    origin: str = ""
    contact: ContactPoint | None = None

    def __post_init__(self) -> None:
        for tag in (self.spoken_language, self.written_language):
            if tag:
                known_language(tag)

    def changed_from(self, client: "Client") -> list[str]:
        """The names of what is new."""
        names = (one.name for one in fields(self))
        return [name for name in names if getattr(client, name) != getattr(self, name)]
