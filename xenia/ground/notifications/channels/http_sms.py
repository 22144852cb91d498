"""Text messages through one provider that speaks HTTP, whichever the settings describe."""

import base64
import http.client
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from xenia.ground.notifications.channels.outgoing import Outgoing, Receipt, TryLater, Undeliverable
from xenia.ground.notifications.channels.providers import SmsProvider, sms_provider

SECONDS = 10
MOST_BYTES = 64 * 1024
COME_AGAIN = frozenset({408, 409, 425, 429})
NOT_LET_IN = frozenset({401, 402, 403})


def send(message: Outgoing) -> Receipt:
    """Give one text message to the provider. Raises TryLater, and Undeliverable when it refuses the number.

    The message's key goes with every try: a provider that knows idempotency keys sends it once.
    """
    provider = sms_provider()
    if provider is None:
        raise TryLater("not_set_up")
    try:
        status, answer = _ask(provider, message)
    except (OSError, http.client.HTTPException):
        raise TryLater("no_connection") from None
    if status >= 300:
        raise _refusal(provider, status, answer)
    return Receipt(reference=str(value_at(answer, provider.reference) or ""))


def _refusal(provider: SmsProvider, status: int, answer: Any) -> TryLater | Undeliverable:
    code = str(value_at(answer, provider.error) or "")
    if status in NOT_LET_IN and code not in provider.errors:
        return TryLater("not_let_in")
    if status >= 500 or status in COME_AGAIN or status < 400:
        return TryLater("busy")
    return Undeliverable(provider.errors.get(code, "refused"))


def _ask(provider: SmsProvider, message: Outgoing) -> tuple[int, Any]:
    """One request; redirects are not followed, so that the secret goes nowhere else."""
    parts = urlsplit(provider.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=SECONDS)
    said = {"to": message.to, "text": message.text, "key": message.key, "secret": provider.secret}
    content, headers = _content(provider, said)
    try:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request(provider.method, path, content, headers)
        answer = connection.getresponse()
        return answer.status, _as_json(answer.read(MOST_BYTES))
    finally:
        connection.close()


def _content(provider: SmsProvider, said: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    fields = filled(provider.fields, said)
    headers = {name: str(filled(text, said)) for name, text in provider.headers.items()}
    if provider.user:
        pair = base64.b64encode(f"{provider.user}:{provider.secret}".encode()).decode()
        headers["Authorization"] = f"Basic {pair}"
    if provider.body == "json":
        headers["Content-Type"] = "application/json"
        return json.dumps(fields).encode(), headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return urlencode(fields).encode(), headers


def filled(shape: Any, said: Mapping[str, str]) -> Any:
    """What the settings describe with its holes filled, at any depth; braces around other words stay as they are.

    The text fills a hole of its own only: what a message says is never looked through for holes.
    """
    if isinstance(shape, dict):
        return {name: filled(inner, said) for name, inner in shape.items()}
    if isinstance(shape, list):
        return [filled(inner, said) for inner in shape]
    if shape == "{text}":
        return said["text"]
    if isinstance(shape, str):
        for name in ("key", "secret", "to"):
            shape = shape.replace(f"{{{name}}}", said[name])
    return shape


def _as_json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        return {}


def value_at(answer: Any, place: str) -> Any:
    """What stands at a place such as "messages.0.id"; None when nothing does."""
    if not place:
        return None
    for step in place.split("."):
        if isinstance(answer, list) and step.isdigit() and int(step) < len(answer):
            answer = answer[int(step)]
        elif isinstance(answer, dict):
            answer = answer.get(step)
        else:
            return None
    return answer
