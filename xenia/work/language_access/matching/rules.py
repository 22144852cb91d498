"""What must be true before an interpreter can be sent, apart from who is busy when."""

from .week import Candidate, Need


def speaks(need: Need, person: Candidate) -> bool:
    """Whether she interprets the language, in the direction that is asked for."""
    return need.language in person.languages


def speaks_the_other_way(need: Need, person: Candidate) -> bool:
    """Whether she has the same pair of languages, but not in the direction that is asked for."""
    pair = set(need.language.split(">"))
    return len(pair) > 1 and any(set(key.split(">")) == pair for key in person.languages)


def is_qualified(need: Need, person: Candidate) -> bool:
    """Whether her credential in the language is high enough."""
    return person.languages.get(need.language, -1) >= need.credential


def has_the_mode(need: Need, person: Candidate) -> bool:
    """Whether she works in the way the request asks for."""
    return need.mode in person.modes


def has_the_gender(need: Need, person: Candidate) -> bool:
    """Whether a gender that is needed, not only wished, is hers."""
    return need.gender in (None, "", person.gender)


def has_no_conflict(need: Need, person: Candidate) -> bool:
    """Whether nothing ties her to the matter."""
    return person.id not in need.excluded


def may_be_sent(need: Need, person: Candidate) -> bool:
    """Whether the department has not asked for somebody else."""
    return person.id not in need.not_sent


def is_able(need: Need, person: Candidate) -> bool:
    """Whether she could do it in a week with nothing else in it."""
    return (
        is_qualified(need, person)
        and has_the_mode(need, person)
        and has_the_gender(need, person)
        and has_no_conflict(need, person)
        and may_be_sent(need, person)
        and need.length <= person.cap
    )


def is_within(need: Need, person: Candidate, start: int) -> bool:
    """Whether the whole meeting, begun at this start, lies in one of her windows."""
    return any(begins <= start and start + need.length <= ends for begins, ends in person.windows)
