"""What a reply means: stop, start, help, or something a colleague must read."""

from enum import StrEnum
from functools import cache

from xenia.ground.notifications.words import folded, has_phrase, table


class Meaning(StrEnum):
    """What somebody wants with a reply."""

    STOP = "stop"
    START = "start"
    HELP = "help"
    # A sentence with a stop word in it: nothing is sent until somebody has read it.
    MAYBE_STOP = "maybe_stop"
    OTHER = "other"


@cache
def _keywords() -> dict[str, Meaning]:
    """Each keyword of every language, folded and without spaces."""
    return {
        "".join(folded(row["word"])): Meaning(row["meaning"]) for row in table("stop_words.csv")
    }


@cache
def _stop_phrases() -> tuple[tuple[str, ...], ...]:
    rows = (row for row in table("stop_words.csv") if row["in_a_sentence"] == "yes")
    return tuple({tuple(folded(row["word"])) for row in rows})


def meaning_of(reply: str) -> Meaning:
    """What a reply means, in whatever language it is written.

    >>> meaning_of(" S T O P!! "), meaning_of("Please stop texting me")
    (<Meaning.STOP: 'stop'>, <Meaning.MAYBE_STOP: 'maybe_stop'>)
    """
    words = folded(reply)
    keyword = _keywords().get("".join(words)) or _keywords().get("".join(_said_once(words)))
    if keyword:
        return keyword
    if any(has_phrase(words, phrase) for phrase in _stop_phrases()):
        return Meaning.MAYBE_STOP
    return Meaning.OTHER


def _said_once(words: list[str]) -> list[str]:
    """The words without their repetition: "stop stop stop" is "stop"."""
    lengths = (length for length in range(1, len(words)) if len(words) % length == 0)
    return next(
        (words[:one] for one in lengths if words[:one] * (len(words) // one) == words), words
    )
