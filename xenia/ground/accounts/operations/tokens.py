"""The secret in a link that lets somebody in."""

import hashlib
import secrets

SECRET_BYTES = 32


def new_token() -> str:
    """A secret of 256 random bits, as it stands in an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a secret: enough to know it again, not enough to use it.

    A plain SHA-256: a random secret of this length needs no slow hash.
    """
    return hashlib.sha256(token.encode()).hexdigest()
