"""Which answers given before come nearest to a question, in whatever languages both are said."""

from collections.abc import Iterable, Sequence

from xenia.registers.directory.search.expand import Expansion, expand
from xenia.registers.directory.search.office import office_book
from xenia.work.enquiries.queries.answer_texts import ENGLISH, ShownAnswer

Topics = dict[str, float]


def nearest_first(
    answers: Sequence[ShownAnswer], asked: Iterable[tuple[str, str]]
) -> list[ShownAnswer]:
    """The answers about the same kinds of help first; the others keep their order.

    asked: what was asked, each text with its language.
    """
    wanted: Topics = {}
    for words, language in asked:
        wanted = _together(wanted, _topics(words, language))
    return sorted(answers, key=lambda one: -_nearness(one, wanted))


def _nearness(one: ShownAnswer, wanted: Topics) -> float:
    """1 where both are first of all about the same kind of help, 0 where they have none in common."""
    about = _topics(f"{one.answer.title} {one.answer.question}", ENGLISH)
    return max((wanted[code] * about[code] for code in wanted.keys() & about.keys()), default=0.0)


def _topics(words: str, language: str) -> Topics:
    """The kinds of help a text is about, as the search for services understands it."""
    if not words.strip():
        return {}
    meant: Expansion = expand(words, language=language, book=office_book())
    return _together(dict(meant.related), {one.code: one.weight for one in meant.matches})


def _together(some: Topics, others: Topics) -> Topics:
    return {
        code: max(some.get(code, 0), others.get(code, 0)) for code in some.keys() | others.keys()
    }
