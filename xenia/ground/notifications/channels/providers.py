"""What the settings say about the mail server and the provider of text messages. No secret is ever quoted."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
MAIL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
SCHEMES = ("hmac-sha256", "secret", "url-and-fields-sha1")


class SettingsFault(ValueError):
    """A setting cannot be used; the text says which, and what to write."""


@dataclass(frozen=True, slots=True, repr=False)
class MailServer:
    """Where e-mail goes. tls: "starttls", "tls" or "none"."""

    host: str
    port: int
    user: str
    password: str
    tls: str


@dataclass(frozen=True, slots=True, repr=False)
class SmsProvider:
    """One provider of text messages over HTTP: how to ask it, and how it tells us of replies and deliveries.

    fields and headers: `{to}`, `{text}`, `{key}` and `{secret}` are filled in. body: "form" or "json".
    errors: the provider's code of an error -> our reason. states: its word for a state -> "delivered" or "failed".
    """

    url: str
    method: str
    body: str
    headers: Mapping[str, str]
    fields: Mapping[str, Any]
    user: str
    secret: str
    reference: str
    error: str
    errors: Mapping[str, str]
    scheme: str
    signature_header: str
    hook_secret: str
    reply: Mapping[str, str]
    delivery: Mapping[str, str]
    states: Mapping[str, str] = field(default_factory=dict)


def mail_from() -> str:
    """Who e-mails come from."""
    return settings.MAIL_FROM or "messages@localhost"


def mail_server() -> MailServer:
    """The mail server of XENIA_SMTP_URL, such as smtp://user:password@mail.example:587/?tls=starttls.

    Raises SettingsFault. Without encryption only a server on this machine is used.
    """
    try:
        parts = urlsplit(settings.SMTP_URL or "smtp://localhost/?tls=none")
        port = parts.port
    except ValueError:
        raise SettingsFault("XENIA_SMTP_URL is no address") from None
    usual = "tls" if parts.scheme == "smtps" else "starttls"
    tls = parse_qs(parts.query).get("tls", [usual])[0]
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or tls not in MAIL_PORTS:
        raise SettingsFault(
            "XENIA_SMTP_URL: expected smtp://user:password@host:587/?tls=starttls (or tls, none)"
        )
    if tls == "none" and parts.hostname not in LOOPBACK:
        raise SettingsFault("XENIA_SMTP_URL: tls=none only for a mail server on this machine")
    if settings.SMTP_URL and "@" not in settings.MAIL_FROM:
        raise SettingsFault("XENIA_MAIL_FROM: expected an address, such as hello@city.example")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.hostname, port or MAIL_PORTS[tls], user, password, tls)


def sms_provider() -> SmsProvider | None:
    """The provider described by the file of XENIA_SMS_FILE; None when there is none. Raises SettingsFault."""
    if not settings.SMS_FILE:
        return None
    path = Path(settings.SMS_FILE)
    try:
        return _provider(path, path.stat().st_mtime_ns)
    except OSError:
        raise SettingsFault("XENIA_SMS_FILE: the file cannot be read") from None


@lru_cache(maxsize=2)
def _provider(path: Path, _changed: int) -> SmsProvider:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        send, answer = said["send"], said.get("answer", {})
        replies, delivery = said.get("replies", {}), said.get("delivery", {})
        provider = SmsProvider(
            url=send["url"],
            method=send.get("method", "POST"),
            body=send.get("body", "form"),
            headers=send.get("headers", {}),
            fields=send["fields"],
            user=send.get("user", ""),
            secret=_secret(send, "XENIA_SMS_SECRET"),
            reference=answer.get("reference", ""),
            error=answer.get("error", ""),
            errors=answer.get("errors", {}),
            scheme=said.get("hooks", {}).get("scheme", "hmac-sha256"),
            signature_header=said.get("hooks", {}).get("header", "X-Signature"),
            hook_secret=_secret(said.get("hooks", {}), "XENIA_SMS_HOOK_SECRET"),
            reply={"from": "from", "text": "text", "id": "id"} | replies,
            delivery={"reference": "id", "state": "status", "error": "error"}
            | {name: word for name, word in delivery.items() if isinstance(word, str)},
            states=delivery.get("states", {"delivered": "delivered", "failed": "failed"}),
        )
    except (KeyError, AttributeError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise SettingsFault(
            f"XENIA_SMS_FILE: {type(wrong).__name__}; see docs/operations.md"
        ) from None
    _refuse_unsafe(provider)
    return provider


def _secret(part: Mapping[str, Any], variable: str) -> str:
    """A secret from the environment, or from the file the part names."""
    if variable in os.environ:
        return os.environ[variable]
    named = part.get("secret_file")
    return Path(named).read_text(encoding="utf-8").strip() if named else ""


def _refuse_unsafe(provider: SmsProvider) -> None:
    parts = urlsplit(provider.url)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not is_safe:
        raise SettingsFault("XENIA_SMS_FILE: send.url begins with https://")
    if provider.body not in ("form", "json"):
        raise SettingsFault("XENIA_SMS_FILE: send.body is 'form' or 'json'")
    if provider.scheme not in SCHEMES:
        raise SettingsFault(f"XENIA_SMS_FILE: hooks.scheme is one of {', '.join(SCHEMES)}")
