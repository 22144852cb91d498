"""AES-256-GCM, as every sealed thing here uses it: 12 random bytes, then the sealed text with its tag."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


@lru_cache(maxsize=1)
def _aesgcm() -> "type[AESGCM]":
    # Asked for once: the package takes 40 ms to load, which a start does not need.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM


class CannotOpen(Exception):
    """Another key, another place, or changed bytes. What was sealed is never quoted."""


def seal(key: bytes, plain: bytes, place: bytes) -> bytes:
    """Seal under a 256-bit key. `place` is bound to it: it opens nowhere else."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _aesgcm()(key).encrypt(nonce, plain, place)


def seal_all(key: bytes, plain: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """Many under one key: {place: sealed}."""
    encrypt = _aesgcm()(key).encrypt
    nonces = secrets.token_bytes(NONCE_BYTES * len(plain))
    sealed = {}
    for number, (place, one) in enumerate(plain.items()):
        nonce = nonces[number * NONCE_BYTES : (number + 1) * NONCE_BYTES]
        sealed[place] = nonce + encrypt(nonce, one, place)
    return sealed


def open_sealed(key: bytes, sealed: bytes, place: bytes) -> bytes:
    """What was sealed. Raises CannotOpen."""
    from cryptography.exceptions import InvalidTag

    try:
        return _aesgcm()(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("sealed under another key, for another place, or changed") from error


def keyed_hash(key: bytes, text: bytes) -> bytes:
    """HMAC-SHA-256, 32 bytes."""
    return hmac.new(key, text, hashlib.sha256).digest()
