"""Two wordings side by side, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_PIECES: Final = re.compile(r"\s+|\w+|[^\w\s]")
# Very long texts are shown whole: a mark on every second word helps nobody.
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words; `is_marked`: the other wording does not have it."""

    text: str
    is_marked: bool = False


def side_by_side(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """What stands, with what would go marked; and what is proposed, with what would come marked."""
    if max(len(before), len(after)) > _LONGEST:
        return _whole(before), _whole(after)
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    left = [Piece("".join(old[a:b]), act != "equal") for act, a, b, _c, _d in steps if b > a]
    right = [Piece("".join(new[c:d]), act != "equal") for act, _a, _b, c, d in steps if d > c]
    return list(_joined(left)), list(_joined(right))


def _whole(text: str) -> list[Piece]:
    return [Piece(text, is_marked=True)] if text else []


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Marked words with only a space between them are one mark: fewer starts and ends to listen to."""
    waiting: list[Piece] = []
    for piece in pieces:
        gap = len(waiting) > 1 and not waiting[-1].is_marked
        if (piece.is_marked and (not waiting or (gap and waiting[-1].text.isspace()))) or (
            not piece.is_marked and waiting and waiting[-1].is_marked
        ):
            waiting.append(piece)
        else:
            yield from _emptied(waiting)
            waiting = [piece] if piece.is_marked else []
            if not piece.is_marked:
                yield piece
    yield from _emptied(waiting)


def _emptied(waiting: list[Piece]) -> Iterator[Piece]:
    """What waits, as one mark; an unmarked end stays unmarked."""
    tail = waiting[-1:] if waiting and not waiting[-1].is_marked else []
    head = waiting[: len(waiting) - len(tail)]
    if head:
        yield Piece("".join(one.text for one in head), is_marked=True)
    yield from tail
