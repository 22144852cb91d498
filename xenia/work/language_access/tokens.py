"""The links with which an interpreter says yes, or looks at where she is expected, without signing in."""

import base64
import binascii
import hashlib
import hmac
import secrets
from uuid import UUID

from xenia.ground.keys.named import make_named_key

KEY = "language_access.offer"
BOOKING_KEY = "language_access.booking"
SIGN_OCTETS = 16


def token_for(offer: UUID) -> str:
    """The secret part of an offer's link: made anew whenever the message leaves, kept nowhere."""
    made = hmac.new(make_named_key(KEY), offer.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:24]).decode()


def hash_of(token: str) -> str:
    """What is looked up when somebody opens the link."""
    return hashlib.sha256(token.encode()).hexdigest()


def booking_token(booking: UUID) -> str:
    """The secret part of a booking's link: its number with our sign beneath. Kept nowhere."""
    return base64.urlsafe_b64encode(booking.bytes + _sign(booking)).decode().rstrip("=")


def booking_behind(token: str) -> UUID | None:
    """The number of the booking a link is of; None when the sign is not ours."""
    try:
        said = base64.urlsafe_b64decode(token.encode() + b"==")
        booking = UUID(bytes=said[:16])
    except (ValueError, binascii.Error):
        return None
    return booking if hmac.compare_digest(said[16:], _sign(booking)) else None


def _sign(booking: UUID) -> bytes:
    made = hmac.new(make_named_key(BOOKING_KEY), booking.bytes, hashlib.sha256).digest()
    return made[:SIGN_OCTETS]


def new_feed_token() -> str:
    """The secret part of a calendar's link. Shown once; only its hash is kept."""
    return secrets.token_urlsafe(24)
