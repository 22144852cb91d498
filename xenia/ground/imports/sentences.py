"""Sentences about rows and files that are kept in English and read in any language.

What is kept of them carries numbers and names of columns, never what stood in a cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Sentence:
    """words: marked with `gettext_noop`, with named holes such as %(row)s. facts: what fills them.

    heard: the word of the cell it is about. It is shown beside the sentence while the file is here, and never kept.
    """

    words: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    heard: str = ""

    def __str__(self) -> str:
        return gettext(self.words) % self.facts if self.facts else gettext(self.words)

    def kept(self, column: str = "") -> dict[str, Any]:
        """As a row keeps it. column: the code of the column it is about."""
        return {"words": self.words, "facts": dict(self.facts), "column": column}


class Refused(Exception):
    """A row or a cell cannot be taken. The sentence says what is wrong and what to do."""

    def __init__(self, words: str, *, heard: str = "", **facts: str | int) -> None:
        super().__init__(words)
        self.sentence = Sentence(words, facts, heard)
        self.column = ""


@dataclass(frozen=True, slots=True)
class Partly:
    """A cell of which a part can be taken: its value, and a sentence for each part that is left out."""

    value: Any
    left_out: tuple[Sentence, ...]


# The code of the column a sentence is about, or nothing, and the sentence.
Reason = tuple[str, Sentence]


def all_kept(reasons: Sequence[Reason]) -> dict[str, Any]:
    """Everything that is said of a row, as it is kept: the first, and under "more" the others."""
    first, *more = [sentence.kept(column) for column, sentence in reasons] or [{}]
    return first | ({"more": more} if more else {})


class NotReadable(Exception):
    """A file is no spreadsheet we can read. The sentence says why and what to do."""

    def __init__(self, words: str, **facts: str | int) -> None:
        super().__init__(words)
        self.sentence = Sentence(words, facts)


def said_again(kept: Mapping[str, Any]) -> str:
    """A kept sentence in the reader's language."""
    return str(Sentence(kept["words"], kept.get("facts") or {})) if kept.get("words") else ""
