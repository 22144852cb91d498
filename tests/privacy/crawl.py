"""Follows every link a stranger can follow: pages, forms that only ask, feeds, the API's own addresses."""

import html
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.test import Client

HOST: Final = "http://testserver"
# Addresses in any text: JSON, feeds, words to copy, lines of code.
_ADDRESS: Final = re.compile(r"https?://testserver[^\s\"'<>\\{}]*")
# These do not change what a page says of the directory; each of their values once is enough.
_KEPT: Final = ("s", "saved")
_BINARY: Final = ("font/", "image/png", "image/x-icon")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered, headers and body, redirects followed."""

    address: str
    status: int
    kind: str
    body: bytes


class _Links(HTMLParser):
    """Addresses in links and in forms that ask by GET; each choice of a form by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._form: str | None = None
        self._always: list[tuple[str, str]] = []
        self._choices: list[tuple[str, str]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.found += [said[name] for name in ("href", "src", "formaction") if said.get(name)]
        if tag == "form" and said.get("method", "get").lower() == "get":
            self._form, self._always, self._choices = said.get("action", ""), [], []
        elif tag == "select":
            self._select = said.get("name", "")
        elif tag == "option" and self._select:
            self._choices.append((self._select, said.get("value", "")))
        elif tag in ("input", "button") and said.get("name"):
            is_always = said.get("type") == "hidden"
            (self._always if is_always else self._choices).append(
                (said["name"], said.get("value", ""))
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "form" and self._form is not None:
            for choice in ([], *([one] for one in self._choices)):
                self.found.append(f"{self._form}?{urlencode([*self._always, *choice])}")
            self._form = None


class Crawl:
    """A stranger with much time: goes wherever a link leads, as far as it leads, once."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.answers: list[Answer] = []
        self._seen: set[str] = set()

    def follow(self, starts: Iterable[str]) -> None:
        """Open these addresses and everything they lead to."""
        waiting = deque(starts)
        while waiting:
            address = waiting.popleft()
            if (known_as := _known_as(address)) in self._seen:
                continue
            self._seen.add(known_as)
            answer = self.open(address)
            self.answers.append(answer)
            waiting.extend(links_of(answer))

    def open(self, address: str, **how: Any) -> Answer:
        """One address, wherever it sends us."""
        response = self.client.get(address, follow=True, **how)
        at = response.redirect_chain[-1][0] if response.redirect_chain else address
        return Answer(
            address=urljoin(address, at),
            status=response.status_code,
            kind=response.headers.get("Content-Type", ""),
            body=said_by(response),
        )


def said_by(response: Any) -> bytes:
    """All an answer says: its headers, and its body however it comes."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    chain = "\n".join(where for where, _status in getattr(response, "redirect_chain", ()))
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    return f"{chain}\n{headers}\n{response.cookies.output()}\n".encode() + bytes(body)


def links_of(answer: Answer) -> Iterator[str]:
    """Where an answer leads within the house."""
    if answer.kind.startswith(_BINARY):
        return
    text = answer.body.decode("utf-8", "replace")
    found = _ADDRESS.findall(html.unescape(text))
    if answer.kind.startswith("text/html"):
        parser = _Links()
        parser.feed(text)
        found += parser.found
    for link in found:
        parts = urlsplit(urljoin(HOST + answer.address, link))
        if parts.scheme in ("http", "https") and parts.netloc == "testserver":
            yield parts._replace(scheme="", netloc="", fragment="").geturl()


def _known_as(address: str) -> str:
    """What makes an address another one: the order of what a phone keeps in it does not."""
    parts = urlsplit(address)
    said = [
        (name, ",".join(sorted(value.split(","))) if name in _KEPT else value)
        for name, value in parse_qsl(parts.query)
    ]
    return f"{parts.path}?{urlencode(sorted(said))}"
