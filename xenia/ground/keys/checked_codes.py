"""Codes people hold that tell a slip of the pen: Crockford's base32, 85 bits and a check sign; kept nowhere.

Read with patience: O is 0, I and L are 1, small letters and dashes do not matter. The check sign finds any one wrong sign
and any two that changed places.
Source: Douglas Crockford, Base 32, https://www.crockford.com/base32.html. His check needs five signs more, *~$=U, which
are hard to read out; ours stays among the 32: a sum over the field of 32, each place with a weight of its own.
"""

import hashlib
import hmac
import unicodedata
from typing import Final

from xenia.ground.keys.codes import BETWEEN
from xenia.ground.keys.named import make_named_key

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS: Final = 5
# 17 signs of 32: 85 bits; and one that checks them.
SIGNS, GROUP = 17, 6
READ_AS: Final = str.maketrans("OIL", "011")
# x^5 + x^2 + 1, which makes every power of 2 up to the 30th another number: a primitive polynomial.
FIELD: Final = 0b100101


def code_for(token: str, *, key: str) -> str:
    """The one code that belongs to a form's token, such as 7ZK2Q9-X0M4RT-8HBJ1C; the same form gives the same."""
    number = int.from_bytes(_keyed(key, b"code|" + token.encode()), "big")
    signs = "".join(ALPHABET[number >> BITS * place & 31] for place in range(SIGNS))
    whole = signs + check_sign(signs)
    return "-".join(whole[start : start + GROUP] for start in range(0, len(whole), GROUP))


def hash_of(typed: str, *, key: str) -> str:
    """What is looked up for a typed code; "" when it cannot be one."""
    signs = _read(typed)
    return "" if _is_wrong(signs) else _keyed(key, b"hash|" + signs.encode()).hex()


def is_mistyped(typed: str) -> bool:
    """Whether no code of ours can be this: a sign is wrong or missing, or two changed places."""
    return _is_wrong(_read(typed))


def check_sign(signs: str) -> str:
    """The sign that closes a code."""
    total, weight = 0, 1
    for sign in signs:
        weight = _times(weight, 2)
        total ^= _times(ALPHABET.index(sign), weight)
    return ALPHABET[total]


def _read(typed: str) -> str:
    return BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(READ_AS)


def _is_wrong(signs: str) -> bool:
    if len(signs) != SIGNS + 1 or set(signs) - set(ALPHABET):
        return True
    return check_sign(signs[:SIGNS]) != signs[SIGNS]


def _times(one: int, other: int) -> int:
    """A product in the field of 32."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 32:
            one ^= FIELD
        other >>= 1
    return product


def _keyed(key: str, said: bytes) -> bytes:
    return hmac.new(make_named_key(key), said, hashlib.sha256).digest()
