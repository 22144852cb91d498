"""What upper rooms add to the sealing of a year. They fill these in their `apps.ready()`."""

from collections.abc import Callable, Iterable

from xenia.ground.ledger.queries.sealed import Figure, Question

# Why a year cannot be sealed now, such as a legal hold: a sentence, or "" when nothing is in the way.
BEFORE_SEALING: dict[str, Callable[[int], str]] = {}
# What a report says of a year; stored under the name given here.
MEASURES: dict[str, Callable[[int], Iterable[Figure]]] = {}
# The same of many measures, which are worked out in one go: each figure with the name it is stored under.
TOGETHER: dict[str, Callable[[int], Iterable[tuple[str, Figure]]]] = {}
# What is asked of `individuals` beside the usual, so that a sealed year still answers.
QUESTIONS: set[Question] = set()


def keep(
    kinds: str | Iterable[str], *, stream: str = "service", by: Iterable[str] = ()
) -> Question:
    """Store the answer to a question about people when a year is sealed.

    Each kind alone is stored without asking: the whole year, by month, by quarter and by each of its dimensions.
    """
    named = (kinds,) if isinstance(kinds, str) else tuple(sorted(set(kinds)))
    question = Question(named, stream, tuple(by))
    QUESTIONS.add(question)
    return question
