"""What opens a referral without an account: her code on paper, her link, and an organization's link. None is kept."""

import base64
import hashlib
import hmac
from typing import Final
from uuid import UUID

from xenia.ground.keys import codes
from xenia.ground.keys.named import make_named_key

CODE_KEY: Final = "referrals.code"
PARTNER_KEY: Final = "referrals.partner_link"
PERSON_KEY: Final = "referrals.person_link"
OCTETS: Final = 24


def code_of(referral: UUID) -> str:
    """The code on her slip: made anew whenever the slip is printed."""
    return codes.code_for(referral.hex, key=CODE_KEY)


def hash_of_code(typed: str) -> str:
    """What is looked up for a typed code; "" when it cannot be one."""
    return codes.hash_of(typed, key=CODE_KEY)


def partner_token(referral: UUID) -> str:
    """The secret part of the link an organization without an account gets."""
    return _token(PARTNER_KEY, referral)


def person_token(referral: UUID, follow_up: int) -> str:
    """The secret part of the link in a message that asks her how it went; each message has its own."""
    return _token(PERSON_KEY, referral, follow_up)


def hash_of_token(token: str) -> str:
    """What is looked up when somebody opens a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def _token(key: str, referral: UUID, number: int = 0) -> str:
    said = referral.bytes + number.to_bytes(2, "big")
    made = hmac.new(make_named_key(key), said, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:OCTETS]).decode()
