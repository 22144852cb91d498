"""Counting tokens: they say that two entries are about one person, and nothing else.

A token is the HMAC of the person's random id under the key of one year of one stream. Whoever has no key can neither
make a token for a person nor join two years or two streams; when the key is gone, nobody can.
"""

import hashlib
import hmac
from typing import Final
from uuid import UUID

from xenia.ground.keys.named import make_named_key

TOKEN_BYTES: Final = 16
CHECK_LETTERS: Final = 16
# No subject's id: those have sixteen bytes.
CHECKED: Final = b"the counting key itself"


def key_name(stream: str, year: int) -> str:
    """What the key of a year of a stream is called in `keys`."""
    return f"counting {stream} {year}"


def counting_key(stream: str, year: int) -> bytes:
    """The key of an open year, made when the first person is counted in it."""
    return make_named_key(key_name(stream, year))


def token_of(subject: UUID, key: bytes) -> UUID:
    """The token of a person under a key: HMAC-SHA256, the first 128 bits."""
    digest = hmac.new(key, subject.bytes, hashlib.sha256).digest()
    return UUID(bytes=digest[:TOKEN_BYTES])


def check_value_of(key: bytes) -> str:
    """What tells one key from another without telling anything of it."""
    return hmac.new(key, CHECKED, hashlib.sha256).hexdigest()[:CHECK_LETTERS]
