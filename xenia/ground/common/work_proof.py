"""A little work a browser does while somebody writes, so that sending thousands of forms costs a machine something.

The browser looks for a number that, written behind the form's token, gives a SHA-256 with many zero bits in front, and
keeps the best it found (`ombudsman/static/ombudsman/complaint.js`). Twice the zeros that fit one more bit are twice the work: 18 bits are
about 262,000 tries. Nobody waits for all of it: what was found when she sends counts, and little work weighs more
against the share of its place (`cost_of`). A phone that makes 11,000 tries in a second has the least that counts within
two seconds in 199 of 200 cases: 1 - exp(-22,000 / 4,096).
"""

import hashlib
import re
from typing import Final

LEAST, FULL = 12, 18
NUMBER: Final = re.compile(r"[0-9]{1,15}")


def bits_of(token: str, proof: str) -> int:
    """How many zero bits a proof gives with a token; 0 for what is no proof."""
    if not token or not NUMBER.fullmatch(proof):
        return 0
    digest = hashlib.sha256(f"{token}:{proof}".encode()).digest()
    return 256 - int.from_bytes(digest, "big").bit_length()


def cost_of(bits: int) -> int | None:
    """What a form weighs against the share of its place: 1 for the full work, 4 for the least; None below that."""
    if bits < LEAST:
        return None
    return 1 + (FULL - min(bits, FULL)) // 2
