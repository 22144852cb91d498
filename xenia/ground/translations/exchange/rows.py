"""One text of a file, and what makes a whole file unfit."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from xenia.ground.translations.checking import BRACES, HOLE

MOST_ROWS: Final = 10_000
LONGEST_TEXT: Final = 20_000
HOLES: Final = re.compile(f"{HOLE.pattern}|{BRACES.pattern}")
_NOT_KEPT: Final = re.compile("[\x00\ud800-\udfff]")

# Why a file cannot be read, in the words of `forms.exchange.WHY_NOT`.
REASONS: Final = (
    "too_large",
    "too_many",
    "unknown_ending",
    "not_utf8",
    "no_columns",
    "broken_sheet",
    "broken_xml",
    "declares_entities",
    "other_version",
    "no_language",
    "too_deep",
)


class NotReadable(ValueError):
    """A file that is not used at all. `reason` is one of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}: expected one of {REASONS}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """One text with its source, as it goes out and comes back.

    number: the row or unit in the file. state: as it was when it went out. The marks say which source and which text
    the file was made from; "" where the file does not say.
    """

    number: int
    kind: str
    record: str
    field: str
    language: str
    name: str
    source: str
    text: str
    state: str = ""
    is_vital: bool = False
    source_mark: str = ""
    text_mark: str = ""


def lost_holes(source: str, text: str) -> list[str]:
    """The places such as {name} or %(name)s that a translation lost or made up."""
    wanted, found = Counter(HOLES.findall(source)), Counter(HOLES.findall(text))
    return sorted({*(wanted - found), *(found - wanted)})


def can_be_kept(text: str) -> bool:
    """Whether a text has no character a database refuses, and is not longer than any text we have."""
    return len(text) <= LONGEST_TEXT and not _NOT_KEPT.search(text)


def plain_lines(text: str) -> str:
    """A text with the line ends we keep, whatever a program made of them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
