"""The code with which somebody reads her answer: easy to read out, to copy and to photograph; kept nowhere.

A code is made from the token of the form she sent, so that a form sent twice by mistake gives one question and the same
code. Whoever knows it reads the thread; only its keyed hash is looked up.
"""

import hashlib
import hmac
import re
import unicodedata
from typing import Final

from xenia.ground.keys.named import make_named_key

# No vowels, so that no code is a word; no 0, 1, I, L, O, which look alike.
ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"
# 15 signs of 28: 72 bits.
SIGNS, GROUP = 15, 5
KEY = "enquiries.code"
BETWEEN: Final = re.compile(r"[\s\-‐-―_.]+")


def code_for(token: str) -> str:
    """The code of the question that came with this form's token, such as BCDFG-23456-HJKMN."""
    number = int.from_bytes(_keyed(b"code|" + token.encode()), "big")
    signs = ""
    for _place in range(SIGNS):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return "-".join(signs[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def hash_of(typed: str) -> str:
    """What is looked up for a typed code; "" when it cannot be one. Small letters, spaces and dashes do not matter."""
    signs = BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    if len(signs) != SIGNS or set(signs) - set(ALPHABET):
        return ""
    return _keyed(b"hash|" + signs.encode()).hex()


def _keyed(said: bytes) -> bytes:
    return hmac.new(make_named_key(KEY), said, hashlib.sha256).digest()
