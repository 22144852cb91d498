"""What is hers goes to nobody: before our words leave the office, they are held beside what she wrote and let be known."""

import calendar
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from xenia.ground.vault.operations.reading import known_to_rules
from xenia.work.ombudsman.models import Complaint, ComplaintWord, Release

# Fewer than that, two people often have in common.
IN_A_ROW: Final = 6
# A number this long is hers alone; a shorter one is a counter, a year or a day.
LONG_NUMBER: Final = 5
NO_SURNAMES: Final = frozenset({*calendar.day_name, *calendar.month_name, "I"})
# Named so by everybody. Parks and lanes are left out: people are called so.
A_STREET: Final = re.compile(
    r"(?:[^\W\d_a-z]\w*[ -])+(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Square|Plaza|Drive)\b"
)


class NamesSomebody(ValueError):
    """What others read must name nobody: whoever writes it says so first."""


class QuotesHer(NamesSomebody):
    """These are her own words: somebody is recognised by how she writes."""


class NamesHer(NamesSomebody):
    """A number or a name stands in the words that she wrote, or lets the department know."""


def refuse_what_is_hers(complaint: Complaint, words: str) -> None:
    """Raises QuotesHer where some words in a row are hers, and NamesHer where a number or a name is."""
    ours = _folded(words)
    numbers, names = _numbers(words), _names(words) - _city_names(complaint)
    for hers in _hers(complaint):
        theirs = _folded(hers)
        if _runs(ours) & _runs(theirs):
            raise QuotesHer(f"complaint {complaint.pk}: {IN_A_ROW} words in a row are hers")
        if numbers & _numbers(hers) or names & _names(hers):
            raise NamesHer(f"complaint {complaint.pk}: a number or a name is hers")
    for given in complaint.releases.all():
        value = str(known_to_rules(given, "value"))
        named = given.field == Release.Field.NAME and _stands_in(_folded(value), ours)
        if named or numbers & _numbers(value):
            raise NamesHer(f"complaint {complaint.pk}: a number or a name was released")


def _hers(complaint: Complaint) -> Iterator[str]:
    """Her words, as she wrote them and as they were translated."""
    for word in complaint.words.all():
        if word.kind == ComplaintWord.Kind.HERS:
            for name in ("text", "english"):
                yield str(known_to_rules(word, name))


def _folded(text: str) -> list[str]:
    """The words of a text, however they are written."""
    return _words(text.casefold())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text))


def _runs(words: list[str], length: int = IN_A_ROW) -> set[tuple[str, ...]]:
    """Every few words that follow each other."""
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def _stands_in(name: list[str], words: list[str]) -> bool:
    """Whether the whole name stands in the words; nothing stands nowhere."""
    return bool(name) and tuple(name) in _runs(words, len(name))


def _numbers(text: str) -> set[str]:
    """Its long numbers, also those written in groups such as 778-812, in digits of any script."""
    found = re.findall(r"\d(?:[ .\-/]?\d)+", unicodedata.normalize("NFKC", text))
    digits = ("".join(str(int(one)) for one in number if one.isdigit()) for number in found)
    return {one for one in digits if len(one) >= LONG_NUMBER}


def _names(text: str) -> set[tuple[str, ...]]:
    """Two words in a row with a capital each, such as somebody's name; "On Friday", "When I" and streets are none."""
    streets = {pair for one in A_STREET.findall(text) for pair in _capital_pairs(one)}
    return _capital_pairs(text) - streets


def _capital_pairs(text: str) -> set[tuple[str, ...]]:
    return {
        (first.casefold(), last.casefold())
        for first, last in pairwise(_words(text))
        if first[0].isupper() and last[0].isupper() and last not in NO_SURNAMES
    }


def _city_names(complaint: Complaint) -> set[tuple[str, ...]]:
    """What it is about is called so by everybody."""
    about = (complaint.department, complaint.service, complaint.place)
    return {pair for one in about if one for pair in _capital_pairs(one.name or "")}
