"""A passkey in software: it answers a browser's two questions as a phone would."""

import hashlib
import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG


class Passkey:
    """One key pair, made for one place (`localhost`), used after a fingerprint."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.id = secrets.token_bytes(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.owner = ""
        self.uses = 0

    def register(self, options: dict[str, Any]) -> str:
        """The answer to "make a passkey for this account", as the page posts it."""
        asked = options["publicKey"]
        self.owner = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        made = AttestedCredentialData.create(bytes(16), self.id, public)
        flags = FLAG.UP | FLAG.UV | FLAG.AT
        data = AuthenticatorData.create(_hash(asked["rp"]["id"]), flags, 0, bytes(made))
        said = {
            "clientDataJSON": self._client_data("webauthn.create", asked["challenge"]),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._credential(said, {"credProps": {"rk": True}})

    def sign(self, options: dict[str, Any]) -> str:
        """The answer to "prove that you have the passkey", as the page posts it."""
        asked = options["publicKey"]
        self.uses += 1
        data = AuthenticatorData.create(_hash(asked["rpId"]), FLAG.UP | FLAG.UV, self.uses)
        client_data = self._client_data("webauthn.get", asked["challenge"])
        signed = bytes(data) + hashlib.sha256(websafe_decode(client_data)).digest()
        said = {
            "clientDataJSON": client_data,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(self.key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": self.owner,
        }
        return self._credential(said, {})

    def _client_data(self, kind: str, challenge: str) -> str:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return websafe_encode(json.dumps(said).encode())

    def _credential(self, response: dict[str, str], extensions: dict[str, Any]) -> str:
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "type": "public-key",
                "id": name,
                "rawId": name,
                "response": response,
                "clientExtensionResults": extensions,
            }
        )


def _hash(place: str) -> bytes:
    return hashlib.sha256(place.encode()).digest()
