"""A provider of text messages on this machine: takes messages over HTTP, and signs what it calls us with."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

SECRET = "send-secret"
HOOK_SECRET = "hook-secret"
SETTINGS = """
[send]
url = "http://127.0.0.1:{port}/v1/messages?part=2"
secret_file = "{folder}/secret"
[send.headers]
Authorization = "Bearer {{secret}}"
Idempotency-Key = "{{key}}"
[send.fields]
To = "{{to}}"
From = "+16175550100"
Body = "{{text}}"
[answer]
reference = "message.sid"
error = "code"
[answer.errors]
21211 = "unknown_number"
[hooks]
scheme = "{scheme}"
header = "X-Signature"
secret_file = "{folder}/hook-secret"
[replies]
from = "From"
text = "Body"
id = "MessageSid"
[delivery]
reference = "MessageSid"
state = "MessageStatus"
error = "ErrorCode"
[delivery.states]
delivered = "delivered"
undelivered = "failed"
failed = "failed"
"""


@dataclass
class Provider:
    """What the provider was asked, and what it answers next."""

    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    # Keys it has seen: a second try with the same one is not sent to the phone again.
    on_phones: dict[str, str] = field(default_factory=dict)

    def taken(self, headers: Any, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        """One request."""
        said = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        self.asked.append({"path": path, "headers": dict(headers), **said})
        if self.answers:
            return self.answers.pop(0)
        key = str(headers.get("Idempotency-Key"))
        self.on_phones.setdefault(key, said.get("Body", ""))
        return 201, {"message": {"sid": f"SM-{key}"}}


@contextmanager
def a_provider() -> Iterator[Provider]:
    """A provider that listens on a free port."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, answer = provider.taken(self.headers, self.path, body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()


def described(provider: Provider, folder: Path, *, scheme: str = "hmac-sha256") -> Path:
    """The settings file of an office that uses this provider."""
    (folder / "secret").write_text(SECRET + "\n", encoding="utf-8")
    (folder / "hook-secret").write_text(HOOK_SECRET + "\n", encoding="utf-8")
    place = folder / f"sms-{scheme}.toml"
    text = SETTINGS.format(port=provider.port, folder=folder, scheme=scheme)
    place.write_text(text, encoding="utf-8")
    return place


def signed(fields: dict[str, str], *, secret: str = HOOK_SECRET) -> tuple[bytes, str]:
    """A form as the provider sends it, and its signature."""
    body = urlencode(fields).encode()
    return body, hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def signed_by_url(url: str, fields: dict[str, str]) -> tuple[bytes, str]:
    """The same with the signature over address and fields."""
    text = url + "".join(name + fields[name] for name in sorted(fields))
    digest = hmac.new(HOOK_SECRET.encode(), text.encode(), hashlib.sha1).digest()
    return urlencode(fields).encode(), base64.b64encode(digest).decode()
