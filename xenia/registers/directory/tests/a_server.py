"""Another office's server on loopback, as truthful or as false as a test wants it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, dict[str, str], bytes]
ABOUT = {
    "version": "3.1",
    "profile": "https://example.org/profile",
    "openapi_url": "https://example.org/o",
}


def in_json(said: Any, status: int = 200, **headers: str) -> Answer:
    return status, {"Content-Type": "application/json", **headers}, json.dumps(said).encode()


def a_page(records: list[Any], *, number: int = 1, pages: int = 1) -> Answer:
    return in_json(
        {
            "total_pages": pages,
            "page_number": number,
            "last_page": number >= pages,
            "contents": records,
        }
    )


@dataclass(slots=True)
class OtherOffice:
    """answers: by path, what it says to a question; asked: every question so far."""

    base: str = ""
    clock: str = ""
    answers: dict[str, Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def says(self, path: str, answer: Callable[[dict[str, str]], Answer]) -> None:
        self.answers[path] = answer

    def answer(self, address: str) -> Answer:
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append((parts.path, query))
        found = self.answers.get(parts.path)
        return found(query) if found else in_json({"detail": "nothing here"}, 404)


@contextmanager
def another_office() -> Iterator[OtherOffice]:
    """A server that says it speaks HSDS and has nothing, until it is told what to say."""
    office = OtherOffice()
    office.says("/hsds/", lambda query: in_json(ABOUT))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = office.answer(self.path)
            self.send_response_only(status)
            self.send_header("Date", office.clock or self.date_time_string())
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Tests look at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    office.base = f"http://127.0.0.1:{server.server_port}/hsds"
    try:
        yield office
    finally:
        server.shutdown()
        server.server_close()
