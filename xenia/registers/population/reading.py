"""Estimates in a file, as they were read: rows that can come in, and places that cannot, each with its reason."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_noop

from xenia.ground.imports.sentences import Sentence

MOST: Final = 2_000_000_000  # people; the world's largest country has fewer


@dataclass(frozen=True, slots=True)
class ReadEstimate:
    """One number of a file. place: as the file names it, "" for the whole city; where: its row or variable."""

    where: str
    place: str
    measure: str
    language: str
    value: int
    margin: int | None
    is_controlled: bool = False
    annotation: str = ""


@dataclass(frozen=True, slots=True)
class ReadCharacteristic:
    """One number of a file that is not about a language: of which topic and of whom, in which row.

    code: the row, from the widest word to the narrowest, such as africa/western-africa/cabo-verde; "" for the total.
    label: the narrowest, as the source prints it. position: its place among the rows of its table.
    """

    where: str
    place: str
    topic: str
    who: str
    code: str
    label: str
    value: Decimal
    margin: Decimal | None
    is_controlled: bool = False
    annotation: str = ""
    position: int = 0


@dataclass(frozen=True, slots=True)
class NotRead:
    """A place in the file that cannot come in, and why; never what stood there."""

    where: str
    reason: Sentence

    def kept(self) -> dict[str, Any]:
        """As a dataset keeps it."""
        return {"where": self.where, **self.reason.kept()}


@dataclass(slots=True)
class Reading:
    """What a file holds. table: the Census table, where the file names it."""

    estimates: list[ReadEstimate] = field(default_factory=list)
    characteristics: list[ReadCharacteristic] = field(default_factory=list)
    refused: list[NotRead] = field(default_factory=list)
    table: str = ""

    def refuse(self, where: str, words: str, **facts: str | int) -> None:
        """Note a place that cannot come in."""
        self.refused.append(NotRead(where, Sentence(words, facts)))


UNKNOWN_LANGUAGE: Final = gettext_noop("We do not know this language. Write its English name.")
UNKNOWN_PLACE: Final = gettext_noop(
    "We do not know this place. Draw it in the settings, or say how the file names the whole city."
)
TWICE: Final = gettext_noop("The same number stands further up. Only the first one comes in.")
