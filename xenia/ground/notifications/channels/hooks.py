"""What the provider of text messages tells us: whether it is really the provider, and what it says."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from xenia.ground.notifications.channels.http_sms import value_at
from xenia.ground.notifications.channels.providers import SmsProvider


class NotTheProvider(Exception):
    """The signature is missing or wrong."""


class NotUnderstood(ValueError):
    """The request has not the shape the settings describe."""


@dataclass(frozen=True, slots=True, repr=False)
class Call:
    """One request of the provider. url: as the provider knows it."""

    url: str
    body: bytes
    content_type: str
    signature: str


def values_of(provider: SmsProvider, call: Call, names: Mapping[str, str]) -> dict[str, str]:
    """What a call says, under our names. Raises NotTheProvider first, then NotUnderstood.

    A provider without a secret is never believed.
    """
    if not provider.hook_secret or not SIGNED_BY[provider.scheme](provider, call):
        raise NotTheProvider("the signature of a call is missing or wrong")
    said = _read(call)
    return {ours: str(value_at(said, theirs) or "") for ours, theirs in names.items()}


def _read(call: Call) -> Any:
    try:
        if "json" in call.content_type:
            return json.loads(call.body)
        return dict(parse_qsl(call.body.decode(), keep_blank_values=True))
    except ValueError:
        raise NotUnderstood("neither JSON nor a form") from None


def _by_sha256(provider: SmsProvider, call: Call) -> bool:
    """HMAC-SHA-256 of the body, in hexadecimal or Base64, perhaps with "sha256=" before it."""
    digest = hmac.new(provider.hook_secret.encode(), call.body, hashlib.sha256).digest()
    given = call.signature.removeprefix("sha256=")
    return any(_same(given, form) for form in (digest.hex(), base64.b64encode(digest).decode()))


def _by_secret(provider: SmsProvider, call: Call) -> bool:
    """The secret itself, perhaps with "Bearer" before it."""
    return _same(call.signature.removeprefix("Bearer "), provider.hook_secret)


def _by_url_and_fields(provider: SmsProvider, call: Call) -> bool:
    """HMAC-SHA-1, in Base64, of the address and each field's name and value, sorted: as one large provider signs."""
    pairs = sorted(parse_qsl(call.body.decode("utf-8", "replace"), keep_blank_values=True))
    signed = call.url + "".join(name + value for name, value in pairs)
    digest = hmac.new(provider.hook_secret.encode(), signed.encode(), hashlib.sha1).digest()
    return _same(call.signature, base64.b64encode(digest).decode())


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


SIGNED_BY: dict[str, Callable[[SmsProvider, Call], bool]] = {
    "hmac-sha256": _by_sha256,
    "secret": _by_secret,
    "url-and-fields-sha1": _by_url_and_fields,
}
