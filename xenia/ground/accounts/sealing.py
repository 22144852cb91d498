"""Secrets of second steps are sealed before they reach the database or a session."""

import base64
import secrets

from xenia.ground.common.master_key import BadMasterKey
from xenia.ground.keys.keepers import master_keys

USE = "second steps"
NONCE_BYTES = 12


def seal(text: str) -> str:
    """A secret as it is kept: `version.nonce+cipher`, AES-256-GCM under a key of this use alone."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    keys = master_keys()
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(keys.derived(USE, keys.newest)).encrypt(nonce, text.encode(), USE.encode())
    return f"{keys.newest}.{base64.urlsafe_b64encode(nonce + cipher).decode()}"


def unseal(sealed: str) -> str:
    """The secret again. Raises BadMasterKey when it was sealed under another key, or changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        version, _, body = sealed.partition(".")
        data = base64.urlsafe_b64decode(body)
        key = master_keys().derived(USE, int(version))
        opened = AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], USE.encode())
    except (ValueError, InvalidTag) as error:
        raise BadMasterKey("a second step was sealed under another master key") from error
    return opened.decode()


def is_sealed_now(sealed: str) -> bool:
    """Whether it lies under the newest version of the master key."""
    return sealed.partition(".")[0] == str(master_keys().newest)
