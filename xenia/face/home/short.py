"""Short addresses for paper, text messages and QR codes: the beginning of a service's own id, and a language.

Nothing is stored for them and nobody counts them: `/s/7k3m9qwxe-ht/` is read back into an id and leads to the page.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from xenia.ground.common.languages import is_known

# Crockford's base 32: no letter that is mistaken for a digit.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1"})
BITS = 5
# 40 random bits: among 50,000 services one pair in a thousand offices begins alike; then both are offered.
SHORT = 8
WHOLE = 26
# Ids whose beginning is random; those that begin with the time, or were made by hand, are written whole.
RANDOM_BEGINNING = (3, 4, 5)
_SHAPE = re.compile(rf"^([0-9a-z]{{{WHOLE + 1}}}|[0-9a-z]{{{SHORT + 1}}})$")


@dataclass(frozen=True, slots=True)
class Span:
    """All ids that begin as a code says."""

    first: UUID
    last: UUID


def code_of(pk: UUID) -> str:
    """A service's code, with a check letter at its end."""
    length = SHORT if pk.version in RANDOM_BEGINNING else WHOLE
    value = pk.int << (WHOLE * BITS - 128)
    data = "".join(
        ALPHABET[(value >> (BITS * (WHOLE - 1 - place))) & 31] for place in range(length)
    )
    return data + _check(data)


def span_of(code: str) -> Span | None:
    """The ids a code may mean; None when it was misread or misspelled."""
    said = code.lower().translate(MISREAD)
    if not _SHAPE.match(said) or any(letter not in ALPHABET for letter in said):
        return None
    data, check = said[:-1], said[-1]
    if _check(data) != check:
        return None
    value = 0
    for letter in data:
        value = value << BITS | ALPHABET.index(letter)
    free = max(0, 128 - len(data) * BITS)
    first = value << free if free else value >> (WHOLE * BITS - 128)
    return Span(UUID(int=first), UUID(int=first | (1 << free) - 1))


def _check(data: str) -> str:
    """Luhn's check over 32 letters: one wrong letter is always noticed, two exchanged ones nearly always."""
    total = 0
    for place, letter in enumerate(reversed(data)):
        doubled = ALPHABET.index(letter) * (2 if place % 2 == 0 else 1)
        total += doubled // 32 + doubled % 32
    return ALPHABET[-total % 32]


def split_language(said: str) -> tuple[str, str]:
    """A short address without its language, and the language: "7k3m9qwxe-zh-hans" has both."""
    code, _hyphen, tag = said.partition("-")
    return code, tag.lower() if is_known(tag.lower()) else ""


def service_path(pk: str, reader: str) -> str:
    """The short address of a service's page in a language."""
    return reverse("short_service", args=[f"{code_of(UUID(pk))}-{reader}"])


def list_path(ids: list[str], reader: str) -> str:
    """The short address of a list of services in a language: ids alone, no names, nothing about anybody."""
    return reverse("short_list", args=[f"{'.'.join(code_of(UUID(one)) for one in ids)}-{reader}"])
