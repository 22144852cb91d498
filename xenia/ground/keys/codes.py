"""Codes people hold: easy to read out, to copy and to photograph; kept nowhere.

Each use has a key of its own (`named.make_named_key`), so that a code of one room opens nothing in another. Only a keyed
hash of the code is looked up.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from typing import Final

from xenia.ground.keys.named import make_named_key

# No vowels, so that no code is a word; no 0, 1, I, L, O, which look alike.
ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"
# 15 signs of 28: 72 bits.
SIGNS, GROUP = 15, 5
BETWEEN: Final = re.compile(r"[\s\-‐-―_.]+")


def new_code() -> str:
    """A code nobody can guess, such as BCDFG-23456-HJKMN."""
    return _grouped("".join(secrets.choice(ALPHABET) for _place in range(SIGNS)))


def code_for(token: str, *, key: str) -> str:
    """The one code that belongs to a form's token: a form sent twice by mistake gives the same."""
    number = int.from_bytes(_keyed(key, b"code|" + token.encode()), "big")
    signs = ""
    for _place in range(SIGNS):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return _grouped(signs)


def hash_of(typed: str, *, key: str) -> str:
    """What is looked up for a typed code; "" when it cannot be one. Small letters, spaces and dashes do not matter."""
    signs = BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    if len(signs) != SIGNS or set(signs) - set(ALPHABET):
        return ""
    return _keyed(key, b"hash|" + signs.encode()).hex()


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def _keyed(key: str, said: bytes) -> bytes:
    return hmac.new(make_named_key(key), said, hashlib.sha256).digest()
