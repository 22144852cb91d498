"""Leaving a page quickly: pages about violence and danger offer it, as somebody may look over her shoulder."""

from collections.abc import Iterable
from typing import Final

# Where a person goes who must leave at once: a page that says nothing of what she read.
LEAVE: Final = "https://www.weather.gov/"
DANGER: Final = "safety"
# A match less likely than this says little of what she asked for.
LIKELY: Final = 0.5
_ELSEWHERE: Final = frozenset({"legal-help.victim-visa"})


def way_out(terms: Iterable[str]) -> str:
    """Where the button leads on a page about these terms; "" where none of them is about danger."""
    is_danger = any(code.partition(".")[0] == DANGER or code in _ELSEWHERE for code in terms)
    return LEAVE if is_danger else ""
